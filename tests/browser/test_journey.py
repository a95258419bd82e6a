"""From a resolution to a report, in a real Chromium, against the site as `make run` starts it.

One test per step; each goes on where the one before stopped, as people do.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tools.screens import demo

from tests.browser.axe import assert_accessible

pytestmark = pytest.mark.browser
SYMBOL = "15-NQ/ĐU"


@dataclass
class Journey:
    """The running site and what the steps learn on their way."""

    address: str
    password: str
    known: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def journey() -> Iterator[Journey]:
    with demo() as (address, password):
        yield Journey(address, password)


@pytest.fixture
def as_user(open_window: Callable[..., Page], journey: Journey) -> Callable[..., Page]:
    """`as_user("nhap")` gives a window in which that member of the cast is logged in."""

    def log_in(username: str, **options: object) -> Page:
        page = open_window(base_url=journey.address, **options)
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(journey.password)
        page.locator("main").get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("heading", name="Bàn làm việc")).to_be_visible()
        return page

    return log_in


@pytest.fixture(scope="module")
def resolution() -> Iterator[Path]:
    """The resolution that the demo offers for upload, as a Word file."""
    from caunoi.demo.make_docx import build_docx
    from caunoi.demo.source import text

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nghi-quyet-15.docx"
        path.write_bytes(build_docx(text("new_resolution.md")))
        yield path


def test_01_a_specialist_uploads_the_resolution_and_sees_tree_and_proposals(as_user, journey, resolution):
    page = as_user("chuyenvien")
    page.goto("/van-ban/moi/")
    page.locator("input[type=file]").set_input_files(resolution)
    page.get_by_role("button", name="Gửi tệp").click()
    expect(page.get_by_role("heading", name="Văn bản đang đưa vào")).to_be_visible()
    assert_accessible(page)
    # The page of the one file leads on by itself; the list keeps the way to it.
    page.goto("/van-ban/dang-doc/")
    expect(page.get_by_text("Đã nhận").first).to_be_visible(timeout=40_000)
    page.get_by_role("link", name=SYMBOL).click()
    expect(page.get_by_role("heading", name=SYMBOL)).to_be_visible()
    expect(page.get_by_role("link", name="IV. TỔ CHỨC THỰC HIỆN")).to_be_visible()
    journey.known["document"] = page.url
    page.get_by_role("link", name="Rà soát", exact=True).click()
    expect(page.get_by_text("0 trên 17")).to_be_visible()
    assert page.locator("article.finding-card").count() == 17
    assert_accessible(page)
    journey.known["review"] = page.url


@dataclass
class Keyboard:
    """The keys of a page and nothing else; every key that is struck counts as one action."""

    page: Page
    struck: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.struck += 1


def test_02_the_keyboard_alone_settles_seventeen_findings_in_sixty_keys(as_user, journey):
    page = as_user("chuyenvien")
    page.goto(journey.known["review"])
    progress = page.locator(".review-bar")
    keys = Keyboard(page)
    keys.press("j", "e")
    expect(page.locator(":focus")).to_have_attribute("name", re.compile("subject|lead|symbol|kind"))
    keys.press("End", "a", "Enter")
    expect(progress.get_by_text("1 trên 17")).to_be_visible()
    keys.press("j", "x")
    expect(progress.get_by_text("2 trên 17")).to_be_visible()
    for done in range(3, 18):
        keys.press("Enter")
        expect(progress.get_by_text(f"{done} trên 17")).to_be_visible()
    assert keys.struck <= 60
    cards = page.locator("article.finding-card")
    expect(cards.nth(0).get_by_text("Đã sửa")).to_be_visible()
    expect(cards.nth(1).get_by_text("Đã loại")).to_be_visible()
    _add_by_selecting(page)
    page.get_by_role("button", name="Chốt rà soát").click()
    expect(page.get_by_text("Đã chốt 18 trên 18")).to_be_visible()


SELECT_FORTY_CHARACTERS = """() => {
  const text = document.querySelector("[data-review-text]");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node.data.length < 60 || node.parentElement.closest("mark")) node = walker.nextNode();
  const range = document.createRange();
  range.setStart(node, 0);
  range.setEnd(node, 40);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  node.parentElement.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
}"""


def _add_by_selecting(page: Page) -> None:
    """Mark words in the text with the mouse's selection; the form takes them and their place."""
    page.evaluate(SELECT_FORTY_CHARACTERS)
    form = page.locator("form[data-review-add]")
    expect(form).to_be_visible()
    start, end = (int(form.locator(f"input[name={name}]").input_value()) for name in ("start", "end"))
    assert end - start == len(form.locator("textarea[name=words]").input_value())
    form.locator("select[name=kind]").select_option("deadline")
    form.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Thêm", exact=True).click()
    expect(page.get_by_text("18 trên 18")).to_be_visible()


