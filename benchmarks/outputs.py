"""Laying out an official report: 40 targets and 200 figures as a Word file."""

import time
from collections.abc import Callable, Iterator
from datetime import date

from caunoi.outputs.official import (
    Annex,
    Column,
    Dash,
    Heading,
    Keyed,
    OfficialDocument,
    Row,
    Signature,
    Table,
)
from caunoi.outputs.rendering import render_docx
from caunoi.rules.layouts import layout_for

DAY = date(2026, 10, 12)


def table(rows: int) -> Table:
    """A table of figures, each with its key."""
    columns = (
        Column("TT", 10),
        Column("Nội dung", 90),
        Column("Đơn vị tính", 25),
        Column("Số liệu", 40, numeric=True),
    )
    return Table(
        columns,
        tuple(
            Row((str(n), "Chi bộ đã học tập, quán triệt", "chi bộ", (Keyed("1.234", f"SL{n}"),)))
            for n in range(rows)
        ),
    )


def document(figures: int) -> OfficialDocument:
    """An invented report with that many figures."""
    lines = tuple(Dash(("Buổi tuyên truyền: ", Keyed("12", f"CT{n}"), " buổi.")) for n in range(40))
    return OfficialDocument(
        superior="Đảng bộ tỉnh An Khê Thượng",
        issuer="Đảng ủy các cơ quan Đảng tỉnh",
        number="Số …-BC/ĐU",
        place_date="An Khê Thượng, ngày",
        type_name="Báo cáo",
        abstract=("kết quả công tác dân vận Quý III/2026",),
        blocks=(Heading(1, "I. KẾT QUẢ"), *lines),
        signature=Signature("T/M BAN THƯỜNG VỤ", "Bí thư"),
        recipients=("Lưu Văn phòng",),
        annexes=(Annex("Phụ lục", "Số liệu", (table(figures),)),),
    )


def best(run: Callable[[], object], tries: int = 3) -> float:
    """Shortest time of several runs, in milliseconds."""
    times = []
    for _ in range(tries):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def rows() -> Iterator[tuple[str, str, str]]:
    """(what, figure, aim) for ``make bench``."""
    layout = layout_for("party", DAY)
    for figures in (20, 200):
        source = document(figures)
        yield (
            f"report: lay out {figures} figures",
            f"{best(lambda source=source: render_docx(source, layout)):.0f} ms",
            "< 1000 ms",
        )


if __name__ == "__main__":
    for row in rows():
        print("  ".join(row))
