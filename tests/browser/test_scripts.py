"""The scripts on bare pages of the documented markup, under the product's content policy."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

STATIC = Path(__file__).resolve().parents[2] / "src/caunoi/web/static"
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8"}

HEAD = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Thử</title>
<meta name="htmx-config" content='{"includeIndicatorStyles":false}'>
<link rel="stylesheet" href="/static/caunoi/css/pages.css"><body>
<div id="toasts" data-close="Đóng" data-offline="Mất kết nối"></div>"""

CARD = """<article class="finding-card" id="the-{0}" data-finding-id="{0}" data-state="{1}" tabindex="-1">
<form method="post" hx-post="/decide/{0}" hx-target="closest article" hx-swap="outerHTML">
<button data-act="confirm">Xác nhận</button></form></article>"""

REVIEW = (
    HEAD
    + """<script src="/static/caunoi/vendor/htmx/htmx.min.js" defer></script>
<script src="/static/caunoi/js/review.js" type="module"></script>
<div data-review><div data-progress="review"><progress></progress><b data-progress-done></b></div>
<section data-review-text><p data-start="0">I- M\u1ee4C TI\u00caU</p>
<p data-start="12">\U0001f600 G\u0302iao <i data-skip>tr. 2</i><mark data-finding-id="7"
 data-state="proposed">một</mark> việc.</p>
<p data-start="30">H\u1ebft.</p></section>
<section data-review-cards><details><summary>Thêm</summary><form data-review-add method="post" action="/add">
<input type="hidden" name="start"><input type="hidden" name="end"><textarea name="words"></textarea>
</form></details>"""
    + CARD.format(7, "proposed")
    + CARD.format(8, "proposed")
    + "</section></div>"
)

ROW = """<tr data-field="{0}"><td class="cell">
<input id="o-{0}" name="f-{0}" data-cell="count" {1}><div class="error"></div></td>
<td><select name="state-{0}" data-cell-state><option value="value">Có số</option>
<option value="blank" selected>Trống</option>
<option value="nil">Không phát sinh</option></select></td></tr>"""

SHEET = (
    HEAD
    + """<script src="/static/caunoi/js/sheet.js" type="module"></script>
<form method="post" action="/send" data-sheet="s" data-draft-url="/draft" data-says-letters="Chỉ nhận số"
data-says-negative="Không âm" data-says-whole="Số nguyên" data-says-above="Lớn hơn mục {label}"
data-says-count="{n} ô cần sửa" data-says-saved="Đã ghi lúc {time}" data-says-conflict="Người khác đã sửa"
data-says-offline="Mất kết nối" data-says-failed="Chưa ghi được" data-says-saving="Đang ghi">
<input type="hidden" name="revision" value="1"><span data-draft-state></span><span data-sheet-errors></span>
<div data-restore hidden><b data-restore-time></b>
<button type="button" data-restore-take>Lấy lại</button></div>
<table>"""
    + ROW.format("a", "")
    + ROW.format("b", "")
    + ROW.format("c", 'data-at-most="o-b" data-at-most-label="2"')
    + "</table></form>"
)


