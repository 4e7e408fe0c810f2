import csv
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from docx import Document

import danvan_docs as dv
from danvan_docs.errors import ExportError, MissingExtra
from danvan_docs.models import Actor, Block, Directive, Header, Task
from danvan_docs.outputs.body_filter import BodyFilter
from danvan_docs.outputs.checklist import STATUSES, ChecklistRow, checklist, write_checklist
from danvan_docs.outputs.columns import COLUMNS, PRINTED_COLUMNS, UNASSIGNED, checklist_title

PLAN = """KẾ HOẠCH
thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương

II. NHIỆM VỤ, GIẢI PHÁP

1. Ban Dân vận Tỉnh uỷ

- Chủ trì, phối hợp với Sở Nội vụ hướng dẫn thực hiện Quyết định số 23-QĐ/TW
trước ngày 25/12/2023.

- Hằng năm, tham mưu báo cáo Ban Thường vụ Tỉnh ủy.

2. Đề nghị Ủy ban nhân dân tỉnh chỉ đạo các sở, ngành bố trí kinh phí.
"""


def directive_of(text: str, *duties: tuple[str, list[tuple[str, str]]]) -> Directive:
    """Make a directive whose duties are known, so that a test does not hang on how texts are read."""
    tasks = []
    for quote, bodies in duties:
        start = text.index(quote)
        actors = [Actor(start=start, end=start, text=body, role=role) for body, role in bodies]
        tasks.append(Task(start=start, end=start + len(quote), actors=actors))
    rest = {
        name: [] for name in ("blocks", "sections", "citations", "named", "relations", "targets", "footnotes")
    }
    return Directive(source="", text=text, header=Header(), tasks=tasks, **rest)


def row(number: int, **fields: object) -> ChecklistRow:
    names = ("lead", "coordinate", "directed", "report_to", "advise", "basis")
    blank = {name: [] for name in names} | dict.fromkeys(("deadline", "frequency"))
    known = {"section": "II/1", "section_title": "Ban Dân vận", "what": "Kiểm tra.", "quote": "Kiểm  tra."}
    return ChecklistRow(**(blank | known | {"number": number, "start": 5, "end": 15} | fields))


ROWS = [
    row(
        1, what="=SUM(A1) | *đôn đốc*", quote="=SUM(A1)\x0c| *đôn đốc*",
        lead=["Ban Dân vận Tỉnh uỷ", "Sở Nội vụ"],
        coordinate=["các cơ quan báo, đài"], directed=["cấp ủy xã"], report_to=["Tỉnh ủy"],
        deadline="2023-12-25", basis=["25-NQ/TW", "23-QĐ/TW"],
    ),
    row(2, lead=["Tỉnh đoàn"], deadline="2025", frequency="hằng năm"),
    row(3, what="Không ai được giao."),
]  # fmt: skip


