"""How offices write their labels, and where lines break: forms that give one tree, and what only looks like them."""

from __future__ import annotations

import pytest

import danvan_docs as dv
from danvan_docs.knowledge import Knowledge
from danvan_docs.parsing.structure.outline import read_outline
from danvan_docs.parsing.structure.page import read_page
from danvan_docs.reading import read_layout

HEAD = """TỈNH ỦY LAM HÀ
*
Số 12-KH/TU
Lam Hà, ngày 15 tháng 8 năm 2025

KẾ HOẠCH
thực hiện công tác dân vận

"""
FIRST, SECOND = "Sở Nội vụ chủ trì xây dựng kế hoạch.", "Sở Tài chính bố trí kinh phí."


def plan(body: str) -> dv.Directive:
    return dv.parse(HEAD + body)


def paths(directive: dv.Directive) -> list[str]:
    return [section.path for section in directive.sections]


def leads(directive: dv.Directive) -> list[str]:
    return [actor.text for task in directive.tasks for actor in task.actors if actor.role == "lead"]


class TestForms:
    """Each form of a label gives the same tree and the same duties."""

    @pytest.mark.parametrize(
        "form", ["{}.", "{}. ", "{} . ", "{}- ", "{} - ", "{} – ", "{}-", "{}/ ", "{} / ", "{}) ", "{} ) ", "{}./ ",
                 "{}.- ", "{}: ", "{} "]
    )  # fmt: skip
    @pytest.mark.parametrize("leading", ["Sở Nội vụ", "UBND tỉnh"])
    def test_a_number(self, form: str, leading: str) -> None:
        if form == "{} " and leading.startswith("UBND"):
            leading = "Uỷ ban nhân dân tỉnh"
        found = plan(f"I. NHIỆM VỤ\n{form.format(1)}{leading} chủ trì rà soát.\n{form.format(2)}{SECOND}\n")
        assert paths(found) == ["I", "I/1", "I/2"]
        assert leads(found) == [leading, "Sở Tài chính"]

    @pytest.mark.parametrize(
        "form", ["{}) ", "{} ) ", "{}- ", "{} - ", "{} – ", "{}. ", "{} . ", "{}/ ", "{} / ", "({}) "]
    )
    def test_a_letter(self, form: str) -> None:
        found = plan(f"I. NHIỆM VỤ\n1. Phân công:\n{form.format('a')}{FIRST}\n{form.format('b')}{SECOND}\n")
        assert paths(found) == ["I", "I/1", "I/1/a", "I/1/b"]
        assert leads(found) == ["Sở Nội vụ", "Sở Tài chính"]

    @pytest.mark.parametrize("form", ["{}. ", "{} . ", "{}/ ", "{}) ", "{}: ", "{}- ", "{} - ", "{} ", "{}."])
    @pytest.mark.parametrize(
        ("above", "first", "second"), [("1. Tuyên truyền\n", "1.1", "1.2"), ("", "II.1", "II.2")]
    )
    def test_a_number_of_the_second_level(self, form: str, above: str, first: str, second: str) -> None:
        found = plan(f"II. NHIỆM VỤ\n{above}{form.format(first)}{FIRST}\n{form.format(second)}{SECOND}\n")
        parent = "II/1" if above else "II"
        assert paths(found) == ["II", *(["II/1"] if above else []), f"{parent}/{first}", f"{parent}/{second}"]
        assert leads(found) == ["Sở Nội vụ", "Sở Tài chính"]

    @pytest.mark.parametrize(
        "form", ["{}. ", "{}.", "{} . ", "{}- ", "{} – ", "{}/ ", "{}) ", "{}: ", "{}./ "]
    )
    def test_a_roman_number(self, form: str) -> None:
        found = plan(f"{form.format('I')}TÌNH HÌNH\nỔn định.\n{form.format('II')}NHIỆM VỤ\n1. {FIRST}\n")
        assert paths(found) == ["I", "II", "II/1"]

    @pytest.mark.parametrize("form", ["{}. ", "{} . ", "{}- ", "{} - ", "{}/ ", "{}) "])
    def test_a_capital(self, form: str) -> None:
        found = plan(
            f"{form.format('A')}TÌNH HÌNH\nỔn định.\n{form.format('B')}NHIỆM VỤ\nI. CHUNG\n1. {FIRST}"
        )
        assert paths(found) == ["A", "B", "B/I", "B/I/1"]

    def test_a_number_below_a_letter(self) -> None:
        found = plan(f"I. NHIỆM VỤ\n1. Chung\na) Khối đảng\na.1) {FIRST}\na.2) {SECOND}\nb) Khác\n")
        assert paths(found) == ["I", "I/1", "I/1/a", "I/1/a/a.1", "I/1/a/a.2", "I/1/b"]

    @pytest.mark.parametrize("mark", "\uf0b7\uf0a7\uf0d8\uf0fc➢►●■□‣∙✔oØüv§")
    @pytest.mark.parametrize("blank", [" ", "\t"])
    def test_a_bullet_of_a_font_of_symbols(self, mark: str, blank: str) -> None:
        found = plan(f"I. NHIỆM VỤ\n1. Phân công:\n{mark}{blank}{FIRST}\n{mark}{blank}{SECOND}\n")
        assert paths(found) == ["I", "I/1"]
        assert leads(found) == ["Sở Nội vụ", "Sở Tài chính"]

    def test_text_that_a_tool_cut_into_words(self) -> None:
        found = plan(
            "I . nhiệm_vụ chung \n1 . Phân_công : \na ) Sở Y_tế chủ_trì rà_soát . \n"
            "Ii . tổ_chức thực_hiện \nA . Phân_công \n1 . Sở Nội_vụ xây_dựng kế_hoạch . \nIii. Kinh_phí \n"
        )
        assert [section.label for section in found.sections] == ["I", "1", "a", "Ii", "1", "Iii"]
        assert [task.section for task in found.tasks if task.actors] == ["I/1/a", "Ii/1"]

    def test_signs_of_markdown_are_form_only(self) -> None:
        found = dv.parse(
            "# KẾ HOẠCH\n\n## I. TÌNH HÌNH\n\n1\\. Ổn định.\n\n## II. NHIỆM VỤ\n\n### 1. Tuyên truyền\n\n"
            "- **Sở Nội vụ** chủ trì rà soát.\n- _Sở Tài chính_ bố trí kinh phí.\n\n**2.** __Kiểm tra__\n"
        )
        assert found.header.type == "KẾ HOẠCH"
        assert paths(found) == ["I", "I/1", "II", "II/1", "II/2"]
        assert found.sections[-1].title == "Kiểm tra"
        assert leads(found) == ["Sở Nội vụ", "Sở Tài chính"]

    def test_emphasis_that_is_open_at_the_end_of_a_line_goes_on(self) -> None:
        text = "QUYẾT ĐỊNH\n*Theo đề nghị của Giám đốc\nSở Khoa học và Công nghệ.*\n**Điều 1. **Ban hành quy chế.\n"
        block = next(b for b in dv.parse(text).blocks if dv.parse(text).quote(b).startswith("Theo"))
        assert dv.parse(text).quote(block) == "Theo đề nghị của Giám đốc\nSở Khoa học và Công nghệ."

    def test_a_heading_glued_behind_a_bracket(self) -> None:
        found = plan(f"I. NHIỆM VỤ\nThực hiện chỉ tiêu được giao (Biểu 2).1.3. {FIRST}\n")
        assert paths(found) == ["I", "I/1.3"]


