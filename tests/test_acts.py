"""Who acts on an instrument: the document, another instrument, a body that is told to, or nobody."""

from __future__ import annotations

import pytest

import danvan_docs as dv

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH TÂN GIANG\nSố: {symbol}\n\nTân Giang, ngày 20 tháng 3 năm 2025\n\n"
    "{type}\n{title}\n\n{text}\n"
)
PLAN = {"symbol": "45/KH-UBND", "type": "KẾ HOẠCH", "title": "Trồng cây đầu xuân"}
DECISION = {"symbol": "9/2025/QĐ-UBND", "type": "QUYẾT ĐỊNH", "title": "Về quản lý cây xanh"}


def read(text: str, kind: dict[str, str] = PLAN) -> dv.Directive:
    return dv.parse(HEAD.format(text=text, **kind))


def use_of(symbol: str, text: str, kind: dict[str, str] = PLAN) -> str:
    directive = read(text, kind)
    named = [n.use for n in directive.named if n.name == symbol]
    uses = [c.use for c in directive.citations if c.symbol == symbol] + named
    assert uses, f"{symbol} is not cited"
    return uses[0]


# --- the document acts


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Điều 3. Quyết định này thay thế Quyết định số 5/2020/QĐ-UBND ngày 01/3/2020.", "replaces"),
        (
            "Điều 3. Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 5/2020/QĐ-UBND.",
            "replaces",
        ),
        ("Điều 3. Quyết định này bãi bỏ Quyết định số 5/2020/QĐ-UBND.", "repeals"),
        ("Điều 1. Bãi bỏ Quyết định số 5/2020/QĐ-UBND ngày 01/3/2020.", "repeals"),
        ("Điều 1. Bãi bỏ toàn bộ Quyết định số 5/2020/QĐ-UBND ngày 01/3/2020.", "repeals"),
        ("Điều 1. Sửa đổi, bổ sung Điều 3 Quyết định số 5/2020/QĐ-UBND như sau:", "amends"),
        ("Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 5/2020/QĐ-UBND như sau:", "amends"),
        (
            "Điều 1. Sửa đổi một số điều của Quy chế cây xanh ban hành kèm theo Quyết định số 5/2020/QĐ-UBND:",
            "amends",
        ),
        (
            "Điều 2. Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại Quyết định số 5/2020/QĐ-UBND.",
            "amends",
        ),
        (
            "Điều 3. Quyết định số 5/2020/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            "repeals",
        ),
        ("Điều 3. Quyết định số 5/2020/QĐ-UBND được thay thế bằng Quyết định này.", "replaces"),
        ("Điều 3. Quyết định số 5/2020/QĐ-UBND bị bãi bỏ theo Quyết định này.", "repeals"),
        ("Ủy ban nhân dân tỉnh quyết định bãi bỏ Quyết định số 5/2020/QĐ-UBND.", "repeals"),
        ("Điều 3. Quyết định này có hiệu lực kể từ ngày ký; bãi bỏ Quyết định số 5/2020/QĐ-UBND.", "repeals"),
        (
            "Điều 3. Quyết định này thay thế các quyết định trước đây: Quyết định số 5/2020/QĐ-UBND.",
            "replaces",
        ),
        ("Điều 3. Thu hồi và bãi bỏ Quyết định số 5/2020/QĐ-UBND.", "repeals"),
    ],
)
def test_a_decision_acts_by_its_operative_clause(text: str, use: str) -> None:
    assert use_of("5/2020/QĐ-UBND", text, DECISION) == use


def test_a_title_says_what_the_document_does() -> None:
    kind = {**DECISION, "title": "Sửa đổi, bổ sung Quyết định số 5/2020/QĐ-UBND"}
    assert use_of("5/2020/QĐ-UBND", "Điều 1. Hiệu lực.", kind) == "amends"


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Kế hoạch này thay thế Kế hoạch số 7/KH-UBND ngày 01/3/2020.", "replaces"),
        ("1. Bãi bỏ Kế hoạch số 7/KH-UBND ngày 01/3/2020.", "repeals"),
        ("Văn bản này thay thế Kế hoạch số 7/KH-UBND.", "replaces"),
    ],
)
def test_a_plan_ends_what_its_issuer_made(text: str, use: str) -> None:
    assert use_of("7/KH-UBND", text) == use


# --- it only orders or proposes


