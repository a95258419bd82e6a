"""The pages: lists, board, wizard, steps; strangers; budgets; export."""

import io
import unicodedata
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.kernel import clock
from caunoi.obligations.evidence import Evidence
from caunoi.obligations.handouts import hand_out
from caunoi.obligations.models import Handout, Obligation
from caunoi.obligations.services import Ruling, cancel, extend, submit
from tests.obligations.conftest import TITLE

pytestmark = pytest.mark.usefixtures("site_shows")


def _sheet(response):
    return openpyxl.load_workbook(io.BytesIO(response.content)).active


def _texts(sheet):
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


@pytest.mark.parametrize("group", ["don-vi", "van-ban"])
def test_the_list_shows_the_duty_by_owner_and_by_document(sign_in, duty, group):
    page = sign_in("chuyen.vien").get("/nhiem-vu/", {"nhom": group}).content.decode()
    assert TITLE in page
    assert "Chi bộ Văn phòng Tỉnh ủy" in page


@pytest.mark.parametrize(
    "text", ["ke hoach thuc hien", unicodedata.normalize("NFD", "Kế hoạch thực hiện"), "van phong"]
)
def test_search_finds_without_diacritics_and_in_decomposed_text(sign_in, duty, text):
    assert TITLE in sign_in("chuyen.vien").get("/nhiem-vu/", {"q": text}).content.decode()


def test_search_by_the_number_of_record(sign_in, duty):
    client = sign_in("chuyen.vien")
    assert TITLE in client.get("/nhiem-vu/", {"q": duty.code.lower()}).content.decode()
    assert (
        "Không có nhiệm vụ khớp bộ lọc" in client.get("/nhiem-vu/", {"q": "NV-2026-999999"}).content.decode()
    )


@pytest.mark.parametrize(
    "query", [{"tt": "khong-co"}, {"dv": "x"}, {"trang": "99"}, {"nhom": "?"}, {"dv": "²"}]
)
def test_a_filter_that_means_nothing_filters_nothing(sign_in, duty, query):
    assert TITLE in sign_in("chuyen.vien").get("/nhiem-vu/", query).content.decode()


def test_the_status_filter_and_its_counts_agree(sign_in, duty):
    client = sign_in("chuyen.vien")
    assert TITLE in client.get("/nhiem-vu/", {"tt": "open"}).content.decode()
    assert TITLE not in client.get("/nhiem-vu/", {"tt": "done"}).content.decode()


@pytest.mark.parametrize(
    "act", ["", "minh-chung/", "nop/", "duyet/", "tra-lai/", "tien-do/", "gia-han/", "huy/"]
)
@pytest.mark.parametrize("name", ["nguoi.la"])
def test_a_stranger_gets_not_found_at_every_address(sign_in, duty, act, name):
    client, url = sign_in(name), f"/nhiem-vu/{duty.pk}/{act}"
    assert (client.get(url) if act in ("", "minh-chung/") else client.post(url, {})).status_code == 404


def test_a_stranger_finds_no_handout_and_an_empty_list(sign_in, duty):
    client = sign_in("nguoi.la")
    assert client.get(f"/nhiem-vu/dot-giao/{duty.handout_id}/").status_code == 404
    assert client.post(f"/nhiem-vu/dot-giao/{duty.handout_id}/don-vi-moi/", {}).status_code == 404
    assert client.get(f"/nhiem-vu/giao-viec/?khoan={duty.pk}").status_code == 404
    for url in ("/nhiem-vu/", "/nhiem-vu/ngoai-le/", "/nhiem-vu/dot-giao/"):
        assert TITLE not in client.get(url).content.decode()
    assert TITLE not in " ".join(_texts(_sheet(client.get("/nhiem-vu/bang.xlsx"))))


def test_the_system_administrator_reads_no_duty(sign_in, duty):
    assert sign_in("he.thong").get(f"/nhiem-vu/{duty.pk}/").status_code in (403, 404)


FORM = {
    "title": TITLE,
    "product": "Kế hoạch",
    "line": "party",
    "kinds": ["chi-bo-co-so"],
    "every": "once",
    "due_on": "30/10/2026",
    "due_kind": "next-month",
}


def test_the_wizard_names_the_units_and_creates_only_the_ticked_ones(sign_in, world, provision):
    client = sign_in("chuyen.vien")
    address = f"/nhiem-vu/giao-viec/?khoan={provision.pk}"
    first = client.get(address).content.decode()
    assert "xây dựng kế hoạch thực hiện" in first
    typed = FORM | {"top": world.unit("DU").pk}
    preview = client.post(address, typed | {"buoc": "xem"}).content.decode()
    assert "3 đơn vị trong phạm vi" in preview
    assert all(name in preview for name in ("Chi bộ Sơn Hà", "Chi bộ Sơn Hạ", "Chi bộ Văn phòng Tỉnh ủy"))
    assert not Handout.objects.system("test").exists()
    chosen = [world.unit(code).pk for code in ("CS.001", "CS.003")]
    done = client.post(address, typed | {"buoc": "giao", "chon": chosen}, follow=True)
    assert "Đã giao việc cho 2 đơn vị" in done.content.decode()
    assert Obligation.objects.system("test").filter(provision=provision).count() == 2
    again = client.post(address, typed | {"buoc": "xem"}).content.decode()
    assert again.count("Đã được giao việc này") == 2