class TestLabelsAlone:
    """A label alone on its line, as law portals copy it, belongs to the line below."""

    @pytest.mark.parametrize("gap", ["\n", "\n\n"])
    @pytest.mark.parametrize("form", ["{}.", "{}/", "{})", "{}-"])
    def test_numbers(self, form: str, gap: str) -> None:
        one, two = form.format(1), form.format(2)
        found = plan(f"I.{gap}NHIỆM VỤ\n\n{one}{gap}{FIRST}\n\n{two}{gap}{SECOND}\n")
        assert paths(found) == ["I", "I/1", "I/2"]
        assert found.sections[0].title == "NHIỆM VỤ"
        assert leads(found) == ["Sở Nội vụ", "Sở Tài chính"]

    @pytest.mark.parametrize(
        ("labels", "expected"),
        [
            (("1.", "1.1.", "1.2."), ["1", "1/1.1", "1/1.2"]),
            (("1.", "1.1", "1.2"), ["1", "1/1.1", "1/1.2"]),
            (("1.", "a)", "b)"), ["1", "1/a", "1/b"]),
            (("I.", "(1)", "(2)"), ["I", "I/1", "I/2"]),
            (("II.", "II.1.", "II.2."), ["II", "II/II.1", "II/II.2"]),
            (("Điều 1.", "1.", "2."), ["Điều 1", "Điều 1/1", "Điều 1/2"]),
        ],
    )
    def test_other_labels(self, labels: tuple[str, str, str], expected: list[str]) -> None:
        found = plan(f"{labels[0]}\nPhân công\n\n{labels[1]}\n{FIRST}\n\n{labels[2]}\n{SECOND}\n")
        assert paths(found) == expected
        assert leads(found) == ["Sở Nội vụ", "Sở Tài chính"]

    def test_a_body_below_its_label_has_the_duties_below(self) -> None:
        found = plan(
            "I. PHÂN CÔNG\n\n1.\nSở Nội vụ\n\n- Rà soát quy chế.\n\n2.\nThanh tra tỉnh:\n\n- Kiểm tra.\n"
        )
        assert leads(found) == ["Sở Nội vụ", "Thanh tra tỉnh"]

    @pytest.mark.parametrize("word", ["Chương", "CHƯƠNG"])
    @pytest.mark.parametrize("title", ["\nTRÁCH NHIỆM", ". TRÁCH NHIỆM", "- TRÁCH NHIỆM"])
    def test_a_word_whose_number_stands_below(self, word: str, title: str) -> None:
        found = plan(f"{word}\nI\nCHUNG\n\nĐiều\n1. Phạm vi\n\n{word}\nII{title}\n\nĐiều 2. Hộ dân\n")
        assert paths(found) == [f"{word} I", f"{word} I/Điều 1", f"{word} II", f"{word} II/Điều 2"]
        assert found.sections[2].title == "TRÁCH NHIỆM"

    def test_parts_in_words(self) -> None:
        found = plan(f"Phần\nthứ nhất\nSỰ CẦN THIẾT\n\nI. CƠ SỞ\n\nPhần thứ\nhai\nNHIỆM VỤ\n\n1. {FIRST}\n")
        assert paths(found) == ["Phần thứ nhất", "Phần thứ nhất/I", "Phần thứ hai", "Phần thứ hai/1"]

    def test_a_number_that_ends_a_sentence_is_none(self) -> None:
        assert paths(plan("I. PHÂN CÔNG\n\n1. Sở Y tế trồng cây tại trạm y tế số\n12.\n")) == ["I", "I/1"]

    def test_a_form_to_fill_in_has_no_sections(self) -> None:
        assert paths(plan("1. Tài liệu\n\n1.1\n..........\n\n1.2\n..........\n")) == ["1"]


