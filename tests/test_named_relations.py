"""Instruments without a number, relations between instruments, and what the document does with each."""

from __future__ import annotations

import pytest

import danvan_docs as dv


def names(text: str) -> list[str]:
    found = dv.find_named(text)
    for named in found:
        assert " ".join(text[named.start : named.end].split()) == named.name
        assert named.name.startswith(named.type)
    return [named.name for named in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thi hành Hiến pháp và pháp luật", ["Hiến pháp"]),
        ("căn cứ Hiến pháp năm 2013;", ["Hiến pháp năm 2013"]),
        ("căn cứ Điều lệ Đảng Cộng sản Việt Nam;", ["Điều lệ Đảng Cộng sản Việt Nam"]),
        ("chấp hành Điều lệ Đảng, nghị quyết của cấp trên", ["Điều lệ Đảng"]),
        ("thi hành Luật Thực hiện dân chủ ở cơ sở, bảo đảm kịp thời", ["Luật Thực hiện dân chủ ở cơ sở"]),
        ("thi hành Luật Đất đai năm 2024 trên địa bàn", ["Luật Đất đai năm 2024"]),
        ("theo Bộ luật Lao động và Luật Công đoàn", ["Bộ luật Lao động", "Luật Công đoàn"]),
        ("theo Luật Phòng, chống tham nhũng và các văn bản", ["Luật Phòng, chống tham nhũng"]),
        (
            "Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn được",
            ["Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn"],
        ),
        (
            "thực hiện Nghị quyết Đại hội XIII của Đảng, các kết luận",
            ["Nghị quyết Đại hội XIII của Đảng"],
        ),
        (
            "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XII, nhiệm kỳ 2020-2025 về phát triển",
            ["Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XII, nhiệm kỳ 2020-2025"],
        ),
        ("Nghị quyết Trung ương 7 khóa XI về dân vận", ["Nghị quyết Trung ương 7 khóa XI"]),
        ("Nghị quyết Trung ương 4 (khóa XI, XII)", ["Nghị quyết Trung ương 4 (khóa XI, XII)"]),
        (
            "thực hiện Chương trình tổng thể cải cách hành chính giai đoạn 2021 - 2030 của tỉnh",
            ["Chương trình tổng thể cải cách hành chính giai đoạn 2021 - 2030"],
        ),
        (
            "triển khai Đề án phát triển du lịch, dịch vụ biển và hải đảo đến năm 2030, tầm nhìn đến năm 2045;",
            ["Đề án phát triển du lịch, dịch vụ biển và hải đảo đến năm 2030, tầm nhìn đến năm 2045"],
        ),
        (
            "phù hợp Quy hoạch tỉnh thời kỳ 2021 - 2030, tầm nhìn đến năm 2050, Quy hoạch không gian biển đến năm 2030",
            [
                "Quy hoạch tỉnh thời kỳ 2021 - 2030, tầm nhìn đến năm 2050",
                "Quy hoạch không gian biển đến năm 2030",
            ],
        ),
        (
            "triển khai Kế hoạch hành động quốc gia về rác thải nhựa đến năm 2030",
            ["Kế hoạch hành động quốc gia về rác thải nhựa đến năm 2030"],
        ),
        (
            "tổ chức Chương trình Mỗi chi bộ một việc tốt trên địa bàn",
            ["Chương trình Mỗi chi bộ một việc tốt"],
        ),
        (
            "thực hiện Kế hoạch của Huyện ủy về thực hiện Nghị quyết số 26/NQ-CP về Chiến lược trồng rừng đến năm 2030",
            [
                "Kế hoạch của Huyện ủy về thực hiện Nghị quyết số 26/NQ-CP về Chiến lược trồng rừng đến năm 2030",
                "Chiến lược trồng rừng đến năm 2030",
            ],
        ),
        (
            "theo Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Đấu thầu ngày 29/11/2024",
            ["Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Đấu thầu", "Luật Giá", "Luật Đấu thầu"],
        ),
        (
            "theo Luật sửa đổi, bổ sung một số điều của Luật Thanh niên, Luật Công đoàn và các văn bản",
            ["Luật sửa đổi, bổ sung một số điều của Luật Thanh niên", "Luật Công đoàn"],
        ),
        (
            "theo Luật Giá và Luật sửa đổi, bổ sung một số điều của Luật Giá năm 2024",
            ["Luật Giá", "Luật sửa đổi, bổ sung một số điều của Luật Giá năm 2024"],
        ),
        (
            "theo Luật sửa đổi, bổ sung một số điều của các luật liên quan đến đầu tư ngày 19/6/2009",
            ["Luật sửa đổi, bổ sung một số điều của các luật liên quan đến đầu tư"],
        ),
        (
            "theo Quy chế hoạt động báo cáo viên của Đảng (ban hành kèm theo Quyết định số 907-QĐ/BTGDVTW)",
            ["Quy chế hoạt động báo cáo viên của Đảng"],
        ),
        (
            "theo Luật tổ chức chính quyền địa phương (sửa đổi)",
            ["Luật tổ chức chính quyền địa phương (sửa đổi)"],
        ),
        ("quy định của Hiến pháp 2013; Luật Giá", ["Hiến pháp 2013", "Luật Giá"]),
    ],
)
def test_named(text: str, expected: list[str]) -> None:
    assert names(f"Các cấp ủy lưu ý: {text}") == expected


