"""Signed files made here with certificates of our own: nobody's real signature is used."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import NameObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from caunoi.analysis.model import SignatureCheck
from caunoi.analysis.signed import check_signatures

OFFICE = "Văn phòng Đảng ủy xã Thử Nghiệm"
MAKER = "Cơ quan chứng thực thử nghiệm"
PERSONAL_NUMBER = "CCCD:000000000000"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a signature check went to the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def _name(**parts: str) -> x509.Name:
    oids = {"common": NameOID.COMMON_NAME, "office": NameOID.ORGANIZATION_NAME, "number": NameOID.USER_ID}
    return x509.Name([x509.NameAttribute(oids[key], value) for key, value in parts.items()])


def _certificate(
    subject: x509.Name, key: Any, issuer: x509.Name, issuer_key: Any, *, root: bool
) -> x509.Certificate:
    now = datetime.now(UTC)
    usage = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment"), False)
    usage |= dict.fromkeys(("key_agreement", "encipher_only", "decipher_only"), False)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=not root, key_cert_sign=root, crl_sign=root, **usage),
            critical=True,
        )
        .sign(issuer_key, hashes.SHA256())
    )


@cache
def _pair() -> tuple[signers.SimpleSigner, bytes]:
    """A signer and, as PEM, the root that vouches for its certificate."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = _name(common=MAKER)
    root = _certificate(root_name, root_key, root_name, root_key, root=True)
    own = _certificate(
        _name(common="Người ký thử", office=OFFICE, number=PERSONAL_NUMBER),
        key,
        root_name,
        root_key,
        root=False,
    )
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(own.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )
    return signer, root.public_bytes(serialization.Encoding.PEM)


@cache
def _plain() -> bytes:
    made, document = BytesIO(), pdfium.PdfDocument.new()
    document.new_page(200, 280)
    document.save(made)
    return made.getvalue()


def _signed(data: bytes, field: str = "Signature1") -> bytes:
    out = BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(data)),
        signers.PdfSignatureMetadata(field_name=field),
        signer=_pair()[0],
        output=out,
    )
    return out.getvalue()


def _one(data: bytes, *roots: bytes) -> SignatureCheck:
    (found,) = check_signatures(data, roots)
    return found


def test_a_signature_names_its_signer_office_issuer_and_time():
    found = _one(_signed(_plain()))
    assert (found.state, found.later) == ("intact", "nothing")
    assert (found.signer, found.organization, found.issuer) == ("Người ký thử", OFFICE, MAKER)
    assert found.claimed_at
    assert found.stamped_at is None
    assert abs(datetime.fromisoformat(found.claimed_at) - datetime.now(UTC)) < timedelta(minutes=5)


def test_the_personal_number_of_a_certificate_is_not_kept():
    assert PERSONAL_NUMBER not in str(_one(_signed(_plain())))


def test_trust_is_only_spoken_of_where_roots_were_given():
    data, (_, root) = _signed(_plain()), _pair()
    assert _one(data).trusted is None
    assert _one(data, root).trusted is True


def test_a_root_of_somebody_else_does_not_make_a_signature_trusted():
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(common="Cơ quan khác")
    other = _certificate(name, key, name, key, root=True).public_bytes(serialization.Encoding.DER)
    assert _one(_signed(_plain()), other).trusted is False


def test_a_damaged_root_does_not_spoil_the_others():
    root = _pair()[1]
    assert _one(_signed(_plain()), b"no certificate", root, b"").trusted is True


def test_one_changed_byte_of_the_signed_part_is_told():
    data = _signed(_plain())
    at = data.index(b"/MediaBox") + len(b"/MediaBox [0 0 ")
    assert at < data.index(b"/ByteRange")
    changed = data[:at] + (b"7" if data[at : at + 1] != b"7" else b"8") + data[at + 1 :]
    assert _one(changed).state == "changed"


def test_a_second_signature_leaves_the_first_intact():
    first, second = check_signatures(_signed(_signed(_plain()), "Signature2"))
    assert (first.state, first.later) == ("intact", "signing")
    assert (second.state, second.later) == ("intact", "nothing")


def test_content_written_after_the_signature_is_told():
    writer = IncrementalPdfFileWriter(BytesIO(_signed(_plain())))
    page = writer.root["/Pages"]["/Kids"][0]
    page[NameObject("/Note")] = TextStringObject("thêm sau khi ký")
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    out = BytesIO()
    writer.write(out)
    found = _one(out.getvalue())
    assert (found.state, found.later) == ("intact", "content")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF", b"PK\x03\x04", "văn bản".encode()])
def test_a_file_without_a_signature_has_none(data: bytes):
    assert check_signatures(data) == ()


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_cut_off_file_is_unreadable_and_no_error(share: float):
    data = _signed(_plain())
    cut = data[: int(len(data) * share)]
    assert {found.state for found in check_signatures(cut)} <= {"unreadable", "changed", "invalid"}
    assert check_signatures(b"%PDF-1.7 /ByteRange [0 1 2 3]") == (SignatureCheck("unreadable"),)
