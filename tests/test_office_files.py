"""What real Word, Excel and web files leave behind: each read as the person sees it who opens the file."""

from __future__ import annotations

import datetime
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from conftest import ROOT

import danvan_docs as dv

sys.path.insert(0, str(ROOT / "formats"))
from word_file import cell, level, lists, numbered, paragraph, run, table, write_word

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADS = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
START, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def word(folder: Path, body: str, **parts: str) -> dv.Source:
    return dv.read_source(write_word(folder / "a.docx", body, parts))


def lines(source: dv.Source) -> list[str]:
    return [line for line in source.text.split("\n") if line]


def with_parts(path: Path, parts: dict[str, str | bytes], drop: str = "") -> Path:
    """Write a copy of a file with further parts, or others."""
    with zipfile.ZipFile(path) as old:
        kept = {name: old.read(name) for name in old.namelist() if name != drop and name not in parts}
    copy = path.with_name("b.docx")
    with zipfile.ZipFile(copy, "w") as new:
        for name, data in {**kept, **parts}.items():
            new.writestr(name, data)
    return copy


def row(*texts: str) -> str:
    return "".join(cell(text) for text in texts)


class TestWordTables:
    def test_a_merged_cell_is_the_same_in_each_row(self, tmp_path: Path) -> None:
        body = table(
            row(*HEADS),
            row("1", "Rà soát", "Sở Nội vụ") + cell("30/9/2025", START),
            row("2", "Kiểm tra", "Sở Y tế") + cell("", ON),
            row("3", "Tổng kết", "Sở Tài chính", ""),
        )
        source = word(tmp_path, body)
        assert lines(source)[2:] == ["2 | Kiểm tra | Sở Y tế | 〃", "3 | Tổng kết | Sở Tài chính | "]
        found = dv.parse(f"KẾ HOẠCH\n\nI. NHIỆM VỤ\n\n{source.text}")
        assert [task.deadline for task in found.tasks] == ["2025-09-30", "2025-09-30", None]

    def test_a_wide_cell_keeps_the_columns_below_it(self, tmp_path: Path) -> None:
        wide = '<w:gridSpan w:val="2"/>'
        body = table(
            cell("TT", START) + cell("Nhiệm vụ", START) + cell("Cơ quan", wide) + cell("Thời hạn", START),
            cell("", ON) + cell("", ON) + cell("Chủ trì") + cell("Phối hợp") + cell("", ON),
            row("1", "Rà soát", "Sở Nội vụ", "Sở Y tế", "30/9/2025"),
            cell("II. NHÓM HAI", '<w:gridSpan w:val="5"/>'),
        )
        assert lines(word(tmp_path, body)) == [
            "TT | Nhiệm vụ | Cơ quan |  | Thời hạn", "〃 | 〃 | Chủ trì | Phối hợp | 〃",
            "1 | Rà soát | Sở Nội vụ | Sở Y tế | 30/9/2025", "II. NHÓM HAI |  |  |  | ",
        ]  # fmt: skip

    def test_columns_that_do_not_quite_meet_are_one(self, tmp_path: Path) -> None:
        body = table(
            cell("TT") + cell("Nhiệm vụ", '<w:gridSpan w:val="2"/>') + cell("Chủ trì"),
            cell("1") + cell("Rà soát") + cell("Sở Nội vụ", '<w:gridSpan w:val="2"/>'),
            widths=(600, 4000, 30, 3000),
        )
        assert lines(word(tmp_path, body))[1] == "1 | Rà soát | Sở Nội vụ"

    def test_a_number_in_an_empty_cell_counts(self, tmp_path: Path) -> None:
        number = cell(numbered("", 1, 0))
        body = table(
            row(*HEADS[:3]), number + row("Rà soát", "Sở Nội vụ"), number + row("Kiểm tra", "Sở Y tế")
        )
        source = word(tmp_path, body, numbering=lists(level(0, "decimal", "%1.")))
        assert lines(source)[1:] == ["1. | Rà soát | Sở Nội vụ", "2. | Kiểm tra | Sở Y tế"]

    def test_paragraphs_of_a_cell_are_told_apart(self, tmp_path: Path) -> None:
        names = cell(paragraph("Sở Nội vụ") + paragraph("Sở Y tế"))
        assert (
            lines(word(tmp_path, table(row("TT", "Việc", "Ai"), row("1", "Rà soát") + names)))[1]
            == "1 | Rà soát | Sở Nội vụ; Sở Y tế"
        )

    def test_a_table_without_rules_lays_out_the_page(self, tmp_path: Path) -> None:
        names = cell(paragraph("Kính gửi:") + paragraph("- Sở Nội vụ;"))
        assert lines(word(tmp_path, table(cell("") + names, row("", ""), ruled=False))) == [
            "Kính gửi:",
            "- Sở Nội vụ;",
        ]
        assert lines(word(tmp_path, table(row("Tên", "Số"), row("Hội", "2"), ruled=True)))[0] == "Tên | Số"

    def test_a_frame_holds_a_text_of_its_own(self, tmp_path: Path) -> None:
        framed = cell(
            "".join(map(paragraph, ("I. NỘI DUNG", "1. Một việc.", "2. Hai việc."))),
            '<w:gridSpan w:val="2"/>',
        )
        source = word(tmp_path, table(framed, row("Chuyên viên", "Lãnh đạo")))
        assert lines(source) == ["I. NỘI DUNG", "1. Một việc.", "2. Hai việc.", "Chuyên viên | Lãnh đạo"]

    def test_a_table_in_a_layout_stays_a_table(self, tmp_path: Path) -> None:
        inner = table(row("TT", "Nhiệm vụ", "Chủ trì"), row("1", "Rà soát", "Sở Nội vụ"))
        outer = table(cell(paragraph("Trái")) + cell(inner + paragraph("")), ruled=False)
        assert lines(word(tmp_path, outer)) == ["Trái", "TT | Nhiệm vụ | Chủ trì", "1 | Rà soát | Sở Nội vụ"]