class TestTree:
    """Labels that come in between, twice, damaged or quoted."""

    def test_inserted_labels_stand_beside_their_neighbours(self) -> None:
        found = plan(
            "Điều 1. Phạm vi\n1. Một.\n1a. Một a.\n1b. Một b.\n2. Hai.\nĐiều 1a. Đối tượng\n1. Một.\nĐiều 2. Hiệu lực\n"
        )
        below = ["Điều 1/1", "Điều 1/1a", "Điều 1/1b", "Điều 1/2"]
        assert paths(found) == ["Điều 1", *below, "Điều 1a", "Điều 1a/1", "Điều 2"]

    def test_numbers_begin_again_in_a_new_group(self) -> None:
        found = plan(
            "I. PHÂN CÔNG\n* Các ban đảng\n1. Ban Dân vận Tỉnh ủy\na) Chủ trì.\nb) Phối hợp.\n"
            f"* Khối chính quyền\n1. {FIRST}\n2. {SECOND}\n"
        )
        assert paths(found) == ["I", "I/1", "I/1/a", "I/1/b", "I/1", "I/2"]

    def test_a_list_inside_an_item_is_no_new_group(self) -> None:
        found = plan("II. NHIỆM VỤ\n2. Cấp xã\n2.1. Các việc sau:\n1. Rà soát.\n2. Báo cáo.\n2.2. Khác\n")
        assert paths(found) == ["II", "II/2", "II/2/2.1", "II/2/2.1/1", "II/2/2.1/2", "II/2/2.2"]

    def test_a_lost_figure_begins_an_item(self) -> None:
        found = plan(
            "I. PHÂN CÔNG\n\n1. Sở Nội vụ\n\n- Rà soát.\n\n. Sở Y tế\n\n- Kiểm tra.\n\n3. Sở Tài chính\n\n- Chi."
        )
        assert leads(found) == ["Sở Nội vụ", "Sở Y tế", "Sở Tài chính"]
        assert found.sections[2].parent == 0

    @pytest.mark.parametrize("quotes", ["“”", '""'])
    def test_what_an_amending_instrument_quotes_has_no_sections(self, quotes: str) -> None:
        found = dv.parse(
            "LUẬT\nSỬA ĐỔI LUẬT TRỒNG CÂY\n\nĐiều 1. Sửa đổi\n\n1. Sửa đổi khoản 2 Điều 4 như sau:\n\n"
            f"{quotes[0]}2. Cây ven đường:\n\na) Cây xanh;\n\nb) Cây ăn quả.{quotes[1]}.\n\n"
            "2. Bãi bỏ khoản 3.\n\nĐiều 2. Hiệu lực\n"
        )
        assert paths(found) == ["Điều 1", "Điều 1/1", "Điều 1/2", "Điều 2"]

    def test_a_quotation_that_never_ends_swallows_nothing(self) -> None:
        found = dv.parse(
            "LUẬT\nSỬA ĐỔI\n\nĐiều 1. Sửa đổi như sau:\n\n“1. Cây xanh.\n\n2. Bãi bỏ.\n\nĐiều 2. Hiệu lực\n"
        )
        assert paths(found) == ["Điều 1", "Điều 1/2", "Điều 2"]

    @pytest.mark.parametrize(
        "contents",
        [
            "I. TÌNH HÌNH ........ 1\n1. Chung....2\nII. NHIỆM VỤ ..... 3\n",
            "I. TÌNH HÌNH……… 1\n\nII. NHIỆM VỤ ………. 3\n",
            "I. TÌNH HÌNH 1\nII. NHIỆM VỤ VÀ\nGIẢI PHÁP 3\n",
        ],
    )
    def test_a_table_of_contents_has_no_sections(self, contents: str) -> None:
        found = plan(f"MỤC LỤC\n{contents}\nI. TÌNH HÌNH\nỔn định.\nII. NHIỆM VỤ\n1. {FIRST}\n")
        assert paths(found) == ["I", "II", "II/1"]