def test_03_turns_a_clause_into_duties_and_the_preview_names_the_units(as_user, journey):
    page = as_user("chuyenvien")
    page.goto(journey.known["review"])
    page.locator("article.finding-card.kind-assignment").last.get_by_role(
        "link", name="Giao nhiệm vụ"
    ).click()
    page.get_by_label("Sản phẩm phải có").fill("Kế hoạch thực hiện Nghị quyết 15-NQ/ĐU")
    page.get_by_label("Hạn hoàn thành").fill("31/12/2026")
    for kind in page.get_by_label("Chi bộ cơ sở").all():
        kind.check()
    page.get_by_role("button", name="Xem danh sách đơn vị").click()
    expect(page.get_by_text("Chi bộ Hội Chữ thập đỏ tỉnh")).to_be_visible()
    assert page.locator("input[name=chon]:checked").count() >= 30
    page.get_by_role("button", name="Giao cho các đơn vị đã chọn").click()
    page.goto("/nhiem-vu/?q=ke hoach thuc hien nghi quyet 15-nq")
    expect(page.locator("main table").get_by_text("Chi bộ Hội Chữ thập đỏ tỉnh")).to_be_visible()


def test_04_makes_two_targets_indicators_one_a_ratio_one_judged(as_user, journey):
    page = as_user("chuyenvien")
    page.goto(journey.known["review"])
    cards = page.locator("article.finding-card.kind-target")
    addresses = {
        words: cards.filter(has_text=words)
        .first.get_by_role("link", name="Lập chỉ tiêu")
        .get_attribute("href")
        for words in ("ý kiến, kiến nghị nêu tại đối thoại", "đổi mới")
    }
    page.goto(addresses["ý kiến, kiến nghị nêu tại đối thoại"])
    page.locator("input[name=nature][value=ratio]").check()
    page.locator("select[name=numerator]").select_option("dv.opinions_answered")
    page.locator("select[name=denominator]").select_option("dv.opinions_received")
    page.locator("main").get_by_role("button", name="Lập chỉ tiêu").click()
    expect(page.get_by_role("heading", name="Lập chỉ tiêu")).to_have_count(0)
    page.goto(addresses["đổi mới"])
    page.locator("input[name=nature][value=judged]").check()
    page.get_by_label("Vì sao không đo được bằng số").fill("Chưa có số đếm được cho việc đổi mới.")
    page.locator("main").get_by_role("button", name="Lập chỉ tiêu").click()
    expect(page.get_by_role("heading", name="Lập chỉ tiêu")).to_have_count(0)
    page.goto("/chi-tieu/")
    heading = page.locator("h2", has_text=SYMBOL)
    expect(heading).to_contain_text("đo được 1 trên")


def test_05_opens_the_quarter_with_form_and_reporters_frozen(as_user, journey):
    page = as_user("chuyenvien")
    page.goto("/bao-cao/ky/moi/")
    page.get_by_label("Kỳ báo cáo").select_option("2026Q4")
    page.get_by_label("Hạn gửi").fill("05/01/2027")
    page.get_by_role("button", name="Xem danh sách đơn vị").click()
    expect(page.locator("main table").get_by_text("Chi bộ Hội Chữ thập đỏ tỉnh")).to_be_visible()
    page.get_by_role("button", name="Mở kỳ cho 60 đơn vị").click()
    expect(page.get_by_role("heading", name="Quý IV/2026")).to_be_visible()
    journey.known["period"] = page.url