class TestWordText:
    @pytest.mark.parametrize(
        ("char", "font", "shown"),
        [
            ("F0B3", "Symbol", "≥"),
            ("F0A3", "Symbol", "≤"),
            ("F0FC", "Wingdings", "✓"),
            ("2265", "Arial", "≥"),
        ],
    )
    def test_signs_of_symbol_fonts(self, tmp_path: Path, char: str, font: str, shown: str) -> None:
        sign = f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'
        assert word(tmp_path, paragraph(run("đạt ") + sign + run(" 90%"))).text == f"đạt {shown} 90%"

    def test_a_sign_that_is_not_known_is_told(self, tmp_path: Path) -> None:
        sign = '<w:r><w:sym w:font="Wingdings" w:char="F001"/></w:r>'
        source = word(tmp_path, paragraph(run("đạt ") + sign))
        assert "1 signs of a symbol font that are not known" in [notice.message for notice in source.notices]

    @pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>"])
    def test_struck_out_text_is_left_out_and_told(self, tmp_path: Path, mark: str) -> None:
        source = word(tmp_path, paragraph(run("Sở Y tế ", mark) + run("Thanh tra tỉnh kiểm tra.")))
        assert source.text == "Thanh tra tỉnh kiểm tra."
        assert "1 stretches of struck-out text" in [notice.message for notice in source.notices]

    def test_a_style_takes_list_and_level_from_different_styles(self, tmp_path: Path) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
            '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>'
            '<w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        body = "".join(
            paragraph(text, f'<w:pStyle w:val="{style}"/>')
            for text, style in (("MỤC TIÊU", "H1"), ("Chung", "H2"), ("NHIỆM VỤ", "H1"), ("Riêng", "H2"))
        )
        numbering = lists(level(0, "upperRoman", "%1.") + level(1, "decimal", "%2."))
        source = word(tmp_path, body, styles=styles, numbering=numbering)
        assert lines(source) == ["I. MỤC TIÊU", "1. Chung", "II. NHIỆM VỤ", "1. Riêng"]

    def test_a_label_without_a_stop_is_seen_as_one(self, tmp_path: Path) -> None:
        source = word(
            tmp_path, numbered("Sở Nội vụ báo cáo.", 1, 0), numbering=lists(level(0, "decimal", "%1"))
        )
        assert source.text == "1. Sở Nội vụ báo cáo."

    def test_a_large_first_letter_belongs_to_its_word(self, tmp_path: Path) -> None:
        body = paragraph("T", '<w:framePr w:dropCap="drop" w:lines="3"/>') + paragraph("hực hiện Chỉ thị.")
        assert word(tmp_path, body).text == "Thực hiện Chỉ thị."

    def test_the_entry_that_is_chosen_is_read_and_a_placeholder_is_not(self, tmp_path: Path) -> None:
        chosen = (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Mật"/>'
            '<w:listEntry w:val="Thường"/></w:ddList></w:ffData></w:fldChar></w:r>'
        )
        content = f"<w:sdtContent>{run('Chọn một mục.')}</w:sdtContent>"
        empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{content}</w:sdt>"
        assert word(tmp_path, paragraph(run("Độ: ") + chosen + empty)).text == "Độ: Thường"

    def test_a_letterhead_above_the_first_page_is_read_where_the_text_has_none(self, tmp_path: Path) -> None:
        head = "".join(
            map(paragraph, ("HUYỆN ỦY SUỐI ĐÁ", "Số 12-CT/HU", "Suối Đá, ngày 12 tháng 8 năm 2025"))
        )
        source = word(tmp_path, paragraph("CHỈ THỊ") + paragraph("về công tác dân vận"), header1=head)
        assert lines(source)[:2] == ["HUYỆN ỦY SUỐI ĐÁ", "Số 12-CT/HU"]
        assert not [notice for notice in source.notices if "page header" in notice.message]

    def test_the_main_part_is_the_one_that_the_package_names(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "a.docx", paragraph("Giao Sở Nội vụ."), {})
        with zipfile.ZipFile(path) as archive:
            main, rels = archive.read("word/document.xml"), archive.read("_rels/.rels")
        parts: dict[str, str | bytes] = {
            "word/document7.xml": main,
            "_rels/.rels": rels.replace(b"document.xml", b"document7.xml"),
        }
        assert dv.read_source(with_parts(path, parts, drop="word/document.xml")).text == "Giao Sở Nội vụ."

    @pytest.mark.parametrize("present", [True, False])
    def test_an_embedded_file_is_read_in_its_place_or_told(self, tmp_path: Path, present: bool) -> None:
        chunk = '<w:altChunk r:id="rId90"/>'
        path = write_word(tmp_path / "a.docx", paragraph("Trước.") + chunk + paragraph("Sau."), {})
        relation = f'<Relationship Id="rId90" Type="{RELATION}/aFChunk" Target="chunk.html"/></Relationships>'
        with zipfile.ZipFile(path) as archive:
            rels = archive.read("word/_rels/document.xml.rels").decode().replace("</Relationships>", relation)
        parts: dict[str, str | bytes] = {"word/_rels/document.xml.rels": rels}
        if present:
            parts["word/chunk.html"] = "<html><meta charset=utf-8><body><p>Giữa.</p></body></html>".encode()
        source = dv.read_source(with_parts(path, parts))
        assert lines(source) == (["Trước.", "Giữa.", "Sau."] if present else ["Trước.", "Sau."])
        assert present or "an embedded file: it is not there" in [notice.message for notice in source.notices]