def test_confirming_without_any_unit_keeps_the_preview_and_what_was_typed(sign_in, world, provision):
    client = sign_in("chuyen.vien")
    typed = FORM | {"top": world.unit("DU").pk, "buoc": "giao"}
    refused = client.post("/nhiem-vu/giao-viec/", typed)
    assert refused.status_code == 422
    assert "Chọn ít nhất một đơn vị" in refused.content.decode()
    assert TITLE in refused.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"due_on": "31/02/2026"}, "Nhập ngày dạng"),
        ({"due_on": ""}, "Nhập hạn hoàn thành"),
        ({"every": "month", "due_day": "x"}, "Ngày"),
        ({"every": "month", "due_day": "99"}, "Ngày hoặc tháng của hạn không hợp lệ"),
        ({"every": "month", "due_day": "5", "due_kind": "fixed"}, "chỉ dùng cho việc hằng năm"),
    ],
)
def test_wrong_input_is_named_and_kept(sign_in, world, wrong, sentence):
    typed = FORM | {"top": world.unit("DU").pk, "buoc": "xem"} | wrong
    refused = sign_in("chuyen.vien").post("/nhiem-vu/giao-viec/", typed)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert sentence in page
    assert TITLE in page


def test_going_back_from_the_preview_keeps_what_was_typed(sign_in, world):
    typed = FORM | {"top": world.unit("DU").pk, "buoc": "sua"}
    back = sign_in("chuyen.vien").post("/nhiem-vu/giao-viec/", typed)
    assert back.status_code == 200
    assert TITLE in back.content.decode()
    assert "30/10/2026" in back.content.decode()


@pytest.mark.parametrize("name", ["nguoi.nhap", "kiem.toan", "quan.tri"])
def test_the_wizard_is_forbidden_to_those_who_hand_nothing_out(sign_in, name):
    assert sign_in(name).get("/nhiem-vu/giao-viec/").status_code == 403


def test_the_steps_from_submission_to_acceptance_in_the_browser_forms(sign_in, duty):
    leader, reviewer = sign_in("lanh.dao"), sign_in("chuyen.vien")
    url = f"/nhiem-vu/{duty.pk}/"
    assert "Nộp kết quả" in leader.get(url).content.decode()
    assert "Nộp kết quả" not in reviewer.get(url).content.decode()
    sent = {"number": "05-KH/CB", "on": "09/10/2026", "note": "", "revision": duty.revision}
    assert leader.post(url + "nop/", sent).status_code == 302
    assert "Trả lại để sửa" not in leader.get(url).content.decode()
    empty = reviewer.post(url + "tra-lai/", {"reason": ""})
    assert empty.status_code == 422
    assert reviewer.post(url + "tra-lai/", {"reason": "Thiếu phân công"}).status_code == 302
    assert "Thiếu phân công" in leader.get(url).content.decode()
    assert leader.post(url + "nop/", sent | {"revision": ""}).status_code == 302
    assert reviewer.post(url + "duyet/", {"note": ""}).status_code == 302
    assert "Hoàn thành đúng hạn" in leader.get(url).content.decode()


def test_a_step_that_is_no_step_is_not_found_and_a_denied_one_is_forbidden(sign_in, duty):
    assert sign_in("lanh.dao").post(f"/nhiem-vu/{duty.pk}/xoa/", {}).status_code == 404
    assert sign_in("lanh.dao").post(f"/nhiem-vu/{duty.pk}/duyet/", {}).status_code == 403


def test_a_stale_form_shows_the_newest_state_and_keeps_what_was_typed(sign_in, world, duty, today):
    stale, reviewer = duty.revision, sign_in("chuyen.vien")
    later = {
        "until": "20/11/2026",
        "symbol": "61-TB/ĐU",
        "decision_on": "09/10/2026",
        "reason": "Chờ cấp trên",
    }
    extend(
        actor=world.superior,
        duty=duty,
        until=date(2026, 11, 10),
        ruling=Ruling("60-TB/ĐU", today),
        reason="Chờ hướng dẫn",
    )
    refused = reviewer.post(f"/nhiem-vu/{duty.pk}/gia-han/", later | {"revision": stale})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "10/11/2026" in page  # theirs
    assert "Chờ cấp trên" in page  # mine
    assert (
        reviewer.post(f"/nhiem-vu/{duty.pk}/gia-han/", later | {"revision": duty.revision}).status_code == 302
    )