def test_06_a_clerk_fills_in_letters_are_marked_and_kept_and_sends(as_user, journey):
    page = as_user("nhap", viewport={"width": 390, "height": 844})
    _open_sheet(page, "Quý IV/2026")
    page.locator('[name="f-dv.cells_total"]').fill("một")
    page.locator('[name="f-dv.cells_studied"]').fill("1")
    page.locator('[name="f-dv.models_running"]').fill("0")
    page.locator('[name="f-dv.models_registered"]').fill("-")
    page.locator('[name="f-dv.models_registered"]').press("Tab")
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.locator('[name="f-dv.cells_total"]')).to_have_value("một")
    expect(page.locator('tr[data-field="dv.cells_total"] .error')).to_contain_text("số")
    expect(page.locator('[name="f-dv.models_running"]')).to_have_value("0")
    expect(page.locator('[name="state-dv.models_registered"]')).to_have_value("nil")
    expect(page.locator('[name="f-dv.docs_issued"]')).to_have_value("")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    journey.known["sheet"] = page.url


def _open_sheet(page: Page, period: str) -> None:
    page.goto("/bao-cao/")
    page.get_by_role("link", name=period).first.click()
    if "/nhap/" not in page.url:
        page.get_by_role("link", name=re.compile("^Nhập")).click()


def _fill_and_send(page: Page, journey: Journey, cells: dict[str, str]) -> None:
    page.goto(journey.known["sheet"])
    for name, value in cells.items():
        page.locator(f'[name="f-{name}"]').fill(value)
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Chờ duyệt").first).to_be_visible()


REQUIRED = {
    "dv.cells_total": "1",
    "dv.cells_studied": "1",
    "dv.models_running": "2",
    "dv.members_total": "16",
    "dv.members_studied": "16",
    "dv.opinions_received": "10",
    "dv.opinions_answered": "5",
}


def test_07_it_is_sent_returned_with_a_reason_corrected_and_accepted_and_version_one_still_opens(
    as_user, journey
):
    leader, reviewer = as_user("lanhdao"), as_user("chuyenvien")
    _fill_and_send(leader, journey, REQUIRED)
    journey.known["submission"] = leader.url
    reviewer.goto(leader.url)
    reviewer.get_by_text("Trả lại để sửa").click()
    reviewer.get_by_label(re.compile("Lý do")).first.fill("Số ý kiến được trả lời chưa khớp biên bản.")
    reviewer.get_by_role("button", name="Trả lại").click()
    leader.goto(journey.known["sheet"])
    expect(leader.get_by_text("Số ý kiến được trả lời chưa khớp biên bản.").first).to_be_visible()
    _fill_and_send(leader, journey, {"dv.opinions_answered": "9"})
    reviewer.goto(journey.known["submission"])
    reviewer.get_by_role("button", name="Duyệt báo cáo").click()
    expect(reviewer.get_by_text("Đã duyệt").first).to_be_visible()
    first = reviewer.goto(journey.known["submission"] + "ban/1/")
    assert first
    assert first.status == 200
    answered = reviewer.locator("main tr", has_text="kiến nghị đã được trả lời")
    expect(answered.locator("td.num")).to_have_text("5")


def test_08_the_total_names_who_is_missing_and_the_ratio_is_sum_over_sum(as_user, journey):
    page = as_user("captren")
    page.goto(journey.known["period"] + "tong-hop/")
    expect(page.locator(".coverage")).to_contain_text("1 trên 60")
    expect(page.get_by_text("59 đơn vị chưa có trong tổng")).to_be_visible()
    row = page.locator("tr", has_text="ý kiến").filter(has=page.locator("a.figure")).first
    expect(row).to_contain_text("90 %")
    expect(row).to_contain_text("9/10")
    page.goto("/bao-cao/ky/")
    page.get_by_role("link", name="Quý III/2026").first.click()
    journey.known["third"] = page.url
    page.goto(page.url + "tong-hop/")
    expect(page.locator(".coverage")).to_contain_text("50 trên 60")