class TestRows:
    def test_a_plan_becomes_rows(self) -> None:
        directive = dv.parse(PLAN)
        rows = checklist(directive)
        assert [each.number for each in rows] == list(range(1, len(directive.tasks) + 1))
        assert all(each.quote == PLAN[each.start : each.end] for each in rows)
        first = rows[0]
        assert (first.section, first.section_title) == ("II/1", "Ban Dân vận Tỉnh uỷ")
        assert (first.lead, first.coordinate) == (["Ban Dân vận Tỉnh uỷ"], ["Sở Nội vụ"])
        assert (first.deadline, first.basis, first.status) == ("2023-12-25", ["23-QĐ/TW"], "Chưa thực hiện")
        assert "23-QĐ/TW trước ngày" in first.what
        assert rows[1].report_to == ["Ban Thường vụ Tỉnh ủy"]
        assert rows[1].frequency == "Hằng năm"
        assert rows[2].directed == ["các sở, ngành"]
        assert rows[2].section_title == "NHIỆM VỤ, GIẢI PHÁP"  # item 2 is running text and has no title

    def test_duties_without_a_body_come_last(self) -> None:
        directive = directive_of(
            "A làm. B làm. C làm.", ("A làm.", []), ("B làm.", [("B", "lead")]), ("C làm.", [])
        )
        assert [(each.number, each.what) for each in checklist(directive)] == [
            (1, "B làm."), (2, "A làm."), (3, "C làm."),
        ]  # fmt: skip

    def test_a_footnote_inside_a_duty_is_not_read_with_it(self) -> None:
        text = "Sở Nội vụ kiểm tra việc\n\n¹ Ghi chú.\n\nthực hiện."
        note = text.index("¹")
        directive = directive_of(text, (text, [("Sở Nội vụ", "lead")])).model_copy(
            update={"blocks": [Block(start=note, end=note + len("¹ Ghi chú."), kind="footnote")]}
        )
        (duty,) = checklist(directive)
        assert duty.what == "Sở Nội vụ kiểm tra việc thực hiện."
        assert duty.quote == text

    def test_empty_text(self) -> None:
        assert checklist(dv.parse("")) == []

    @pytest.mark.parametrize(
        ("asked", "body", "hit"),
        [
            ("Ban Dân vận Tỉnh ủy", "BAN  DÂN VẬN TỈNH UỶ", True),
            ("ban dân vận", "Ban Dân vận Tỉnh uỷ", True),
            ("BDV Tỉnh ủy", "Ban Dân vận Tỉnh uỷ", True),
            ("BDVTU", "Ban Dân vận Tỉnh ủy", True),
            ("Ban Dân vận Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy", True),
            ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ban Dân vận Tỉnh uỷ", True),
            ("Ban Dân vận", "Ban Tuyên giáo và Dân vận Tỉnh ủy", True),
            ("MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", True),
            ("UBND tỉnh", "Uỷ ban nhân dân tỉnh", True),
            ("Ban Dân vận Tỉnh ủy", "Tỉnh ủy", False),
            (
                "Ban Dân vận Tỉnh ủy",
                "Ban Tuyên giáo Tỉnh ủy",
                False,
            ),  # a common successor does not make them one
            ("Ban Dân vận Tỉnh ủy", "Ban Dân vận Trung ương", False),
            ("ban", "băng", False),
            ("Tổ", "Ban Tổ chức", True),
            ("Tổ", "Tổng cục", False),
            ("(", "Ban Tổ chức", False),
            ("", "Ban Tổ chức", False),
        ],
    )
    def test_filter_by_body(self, asked: str, body: str, hit: bool) -> None:
        assert BodyFilter(asked)(Actor(start=0, end=1, text=body, role="coordinate")) is hit

    def test_the_filter_takes_any_role_and_leaves_out_duties_without_a_body(self) -> None:
        directive = directive_of(
            "A làm. B làm. C làm.",
            ("A làm.", [("Sở Y tế", "lead"), ("Sở Nội vụ", "report_to")]), ("B làm.", [("Sở Y tế", "lead")]),
            ("C làm.", []),
        )  # fmt: skip
        assert [each.what for each in checklist(directive, for_body="sở nội vụ")] == ["A làm."]

    def test_title(self) -> None:
        directive = dv.parse("").model_copy(
            update={"header": Header(type="KẾ HOẠCH", symbol="15-KH/TU", date="2022-09-20")}
        )
        assert checklist_title(directive, for_body="Sở Nội vụ").splitlines() == [
            "DANH MỤC NHIỆM VỤ", "Sở Nội vụ", "(theo Kế hoạch số 15-KH/TU ngày 20/09/2022)",
        ]  # fmt: skip
        assert checklist_title(dv.parse("")) == "DANH MỤC NHIỆM VỤ"


