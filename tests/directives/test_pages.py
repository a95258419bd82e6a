"""The pages: what stands on them, who may open them, what they cost."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from caunoi.directives.links import add_link, confirm_link
from caunoi.directives.models import Addressee, CoverageLink, Directive, Exclusion, Plan, Requirement
from caunoi.directives.plans import confirm_plan, submit_plan
from caunoi.directives.selectors.requirements import offered
from caunoi.directives.selectors.unit_page import link_for
from caunoi.directives.setting_up import Demands, set_up
from caunoi.documents import review
from caunoi.documents.models import Provision
from caunoi.documents.selectors import provision_ids, version_for
from caunoi.documents.services import register_document
from caunoi.kernel.models import Installation
from caunoi.obligations.models import Obligation
from caunoi.orgs.lines import Kind, Level, Line
from caunoi.orgs.scope import Scope
from tests.directives import texts
from tests.directives.conftest import addressed, confirm_everything, decide_all, take

pytestmark = pytest.mark.django_db

MOST_QUERIES = 25


@pytest.fixture(autouse=True)
def _site_shows_today(world, today):
    Installation.objects.update_or_create(pk=1, defaults={"is_demo": True, "clock_date": today})


@pytest.fixture
def plan(staffed, directive, plan_of):
    """The confirmed plan of CS.001, weaker in one target; its answers are still proposals."""
    addressee, document = plan_of("CS.001", online="95%")
    return confirm_plan(actor=staffed.reviewer, addressee=addressee, document=document)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_matrix_shows_what_falls_short_and_who_has_no_plan(staffed, directive, plan, sign_in):
    confirm_everything(staffed.reviewer, plan)
    page = words(sign_in("chuyen.vien").get(f"/van-ban/{directive.document_id}/trien-khai/"))
    assert "Mức thấp hơn yêu cầu" in page
    assert "<strong>1 trên 3</strong> đơn vị có kế hoạch" in page
    assert "2 đơn vị chưa có kế hoạch" in page
    assert "Chi bộ Sơn Hà" in page


def test_the_excel_table_is_what_the_page_shows(staffed, directive, plan, sign_in):
    confirm_everything(staffed.reviewer, plan)
    address = f"/van-ban/{directive.document_id}/trien-khai/bang.xlsx?tt=gaps"
    sheet = load_workbook(BytesIO(sign_in("chuyen.vien").get(address).content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sum("Chi bộ Văn phòng Tỉnh ủy" in row for row in rows) == 1
    listed = next(row for row in rows if row[0] == "Chi bộ Văn phòng Tỉnh ủy")
    assert listed[7] == "Mức thấp hơn yêu cầu"
    assert not any(row[0] == "Chi bộ Sơn Hà" for row in rows)
    assert any("Chi bộ Sơn Hà" in str(row[0]) for row in rows)  # named as one without a plan


def test_a_proposal_is_called_one_and_is_confirmed_by_a_plain_post(staffed, plan, sign_in):
    client = sign_in("chuyen.vien")
    page = words(client.get(f"/ke-hoach/{plan.pk}/"))
    assert "Đề xuất" in page
    link = CoverageLink.objects.filter(plan=plan).order_by("pk").first()
    answer = client.post(f"/ke-hoach/doi-chieu/{link.pk}/xac-nhan/", {"revision": 0})
    assert answer.status_code == 302
    assert answer["Location"] == f"/ke-hoach/{plan.pk}/#yc-{link.requirement_id}"
    link.refresh_from_db()
    assert link.state == "confirmed"
    assert "thấp hơn yêu cầu" in words(client.get(f"/ke-hoach/{plan.pk}/"))


def test_other_proposals_are_folded_away_once_one_is_confirmed(staffed, plan, sign_in):
    client = sign_in("chuyen.vien")
    link = CoverageLink.objects.filter(plan=plan).order_by("pk").first()
    clause = Provision.objects.system("test").get(version=plan.version, ident="II.1")
    CoverageLink.objects.get_or_create(plan=plan, requirement=link.requirement, provision=clause)
    others = CoverageLink.objects.filter(plan=plan, requirement=link.requirement).count() - 1
    assert "đề xuất khác" not in words(client.get(f"/ke-hoach/{plan.pk}/"))
    client.post(f"/ke-hoach/doi-chieu/{link.pk}/xac-nhan/", {"revision": 0})
    page = words(client.get(f"/ke-hoach/{plan.pk}/"))
    assert f"<summary>{others} đề xuất khác</summary>" in page


def test_htmx_gets_the_requirement_back_with_the_progress(staffed, plan, sign_in):
    link = CoverageLink.objects.filter(plan=plan).order_by("pk").first()
    answer = sign_in("chuyen.vien").post(
        f"/ke-hoach/doi-chieu/{link.pk}/loai/", {"revision": 0}, headers={"HX-Request": "true"}
    )
    page = words(answer)
    assert page.startswith(f'<section class="panel mb-2" id="yc-{link.requirement_id}"')
    assert 'data-state="rejected"' in page
    assert 'id="tien-do"' in page
    assert "hx-swap-oob" in page


def test_every_card_carries_what_the_keys_act_on(plan, sign_in):
    page = words(sign_in("chuyen.vien").get(f"/ke-hoach/{plan.pk}/"))
    for mark in (
        "data-review",
        "data-review-text",
        "data-review-cards",
        'data-act="confirm"',
        'data-act="reject"',
    ):
        assert mark in page


def test_the_list_is_cut_to_what_is_open(staffed, plan, sign_in):
    client = sign_in("chuyen.vien")
    link = CoverageLink.objects.filter(plan=plan).order_by("requirement__finding__start").first()
    confirm_link(actor=staffed.reviewer, link=link_for(staffed.reviewer, link.pk))
    open_ones = words(client.get(f"/ke-hoach/{plan.pk}/?chi=chua-xong"))
    assert f'id="yc-{link.requirement_id}"' not in open_ones
    assert f'id="yc-{link.requirement_id}"' in words(client.get(f"/ke-hoach/{plan.pk}/?chi=con-thieu"))


def test_a_reason_that_is_missing_keeps_the_page_and_says_so(staffed, plan, sign_in):
    requirement = Requirement.objects.first()
    address = f"/trien-khai/{plan.addressee_id}/yeu-cau/{requirement.pk}/"
    answer = sign_in("lanh.dao").post(address, {"viec": "khong-thuc-hien", "reason": " "})
    assert answer.status_code == 422
    assert "Nhập lý do." in words(answer)
    assert not Exclusion.objects.exists()


def test_a_unit_declines_on_its_page_and_takes_it_back(staffed, plan, sign_in):
    client = sign_in("lanh.dao")
    requirement = Requirement.objects.first()
    address = f"/trien-khai/{plan.addressee_id}/yeu-cau/{requirement.pk}/"
    client.post(address, {"viec": "khong-thuc-hien", "reason": "Chỉ có ba đảng viên"})
    assert "Chỉ có ba đảng viên" in words(client.get(f"/ke-hoach/{plan.pk}/"))
    assert client.post(address, {"viec": "bo-ghi"}).status_code == 302
    assert not Exclusion.objects.exists()


def test_the_unit_hands_its_plan_in_and_the_committee_confirms_it(staffed, directive, plan_of, sign_in):
    addressee, document = plan_of("CS.002")
    owner = sign_in("leader2")
    page = words(owner.get(f"/trien-khai/{addressee.pk}/"))
    assert "12-KH/CB" in page
    owner.post(f"/trien-khai/{addressee.pk}/ke-hoach/", {"viec": "trinh", "van-ban": document.pk})
    assert Plan.objects.system("test").get().state == "submitted"
    assert "Kế hoạch chờ xác nhận" in words(owner.get(f"/trien-khai/{addressee.pk}/"))
    above = sign_in("chuyen.vien")
    above.post(f"/trien-khai/{addressee.pk}/ke-hoach/", {"viec": "xac-nhan", "van-ban": document.pk})
    assert Plan.objects.system("test").get().state == "confirmed"
    duty = Obligation.objects.system("test").get(origin_ref=str(addressee.pk))
    assert duty.stage == "accepted"
    assert words(above.get(f"/nhiem-vu/{duty.pk}/")).count(f"/trien-khai/{addressee.pk}/")


def test_a_plan_returned_without_a_reason_stays(staffed, directive, plan_of, sign_in):
    addressee, document = plan_of("CS.002")
    submit_plan(actor=staffed.actor("leader2"), addressee=addressee, document=document)
    answer = sign_in("chuyen.vien").post(
        f"/trien-khai/{addressee.pk}/ke-hoach/", {"viec": "tra-lai", "van-ban": document.pk, "reason": ""}
    )
    assert answer.status_code == 422
    assert Plan.objects.system("test").get().state == "submitted"


def test_what_a_unit_received_is_listed_with_its_standing(staffed, directive, plan, sign_in):
    page = words(sign_in("lanh.dao").get("/yeu-cau-cap-tren/"))
    assert "30-NQ/ĐU" in page
    assert "11-KH/CB" in page
    below = words(sign_in("leader3").get("/yeu-cau-cap-tren/"))
    assert "Chưa có kế hoạch" in below
    assert "11-KH/CB" not in below


def test_a_subordinate_s_matrix_names_no_other_unit(staffed, directive, plan, sign_in):
    page = words(sign_in("leader3").get(f"/van-ban/{directive.document_id}/trien-khai/"))
    assert "Chi bộ Sơn Hạ" in page
    assert "Chi bộ Sơn Hà<" not in page
    assert "Văn phòng Tỉnh ủy" not in page


@pytest.mark.parametrize("who", ["nguoi.la", "leader2"])
def test_a_plan_of_others_is_not_found(staffed, directive, plan, sign_in, who):
    client = sign_in(who)
    link = CoverageLink.objects.filter(plan=plan).first()
    requirement = Requirement.objects.first()
    for address in (
        f"/ke-hoach/{plan.pk}/",
        f"/ke-hoach/{plan.pk}/bang.xlsx",
        f"/trien-khai/{plan.addressee_id}/",
    ):
        assert client.get(address).status_code == 404, address
    posts = (
        f"/ke-hoach/doi-chieu/{link.pk}/xac-nhan/",
        f"/ke-hoach/{plan.pk}/tim-lai/",
        f"/trien-khai/{plan.addressee_id}/yeu-cau/{requirement.pk}/",
        f"/trien-khai/{plan.addressee_id}/ke-hoach/",
    )
    for address in posts:
        assert client.post(address, {"van-ban": plan.document_id, "viec": "xac-nhan"}).status_code == 404, (
            address
        )
    link.refresh_from_db()
    assert link.state == "proposed"


def test_a_stranger_does_not_learn_that_there_is_a_directive(staffed, directive, sign_in):
    client = sign_in("nguoi.la")
    assert client.get(f"/van-ban/{directive.document_id}/trien-khai/").status_code == 404
    assert client.get(f"/van-ban/{directive.document_id}/trien-khai/lap/").status_code == 404
    assert "30-NQ" not in words(client.get("/yeu-cau-cap-tren/"))


def test_the_directive_is_set_up_in_three_sights(staffed, resolution, sign_in):
    client = sign_in("chuyen.vien")
    address = f"/van-ban/{resolution.pk}/trien-khai/lap/"
    assert "Mục I.1" in words(client.get(address))
    asked = [one.id for one in offered(version_for(staffed.reviewer, resolution))]
    typed = {
        "findings": asked[:2],
        "line": "party",
        "top": staffed.unit("DU").pk,
        "kinds": [Kind.CELL_BASE.value],
        "plan_due_on": "30/10/2026",
    }
    preview = words(client.post(address, typed | {"buoc": "xem"}))
    assert "3 đơn vị trong phạm vi" in preview
    assert not Directive.objects.system("test").exists()
    chosen = [staffed.unit("CS.001").pk, staffed.unit("CS.002").pk]
    assert client.post(address, typed | {"buoc": "lap", "chon": chosen}).status_code == 302
    directive = Directive.objects.system("test").get()
    assert directive.plan_due_on == date(2026, 10, 30)
    assert Addressee.objects.system("test").count() == 2
    assert directive.left_out == [staffed.unit("CS.003").pk]


def test_what_was_typed_is_kept_when_it_is_refused(staffed, resolution, sign_in):
    client = sign_in("chuyen.vien")
    asked = [one.id for one in offered(version_for(staffed.reviewer, resolution))]
    typed = {
        "findings": asked[:1],
        "line": "party",
        "top": staffed.unit("DU").pk,
        "plan_due_on": "31/02/2026",
    }
    answer = client.post(f"/van-ban/{resolution.pk}/trien-khai/lap/", typed | {"buoc": "xem"})
    assert answer.status_code == 422
    page = words(answer)
    assert "31/02/2026" in page
    assert page.count('name="findings"') == 5
    assert page.count("checked") == 1
    past = client.post(
        f"/van-ban/{resolution.pk}/trien-khai/lap/",
        typed | {"plan_due_on": "01/10/2026", "buoc": "lap", "chon": [staffed.unit("CS.001").pk]},
    )
    assert past.status_code == 422
    assert "từ hôm nay" in words(past)


def test_a_unit_that_came_later_is_proposed_and_added_by_a_person(staffed, resolution, sign_in):
    client = sign_in("chuyen.vien")
    asked = [one.id for one in offered(version_for(staffed.reviewer, resolution))]
    typed = {
        "findings": asked,
        "line": "party",
        "top": staffed.unit("DU").pk,
        "kinds": [Kind.CELL_BASE.value],
    }
    chosen = [staffed.unit(code).pk for code in ("CS.001", "CS.002", "CS.003")]
    client.post(f"/van-ban/{resolution.pk}/trien-khai/lap/", typed | {"buoc": "lap", "chon": chosen})
    late = staffed.add_unit("CS.009", "Chi bộ Ban Nội chính", Kind.CELL_BASE, Level.BASE, {"party": "DU"})
    address = f"/van-ban/{resolution.pk}/trien-khai/"
    assert "Chi bộ Ban Nội chính" in words(client.get(address))
    assert Addressee.objects.system("test").count() == 3
    client.post(f"{address}don-vi-moi/", {"chon": [late.pk]})
    assert Addressee.objects.system("test").filter(unit=late).exists()


def test_a_clause_leads_to_the_clause_at_the_other_end(staffed, directive, plan, sign_in):
    confirm_everything(staffed.reviewer, plan)
    client = sign_in("chuyen.vien")
    demanded = provision_ids(directive.version)["I.1"]
    planned = provision_ids(plan.version)["I.1"]
    above = words(client.get(f"/van-ban/dieu-khoan/{demanded}/", follow=True))
    assert f'href="/van-ban/dieu-khoan/{planned}/"' in above
    below = words(client.get(f"/van-ban/dieu-khoan/{planned}/", follow=True))
    assert f'href="/van-ban/dieu-khoan/{demanded}/"' in below
    others = words(sign_in("leader2").get(f"/van-ban/dieu-khoan/{demanded}/", follow=True))
    assert "11-KH/CB" not in others


def test_work_of_a_single_office_is_not_ticked_beforehand(staffed, today, sign_in):
    text = texts.DEMANDS.replace(
        "2. Giao các chi bộ, đảng bộ cơ sở báo cáo", "2. Giao Văn phòng Đảng ủy tổng hợp, báo cáo"
    )
    document = take(staffed.reviewer, staffed.unit("DU"), text)
    review.sign_off(actor=staffed.reviewer, version=version_for(staffed.reviewer, document))
    page = words(sign_in("chuyen.vien").get(f"/van-ban/{document.pk}/trien-khai/lap/"))
    assert page.count('name="findings"') == 5
    assert page.count("checked") == 4


def test_bases_are_decided_on_their_page(staffed, directive, today, sign_in):
    actor = staffed.reviewer
    amending = register_document(
        actor=actor, unit=staffed.unit("DU"), data=texts.change("thay thế").encode(), file_name="moi.txt"
    )
    client = sign_in("chuyen.vien")
    notice = words(client.get(f"/van-ban/{directive.document_id}/"))
    assert "chưa có người xác nhận" in notice
    decide_all(actor, amending)
    assert "3 nhiệm vụ, chỉ tiêu" in words(client.get(f"/van-ban/{directive.document_id}/"))
    assert "3 nhiệm vụ, chỉ tiêu" in words(client.get("/"))
    page = words(client.get("/ra-soat-can-cu/"))
    assert "thay thế" in page
    chosen = [f"nv-{row.pk}-vb-{amending.pk}" for row in Obligation.objects.system("test")]
    assert all(key in page for key in chosen)
    wrong = client.post("/ra-soat-can-cu/", {"chon": chosen, "decision": "keep", "reason": ""})
    assert wrong.status_code == 422
    assert words(wrong).count("checked") >= len(chosen)
    client.post("/ra-soat-can-cu/", {"chon": chosen, "decision": "keep", "reason": "Vẫn thực hiện"})
    assert "Không có nhiệm vụ, chỉ tiêu nào" in words(client.get("/ra-soat-can-cu/"))


@pytest.fixture
def sixty(staffed, resolution, at):
    """Sixty units addressed, every third with a confirmed plan."""
    units = [
        staffed.add_unit(f"CS.1{n:02}", f"Chi bộ số {n:02}", Kind.CELL_BASE, Level.BASE, {"party": "DU"})
        for n in range(60)
    ]
    with at(date(2026, 9, 3)):
        actor = staffed.reviewer
        asked = tuple(one.id for one in offered(version_for(actor, resolution)))
        scope = Scope(Line.PARTY.value, staffed.unit("DU").pk, (Kind.CELL_BASE.value,))
        listed = tuple(unit.pk for unit in units)
        demands = Demands(Line.PARTY.value, listed, asked, date(2026, 10, 1), scope)
        return set_up(actor=actor, document=resolution, demands=demands)


def test_sixty_units_cost_no_more_queries_than_three(sixty, sign_in):
    client = sign_in("chuyen.vien")
    client.get("/suc-khoe/")
    for address in (
        f"/van-ban/{sixty.document_id}/trien-khai/",
        f"/van-ban/{sixty.document_id}/trien-khai/bang.xlsx",
        f"/van-ban/{sixty.document_id}/",
        "/yeu-cau-cap-tren/",
        "/ra-soat-can-cu/",
        "/",
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) < MOST_QUERIES, (address, "\n".join(query["sql"][:150] for query in queries))


def test_the_matrix_keeps_its_budget_when_everything_is_on_it(staffed, sixty, today, sign_in):
    """A plan with a linked clause, a document that may be one, a unit that came later, a changed basis."""
    actor = staffed.reviewer
    for code in ("CS.100", "CS.101"):
        staffed.add_person(f"bithu{code[-1]}", "Ma Thị Mẫu", code, "leader")
        text = texts.plan(symbol=f"4{code[-1]}-KH/CB")
        document = take(staffed.actor(f"bithu{code[-1]}"), staffed.unit(code), text, f"{code}.txt")
    mine = addressed(staffed, sixty, "CS.101")
    plan = confirm_plan(actor=actor, addressee=mine, document=document)
    confirm_everything(actor, plan)
    clause = Provision.objects.system("test").get(version=plan.version, ident="II.1")
    requirement = Requirement.objects.order_by("-finding__start").first()
    add_link(actor=actor, plan=plan, requirement=requirement, provision=clause)
    staffed.add_unit("CS.099", "Chi bộ mới", Kind.CELL_BASE, Level.BASE, {"party": "DU"})
    take(actor, staffed.unit("DU"), texts.change("sửa đổi, bổ sung"), "sua-doi.txt")
    client = sign_in("chuyen.vien")
    client.get("/suc-khoe/")
    client.get("/van-ban/")
    for address in (f"/van-ban/{sixty.document_id}/trien-khai/", f"/van-ban/{sixty.document_id}/", "/"):
        with CaptureQueriesContext(connection) as queries:
            page = words(client.get(address))
        assert "Chi bộ mới" in page or not address.endswith("trien-khai/")
        tables = [query["sql"][query["sql"].find(" FROM ") :][:90] for query in queries]
        assert len(queries) < MOST_QUERIES, (address, "\n".join(tables))


def test_a_plan_and_a_unit_cost_few_queries(staffed, plan, sign_in):
    confirm_everything(staffed.reviewer, plan)
    client = sign_in("chuyen.vien")
    client.get("/suc-khoe/")
    second = addressed(staffed, plan.addressee.directive, "CS.002")
    for address in (
        f"/ke-hoach/{plan.pk}/",
        f"/trien-khai/{plan.addressee_id}/",
        f"/trien-khai/{second.pk}/",
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) < MOST_QUERIES, (address, "\n".join(query["sql"][:150] for query in queries))