class TestChance:
    """A wrapped sentence begins its next line with what looks like a label or a bullet."""

    @pytest.mark.parametrize(
        ("words", "whole"),
        [
            ("Sở Nội vụ thực hiện theo khoản\n2. Điều 5 của Quy chế.", "khoản\n2. Điều 5"),
            ("Sở Nội vụ báo cáo trước ngày\n15. Việc này làm ngay.", "ngày\n15."),
            ("Các tổ chức chính trị\n- xã hội phối hợp vận động.", "chính trị\n- xã hội"),
            ("Tập đoàn Công nghiệp\n- Viễn thông Quân đội lắp đặt.", "Công nghiệp\n- Viễn thông"),
            ("Sở Nội vụ lập kế hoạch giai đoạn 2026\n- 2030 của tỉnh.", "2026\n- 2030"),
            ("Sở Nội vụ lập kế hoạch giai đoạn 2026 -\n2030 của tỉnh.", "2026 -\n2030"),
            ("Sở Nội vụ học tập tư tưởng của\nC. Mác và các nhà kinh điển.", "C. Mác"),
            ("Sở Nội vụ làm: (1) rà soát; (2) báo cáo;\n(3) tổng kết.", "báo cáo;\n(3) tổng kết"),
        ],
    )
    def test_is_no_label(self, words: str, whole: str) -> None:
        found = plan(f"I. NHIỆM VỤ\n\n1. {words}\n\n2. {SECOND}\n")
        assert paths(found) == ["I", "I/1", "I/2"]
        block = next(b for b in found.blocks if b.start <= found.text.index(whole) < b.end)
        assert whole in found.quote(block)

    def test_a_number_that_no_list_counts_on_to_is_no_label_where_blank_lines_stand_before_labels(
        self,
    ) -> None:
        found = plan(
            f"I. CHUNG\n\n1. {FIRST}\n\n2. {SECOND}\n\nSố cuộc họp giảm còn\n12. Đây là kết quả.\n\n3. Khác\n"
        )
        assert paths(found) == ["I", "I/1", "I/2", "I/3"]

    @pytest.mark.parametrize(
        "body",
        [
            "1. Sở Y tế\n- Khám bệnh cho người dân.\n- Phát thuốc.\n",
            "1. Đến năm 2026\n- 100% xã có trạm y tế.\n- 90% hộ có nước sạch.\n",
        ],
    )
    def test_bullets_stay_bullets(self, body: str) -> None:
        assert [block.kind for block in plan(f"I. CHUNG\n\n{body}").blocks][-2:] == ["bullet", "bullet"]

    @pytest.mark.parametrize(
        "line", ["V.I. Lênin đã chỉ rõ.", "12 Sở Nội vụ đã làm.", "C. Mác cũng vậy.", "1,5 lần."]
    )
    def test_a_line_of_prose_is_no_section(self, line: str) -> None:
        assert paths(plan(f"I. CHUNG\n\n{line}\n\n1. {FIRST}\n")) == ["I", "I/1"]