class TestXlsx:
    @pytest.fixture
    def sheet(self, tmp_path: Path) -> openpyxl.worksheet.worksheet.Worksheet:
        write_checklist(ROWS, tmp_path / "a.xlsx", title="DANH MỤC")
        return openpyxl.load_workbook(tmp_path / "a.xlsx").active

    def test_cells(self, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        lines = list(sheet.iter_rows(values_only=True))
        assert lines[0][0] == "DANH MỤC"
        assert lines[1] == tuple(column.heading for column in COLUMNS)
        cells = dict(zip(lines[1], lines[2], strict=True))
        assert cells["STT"] == 1
        assert cells["Cơ quan chủ trì"] == "Ban Dân vận Tỉnh uỷ;\nSở Nội vụ"
        assert cells["Cơ quan liên quan khác"] == "Chỉ đạo: cấp ủy xã\nBáo cáo: Tỉnh ủy"
        assert cells["Thời hạn"] == datetime(2023, 12, 25)
        assert cells["Trích dẫn"] == "=SUM(A1) | *đôn đốc*"
        assert cells["Vị trí"] == "5-15"
        assert dict(zip(lines[1], lines[3], strict=True))["Thời hạn"] == "2025"
        assert dict(zip(lines[1], lines[4], strict=True))["Cơ quan chủ trì"] == UNASSIGNED

    def test_text_is_never_a_formula(self, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        cell = sheet["C3"]
        assert (cell.value, cell.data_type) == ("=SUM(A1) | *đôn đốc*", "s")

    def test_layout(self, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        assert sheet.freeze_panes == "C3"
        assert sheet.auto_filter.ref == "A2:L5"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$2:$2"
        assert "&P" in sheet.oddFooter.center.text
        assert all(sheet.cell(3, column).alignment.wrap_text for column in range(1, 13))
        assert sheet["C3"].border.left.style == "thin"

    def test_status_is_chosen_from_a_list(self, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        (choice,) = sheet.data_validations.dataValidation
        assert str(choice.sqref) == "J3:J5"
        assert choice.formula1.strip('"').split(",") == list(STATUSES)
        assert sheet["J2"].value == "Trạng thái"

    def test_no_rows(self, tmp_path: Path) -> None:
        write_checklist([], tmp_path / "a.xlsx")
        assert openpyxl.load_workbook(tmp_path / "a.xlsx").active.max_row == 2

    def test_a_duty_longer_than_a_cell_can_hold(self, tmp_path: Path) -> None:
        write_checklist([row(1, quote="ô" * 40_000)], tmp_path / "a.xlsx")
        assert len(openpyxl.load_workbook(tmp_path / "a.xlsx").active["K3"].value) == 32_767


class TestDocx:
    def test_table(self, tmp_path: Path) -> None:
        write_checklist(ROWS, tmp_path / "a.docx", title="DANH MỤC\n(theo Kế hoạch)")
        document = Document(str(tmp_path / "a.docx"))
        page = document.sections[0]
        assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
        assert document.paragraphs[0].text == "DANH MỤC\n(theo Kế hoạch)"
        assert document.paragraphs[0].runs[0].font.size.pt == 13
        style = document.styles["Normal"].font
        assert (style.name, style.size.pt) == ("Times New Roman", 12)
        lines = [[cell.text for cell in line.cells] for line in document.tables[0].rows]
        assert lines[0] == [column.heading for column in PRINTED_COLUMNS]
        assert lines[1][2] == "=SUM(A1) | *đôn đốc*"
        assert lines[1][6] == "25/12/2023"
        assert set(lines[3]) == {"Nhiệm vụ chưa nêu cơ quan thực hiện"}
        assert lines[4][0] == "3"
        assert document.tables[0].rows[0]._tr.trPr.xpath("w:tblHeader")
        assert not document.tables[0].rows[1]._tr.xpath("w:trPr/w:tblHeader")

    def test_columns_fill_the_paper(self) -> None:
        assert sum(column.paper_mm for column in PRINTED_COLUMNS) == 297 - 2 * 10


class TestTextFormats:
    def test_csv_opens_in_excel(self, tmp_path: Path) -> None:
        write_checklist(ROWS, tmp_path / "a.csv")
        content = (tmp_path / "a.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        lines = list(csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True)))
        assert len(lines) == 3
        assert lines[0]["Nội dung nhiệm vụ"].startswith("'=SUM")
        assert lines[0]["Căn cứ"] == "25-NQ/TW;\n23-QĐ/TW"

    def test_markdown(self, tmp_path: Path) -> None:
        write_checklist(ROWS, tmp_path / "a.md", title="DANH MỤC")
        lines = (tmp_path / "a.md").read_text(encoding="utf-8").splitlines()
        assert lines[0] == "# DANH MỤC"
        assert r"=SUM(A1) \| \*đôn đốc\*" in lines[4]
        assert "Ban Dân vận Tỉnh uỷ;<br>Sở Nội vụ" in lines[4]
        assert lines[7] == "## Nhiệm vụ chưa nêu cơ quan thực hiện"

    def test_json_is_the_rows(self, tmp_path: Path) -> None:
        write_checklist(ROWS, tmp_path / "a.json")
        found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
        assert [ChecklistRow.model_validate(each) for each in found] == ROWS


class TestFailures:
    def test_unknown_format_names_the_known_ones(self, tmp_path: Path) -> None:
        with pytest.raises(
            ExportError, match=r"a\.pdf: unknown format; known: \.csv \.docx \.json \.md \.xlsx"
        ):
            write_checklist(ROWS, tmp_path / "a.pdf")

    @pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".csv", ".md", ".json"])
    def test_a_missing_folder_is_one_error(self, tmp_path: Path, suffix: str) -> None:
        with pytest.raises(ExportError, match="cannot be written"):
            write_checklist(ROWS, tmp_path / "none" / f"a{suffix}")

    @pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".csv", ".md", ".json"])
    def test_writing_leaves_one_file_and_replaces_the_old_one(self, tmp_path: Path, suffix: str) -> None:
        out = tmp_path / f"a{suffix}"
        out.write_text("cũ", encoding="utf-8")
        write_checklist(ROWS, out)
        assert list(tmp_path.iterdir()) == [out]
        assert out.read_bytes() != "cũ".encode()

    def test_a_failed_write_leaves_the_old_file(self, tmp_path: Path) -> None:
        out = tmp_path / "a.md"
        out.mkdir()
        with pytest.raises(ExportError):
            write_checklist(ROWS, out)
        assert list(tmp_path.iterdir()) == [out]

    @pytest.mark.parametrize(("module", "suffix"), [("xlsxwriter", ".xlsx"), ("docx", ".docx")])
    def test_missing_package_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, suffix: str
    ) -> None:
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MissingExtra, match=r"danvan-docs\[export\]"):
            write_checklist(ROWS, tmp_path / f"a{suffix}")
        assert not list(tmp_path.iterdir())

    def test_nothing_heavy_loads_before_it_is_needed(self) -> None:
        heavy = ("spacy", "underthesea", "networkx", "rapidfuzz", "xlsxwriter", "docx")
        code = (
            "import sys; import danvan_docs.outputs.checklist_files as files; files.checklist_json([]);"
            f"print([name for name in {heavy} if name in sys.modules])"
        )
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert out.stdout.strip() == "[]"
