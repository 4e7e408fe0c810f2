"""Every ladder of headings gives its tree."""

from __future__ import annotations

import pytest

import danvan_docs as dv


def paths(text: str) -> list[str]:
    return [section.path for section in dv.find_sections(text)]


def document(lines: str) -> str:
    """Put each line in a paragraph of its own."""
    return "\n\n".join(lines.strip().split("\n"))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "I- TÌNH HÌNH\n1- Kết quả\n2- Hạn chế\nII- NHIỆM VỤ\n1- Chung\na) Với cấp ủy:\nb) Với chính quyền:",
            ["I", "I/1", "I/2", "II", "II/1", "II/1/a", "II/1/b"],
            id="Party ladder with dashes",
        ),
        pytest.param(
            "I. MỤC TIÊU\n1. Chung\n2. Cụ thể\n2.1. Đến năm 2025\n2.2. Đến năm 2030\nII. GIẢI PHÁP",
            ["I", "I/1", "I/2", "I/2/2.1", "I/2/2.2", "II"],
            id="Roman, arabic, decimal",
        ),
        pytest.param(
            "Phần thứ nhất\nSỰ CẦN THIẾT\nI. CƠ SỞ\n1. Cơ sở chính trị\n"
            "Phần thứ hai\nTHỰC TRẠNG\nI. KẾT QUẢ\n1. Nhận thức",
            ["Phần thứ nhất", "Phần thứ nhất/I", "Phần thứ nhất/I/1",
             "Phần thứ hai", "Phần thứ hai/I", "Phần thứ hai/I/1"],
            id="a scheme in parts",
        ),
        pytest.param(
            "PHẦN I\nMỞ ĐẦU\nA. BỐI CẢNH\nI. Quốc tế\n"
            "II. Trong nước\nB. QUAN ĐIỂM\nPHẦN II\nNỘI DUNG\nI. Nhiệm vụ chung của các cấp ủy",
            ["PHẦN I", "PHẦN I/A", "PHẦN I/A/I", "PHẦN I/A/II", "PHẦN I/B", "PHẦN II", "PHẦN II/I"],
            id="parts in figures, letters above Roman",
        ),
        pytest.param(
            "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n"
            "1. Quy chế này quy định việc giám sát.\n2. Áp dụng với:\na) Cấp ủy;\n"
            "b) Chi bộ.\nChương II\nTRÁCH NHIỆM\nMục 1. CẤP ỦY\nĐiều 2. Nhiệm vụ\nĐiều 3. Quyền hạn",
            ["Chương I", "Chương I/Điều 1", "Chương I/Điều 1/1", "Chương I/Điều 1/2", "Chương I/Điều 1/2/a",
             "Chương I/Điều 1/2/b", "Chương II", "Chương II/Mục 1", "Chương II/Mục 1/Điều 2",
             "Chương II/Mục 1/Điều 3"],
            id="a regulation",
        ),
        pytest.param(
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế.\nĐiều 2. Quyết định có hiệu lực từ ngày ký.",
            ["Điều 1", "Điều 2"],
            id="a decision",
        ),
        pytest.param(
            "I. NHIỆM VỤ\n1. Tuyên truyền\n(1). Phổ biến nghị quyết.\n(2). Vận động Nhân dân.\n2. Kiểm tra",
            ["I", "I/1", "I/1/1", "I/1/2", "I/2"],
            id="numbers in brackets",
        ),
        pytest.param(
            "1. Mục tiêu\n1.1. Chung\n1.1.1. Giai đoạn một\n1.1.2. Giai đoạn hai\n1.2. Cụ thể\n2. Nhiệm vụ",
            ["1", "1/1.1", "1/1.1/1.1.1", "1/1.1/1.1.2", "1/1.2", "2"],
            id="decimals of three steps",
        ),
        pytest.param(
            "I. NHIỆM VỤ\n1. Đối với cấp ủy\n- Lãnh đạo.\n+ Hằng quý báo cáo.\n* Lưu ý.\n2. Đối với chi bộ",
            ["I", "I/1", "I/2"],
            id="bullets are no sections",
        ),
        pytest.param(
            "I. QUAN ĐIỂM\n1. Trước hết\n"
            "Một là, nâng cao nhận thức.\nHai là, đổi mới phương thức.\n2. Tiếp theo",
            ["I", "I/1", "I/2"],
            id="enumerators in prose are no sections",
        ),
        pytest.param(
            "I. NHIỆM VỤ\na) Một\nb) Hai\nc) Ba\nd) Bốn\nđ) Năm\ne) Sáu",
            ["I", "I/a", "I/b", "I/c", "I/d", "I/đ", "I/e"],
            id="Vietnamese letters in their order",
        ),
        pytest.param(
            "I. MỘT\n1. A\nIII. BA\n1. B\n1. C",
            ["I", "I/1", "III", "III/1", "III/1"],
            id="wrong numbers stay as printed",
        ),
        pytest.param(
            "1. Mở đầu\nI. MỤC TIÊU\n1. Chung\nII. NHIỆM VỤ\n1. Cấp ủy",
            ["1", "I", "I/1", "II", "II/1"],
            id="Roman headings are under no number",
        ),
    ],
)  # fmt: skip
def test_ladder(lines: str, expected: list[str]) -> None:
    assert paths(document(lines)) == expected


