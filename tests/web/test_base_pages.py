import pytest
from django.test import Client


def test_the_desk_asks_a_guest_to_log_in(client, db):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/dang-nhap/?next=/"


@pytest.mark.parametrize(
    "who", ["nguoi.nhap", "lanh.dao", "chuyen.vien", "cap.tren", "quan.tri", "kiem.toan", "he.thong"]
)
def test_everybody_has_a_desk_and_sees_the_organization(sign_in, who):
    client = sign_in(who)
    assert client.get("/").status_code == 200
    assert client.get("/to-chuc/").status_code == 200


def test_a_clerk_sees_own_unit_and_those_above_but_no_sister(sign_in):
    page = sign_in("nguoi.nhap").get("/to-chuc/").content.decode()
    assert "Chi bộ Văn phòng Tỉnh ủy" in page
    assert "Đảng ủy các cơ quan Đảng tỉnh" in page
    assert "Chi bộ Sơn Hà" not in page


def test_a_stranger_does_not_find_the_unit(sign_in):
    client = sign_in("nguoi.la")
    assert client.get("/to-chuc/don-vi/CS.001/").status_code == 404
    assert client.get("/to-chuc/don-vi/CS.404/").status_code == 404


def test_units_are_found_without_diacritics(sign_in):
    page = sign_in("quan.tri").get("/to-chuc/", {"q": "chi bo son ha"}).content.decode()
    assert "Chi bộ Sơn Hà" in page
    assert "Chi bộ Sơn Hạ" in page


def test_wrong_password_keeps_the_name_and_says_what_to_do(world, client):
    answer = client.post("/dang-nhap/", {"username": "lanh.dao", "password": "sai"})
    assert answer.status_code == 401
    assert 'value="lanh.dao"' in answer.content.decode()


def test_the_account_is_locked_after_five_wrong_passwords(world):
    client = Client()
    for _ in range(5):
        answer = client.post("/dang-nhap/", {"username": "lanh.dao", "password": "sai"})
    assert answer.status_code == 429
    from tests.world import PASSWORD

    assert client.post("/dang-nhap/", {"username": "lanh.dao", "password": PASSWORD}).status_code == 429


def test_an_idle_session_ends(sign_in, settings):
    client = sign_in("lanh.dao")
    client.get("/")
    session = client.session
    session["active_at"] -= settings.CAUNOI_IDLE_MINUTES * 60 + 1
    session.save()
    assert client.get("/").status_code == 302


def test_the_log_in_never_leaves_the_site(world, client):
    from tests.world import PASSWORD

    answer = client.post(
        "/dang-nhap/", {"username": "lanh.dao", "password": PASSWORD, "next": "https://example.org/"}
    )
    assert answer["Location"] == "/"


def test_a_unit_admin_sets_up_a_unit_and_typed_values_survive_an_error(sign_in):
    client = sign_in("quan.tri")
    typed = {
        "code": "CS.001",
        "name": "Chi bộ Trung tâm Lưu trữ",
        "kind": "chi-bo-co-so",
        "level": "base",
        "line": "party",
        "parent": "DU",
        "on": "01/10/2026",
    }
    refused = client.post("/to-chuc/don-vi-moi/", typed)
    assert refused.status_code == 422
    assert "Chi bộ Trung tâm Lưu trữ" in refused.content.decode()
    assert "Mã CS.001 đã được dùng" in refused.content.decode()
    done = client.post("/to-chuc/don-vi-moi/", typed | {"code": "CS.009"})
    assert done.status_code == 302
    assert client.get("/to-chuc/don-vi/CS.009/").status_code == 200


def test_a_clerk_may_see_but_not_change_the_organization(sign_in):
    client = sign_in("nguoi.nhap")
    assert client.get("/to-chuc/don-vi-moi/").status_code == 403
    assert client.post("/to-chuc/don-vi/CS.001/doi-ten/", {}).status_code == 403


def test_the_audit_page_tells_what_happened(sign_in):
    page = sign_in("quan.tri").get("/quan-tri/nhat-ky/").content.decode()
    assert "Lập đơn vị" in page


def test_the_system_administrator_reads_no_content(sign_in):
    client = sign_in("he.thong")
    assert client.get("/quan-tri/he-thong/").status_code == 200
    assert client.get("/quan-tri/nhat-ky/").status_code == 403


def test_health_says_when_the_worker_is_missing(client, db):
    answer = client.get("/suc-khoe/")
    assert answer.status_code == 503
    assert "worker" in answer.json()


@pytest.mark.parametrize("path", ["/tim-kiem/?q=%00", "/to-chuc/don-vi/%00/", "/van-ban/?loai=a%00"])
def test_a_nul_in_the_address_is_a_bad_request_on_both_databases(sign_in, path):
    assert sign_in("quan.tri").get(path).status_code == 400


def test_a_nul_in_a_form_is_a_bad_request_too(sign_in):
    answer = sign_in("quan.tri").post("/quan-tri/vai-tro/moi/", {"username": "a\x00b"})
    assert answer.status_code == 400


def test_a_page_that_asks_by_itself_keeps_nobody_logged_in(sign_in):
    client = sign_in("lanh.dao")
    client.get("/")
    session = client.session
    session["active_at"] -= 600
    session.save()
    client.get("/", headers={"X-Unattended": "1"})
    assert client.session["active_at"] == session["active_at"]
    client.get("/")
    assert client.session["active_at"] > session["active_at"]


def test_two_clicks_at_once_end_in_a_sentence(sign_in, monkeypatch):
    from django.db import IntegrityError

    from caunoi.web.views import orgs

    def late(**_):
        raise IntegrityError("duplicate key")

    monkeypatch.setattr(orgs.services, "create_unit", late)
    typed = {"code": "CS.010", "name": "Chi bộ Mới", "kind": "chi-bo-co-so", "level": "base"}
    typed |= {"line": "party", "parent": "DU", "on": "01/10/2026"}
    answer = sign_in("quan.tri").post("/to-chuc/don-vi-moi/", typed)
    assert answer.status_code == 409
    assert "vừa được ghi" in answer.content.decode()
