import pytest

from caunoi.obligations.suggest import _kinds, _product


@pytest.mark.parametrize(
    ("title", "product"),
    [
        ("xây dựng kế hoạch thực hiện Nghị quyết, gửi Đảng ủy", "Kế hoạch thực hiện Nghị quyết"),
        ("chủ trì ban hành hướng dẫn; theo dõi", "Hướng dẫn"),
        ("tăng cường tuyên truyền", None),
        ("xây dựng khối đại đoàn kết", None),
    ],
)
def test_the_product_is_the_document_that_the_text_names(title, product):
    assert _product(title).get("product") == product


@pytest.mark.parametrize(
    ("lead", "kinds"),
    [
        (["Các chi bộ, đảng bộ cơ sở trực thuộc"], ["chi-bo-co-so", "dang-bo-co-so"]),
        (["Các chi bộ", "đảng bộ cơ sở"], ["chi-bo-co-so", "dang-bo-co-so"]),
        (["Các tổ chức cơ sở đảng"], ["chi-bo-co-so", "dang-bo-co-so"]),
        (["Ban Tổ chức Đảng ủy"], None),
        ([], None),
    ],
)
def test_the_kinds_are_ticked_only_where_the_lead_stands_for_a_kind(lead, kinds):
    assert _kinds(lead).get("kinds") == kinds