class Site(ThreadingHTTPServer):
    """Serves the two pages, the static files and the answers that a test sets."""

    answers: dict[str, tuple[int, str, str]]
    asked: list[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        pages = {"/review": REVIEW, "/sheet": SHEET}
        if self.path in pages:
            return self.reply(200, KINDS[".html"], pages[self.path].encode())
        path = STATIC / self.path.removeprefix("/static/")
        if not path.is_file():
            return self.reply(404, "text/plain", b"")
        return self.reply(200, KINDS.get(path.suffix, "application/octet-stream"), path.read_bytes())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(self.path)
        status, kind, body = self.server.answers[self.path]
        self.reply(status, kind, body.encode())

    def reply(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site(("127.0.0.1", 0), Handler)
    server.answers, server.asked = {}, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


SELECT = """([first, from, last, to]) => {
  const blocks = document.querySelectorAll("[data-start]");
  const range = document.createRange();
  range.setStart(blocks[first].firstChild, from);
  to === null ? range.setEnd(blocks[last], 0) : range.setEnd(blocks[last].lastChild, to);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  blocks[first].dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
}"""


def added(page: Page) -> list[str]:
    form = "document.querySelector('[data-review-add]').elements"
    return page.evaluate(f"['start', 'end', 'words'].map((name) => {form}[name].value)")


def test_a_selection_counts_code_points_and_not_utf16_units(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/review")
    page.evaluate(SELECT, [1, 2, 1, 4])  # from the space after the face, two UTF-16 units wide, to "việ"
    expect(page.locator("details[open]")).to_be_visible()
    words = "G\u0302iao một việ"
    assert added(page) == ["14", str(14 + len(words)), words]


def test_a_triple_click_ends_with_the_paragraph(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/review")
    page.evaluate(SELECT, [0, 0, 1, None])
    expect(page.locator("details[open]")).to_be_visible()
    assert added(page) == ["0", "11", "I- M\u1ee4C TI\u00caU"]


def test_enter_confirms_the_current_card_and_the_mark_follows(page: Page, site: Site) -> None:
    site.answers["/decide/7"] = (200, KINDS[".html"], CARD.format(7, "confirmed"))
    page.goto(f"{site.address}/review")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_attribute("data-state", "confirmed")
    expect(page.locator("[data-progress-done]")).to_have_text("1")
    expect(page.locator("#the-8")).to_be_focused()


def test_keys_typed_into_a_field_decide_nothing(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/review")
    page.keyboard.press("j")
    page.click("summary")
    page.locator("textarea").fill("")
    page.locator("textarea").press_sequentially("xejk")
    assert page.locator("textarea").input_value() == "xejk"
    assert site.asked == []


def test_a_click_on_words_shows_their_card(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/review")
    page.click("mark")
    expect(page.locator("#the-7")).to_be_focused()


def state(page: Page, field: str) -> str:
    return page.locator(f"[name=state-{field}]").input_value()


@pytest.fixture
def sheet(page: Page, site: Site) -> Callable[..., Page]:
    def open_sheet(status: int = 200, body: str = '{"revision": 2, "time": "14:07"}') -> Page:
        site.answers["/draft"] = (status, "application/json", body)
        page.goto(f"{site.address}/sheet")
        return page

    return open_sheet


def test_letters_are_marked_and_kept(sheet: Callable[..., Page]) -> None:
    page = sheet()
    page.locator("#o-a").press_sequentially("12a")
    expect(page.locator("#o-a")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-sheet-errors]")).to_have_text("1 ô cần sửa")
    assert page.locator("#o-a").input_value() == "12a"


def test_zero_nothing_and_nil_stay_apart(sheet: Callable[..., Page]) -> None:
    page = sheet()
    page.click("#o-a")
    for key in ("-", "Enter", "0", "Enter"):
        page.keyboard.press(key)
    assert [state(page, name) for name in "abc"] == ["nil", "value", "blank"]
    assert [page.locator(f"#o-{name}").input_value() for name in "abc"] == ["", "0", ""]


@pytest.mark.parametrize(
    ("whole", "part", "sentence"),
    [
        ("1.200", "1.201", "Lớn hơn mục 2"),
        ("1.200", "1.200", ""),
        ("5", "-1", "Không âm"),
        ("5", "1,5", "Số nguyên"),
    ],
)
def test_a_part_is_not_above_its_whole(
    sheet: Callable[..., Page], whole: str, part: str, sentence: str
) -> None:
    page = sheet()
    page.fill("#o-b", whole)
    page.fill("#o-c", part)
    expect(page.locator("[data-field=c] .error")).to_have_text(sentence)


def test_a_column_from_excel_fills_downwards_and_stops_at_the_end(sheet: Callable[..., Page]) -> None:
    page = sheet()
    page.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text", "-\\r\\n1.500\\r\\n7\\r\\n8\\r\\n");
          const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          document.querySelector("#o-b").dispatchEvent(paste);
        }"""
    )
    assert [page.locator(f"#o-{name}").input_value() for name in "abc"] == ["", "", "1.500"]
    assert [state(page, name) for name in "abc"] == ["blank", "nil", "value"]


def test_the_draft_is_saved_against_its_revision(sheet: Callable[..., Page]) -> None:
    page = sheet()
    page.fill("#o-a", "5")
    expect(page.locator("[data-draft-state]")).to_have_text("Đã ghi lúc 14:07")
    assert page.locator("[name=revision]").input_value() == "2"


def test_a_second_writer_keeps_what_was_typed_and_reads_why(sheet: Callable[..., Page], site: Site) -> None:
    page = sheet(409, '{"message": "Người khác đã sửa lúc 14:05"}')
    page.fill("#o-a", "5")
    expect(page.locator("[data-draft-state]")).to_have_text("Người khác đã sửa lúc 14:05")
    page.fill("#o-a", "6")
    page.wait_for_timeout(1800)
    assert site.asked == ["/draft"]
    page.reload()
    expect(page.locator("[data-restore]")).to_be_visible()
    page.click("[data-restore-take]")
    assert page.locator("#o-a").input_value() == "6"


def test_without_a_connection_it_says_so_and_keeps_a_copy(sheet: Callable[..., Page]) -> None:
    page = sheet()
    page.context.set_offline(True)
    page.fill("#o-a", "5")
    expect(page.locator("[data-draft-state]")).to_have_text("Mất kết nối")
    page.context.set_offline(False)
    expect(page.locator("[data-draft-state]")).to_have_text("Đã ghi lúc 14:07")
