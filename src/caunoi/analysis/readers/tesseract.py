"""Tesseract as a program: a picture in, words with their places out; each run bounded in time and memory."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from lxml import etree
from PIL import Image

from caunoi.analysis.readers.safety import Unreadable

LANGUAGE = "vie"
PACKAGES = "tesseract-ocr, tesseract-ocr-vie"
PAGE_SECONDS = 120
_MEMORY_KB = 2 * 1024 * 1024
_PAGE = "3"
_ORIENTATION = "0"
_ROTATE = re.compile(r"^Rotate: (\d+)", re.M)
_SURE = re.compile(r"^Orientation confidence: ([\d.]+)", re.M)
_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_CONFIDENCE = re.compile(r"x_wconf (\d+)")
_LEAST_SURE = 2.0
# Dashes differ by their length alone, which Tesseract overrates; official texts have no longer one than this.
_DASHES = str.maketrans("—", "–")


@dataclass(frozen=True, slots=True)
class Word:
    """A recognized word: its box in pixels with y growing downwards, baseline, size of letters, confidence 0–100."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    confidence: int


def missing() -> str | None:
    """What keeps scans from being read, as a sentence for an operator; None where nothing does."""
    if not _program():
        return f"Chưa cài Tesseract nên chưa nhận dạng được bản quét và ảnh chụp (gói {PACKAGES})."
    if LANGUAGE not in _languages():
        return (
            "Tesseract chưa có dữ liệu tiếng Việt nên chưa nhận dạng được bản quét (gói tesseract-ocr-vie)."
        )
    return None


def require() -> None:
    """Raises `Unreadable` "no-ocr" where Tesseract or its Vietnamese data is absent."""
    if missing():
        raise Unreadable(
            "no-ocr",
            f"Máy chủ chưa nhận dạng được bản quét và ảnh chụp vì thiếu Tesseract tiếng Việt (gói {PACKAGES}). "
            "Hãy báo người quản trị cài các gói này, hoặc gửi bản có chữ (.docx, .doc, .pdf xuất từ máy tính).",
        )


def _program() -> str | None:
    return shutil.which("tesseract")


def _languages() -> frozenset[str]:
    return _languages_of(_program() or "", os.environ.get("TESSDATA_PREFIX", ""))


@cache
def _languages_of(program: str, data: str) -> frozenset[str]:
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30)  # noqa: S603
    return frozenset(told.stdout.split())


def knows(language: str) -> bool:
    """Whether Tesseract has the data of a language."""
    return language in _languages()


def words_of(
    picture: Image.Image, mode: str = _PAGE, language: str = LANGUAGE, signs: str | None = None
) -> list[Word]:
    """The words of an upright picture in Tesseract's order.

    `mode` is its page segmentation mode; `signs` are the only ones that may be read, any where it is None.
    """
    how = ["-l", language, "--psm", mode, "-c", "tessedit_create_hocr=1"]
    told = _run(picture, how if signs is None else [*how, "-c", f"tessedit_char_whitelist={signs}"])
    return list(_words(told)) if told.strip() else []


def turn_of(picture: Image.Image) -> int | None:
    """Degrees clockwise by which the picture has to be turned to stand upright; None where that is not clear."""
    if "osd" not in _languages():
        return None
    told = _run(picture, ["-l", "osd", "--psm", _ORIENTATION]).decode("utf-8", "replace")
    turn, sure = _ROTATE.search(told), _SURE.search(told)
    return int(turn[1]) if turn and sure and float(sure[1]) >= _LEAST_SURE else None


def _run(picture: Image.Image, how: list[str]) -> bytes:
    """What Tesseract prints; nothing where it finds the picture empty."""
    content = BytesIO()
    picture.save(content, "PPM")
    command = _limited([_program() or "tesseract", "stdin", "stdout", "--dpi", "300", *how])
    try:
        # One thread each: pages side by side use the cores better than threads within a page.
        done = subprocess.run(  # noqa: S603 - a fixed program, no words from outside
            command,
            input=content.getvalue(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PAGE_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            "too-long",
            f"Nhận dạng một trang mất hơn {PAGE_SECONDS} giây nên đã dừng. Hãy quét lại ở 300 dpi, "
            "đen trắng hoặc xám, rồi gửi lại.",
        ) from error
    return done.stdout


def _limited(command: list[str]) -> list[str]:
    if os.name != "posix":
        return command
    limits = f"ulimit -v {_MEMORY_KB}; ulimit -t {PAGE_SECONDS}; ulimit -c 0; "
    return ["/bin/sh", "-c", limits + 'exec "$@"', "sh", *command]


def _words(page: bytes) -> Iterator[Word]:
    root = etree.fromstring(page, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    for line in root.iterfind(".//{*}span[@title]") if root is not None else ():
        if line.get("class") == "ocrx_word":
            continue
        for word in line.iterfind("{*}span[@class='ocrx_word']"):
            found = _word(word, line.get("title"))
            if found.text:
                yield found


def _word(word: etree._Element, line: str) -> Word:
    told = word.get("title", "")
    left, top, right, bottom = _numbers(_BOX, told, 4)
    line_left, _, _, line_bottom = _numbers(_BOX, line, 4)
    slope, shift = _numbers(_BASELINE, line, 2)
    (size,) = _numbers(_SIZE, line, 1)
    base = line_bottom + shift + slope * ((left + right) / 2 - line_left)
    (confidence,) = _numbers(_CONFIDENCE, told, 1)
    text = "".join("".join(word.itertext()).split()).translate(_DASHES)
    return Word(text, left, top, right, bottom, base, size, int(confidence))


def _numbers(pattern: re.Pattern[str], told: str, count: int) -> tuple[float, ...]:
    found = pattern.search(told)
    return tuple(map(float, found.groups())) if found else (0.0,) * count