@pytest.mark.parametrize(
    ("text", "target", "use"),
    [
        ("1. Sửa đổi Luật Giá.", "Luật Giá", "to_amend"),
        ("1. Bãi bỏ Nghị định số 34/2016/NĐ-CP.", "34/2016/NĐ-CP", "to_repeal"),
        (
            "1. Sở Tư pháp tham mưu sửa đổi một số quy định trong Quyết định số 5/2021/QĐ-UBND.",
            "5/2021/QĐ-UBND",
            "to_amend",
        ),
        (
            "1. Sở Nội vụ nghiên cứu, đề xuất sửa đổi, bổ sung Quyết định số 10/QĐ-UBND.",
            "10/QĐ-UBND",
            "to_amend",
        ),
        (
            "1. Sở Tư pháp tham mưu ban hành Quyết định thay thế Quyết định số 10/QĐ-UBND.",
            "10/QĐ-UBND",
            "to_replace",
        ),
        ("1. Đề nghị Chính phủ bãi bỏ Nghị định số 34/2016/NĐ-CP.", "34/2016/NĐ-CP", "to_repeal"),
        ("1. Kiến nghị Quốc hội sửa đổi, bổ sung Luật Đấu thầu, Luật Giá.", "Luật Giá", "to_amend"),
        ("1. Rà soát, sửa đổi, bổ sung Quyết định số 10/QĐ-UBND.", "10/QĐ-UBND", "to_amend"),
        ("1. Hoàn thành việc sửa đổi Quyết định số 10/QĐ-UBND trong quý III.", "10/QĐ-UBND", "to_amend"),
        (
            "1. Lấy ý kiến về dự thảo Nghị quyết sửa đổi, bổ sung một số điều của Hiến pháp.",
            "Hiến pháp",
            "to_amend",
        ),
        ("1. Sở Xây dựng phải thay thế Hướng dẫn số 3/HD-SXD trong năm 2025.", "3/HD-SXD", "to_replace"),
    ],
)
def test_what_is_ordered_or_proposed_is_not_done(text: str, target: str, use: str) -> None:
    assert use_of(target, text) == use


# --- nobody does it here


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("1. Kế hoạch này không thay thế Kế hoạch số 7/KH-UBND.", "7/KH-UBND"),
        ("1. Văn bản này không bãi bỏ Kế hoạch số 7/KH-UBND.", "7/KH-UBND"),
        ("1. Sở Tài chính phân bổ vốn được giao bổ sung tại Nghị quyết số 347/NQ-HĐND.", "347/NQ-HĐND"),
        ("1. Thực hiện tốt việc sửa đổi, bổ sung Luật Giá.", "Luật Giá"),
        ("1. Quốc hội đã sửa đổi Luật Giá.", "Luật Giá"),
        (
            "1. Căn cứ Luật số 80/2015/QH13 (được sửa đổi, bổ sung năm 2020) và Nghị quyết số 12/NQ-HĐND.",
            "12/NQ-HĐND",
        ),
        ("1. Nghị định số 59/2023/NĐ-CP bãi bỏ Điều 5 Nghị định số 34/2016/NĐ-CP.", "34/2016/NĐ-CP"),
        ("1. Phổ biến Quyết định số 8/QĐ-UBND về việc thay thế Quyết định số 5/QĐ-UBND.", "5/QĐ-UBND"),
    ],
)
def test_what_the_document_does_not_do(text: str, target: str) -> None:
    assert use_of(target, text) not in {
        "amends", "replaces", "repeals", "to_amend", "to_replace", "to_repeal",
    }  # fmt: skip


def test_a_power_that_a_norm_gives_is_no_order() -> None:
    kind = {"symbol": "9/2025/NĐ-CP", "type": "NGHỊ ĐỊNH", "title": "Về cây xanh"}
    text = "Điều 2. Chỉ Đại hội đại biểu toàn quốc mới có quyền sửa đổi Điều lệ Đảng."
    assert use_of("Điều lệ Đảng", text, kind) == "mentions"


# --- lists and lead-ins


def test_a_deed_holds_for_the_list_that_follows() -> None:
    text = (
        "Quyết định này thay thế Quyết định số 5/QĐ-UBND ngày 01/3/2020, Quyết định số 6/QĐ-UBND về chợ; "
        "Quyết định số 7/QĐ-UBND."
    )
    assert [c.use for c in read(text, DECISION).citations] == ["replaces"] * 3


@pytest.mark.parametrize(
    ("lead", "use"),
    [
        ("Điều 2. Bãi bỏ các văn bản sau:", "repeals"),
        ("Điều 2. Quyết định này thay thế các Quyết định sau đây:", "replaces"),
        ("Điều 2. Các quyết định sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực:", "repeals"),
        ("Điều 2. Căn cứ các văn bản sau:", "based_on"),
        ("2. Tiếp tục thực hiện các nghị quyết sau:", "continues"),
        ("Điều 2. Hội nghị nghe các báo cáo sau:", "mentions"),
    ],
)
def test_a_lead_in_holds_for_its_list(lead: str, use: str) -> None:
    members = "a) Quyết định số 5/QĐ-UBND ngày 01/3/2020;\nb) Quyết định số 6/QĐ-UBND ngày 02/3/2020;"
    text = f"{lead}\n{members}\n\nĐiều 3. Sở Nội vụ gửi Quyết định số 8/QĐ-UBND đến các xã."
    assert [c.use for c in read(text, DECISION).citations] == [use, use, "mentions"]


def test_a_basis_is_stood_on_whatever_it_does_to_others() -> None:
    text = (
        "Căn cứ Nghị quyết số 71/NQ-CP của Chính phủ sửa đổi chương trình thực hiện Nghị quyết số 57-NQ/TW;"
    )
    directive = read(text)
    assert [c.use for c in directive.citations] == ["based_on", "mentions"]
    assert [(r.source, r.type, r.target) for r in directive.relations] == [
        ("71/NQ-CP", "implements", "57-NQ/TW")
    ]


