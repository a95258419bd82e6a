"""Scans made in the test: a page of a Party resolution with invented names, turned, tilted, stamped, photographed."""

from io import BytesIO

import numpy as np
from benchmarks.quality.paper import FOLDER, Press
from PIL import Image, ImageDraw, ImageFont

LEFT = ["ĐẢNG BỘ TỈNH THANH LÂM", "ĐẢNG ỦY XÃ SƠN HẠ", "*", "Số 15-NQ/ĐU"]
RIGHT = ["ĐẢNG CỘNG SẢN VIỆT NAM", "", "", "Sơn Hạ, ngày 05 tháng 02 năm 2026"]
BODY = (
    "NGHỊ QUYẾT",
    "về phát triển kinh tế tập thể giai đoạn 2026 - 2030",
    "I. MỤC TIÊU",
    "1. Đến năm 2030 có ít nhất 85% hợp tác xã hoạt động có hiệu quả.",
    "2. Hằng năm thành lập mới từ 05 hợp tác xã trở lên.",
    "II. NHIỆM VỤ",
    "1. Giao Văn phòng Đảng ủy tham mưu kế hoạch thực hiện trước ngày 15/4/2026.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Các chi bộ báo cáo kết quả về Văn phòng Đảng ủy định kỳ hằng quý.",
)


def page(*lines: str, header: bool = True, rows: tuple[tuple[str, ...], ...] = ()) -> Image.Image:
    """One page at 300 dots per inch."""
    press = Press()
    if header:
        press.header(LEFT, RIGHT)
    for line in lines or BODY:
        press.paragraph(line)
    if rows:
        press.table(rows)
    assert len(press.pages) == 1
    return press.pages[0]


def tilted(picture: Image.Image, degrees: float) -> Image.Image:
    """As it comes out of a careless scanner; anticlockwise."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


def photographed(picture: Image.Image) -> Image.Image:
    """Grey paper under a lamp at one side, with the grain of a small sensor."""
    grey = np.asarray(picture.convert("L"), dtype=np.float64)
    light = np.linspace(0.45, 0.85, grey.shape[1])[None, :]
    grain = np.random.default_rng(7).normal(0, 6, grey.shape)
    return Image.fromarray(((grey * 0.75 + 60) * light + grain).clip(0, 255).astype(np.uint8))


def stamped(
    picture: Image.Image,
    mark: str,
    *,
    ink: str = "#d8202c",
    degrees: float = 4,
    place: tuple[int, int] = (420, 620),
) -> Image.Image:
    """A framed mark, pressed a little askew."""
    font = ImageFont.truetype(str(FOLDER / "FreeSerifBold.ttf"), 64)
    width = round(font.getlength(mark))
    stamp = Image.new("RGBA", (width + 80, 110), (0, 0, 0, 0))
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((4, 4, width + 74, 104), outline=ink, width=6)
    draw.text((38, 18), mark, ink, font)
    stamp = stamp.rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    whole = picture.convert("RGB")
    whole.paste(stamp, place, stamp)
    return whole


def encoded(picture: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    """The picture as a file."""
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
