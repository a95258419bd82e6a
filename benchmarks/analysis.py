"""Analysis of a made-up document of 30,000 characters on one core: goal 30 ms; a million characters beside it."""

import time

from caunoi.analysis import analyze

LENGTH = 30_000
REPEATS = 15

HEAD = """Số 07-NQ/TU

Sơn Lam, ngày 05 tháng 12 năm 2025

NGHỊ QUYẾT
CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH
về xây dựng tổ chức cơ sở đảng

"""
SECTION = """{roman}. NHIỆM VỤ VÀ CHỈ TIÊU ĐỢT {n}

1. Quan điểm

Tiếp tục thực hiện Nghị quyết số {n}-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương về đổi mới công tác của chi bộ;
các cấp ủy nâng cao trách nhiệm, chăm lo đời sống đoàn viên, hội viên, giải quyết kịp thời kiến nghị từ cơ sở.

{prose}
2. Chỉ tiêu

- 100% chi bộ đăng ký xây dựng mô hình mới; phấn đấu trên 9{digit}% đoàn viên được học tập nghị quyết.
- Hằng năm, mỗi chi bộ giới thiệu ít nhất 0{digit} quần chúng ưu tú để cấp ủy xem xét.

3. Tổ chức thực hiện

3.1. Giao Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Văn phòng Tỉnh ủy và các đảng ủy trực thuộc theo dõi,
định kỳ hằng quý và đột xuất báo cáo kết quả với Ban Thường vụ Tỉnh ủy; hoàn thành trước ngày 15/12/2026.

3.2. Các cấp ủy trực thuộc xây dựng kế hoạch, tổ chức quán triệt đến từng đảng viên và sơ kết trong quý III/2026.

"""
PROSE = """Công tác xây dựng tổ chức cơ sở đảng có nhiều chuyển biến; nhận thức của cấp ủy được nâng lên,
nội dung sinh hoạt chi bộ thiết thực hơn, gắn với nhiệm vụ chính trị của cơ quan, đơn vị và phong trào thi đua.

Việc nắm tình hình tư tưởng của đoàn viên, hội viên có nơi chưa kịp thời; sự phối hợp giữa chính quyền với
Mặt trận và các đoàn thể chưa chặt chẽ, công tác kiểm tra, giám sát chuyên đề còn lúng túng về phương pháp và thời điểm.

"""
ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
)


def document(length: int) -> str:
    """An invented resolution of exactly this many characters."""
    parts, size, n = [HEAD], len(HEAD), 0
    while size < length:
        parts.append(SECTION.format(prose=PROSE * 3, roman=ROMAN[n % len(ROMAN)], n=n + 1, digit=n % 9 + 1))
        size += len(parts[-1])
        n += 1
    return "".join(parts)[:length]


def best(text: str, repeats: int) -> float:
    """The shortest of several runs, in milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        analyze(text)
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def rows() -> list[tuple[str, str, str]]:
    """Milliseconds for 30,000 characters, and what a million cost."""
    text = document(LENGTH)
    long = document(1_000_000)
    return [
        (f"analyze 30,000 characters (best of {REPEATS})", f"{best(text, REPEATS):.1f} ms", "< 30 ms"),
        ("analyze 1,000,000 characters", f"{best(long, 2):.0f} ms", "< 1000 ms"),
    ]