@pytest.mark.parametrize(
    "text",
    [
        "các nghị quyết, chỉ thị của Đảng; pháp luật của Nhà nước",
        "Nghị quyết này có hiệu lực từ ngày ký",
        "thực hiện quy chế dân chủ ở cơ sở, Quy chế dân chủ ở cơ sở",
        "Luật này, luật sư, kỷ luật Đảng, pháp luật có liên quan",
        "đại hội các chi bộ trực thuộc",
        "ban hành Kế hoạch số 5-KH/TU về Chương trình hành động",
        "xây dựng Đề án phát triển du lịch giai đoạn 2026 - 2030",
        "Chương trình xây dựng nông thôn mới, phấn đấu đến năm 2030 đạt chuẩn",
        "Trường Đại học Luật Miền Xuôi, Khoa Luật Kinh tế, phổ biến pháp luật Lao động",
    ],
)
def test_generic_mentions_are_no_names(text: str) -> None:
    assert names(f"Các cấp ủy lưu ý: {text}") == []


def test_a_law_with_its_date_and_a_law_that_amends_another() -> None:
    text = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025; Luật Bảo vệ môi trường."
    first, second = dv.find_named(text)
    assert (first.name, first.date) == ("Luật Tổ chức chính quyền địa phương", "2025-06-16")
    assert (second.name, second.date) == ("Luật Bảo vệ môi trường", None)


def test_a_law_with_a_number_is_a_citation_and_no_name() -> None:
    text = "Căn cứ Luật Lưu trữ số 33/2024/QH15, ngày 21/6/2024"
    assert names(text) == []
    assert [c.symbol for c in dv.find_citations(text)] == ["33/2024/QH15"]


PROMULGATES = (
    "theo Quyết định số 217-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị ban hành Quy chế giám sát và phản biện xã hội của "
    "Mặt trận Tổ quốc Việt Nam và các đoàn thể chính trị - xã hội."
)


def test_what_a_number_promulgates_is_named() -> None:
    assert names(PROMULGATES) == [
        "Quy chế giám sát và phản biện xã hội của Mặt trận Tổ quốc Việt Nam và các đoàn thể chính trị - xã hội"
    ]


# --- relations


