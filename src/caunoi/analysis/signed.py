"""The signatures inside a PDF, checked without a network: who signed, when, and whether anything changed since.

What stands in the file is checked: the digest of the signed bytes, the signature over it, what was written
after it, and the chain up to the root certificates that the caller gives. Whether a certificate was withdrawn
cannot be known without a network and is never claimed.
"""

import contextlib
import logging
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from caunoi.analysis.model import LaterChange, SignatureCheck, SignatureState

MOST = 50
_SIGN = b"/ByteRange"
# The library reports every failed check with its stack; here a failed check is an ordinary answer.
_TALKATIVE = ("pyhanko", "pyhanko_certvalidator")


def check_signatures(data: bytes, roots: Sequence[bytes] = ()) -> tuple[SignatureCheck, ...]:
    """The signatures of a PDF in the order of signing, at most fifty; empty for anything that has none.

    ``roots``: certificates (PEM or DER) that the caller trusts. Never raises and never asks a network.
    """
    if _SIGN not in data:
        return ()
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return tuple(_checks(data, _certificates(roots)))
    except Exception:  # a damaged file breaks the library in ways of its own
        return (SignatureCheck("unreadable"),)


def _certificates(roots: Sequence[bytes]) -> list[Any]:
    """Those that are certificates: one damaged file must not make every signature look doubtful."""
    from asn1crypto import pem, x509

    found = []
    for root in roots:
        with contextlib.suppress(ValueError, TypeError):
            certificate = x509.Certificate.load(pem.unarmor(root)[2] if pem.detect(root) else root)
            found.append(certificate if certificate.native else None)
    return [certificate for certificate in found if certificate is not None]


def _checks(data: bytes, roots: list[Any]) -> Iterator[SignatureCheck]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    found = PdfFileReader(BytesIO(data), strict=False).embedded_regular_signatures
    for signature in found[:MOST]:
        try:
            yield _check(signature, roots)
        except Exception:  # one damaged signature does not hide the others
            yield SignatureCheck("unreadable")


def _check(signature: Any, roots: list[Any]) -> SignatureCheck:
    status = _validated(signature, [], None)
    owner, issuer = status.signing_cert.subject.native, status.signing_cert.issuer.native
    stamp = status.timestamp_validity
    stamped = stamp.timestamp if stamp and stamp.intact and stamp.valid else None
    return SignatureCheck(
        state=_state(status),
        signer=_words(owner, "common_name"),
        organization=_words(owner, "organization_name"),
        issuer=_words(issuer, "common_name"),
        claimed_at=_iso(status.signer_reported_dt),
        stamped_at=_iso(stamped),
        later=_later(status),
        # A certificate that has expired since was good on the day that the stamp proves.
        trusted=bool(_validated(signature, roots, stamped).trusted) if roots else None,
    )


def _validated(signature: Any, roots: list[Any], moment: Any) -> Any:
    from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=roots, moment=moment, allow_fetching=False, revocation_mode="soft-fail"
    )
    usage = KeyUsageConstraints(
        key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
    )
    return validate_pdf_signature(signature, context, key_usage_settings=usage)


def _state(status: Any) -> SignatureState:
    from pyhanko.sign.ades.report import AdESIndeterminate

    if not status.intact:
        return "changed"
    if status.valid:
        return "intact"
    # The reason of a refusal stands in the trust indication only where the algorithm itself was refused.
    weak = status.trust_problem_indic == AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE
    return "weak" if weak else "invalid"


def _later(status: Any) -> LaterChange:
    from pyhanko.sign.diff_analysis import ModificationLevel

    level = status.modification_level
    if level is None or level == ModificationLevel.NONE:
        return "nothing"
    return "content" if level == ModificationLevel.OTHER else "signing"


def _words(names: dict[str, Any], key: str) -> str | None:
    """Only these parts are read: a certificate also carries personal numbers and addresses."""
    value = names.get(key)
    return " ".join(map(str, value)) if isinstance(value, list) else value


def _iso(moment: Any) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