class TestWebPages:
    def read(self, folder: Path, body: str) -> dv.Source:
        path = folder / "a.html"
        path.write_text(f"<!DOCTYPE html><html><head></head><body>{body}</body></html>", encoding="utf-8")
        return dv.read_source(path)

    TEXT = "".join(
        f"<p>{n}. Sở Nội vụ hướng dẫn các địa phương thực hiện nội dung số {n}.</p>" for n in range(1, 6)
    )

    def test_a_page_that_stands_in_one_form_is_read(self, tmp_path: Path) -> None:
        source = self.read(
            tmp_path, f"<form id='aspnetForm'><input type=hidden name=x><div>{self.TEXT}</div></form>"
        )
        assert "5. Sở Nội vụ hướng dẫn" in source.text

    def test_a_form_that_asks_for_something_is_furniture(self, tmp_path: Path) -> None:
        source = self.read(tmp_path, f"<form>Tìm kiếm văn bản <input></form>{self.TEXT}")
        assert "Tìm kiếm" not in source.text

    def test_a_translation_and_words_to_the_user_are_left_out(self, tmp_path: Path) -> None:
        english = "<p>Article 1. Scope</p><p>This Decision applies to the markets of the province and to traders.</p>"
        site = (
            "<p>Bạn phải đăng nhập để sử dụng các tiện ích.</p><div>Địa chỉ: 1 phố Mơ. Điện thoại: 0123</div>"
        )
        source = self.read(tmp_path, f"<div>{self.TEXT}</div><div class=tab2>{english}</div>{site}")
        assert source.text.endswith("nội dung số 5.")
        assert "1 parts in English" in [notice.message for notice in source.notices]

    def test_an_english_name_in_a_text_stays(self, tmp_path: Path) -> None:
        source = self.read(
            tmp_path,
            f"<div>{self.TEXT}<p>Theo The Law of the Sea and of the Oceans, các bên phối hợp.</p></div>",
        )
        assert "The Law of the Sea" in source.text

    @pytest.mark.parametrize(
        "words", ["Văn bản không tồn tại", "404 Not Found", "Bạn không có quyền truy cập trang này"]
    )
    def test_an_error_page_is_told(self, tmp_path: Path, words: str) -> None:
        source = self.read(tmp_path, f"<main><div>{words}</div></main>")
        assert [notice.kind for notice in source.notices] == ["unreadable"]
        assert "error page" in source.notices[0].message

    @pytest.mark.parametrize("tag", ["s", "strike", "del", "span style='text-decoration: line-through'"])
    def test_struck_out_words_are_left_out_and_told(self, tmp_path: Path, tag: str) -> None:
        source = self.read(tmp_path, f"<p>1. <{tag}>Sở Y tế</{tag.split()[0]}> Sở Nội vụ báo cáo.</p>")
        assert source.text == "1. Sở Nội vụ báo cáo."
        assert "1 stretches of struck-out text" in [notice.message for notice in source.notices]

    def test_merged_cells_keep_their_columns(self, tmp_path: Path) -> None:
        source = self.read(
            tmp_path,
            "<table><tr><th rowspan=2>TT<th rowspan=2>Nhiệm vụ<th colspan=2>Cơ quan<tr><th>Chủ trì<th>Phối hợp"
            "<tr><td>1<td>Rà soát<td rowspan=2>Sở Nội vụ<td>Sở Y tế<tr><td>2<td>Kiểm tra<td>Công an tỉnh</table>",
        )
        assert lines(source) == [
            "TT | Nhiệm vụ | Cơ quan | ", "〃 | 〃 | Chủ trì | Phối hợp", "1 | Rà soát | Sở Nội vụ | Sở Y tế",
            "2 | Kiểm tra | 〃 | Công an tỉnh",
        ]  # fmt: skip