class TestSentences:
    """Where blank lines part paragraphs, what stands between two of them is one."""

    @pytest.mark.parametrize(
        "second", ["Định kỳ báo cáo Ủy ban nhân dân tỉnh.", "định kỳ báo cáo Ủy ban nhân dân tỉnh."]
    )
    def test_a_sentence_that_ends_with_its_line_does_not_end_its_item(self, second: str) -> None:
        found = plan(f"I. NHIỆM VỤ\n\n1. Sở Y tế chủ trì lập lịch cho các trạm.\n{second}\n\n2. {SECOND}\n")
        assert [block.kind for block in found.blocks][-3:] == ["heading", "item", "item"]
        assert found.quote(found.blocks[-2]).endswith(second)

    def test_a_name_may_break_after_any_word(self) -> None:
        found = plan(
            "I. NHIỆM VỤ\n\n1. Sở\nNội vụ chủ trì rà soát.\n\n2. Ủy ban\nMặt trận Tổ quốc tỉnh giám sát.\n"
        )
        assert leads(found) == ["Sở\nNội vụ".replace("\n", " "), "Ủy ban Mặt trận Tổ quốc tỉnh"]

    @pytest.mark.parametrize(
        "words",
        [
            "Chủ tịch Ủy ban nhân dân các tỉnh: Khánh Hòa,\nĐắk Lắk, Gia Lai khẩn trương rà soát.",
            "Bộ Xây dựng chỉ đạo công an các địa phương\n(kể cả các địa phương lân cận) rà soát.",
            "Sở Nội vụ thực hiện Điều 39, khoản\n2 Điều 44 của Nghị định.",
            "Căn cứ số lượng đảng viên của mỗi đợt, Ban\nTổ chức Thành ủy tham mưu phân công.",
        ],
    )
    def test_what_cannot_end_goes_on_where_nothing_parts_paragraphs(self, words: str) -> None:
        found = plan(f"I. NHIỆM VỤ\n1. {FIRST}\n2. {words}\n3. {SECOND}\n")
        assert words in [found.quote(block).removeprefix("2. ") for block in found.blocks]

    def test_the_subject_of_a_letter_is_no_section(self) -> None:
        found = dv.parse(
            "CÔNG ĐIỆN\nV/V TẬP TRUNG ỨNG PHÓ LŨ\n\n1. Sở Y tế trực cấp cứu.\n2. Sở Xây dựng rà soát.\n"
        )
        assert paths(found) == ["1", "2"]

    def test_a_paragraph_below_its_heading_stays_apart(self) -> None:
        found = plan("I. CHUNG\n\n1. Mục đích\nNâng cao nhận thức.\n\n2. Yêu cầu\nLàm đúng tiến độ.\n")
        assert [section.title for section in found.sections] == ["CHUNG", "Mục đích", "Yêu cầu"]

    def test_addressees_and_cells_one_a_line_stay_apart(self) -> None:
        lines = "Tên\nLớp\nSố giờ\nPhòng học\n"
        found = plan(f"1. {FIRST}\n\n{lines}\n2. {SECOND}\n")
        assert [found.quote(b) for b in found.blocks][-5:-1] == lines.split("\n")[:-1]


@pytest.mark.parametrize(
    ("outer", "inner"), [("-", "+"), ("•", "o"), ("\uf0b7", "\uf0a7"), ("➢", "-"), ("+", "•")]
)
def test_bullets_stand_below_those_of_the_mark_that_came_first(outer: str, inner: str) -> None:
    lines = f"1. Việc chung\n{outer} Một:\n{inner} Hai.\n{inner} Ba.\n{outer} Bốn.\n"
    reading = read_layout(f"KẾ HOẠCH\n\n{lines}")
    outline = read_outline(reading, read_page(reading, Knowledge.of()))
    depths = [outline.depth(reading, index) for index in range(2, 6)]
    assert depths == [1, 2, 2, 1]


def test_a_symbol_with_blanks_that_begins_a_line_is_no_label() -> None:
    text = "KẾ HOẠCH\n\n1. Thực hiện Quyết định số\n23 - QĐ / TW, ngày 30/7/2021 của Bộ Chính trị.\n"
    (cited,) = dv.parse(text).citations
    assert text[cited.start : cited.end] == "Quyết định số\n23 - QĐ / TW"
