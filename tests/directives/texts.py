"""Self-written documents: what the committee demands, and plans of its units."""

HEAD = """{superior}
{issuer}
*
Số {symbol}
ĐẢNG CỘNG SẢN VIỆT NAM
An Khê Thượng, ngày {day} tháng {month} năm 2026

{kind}
{subject}
"""

DEMANDS = (
    HEAD.format(
        superior="TỈNH ỦY AN KHÊ THƯỢNG",
        issuer="ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH",
        symbol="30-NQ/ĐU",
        day="01",
        month="9",
        kind="NGHỊ QUYẾT",
        subject="về chuyển đổi số trong các cơ quan Đảng",
    )
    + """
I. CHỈ TIÊU
1. Phấn đấu 98% hồ sơ công việc được lập và xử lý trên môi trường mạng.
2. Ít nhất 90% đảng viên sử dụng sổ tay đảng viên điện tử.
3. Mỗi chi bộ xây dựng ít nhất 02 mô hình chuyển đổi số.

II. TỔ CHỨC THỰC HIỆN
1. Giao các chi bộ, đảng bộ cơ sở tổ chức tập huấn kỹ năng số cho đảng viên trước ngày 30/11/2026.
2. Giao các chi bộ, đảng bộ cơ sở báo cáo kết quả chuyển đổi số định kỳ hằng quý.

T/M BAN CHẤP HÀNH
BÍ THƯ
"""
)


def plan(
    issuer: str = "CHI BỘ VĂN PHÒNG TỈNH ỦY",
    symbol: str = "11-KH/CB",
    online: str = "98%",
    handbook: str = "90%",
    who: str = "đảng viên",
    training: str = "15/11/2026",
    cites: str = "Thực hiện Nghị quyết số 30-NQ/ĐU ngày 01/9/2026 của Đảng ủy, chi bộ ban hành kế hoạch như sau:",
) -> str:
    """A unit's plan; what it promises can be made weaker or later."""
    head = HEAD.format(
        superior="ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH",
        issuer=issuer,
        symbol=symbol,
        day="20",
        month="9",
        kind="KẾ HOẠCH",
        subject="thực hiện Nghị quyết về chuyển đổi số trong các cơ quan Đảng",
    )
    return (
        head
        + f"""
{cites}

I. CHỈ TIÊU
1. Phấn đấu {online} hồ sơ công việc được lập và xử lý trên môi trường mạng.
2. Ít nhất {handbook} {who} sử dụng sổ tay đảng viên điện tử.

II. TỔ CHỨC THỰC HIỆN
1. Giao cấp ủy chi bộ tổ chức tập huấn kỹ năng số cho đảng viên trước ngày {training}.

T/M CHI BỘ
BÍ THƯ
"""
    )


def change(verb: str, symbol: str = "45-NQ/ĐU") -> str:
    """A later document that does ``verb`` ("sửa đổi, bổ sung", "thay thế") to the demands."""
    head = HEAD.format(
        superior="TỈNH ỦY AN KHÊ THƯỢNG",
        issuer="ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH",
        symbol=symbol,
        day="05",
        month="10",
        kind="NGHỊ QUYẾT",
        subject="về điều chỉnh nhiệm vụ chuyển đổi số",
    )
    return (
        head
        + f"""
1. Nghị quyết này {verb} Nghị quyết số 30-NQ/ĐU ngày 01/9/2026 của Đảng ủy.
2. Các chi bộ tiếp tục thực hiện.

T/M BAN CHẤP HÀNH
BÍ THƯ
"""
    )