def test_09_a_click_leads_from_the_figure_to_units_submission_field_target_and_clause(as_user, journey):
    page = as_user("captren")
    page.goto(journey.known["period"] + "tong-hop/")
    page.locator("tr", has_text="từ 95 % trở lên").locator("a.figure").first.click()
    expect(page.get_by_role("heading", name="Cách tính")).to_be_visible()
    journey.known["figure"] = page.url
    page.locator("td a.figure").first.click()
    assert "/ban/2/" in page.url
    assert "#" in page.url
    page.go_back()
    page.locator("blockquote footer a").click()
    expect(page.get_by_text(SYMBOL).first).to_be_visible()
    journey.known["clause"] = page.url


def _cell_of(page: Page, unit: str) -> str:
    return page.locator("tr", has=page.locator("th", has_text=unit)).first.inner_text()


def test_10_the_clock_moves_the_merge_takes_effect_and_last_quarter_is_unchanged_as_of_its_end(
    as_user, journey
):
    page = as_user("captren")
    totals = journey.known["third"] + "tong-hop/?xem=don-vi"
    page.goto(totals)
    old, new = "Chi bộ Công ty cổ phần Cấp thoát nước", "Đảng bộ Công ty cổ phần Cấp nước và Môi trường"
    before = _cell_of(page, old)
    page.locator(".clock-strip input[name=date]").fill("15/10/2026")
    page.locator(".clock-strip button").click()
    expect(page.locator(".clock-strip strong")).to_have_text("15/10/2026")
    page.goto(totals)
    assert _cell_of(page, old) == before
    assert page.locator("th", has_text=new).count() == 0
    page.goto(totals + "&ngay=15/10/2026")
    expect(page.locator("th", has_text=new).first).to_contain_text("gồm")
    page.goto(journey.known["third"] + "tong-hop/")
    expect(page.locator(".coverage")).to_contain_text("50 trên 60")


def test_11_the_report_opens_in_libreoffice_with_the_same_figure_and_its_json_tells_its_origin(
    as_user, journey, tmp_path
):
    page = as_user("captren")
    page.goto(journey.known["period"] + "ban-hanh/")
    page.get_by_role("button", name="Lập báo cáo").click()
    link = page.get_by_role("link", name="Tải tệp Word")
    expect(link).to_be_visible(timeout=40_000)
    with page.expect_download() as got:
        link.click()
    report = tmp_path / "bao-cao.docx"
    got.value.save_as(report)
    with page.expect_download() as got:
        page.get_by_role("link", name="Nguồn gốc số liệu").click()
    origin = json.loads(Path(got.value.path()).read_text("utf-8"))
    journey.known["report"] = page.url
    text = _as_libreoffice_reads(report, tmp_path)
    assert "90 %" in text
    assert "1 trên 61 đơn vị" in text  # two units that merge in mid-quarter give three rows
    of_the_resolution = [f for f in origin["figures"] if (f.get("clause") or {}).get("document") == SYMBOL]
    figure = next(f for f in of_the_resolution if f.get("numerator") == 9)
    assert figure["denominator"] == 10
    assert figure["printed"][figure["key"]] == "90 %"
    assert len(figure["contributors"]) == 1
    assert len(figure["missing"]) == 60


def _as_libreoffice_reads(report: Path, folder: Path) -> str:
    """The text of the report after LibreOffice opened it and made a PDF of it."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "LibreOffice is missing: install the Debian package libreoffice-writer-nogui."
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(report)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    pdf = str(report.with_suffix(".pdf"))
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True)
    return re.sub(r"\s+", " ", done.stdout)


def test_12_a_stranger_gets_not_found_everywhere_and_the_audit_tells_the_story(as_user, journey):
    stranger = as_user("nguoila")
    for name, address in journey.known.items():
        answer = stranger.goto(address)
        assert answer, name
        assert answer.status == 404, name
    auditor = as_user("kiemtoan")
    auditor.goto("/quan-tri/nhat-ky/")
    for action in (
        "documents.register",
        "documents.sign_off",
        "duties.hand_out",
        "indicators.define",
        "reports.open_period",
        "reports.return",
        "reports.accept",
        "orgs.activate",
        "reports.freeze",
        "demo.move_clock",
    ):
        auditor.goto(f"/quan-tri/nhat-ky/?viec={action}")
        assert auditor.locator("table tbody tr").count() >= 1, action