def test_labels_titles_and_places() -> None:
    text = document(
        "II. **TỔ CHỨC  THỰC HIỆN**\n1. Các chi bộ đảng ủy quán triệt đầy đủ nội dung chỉ thị này.\n(2). Khác"
    )
    first, second, third = dv.find_sections(text)
    assert (first.label, first.title, first.heading) == ("II", "TỔ CHỨC THỰC HIỆN", True)
    assert (second.label, second.title) == ("1", "Các chi bộ đảng ủy quán triệt đầy")
    assert not second.heading
    assert third.label == "2"
    assert all(text.startswith(s.label, s.start) for s in (first, second))


def test_a_label_in_brackets_starts_at_its_number() -> None:
    text = "I. NHIỆM VỤ\n\n(1). Tuyên truyền trong Nhân dân."
    section = dv.find_sections(text)[1]
    assert text.startswith(section.label, section.start)


def test_a_title_on_the_next_lines_belongs_to_its_label() -> None:
    text = "Phần thứ nhất\nSỰ CẦN THIẾT\nXÂY DỰNG ĐỀ ÁN\n\nI. CƠ SỞ"
    assert dv.find_sections(text)[0].title == "SỰ CẦN THIẾT XÂY DỰNG ĐỀ ÁN"


def test_parents_and_levels_agree_with_paths() -> None:
    text = document("I. A A\n1. Mục một\na) Điểm một\n2. Mục hai\nII. B B")
    directive = dv.parse(text)
    for section in directive.sections:
        parent = None if section.parent is None else directive.sections[section.parent]
        assert section.path == (f"{parent.path}/{section.label}" if parent else section.label)
        assert section.level == section.path.count("/")
    assert [s.label for _, s in directive.children()] == ["I", "II"]
    assert [s.label for _, s in directive.children(0)] == ["1", "2"]


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    text = document("I. MỤC TIÊU\n1. Chung\nNâng cao nhận thức.\n2. Cụ thể\nĐạt chuẩn.\nII. KHÁC\nHết.")
    by_path = {s.path: s for s in dv.find_sections(text)}
    assert text[: by_path["I"].body_end].endswith("Đạt chuẩn.")
    assert text[: by_path["I/1"].body_end].endswith("Nâng cao nhận thức.")
    assert by_path["II"].body_end == len(text)


def test_a_footnote_is_not_the_end_of_the_last_section() -> None:
    text = (
        "1. Các cấp ủy thực hiện chủ trương của\n\n¹ Ghi chú ở chân trang.\n\ncấp trên¹ về dân vận.\n\n"
        "Nơi nhận:\n- Như trên.\n\nPHỤ LỤC\n\n1. Chi bộ báo cáo."
    )
    last = dv.find_sections(text)[-1]
    assert last.body_end == len(text)


def test_a_wrapped_line_that_begins_with_a_number_is_no_section() -> None:
    text = (
        "1. Các đơn vị căn cứ quy định tại điểm a, khoản 3 và khoản\n"
        "4. Điều 12 của Quy chế để tổ chức thực hiện, bảo đảm đúng tiến độ và\n"
        "đúng thẩm quyền, kịp thời báo cáo cấp có thẩm quyền xem xét, quyết\n"
        "định những nội dung phát sinh trong quá trình triển khai ở cơ sở và\n"
        "các địa phương theo quy định của cấp trên về công tác dân vận, gắn\n"
        "với nhiệm vụ chính trị được giao hằng năm của từng cơ quan, đơn vị\n"
        "trên địa bàn toàn tỉnh; định kỳ sơ kết, tổng kết, rút kinh nghiệm,\n"
        "biểu dương những điển hình tiêu biểu trong thực hiện nhiệm vụ chung.\n"
        "2. Các chi bộ chịu trách nhiệm thực hiện.\n"
    )
    assert paths(text) == ["1", "2"]


def test_a_heading_glued_over_a_wrap_is_whole() -> None:
    text = "I. TĂNG CƯỜNG SỰ LÃNH ĐẠO CỦA ĐẢNG ĐỐI VỚI CÔNG TÁC DÂN VẬN\nTRONG TÌNH HÌNH MỚI\n\n1. Cấp ủy quán triệt."
    first, _ = dv.find_sections(text)
    assert first.title == "TĂNG CƯỜNG SỰ LÃNH ĐẠO CỦA ĐẢNG ĐỐI VỚI CÔNG TÁC DÂN VẬN TRONG TÌNH HÌNH MỚI"