class TestExcel:
    def test_a_task_list_is_read_as_its_sheet_shows_it(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        for values in (
            ["PHỤ LỤC"], ["DANH MỤC NHIỆM VỤ"], ["TT", "Nhiệm vụ", "Cơ quan thực hiện", None, "Thời hạn", "Tỷ lệ"],
            [None, None, "Chủ trì", "Phối hợp"],
            [1, "Rà soát", "Sở Nội vụ\nSở Y tế", None, datetime.date(2026, 6, 30), 0.95],
            [2, "Kiểm tra", None, "Thanh tra tỉnh", "Quý III/2026", 1],
        ):  # fmt: skip
            sheet.append(values)
        for merged in ("A3:A4", "B3:B4", "C3:D3", "C5:C6"):
            sheet.merge_cells(merged)
        sheet["E5"].number_format, sheet["F5"].number_format, sheet["F6"].number_format = (
            "dd/mm/yyyy",
            "0%",
            "0%",
        )
        book.create_sheet("nháp").sheet_state = "hidden"
        book.save(tmp_path / "a.xlsx")
        source = dv.read_source(tmp_path / "a.xlsx")
        assert lines(source) == [
            "PHỤ LỤC", "DANH MỤC NHIỆM VỤ", "TT | Nhiệm vụ | Cơ quan thực hiện |  | Thời hạn | Tỷ lệ",
            "〃 | 〃 | Chủ trì | Phối hợp |  | ", "1 | Rà soát | Sở Nội vụ; Sở Y tế |  | 30/6/2026 | 95%",
            "2 | Kiểm tra | 〃 | Thanh tra tỉnh | Quý III/2026 | 100%",
        ]  # fmt: skip
        assert [notice.message for notice in source.notices] == ["hidden sheet “nháp”"]
        found = dv.read(tmp_path / "a.xlsx").tasks
        assert [(task.actors[0].text, task.deadline) for task in found] == [
            ("Sở Nội vụ", "2026-06-30"), ("Sở Nội vụ", "2026-09-30"),
        ]  # fmt: skip

    @pytest.mark.parametrize(("stream", "named"), [("Workbook", "XLS"), ("PowerPoint Document", "PPT")])
    def test_older_ones_are_refused_by_name(self, tmp_path: Path, stream: str, named: str) -> None:
        path = tmp_path / "a.bin"
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream.encode("utf-16-le"))
        with pytest.raises(dv.ReadError, match=named):
            dv.read_source(path)