def relations(text: str) -> list[tuple[str, str, str]]:
    directive = dv.parse(text)
    for relation in directive.relations:
        assert relation.source_start < relation.target_start
        assert relation.source_start < relation.start < relation.end <= relation.target_start
    return [(r.source, r.type, r.target) for r in directive.relations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kết luận số 43-KL/TW, ngày 07/01/2019 của Ban Bí thư về tiếp tục thực hiện Nghị quyết số 25-NQ/TW",
            [("43-KL/TW", "implements", "25-NQ/TW")],
        ),
        (
            "Kế hoạch số 5-KH/TU của Ban Thường vụ Tỉnh ủy triển khai thực hiện Chỉ thị số 49-CT/TW",
            [("5-KH/TU", "implements", "49-CT/TW")],
        ),
        (
            "Chương trình số 7-CTr/TU về cụ thể hóa Kết luận số 114-KL/TW",
            [("7-CTr/TU", "implements", "114-KL/TW")],
        ),
        (
            "Hướng dẫn số 36-HD/VPTW hướng dẫn thực hiện Quy định số 66-QĐ/TW",
            [("36-HD/VPTW", "guides", "66-QĐ/TW")],
        ),
        (
            "Quyết định số 12/2025/QĐ-UBND sửa đổi, bổ sung một số điều của Quyết định số 5/2023/QĐ-UBND",
            [("12/2025/QĐ-UBND", "amends", "5/2023/QĐ-UBND")],
        ),
        (
            "Quy định số 66-QĐ/TW thay thế Quy định số 31-QĐ/TW",
            [("66-QĐ/TW", "replaces", "31-QĐ/TW")],
        ),
        (
            "Kế hoạch số 12/KH-UBND triển khai thi hành Luật Thực hiện dân chủ ở cơ sở",
            [("12/KH-UBND", "implements", "Luật Thực hiện dân chủ ở cơ sở")],
        ),
        ("Kế hoạch số 5-KH/TU. Tiếp tục thực hiện Chỉ thị số 49-CT/TW", []),
        ("Nghị quyết số 25-NQ/TW và Kết luận số 43-KL/TW", []),
        ("Báo cáo số 9-BC/TU tổng kết thực hiện Nghị quyết số 25-NQ/TW", []),
    ],
)
def test_relations(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert relations(f"Các cấp ủy căn cứ {text}.") == expected


def test_promulgation_has_the_name_as_its_target() -> None:
    ((source, kind, target),) = relations(PROMULGATES)
    assert (source, kind) == ("217-QĐ/TW", "promulgates")
    assert target.startswith("Quy chế giám sát")


def test_the_words_that_show_a_relation_are_quoted() -> None:
    text = "theo Kết luận số 43-KL/TW về tiếp tục\nthực hiện Nghị quyết số 25-NQ/TW"
    directive = dv.parse(text)
    assert directive.quote(directive.relations[0]).split() == ["về", "tiếp", "tục", "thực", "hiện"]


@pytest.mark.parametrize(
    "title", ["về ban hành Kế hoạch triển khai", "ban hành Chương trình hành động thực hiện"]
)
def test_a_plan_that_a_number_promulgates_implements(title: str) -> None:
    text = f"Quyết định số 489/QĐ-TTg ngày 08 tháng 4 năm 2020 của Thủ tướng Chính phủ {title} Kết luận số 49-KL/TW"
    (relation,) = dv.parse(f"Căn cứ {text};").relations
    assert (relation.source, relation.type, relation.target) == ("489/QĐ-TTg", "implements", "49-KL/TW")


def test_what_puts_a_regulation_into_force_may_follow_it() -> None:
    text = "thực hiện Quy chế công tác dân vận của hệ thống chính trị theo Quyết định số 23-QĐ/TW, ngày 30/7/2021"
    (relation,) = dv.parse(f"1. Các cấp ủy {text}.").relations
    assert (relation.source, relation.type) == ("23-QĐ/TW", "promulgates")
    assert relation.target == "Quy chế công tác dân vận của hệ thống chính trị"


def test_what_was_amended_may_stand_first() -> None:
    text = (
        "Căn cứ Luật Tổ chức Quốc hội số 57/2014/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số 65/2020/QH14 "
        "và Luật số 62/2025/QH15;"
    )
    directive = dv.parse(text)
    found = [(each.source, each.type, each.target) for each in directive.relations]
    assert found == [
        ("65/2020/QH14", "amends", "57/2014/QH13"), ("62/2025/QH15", "amends", "57/2014/QH13"),
    ]  # fmt: skip
    assert [citation.use for citation in directive.citations] == ["based_on", "mentions", "mentions"]


def test_a_quoted_programme_that_a_number_approves_is_its_title() -> None:
    text = "Quyết định số 2232/QĐ-TTg về phê duyệt “Chương trình phòng ngừa bạo lực giai đoạn 2021 - 2025”;"
    assert dv.find_named(f"Căn cứ {text}") == []


# --- use by the document


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Căn cứ Nghị quyết số 25-NQ/TW;", "based_on"),
        ("Tiếp tục thực hiện Nghị quyết số 25-NQ/TW.", "continues"),
        ("Tiếp tục triển khai thực hiện có hiệu quả Nghị quyết số 25-NQ/TW.", "continues"),
        ("Triển khai thực hiện Nghị quyết số 25-NQ/TW.", "implements"),
        ("Quán triệt nghiêm túc Nghị quyết số 25-NQ/TW.", "implements"),
        ("Kế hoạch này thay thế Nghị quyết số 25-NQ/TW.", "replaces"),
        ("Bãi bỏ Nghị quyết số 25-NQ/TW.", "repeals"),
        ("Tổ chức sơ kết 5 năm thực hiện Nghị quyết số 25-NQ/TW.", "reviews"),
        ("Theo tinh thần Nghị quyết số 25-NQ/TW.", "implements"),
        ("Nội dung nêu tại Nghị quyết số 25-NQ/TW.", "mentions"),
    ],
)
def test_use(text: str, use: str) -> None:
    (citation,) = dv.find_citations(f"Các cấp ủy lưu ý.\n\n1. {text}")
    assert citation.use == use


def test_members_of_a_list_share_what_opens_it() -> None:
    text = "- Căn cứ Nghị quyết số 25-NQ/TW; Kết luận số 43-KL/TW và Luật Thanh niên;"
    directive = dv.parse(text)
    assert [c.use for c in directive.citations] == ["based_on", "based_on"]
    assert [n.use for n in directive.named] == ["based_on"]


def test_the_conclusion_of_a_plenum_is_named() -> None:
    (named,) = dv.find_named("theo Kết luận Hội nghị Trung ương 4 khóa XIII")
    assert (named.type, named.name) == ("Kết luận", "Kết luận Hội nghị Trung ương 4 khóa XIII")


def test_the_plan_that_the_document_is_is_not_named_by_it() -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH LẠC SƠN\nSố: 31/KH-UBND\n\nKẾ HOẠCH\nThực hiện Nghị quyết số 48/NQ-CP\n\n"
    own = "1. Sở Nội vụ phổ biến Kế hoạch của Ủy ban nhân dân tỉnh thực hiện Nghị quyết số 48/NQ-CP."
    assert names(head + own) == []
    other = "1. Sở Nội vụ phổ biến Kế hoạch của Ủy ban nhân dân tỉnh thực hiện Nghị quyết số 57/NQ-CP."
    assert names(head + other) == ["Kế hoạch của Ủy ban nhân dân tỉnh thực hiện Nghị quyết số 57/NQ-CP"]