def test_words_typed_for_a_step_that_is_gone_are_shown_beside_the_reason(sign_in, world, duty, today):
    submit(actor=world.leader, duty=duty, evidence=Evidence("1-KH", today))
    refused = sign_in("nguoi.nhap").post(f"/nhiem-vu/{duty.pk}/tien-do/", {"text": "Đã họp lần hai"})
    assert refused.status_code == 422
    assert "không còn ở bước đó" in refused.content.decode()
    assert "Đã họp lần hai" in refused.content.decode()


def test_the_evidence_file_comes_back_as_a_download(sign_in, world, duty, today):
    text = "Kế hoạch của chi bộ".encode()
    submit(actor=world.leader, duty=duty, evidence=Evidence("1-KH", today, "", text, "kế hoạch.txt"))
    file = sign_in("chuyen.vien").get(f"/nhiem-vu/{duty.pk}/minh-chung/")
    assert file.content == text
    assert file["Content-Disposition"].startswith("attachment")


def _late(world, order, *codes, due):
    with clock.frozen(clock.at_noon(date(2026, 9, 1))):
        hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order(*codes, due_on=due))


def test_the_board_says_who_how_late_which_product_and_who_decides(sign_in, world, order):
    _late(world, order, "CS.001", "CS.002", due=date(2026, 9, 30))
    page = sign_in("cap.tren").get("/nhiem-vu/ngoai-le/").content.decode()
    assert "Chi bộ Sơn Hà" in page
    assert "Đảng ủy các cơ quan Đảng tỉnh" in page
    assert "Đôn đốc, gia hạn hoặc hủy" in page
    assert "= 0 ÷ (0 + 2)" in page
    days = [row.days for row in _board(world).exceptions]
    assert days == [8, 8]  # 1/10 to 12/10/2026, two weekends between


def _board(world):
    from caunoi.obligations.board import board

    with clock.frozen(clock.at_noon(date(2026, 10, 12))):
        return board(world.superior)


def test_what_waits_beyond_its_due_day_is_charged_to_the_approver(world, order):
    _late(world, order, "CS.001", due=date(2026, 9, 30))
    duty = Obligation.objects.system("test").get()
    with clock.frozen(clock.at_noon(date(2026, 9, 29))):
        submit(actor=world.leader, duty=duty, evidence=Evidence("1-KH", date(2026, 9, 28)))
    (one,) = _board(world).exceptions
    assert (one.charged, one.days, one.row.status) == ("Đảng ủy các cơ quan Đảng tỉnh", 8, "waiting")
    assert one.row.late_days == 0


def test_cancelled_work_leaves_the_rate(world, order):
    _late(world, order, "CS.001", "CS.002", due=date(2026, 9, 30))
    first = Obligation.objects.system("test").order_by("pk").first()
    cancel(actor=world.reviewer, duty=first, reason="Trùng")
    assert _board(world).rate.overdue_open == 1


def test_the_export_holds_the_list_as_shown(sign_in, duty):
    client = sign_in("chuyen.vien")
    sheet = _sheet(client.get("/nhiem-vu/bang.xlsx", {"cot": ["han", "mc"]}))
    head = [cell.value for cell in sheet[4]]
    assert head == ["Số", "Đơn vị", "Nội dung việc", "Sản phẩm", "Hạn", "Minh chứng"]
    assert sheet.cell(5, 5).value.date() == date(2026, 10, 30)
    assert sheet.cell(5, 5).number_format == "dd/mm/yyyy"
    none = _sheet(client.get("/nhiem-vu/bang.xlsx", {"tt": "done"}))
    assert none.max_row == 5 or TITLE not in " ".join(_texts(none))


def test_a_title_that_looks_like_a_formula_stays_text(sign_in, world, order):
    trick = '=HYPERLINK("x")'
    hand_out(actor=world.reviewer, unit=world.unit("DU"), order=order("CS.001", title=trick))
    sheet = _sheet(sign_in("chuyen.vien").get("/nhiem-vu/bang.xlsx"))
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == trick)
    assert cell.data_type == "s"


@pytest.mark.parametrize(
    "url",
    [
        "/nhiem-vu/",
        "/nhiem-vu/?nhom=van-ban&q=ke+hoach",
        "/nhiem-vu/ngoai-le/",
        "/nhiem-vu/dot-giao/",
        "/nhiem-vu/bang.xlsx",
        "/nhiem-vu/{duty}/",
        "/nhiem-vu/dot-giao/{handout}/",
        "/nhiem-vu/giao-viec/?khoan={clause}",
    ],
)
def test_no_page_needs_more_than_25_queries(sign_in, world, order, every_cell, provision, url):
    chosen = order(
        "CS.001",
        "CS.002",
        "CS.003",
        scope=every_cell,
        provision_id=provision.pk,
        cooperating=(world.unit("CS.004").pk,),
    )
    made = hand_out(actor=world.reviewer, unit=world.unit("DU"), order=chosen)
    duty = Obligation.objects.system("test").first()
    client = sign_in("chuyen.vien")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get(url.format(duty=duty.pk, handout=made.pk, clause=provision.pk))
    assert page.status_code == 200
    assert len(queries) <= 25