# --- reviews


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("1. Sở Y tế tổng kết 5 năm thực hiện Kế hoạch số 31/KH-UBND.", "reviews"),
        ("1. Đánh giá kết quả thực hiện Kế hoạch số 31/KH-UBND.", "reviews"),
        ("1. Qua mười năm thực hiện Kế hoạch số 31/KH-UBND, bộ mặt nông thôn đổi khác.", "reviews"),
        ("1. Sở Y tế trồng cây gắn với việc triển khai Kế hoạch số 31/KH-UBND.", "implements"),
        ("1. Sở Y tế giám sát việc thực hiện Kế hoạch số 31/KH-UBND.", "mentions"),
        ("1. Trong việc thực hiện Kế hoạch số 31/KH-UBND, các xã phối hợp.", "implements"),
        ("1. Các xã đã nghiêm túc triển khai Kế hoạch số 31/KH-UBND.", "mentions"),
        ("1. Việc thực hiện Kế hoạch số 31/KH-UBND phải bảo đảm tiết kiệm.", "mentions"),
    ],
)
def test_a_review_reviews(text: str, use: str) -> None:
    assert use_of("31/KH-UBND", text) == use


# --- one instrument acts on another

Row = tuple[str, str, str]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Quyết định số 8/QĐ-UBND bãi bỏ Quyết định số 5/QĐ-UBND", [("8/QĐ-UBND", "repeals", "5/QĐ-UBND")]),
        (
            "Nghị định số 59/2023/NĐ-CP bãi bỏ Điều 5 Nghị định số 34/2016/NĐ-CP",
            [("59/2023/NĐ-CP", "repeals", "34/2016/NĐ-CP")],
        ),
        (
            "Luật số 80/2015/QH13 (được sửa đổi, bổ sung bởi Luật số 63/2020/QH14)",
            [("63/2020/QH14", "amends", "80/2015/QH13")],
        ),
        (
            "Quyết định số 10-QĐ/TU (thay thế bởi Quyết định số 15-QĐ/TU)",
            [("15-QĐ/TU", "replaces", "10-QĐ/TU")],
        ),
        (
            "Quyết định số 10-QĐ/TU, ngày 02/3/2020, sửa đổi, bổ sung tại Quyết định số 15-QĐ/TU",
            [("15-QĐ/TU", "amends", "10-QĐ/TU")],
        ),
        (
            "Quyết định số 10-QĐ/TU đã bị bãi bỏ theo Quyết định số 15-QĐ/TU",
            [("15-QĐ/TU", "repeals", "10-QĐ/TU")],
        ),
        (
            "Nghị định số 34/2016/NĐ-CP hướng dẫn thi hành Luật Giá (được sửa đổi tại Nghị định số 154/2020/NĐ-CP)",
            [("34/2016/NĐ-CP", "guides", "Luật Giá"), ("154/2020/NĐ-CP", "amends", "34/2016/NĐ-CP")],
        ),
        (
            "Nghị định số 214/2025/NĐ-CP quy định chi tiết một số điều và biện pháp thi hành Luật Đấu thầu",
            [("214/2025/NĐ-CP", "implements", "Luật Đấu thầu")],
        ),
        (
            "các Nghị định: số 115/2024/NĐ-CP ngày 16/9/2024, số 225/2025/NĐ-CP quy định chi tiết Luật Giá",
            [("225/2025/NĐ-CP", "implements", "Luật Giá"), ("115/2024/NĐ-CP", "implements", "Luật Giá")],
        ),
        (
            "Kế hoạch số 75/KH-UBND về việc thực hiện Nghị quyết số 137/NQ-CP và Chương trình số 27-CTr/TU",
            [("75/KH-UBND", "implements", "137/NQ-CP"), ("75/KH-UBND", "implements", "27-CTr/TU")],
        ),
        (
            "Quyết định số 12/QĐ-TTg ban hành Kế hoạch hành động thực hiện Chương trình Chăm sóc trẻ em đến năm 2030",
            [("12/QĐ-TTg", "implements", "Chương trình Chăm sóc trẻ em đến năm 2030")],
        ),
        ("Tờ trình số 12/TTr-STP đề nghị sửa đổi Quyết định số 5/QĐ-UBND", []),
        ("Báo cáo số 12/BC-STP về sửa đổi Quyết định số 5/QĐ-UBND", []),
        ("Công văn số 12/STP-XD về đề xuất bãi bỏ Quyết định số 5/QĐ-UBND", []),
        ("Quyết định số 8/QĐ-UBND, Ban Thường vụ chỉ đạo thực hiện Nghị quyết số 25-NQ/TW", []),
        ("Báo cáo số 9-BC/TU tổng kết thực hiện Nghị quyết số 25-NQ/TW", []),
    ],
)
def test_relations(text: str, rows: list[Row]) -> None:
    found = read(f"1. Các đơn vị nghiên cứu {text}.").relations
    assert sorted((r.source, r.type, r.target) for r in found) == sorted(rows)
