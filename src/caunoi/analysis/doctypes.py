"""The names of document types as printed, and the abbreviations that symbols carry."""

import re

TYPES = {
    "nghị quyết": "nghi-quyet", "nghị quyết liên tịch": "nghi-quyet-lien-tich", "chỉ thị": "chi-thi",
    "kết luận": "ket-luan", "quy định": "quy-dinh", "qui định": "quy-dinh", "quy chế": "quy-che",
    "quy chế phối hợp": "quy-che", "quyết định": "quyet-dinh", "hướng dẫn": "huong-dan",
    "kế hoạch": "ke-hoach", "chương trình": "chuong-trinh", "chương trình hành động": "chuong-trinh",
    "chương trình phối hợp": "chuong-trinh", "thông báo": "thong-bao", "thông báo kết luận": "thong-bao",
    "thông tri": "thong-tri", "báo cáo": "bao-cao", "công văn": "cong-van", "tờ trình": "to-trinh",
    "bộ luật": "bo-luat", "luật": "luat", "pháp lệnh": "phap-lenh", "nghị định": "nghi-dinh",
    "thông tư": "thong-tu", "thông tư liên tịch": "thong-tu-lien-tich", "đề án": "de-an",
    "công điện": "cong-dien", "biên bản": "bien-ban", "hiến pháp": "hien-phap", "lệnh": "lenh",
    "chiến lược": "chien-luoc", "điều lệ": "dieu-le", "quy trình": "quy-trinh", "phương án": "phuong-an",
    "dự án": "du-an", "giấy mời": "giay-moi", "lời kêu gọi": "loi-keu-goi", "tuyên bố": "tuyen-bo",
    "kế hoạch hành động": "ke-hoach", "kế hoạch phối hợp": "ke-hoach", "kế hoạch liên tịch": "ke-hoach",
    "chương trình công tác": "chuong-trinh", "quy chế làm việc": "quy-che", "quy chế hoạt động": "quy-che",
    "quy chế tổ chức và hoạt động": "quy-che",
    "quy hoạch": "quy-hoach", "văn bản": "van-ban", "hợp đồng": "hop-dong", "thông cáo": "thong-cao",
    "giấy phép": "giay-phep", "giấy chứng nhận": "giay-chung-nhan", "giấy ủy quyền": "giay-uy-quyen",
    "phiếu chuyển": "phieu-chuyen", "phiếu trình": "phieu-trinh", "bản án": "ban-an",
    "thư": "thu", "đề cương": "de-cuong",
}  # fmt: skip
_ABBREVIATIONS = {
    "NQ": "nghi-quyet", "NQLT": "nghi-quyet-lien-tich", "CT": "chi-thi", "KL": "ket-luan",
    "QYĐ": "quy-dinh", "QĐi": "quy-dinh", "QC": "quy-che", "HD": "huong-dan", "KH": "ke-hoach",
    "CTR": "chuong-trinh", "CTr": "chuong-trinh", "CTRHĐ": "chuong-trinh", "TB": "thong-bao",
    "TT": "thong-tri", "BC": "bao-cao", "CV": "cong-van", "TTr": "to-trinh", "TTR": "to-trinh",
    "NĐ": "nghi-dinh", "ĐA": "de-an", "CĐ": "cong-dien", "BB": "bien-ban", "L": "luat", "QH": "luat",
    "PA": "phuong-an", "VBHN": "van-ban", "PL": "phap-lenh", "L-CTN": "lenh",
}  # fmt: skip

# Longest first, so that "chương trình hành động" is not read as "chương trình".
NAMES = sorted(TYPES, key=len, reverse=True)
ANY_NAME = "|".join(name.replace(" ", r"\s+") for name in NAMES)
_SPLIT = re.compile(r"[/-]")
STATUTES = frozenset(
    {"luat", "thong-tu-lien-tich", "bo-luat", "phap-lenh", "nghi-dinh", "thong-tu", "hien-phap"}
)


def in_draft(kind: str | None, provision: str | None) -> bool:
    """Whether a place of a submission (tờ trình) belongs to the draft that it carries: what that says binds nobody yet.

    A submission has no articles of its own, and what is enclosed with it is not issued.
    """
    return (
        kind == "to-trinh"
        and provision is not None
        and ("dieu-" in provision or provision.startswith("plk-"))
    )


def type_of(name: str) -> str | None:
    """The type's key for its printed name in lower case."""
    return TYPES.get(" ".join(name.split()))


def type_name(key: str | None) -> str | None:
    """The printed name of a type's key, as a title."""
    return next((name.capitalize() for name, known in TYPES.items() if known == key), None)


def type_of_symbol(symbol: str) -> str | None:
    """The type that a symbol's letters say, where they say one: 08-NQ/ĐUK, 04/2015/NĐ-CP."""
    parts = [part for part in _SPLIT.split(symbol) if part and not part.isdigit()]
    if not parts:
        return None
    first = parts[0]
    if first == "QĐ":
        return "quyet-dinh"
    if first == "TT" and "/TT-" in symbol:
        return "thong-tu"
    return "luat" if re.fullmatch(r"QH\d+", first) else _ABBREVIATIONS.get(first)
