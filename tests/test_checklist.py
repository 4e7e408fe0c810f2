import csv
import json
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import openpyxl
import pytest
from dateutil.rrule import rrulestr
from docx import Document
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app
from danvan_docs.errors import ExportError, MissingExtra
from danvan_docs.linking.body_filter import BodyFilter
from danvan_docs.models import Actor, Block, Directive, Header, Task
from danvan_docs.outputs.checklist import checklist, write_checklist
from danvan_docs.outputs.checklist_order import ordered
from danvan_docs.outputs.checklist_row import STATUSES, ChecklistRow
from danvan_docs.outputs.columns import (
    COLUMNS,
    PRINTED_COLUMNS,
    UNASSIGNED,
    UNASSIGNED_TITLE,
    checklist_title,
    deadline_text,
    time_as_written,
    with_successors,
)

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
        deadline="2023-12-25", due="2023-12-25", deadline_text="trước ngày 25/12/2023", issued="2022-09-20",
        product="kế hoạch", basis=["25-NQ/TW", "23-QĐ/TW"],
    ),
    row(
        2, lead=["Tỉnh đoàn"], deadline="2025", due="2025-12-31", deadline_text="trong năm 2025",
        frequency="hằng quý", recurrence="FREQ=MONTHLY;INTERVAL=3", issued="2022-09-20",
        succession={"Tỉnh đoàn": [["Đoàn A"], ["Đoàn B", "Đoàn C"]]},
    ),
    row(3, group=UNASSIGNED_TITLE, what="Không ai được giao."),
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

    def test_a_duty_that_recurs_shows_its_day_and_its_words(self) -> None:
        directive = dv.parse(
            "UBND TỈNH LAM HÀ\nSố: 5/KH-UBND\nLam Hà, ngày 20 tháng 3 năm 2025\n\nKẾ HOẠCH\n\nI. NHIỆM VỤ\n\n"
            "1. Sở Y tế báo cáo UBND tỉnh trước ngày 25 hằng tháng.\n\n"
            "2. Sở Nội vụ báo cáo trước ngày 10/6 và 15/12 hằng năm.\n"
        )
        columns = {column.heading: column for column in COLUMNS}
        cells = [
            [columns[name].text(each) for name in ("Thời hạn", "Định kỳ, thời hạn nguyên văn")]
            for each in checklist(directive)
        ]
        assert cells == [
            ["25/03/2025", "trước ngày 25\nhằng tháng"],
            ["10/06/2025", "trước ngày 10/6 và 15/12\nhằng năm"],
        ]
        later = checklist(directive, today=date(2026, 7, 1), sort="deadline")
        assert [each.next_due for each in later] == ["2026-07-25", "2026-12-15"]

    def test_words_that_give_no_day_are_shown(self) -> None:
        for words in (
            "trước Tết Nguyên đán Bính Ngọ 2026",
            "trước ngày 31/11/2025",
            "vào ngày 15 của tháng trước đó",
        ):
            (shown,) = checklist(dv.parse(f"KẾ HOẠCH\n\n1. Sở Y tế hoàn thành hồ sơ {words}."))
            assert words in time_as_written(shown)
            assert (shown.deadline, shown.due) == (None, None)

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
        assert BodyFilter(asked, dv.registry())(Actor(start=0, end=1, text=body, role="coordinate")) is hit

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
        assert cells["Sản phẩm"] == "kế hoạch"
        assert cells["Thời hạn"] == datetime(2023, 12, 25)
        assert not cells["Định kỳ, thời hạn nguyên văn"]
        assert cells["Trích dẫn"] == "=SUM(A1) | *đôn đốc*"
        assert cells["Vị trí"] == "5-15"
        second = dict(zip(lines[1], lines[3], strict=True))
        assert second["Thời hạn"] == datetime(2025, 12, 31)
        assert second["Định kỳ, thời hạn nguyên văn"] == "trong năm 2025\nhằng quý"
        assert second["Cơ quan chủ trì"] == "Tỉnh đoàn (sau là Đoàn A; nay: Đoàn B, Đoàn C)"
        assert [cell for cell in lines[4] if cell] == [UNASSIGNED_TITLE]
        assert dict(zip(lines[1], lines[5], strict=True))["Cơ quan chủ trì"] == UNASSIGNED

    def test_text_is_never_a_formula(self, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        cell = sheet["C3"]
        assert (cell.value, cell.data_type) == ("=SUM(A1) | *đôn đốc*", "s")

    def test_layout(self, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        assert sheet.freeze_panes == "C3"
        assert sheet.auto_filter.ref == "A2:M6"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$2:$2"
        assert "&P" in sheet.oddFooter.center.text
        assert all(sheet.cell(3, column).alignment.wrap_text for column in range(1, len(COLUMNS) + 1))
        assert sheet["C3"].border.left.style == "thin"

    def test_status_is_chosen_from_a_list(self, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        (choice,) = sheet.data_validations.dataValidation
        assert str(choice.sqref) == "K3:K6"
        assert choice.formula1.strip('"').split(",") == list(STATUSES)
        assert sheet["K2"].value == "Trạng thái"

    def test_no_rows(self, tmp_path: Path) -> None:
        write_checklist([], tmp_path / "a.xlsx")
        assert openpyxl.load_workbook(tmp_path / "a.xlsx").active.max_row == 2

    def test_a_duty_longer_than_a_cell_can_hold(self, tmp_path: Path) -> None:
        write_checklist([row(1, quote="ô" * 40_000)], tmp_path / "a.xlsx")
        assert len(openpyxl.load_workbook(tmp_path / "a.xlsx").active["L3"].value) == 32_767


class TestDocx:
    def test_table(self, tmp_path: Path) -> None:
        write_checklist(ROWS, tmp_path / "a.docx", title="DANH MỤC\n(theo Kế hoạch)")
        document = Document(str(tmp_path / "a.docx"))
        page = document.sections[0]
        assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
        assert document.paragraphs[0].text == "DANH MỤC\n(theo Kế hoạch)"
        assert document.paragraphs[0].runs[0].font.size.pt == 13
        style = document.styles["Normal"].font
        assert (style.name, style.size.pt) == ("Times New Roman", 11)
        lines = [[cell.text for cell in line.cells] for line in document.tables[0].rows]
        assert lines[0] == [column.heading for column in PRINTED_COLUMNS]
        assert lines[1][2] == "=SUM(A1) | *đôn đốc*"
        assert lines[1][7] == "25/12/2023"
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
        assert "31/12/2025 | trong năm 2025<br>hằng quý" in lines[5]

    def test_json_is_the_rows(self, tmp_path: Path) -> None:
        write_checklist(ROWS, tmp_path / "a.json")
        found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
        assert [ChecklistRow.model_validate(each) for each in found] == ROWS


class TestIcs:
    @pytest.fixture
    def todos(self, tmp_path: Path) -> list[icalendar.Todo]:
        write_checklist(ROWS, tmp_path / "a.ics", title="DANH MỤC")
        return icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VTODO")

    def test_a_duty_is_a_todo(self, todos: list[icalendar.Todo]) -> None:
        first = todos[0]
        assert first.decoded("dtstart") == datetime(2022, 9, 20, 8)
        assert first.decoded("due") == datetime(2023, 12, 25, 17)
        assert str(first["summary"]) == "=SUM(A1) | *đôn đốc*"
        assert [str(name) for name in first["categories"].cats] == ["Ban Dân vận Tỉnh uỷ", "Sở Nội vụ"]
        description = str(first["description"])
        for part in (
            "Báo cáo: Tỉnh ủy",
            "Sản phẩm: kế hoạch",
            "Căn cứ: 25-NQ/TW; 23-QĐ/TW",
            "“=SUM(A1) |",
            "5-15",
        ):
            assert part in description
        assert first.decoded("dtstamp").date() == date(2022, 9, 20)

    def test_a_deadline_and_a_frequency_are_two(self, todos: list[icalendar.Todo]) -> None:
        _, once, again, unassigned = todos
        assert (once.decoded("due"), once.get("rrule")) == (datetime(2025, 12, 31, 17), None)
        rule = again["rrule"].to_ical().decode()
        assert rule == "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"
        first = again.decoded("dtstart")
        days = rrulestr(rule, dtstart=first)[:4]
        assert [day.date().isoformat() for day in days] == [
            "2022-09-30", "2022-12-31", "2023-03-31", "2023-06-30",
        ]  # fmt: skip
        assert (first.hour, again.decoded("due")) == (8, first.replace(hour=17))
        assert unassigned.get("due") is None

    def test_a_day_is_an_event_as_well(self, tmp_path: Path) -> None:
        write_checklist(ROWS, tmp_path / "a.ics")
        calendar = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes())
        events = calendar.walk("VEVENT")
        assert [(each.decoded("dtstart"), each.decoded("dtend")) for each in events] == [
            (date(2023, 12, 25), date(2023, 12, 26)),
            (date(2025, 12, 31), date(2026, 1, 1)),
            (date(2022, 9, 30), date(2022, 10, 1)),
        ]
        uids = [str(each["uid"]) for each in (*events, *calendar.walk("VTODO"))]
        assert len(set(uids)) == len(uids)

    def test_what_is_due_starts_before_and_rings_before(self, tmp_path: Path) -> None:
        rules = ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=25", "FREQ=YEARLY")
        rows = [
            row(1, due="2025-06-30", issued=issued)
            for issued in (None, "2025-06-30", "2025-07-01", "2025-01-01")
        ]
        rows += [row(1, frequency="…", recurrence=rule, issued="2025-01-01") for rule in rules]
        write_checklist(rows, tmp_path / "a.ics")
        calendar = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes())
        dated = [*calendar.walk("VTODO"), *calendar.walk("VEVENT")]
        assert len(dated) == 2 * len(rows)
        for each in dated:
            end = each.decoded("due") if each.name == "VTODO" else each.decoded("dtend")
            assert each.decoded("dtstart") < end
            (alarm,) = each.walk("VALARM")
            assert alarm.decoded("trigger") < timedelta()

    def test_a_change_raises_the_sequence(self, tmp_path: Path) -> None:
        def written(**fields: object) -> list[tuple[str, int]]:
            write_checklist([row(1, issued="2025-01-01", **fields)], tmp_path / "a.ics")
            calendar = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes())
            return [(str(each["uid"]), each["sequence"]) for each in calendar.walk("VTODO")]

        (first,) = written(due="2025-06-30")
        assert written(due="2025-06-30") == [first] == [(first[0], 0)]
        assert written(due="2025-07-31") == [(first[0], 1)]
        assert written(due="2025-07-31") == [(first[0], 1)]
        assert written(due="2025-08-31") == [(first[0], 2)]

    def test_a_file_that_is_no_calendar_is_written_anew(self, tmp_path: Path) -> None:
        (tmp_path / "a.ics").write_text("no calendar", encoding="utf-8")
        write_checklist(ROWS, tmp_path / "a.ics")
        assert icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VTODO")

    def test_uids_are_stable_and_differ(self, tmp_path: Path) -> None:
        twice = [*ROWS, *ROWS]
        for name in ("a", "b"):
            write_checklist(twice, tmp_path / f"{name}.ics")
        content = (tmp_path / "a.ics").read_bytes()
        assert content == (tmp_path / "b.ics").read_bytes()
        uids = [str(todo["uid"]) for todo in icalendar.Calendar.from_ical(content).walk("VTODO")]
        assert len(set(uids)) == len(uids) == 8

    def test_lines_are_folded_between_letters(self, tmp_path: Path) -> None:
        write_checklist([row(1, what="Ủy " * 90, quote="ữ" * 200)], tmp_path / "a.ics")
        lines = (tmp_path / "a.ics").read_bytes().split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert all(line.decode("utf-8") is not None for line in lines)

    @pytest.mark.parametrize(
        ("rule", "first"),
        [
            ("FREQ=YEARLY", "2022-12-31"),
            ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", "2022-12-15"),
            ("FREQ=YEARLY;BYMONTH=6", "2023-06-30"),
            ("FREQ=MONTHLY;BYMONTHDAY=25", "2022-09-25"),
            ("FREQ=MONTHLY;INTERVAL=6", "2022-12-31"),
            ("FREQ=WEEKLY", "2022-09-23"),
            ("FREQ=DAILY", "2022-09-20"),
        ],
    )
    def test_the_first_day_of_a_rule(self, tmp_path: Path, rule: str, first: str) -> None:
        write_checklist([row(1, frequency="…", recurrence=rule, issued="2022-09-20")], tmp_path / "a.ics")
        (todo,) = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VTODO")
        assert todo.decoded("dtstart").date().isoformat() == first

    def test_without_a_date_of_the_document_there_is_no_rule(self, tmp_path: Path) -> None:
        write_checklist([row(1, frequency="hằng năm", recurrence="FREQ=YEARLY")], tmp_path / "a.ics")
        (todo,) = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VTODO")
        assert todo.get("rrule") is None
        assert "hằng năm" in str(todo["description"])


class TestOrder:
    MIXED = (
        row(1, what="một", lead=["Sở Y tế"], due="2025-06-30", section_title="A"),
        row(2, what="hai", lead=["Đảng ủy"], frequency="hằng năm", section_title="A"),
        row(3, what="ba", lead=["Sở Y tế"], deadline="2024", due="2024-12-31", section_title="B"),
        row(4, what="bốn", due="2020-01-01"),
        row(5, what="năm", lead=["Đảng ủy"], section_title="B"),
    )

    @pytest.mark.parametrize(
        ("sort", "group", "expected"),
        [
            ("text", None, "một hai ba năm bốn"),
            ("body", None, "hai năm một ba bốn"),
            ("deadline", None, "ba một hai năm bốn"),
            ("deadline", "body", "hai năm ba một bốn"),
            ("text", "deadline", "ba một hai năm bốn"),
            ("text", "section", "một hai ba năm bốn"),
        ],
    )
    def test_order(self, sort: str, group: str | None, expected: str) -> None:
        found = ordered(self.MIXED, sort, group)
        assert " ".join(each.what for each in found) == expected
        assert [each.number for each in found] == [1, 2, 3, 4, 5]
        assert found[-1].group == UNASSIGNED_TITLE

    def test_headings(self) -> None:
        def headings(group: str) -> list[str]:
            return list(dict.fromkeys(each.group for each in ordered(self.MIXED, "text", group)))[:-1]

        assert headings("body") == ["Đảng ủy", "Sở Y tế"]
        assert headings("deadline") == ["31/12/2024", "30/06/2025", "Định kỳ", "Không nêu thời hạn"]
        assert headings("section") == ["II/1 - A", "II/1 - B"]

    @pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".md"])
    def test_every_office_format_shows_the_headings(self, tmp_path: Path, suffix: str) -> None:
        out = tmp_path / f"a{suffix}"
        write_checklist(ordered(self.MIXED, "text", "deadline"), out)
        if suffix == ".xlsx":
            shown = [line[0].value for line in openpyxl.load_workbook(out).active.iter_rows()]
        elif suffix == ".docx":
            shown = [line.cells[0].text for line in Document(str(out)).tables[0].rows]
        else:
            shown = [line.removeprefix("## ") for line in out.read_text(encoding="utf-8").splitlines()]
        wanted = ["31/12/2024", "30/06/2025", "Định kỳ", "Không nêu thời hạn", UNASSIGNED_TITLE]
        assert [text for text in shown if text in wanted] == wanted


class TestCommand:
    @pytest.fixture
    def plan(self, tmp_path: Path) -> Path:
        path = tmp_path / "plan.txt"
        path.write_text(PLAN, encoding="utf-8")
        return path

    def test_order_and_headings_on_the_screen(self, plan: Path) -> None:
        result = CliRunner().invoke(
            app, ["checklist", str(plan), "--sort", "deadline", "--group", "deadline"]
        )
        assert result.exit_code == 0, result.output
        lines = [line.strip() for line in result.output.splitlines()]
        wanted = ["DANH MỤC NHIỆM VỤ", "25/12/2023", "Định kỳ", "Không nêu thời hạn"]
        assert [line for line in lines if line in wanted] == wanted

    def test_a_calendar(self, plan: Path) -> None:
        out = plan.with_suffix(".ics")
        result = CliRunner().invoke(app, ["checklist", str(plan), "--out", str(out)])
        assert result.exit_code == 0, result.output
        todos = icalendar.Calendar.from_ical(out.read_bytes()).walk("VTODO")
        assert [todo.decoded("due", None) for todo in todos] == [datetime(2023, 12, 25, 17), None, None]

    def test_an_unknown_order_is_refused(self, plan: Path) -> None:
        assert CliRunner().invoke(app, ["checklist", str(plan), "--sort", "length"]).exit_code == 2


class TestShown:
    @pytest.mark.parametrize(
        ("words", "due", "shown"),
        [
            ("trước ngày 25/12/2023", "2023-12-25", ""),
            ("xong trước ngày 05 tháng 3 năm 2024", "2024-03-05", ""),
            ("trong quý II/2026", "2026-06-30", "trong quý II/2026"),
            ("chậm nhất 30 ngày kể từ ngày ký", "2026-06-30", "chậm nhất 30 ngày kể từ ngày ký"),
            ("hết nhiệm kỳ", None, "hết nhiệm kỳ"),
        ],
    )
    def test_words_of_a_deadline_stand_beside_the_day_where_they_differ(
        self, words: str, due: str | None, shown: str
    ) -> None:
        assert deadline_text(row(1, deadline_text=words, due=due)) == shown

    @pytest.mark.parametrize(
        ("body", "shown"),
        [
            ("Ủy ban nhân dân huyện", "Ủy ban nhân dân huyện (nay: Ủy ban nhân dân xã)"),
            ("Các huyện ủy", "Các huyện ủy (nay: Đảng ủy xã, phường, đặc khu)"),
            ("Tỉnh ủy Nam Định", "Tỉnh ủy Nam Định (nay: Tỉnh ủy Ninh Bình)"),
            ("UBND tỉnh Bình Dương", "UBND tỉnh Bình Dương (nay: UBND Thành phố Hồ Chí Minh)"),
            ("Sở Nội vụ", "Sở Nội vụ"),
            ("Ban Hát múa Tỉnh ủy", "Ban Hát múa Tỉnh ủy"),
        ],
    )
    def test_a_body_that_has_ended_shows_who_came_after(self, body: str, shown: str) -> None:
        directive = directive_of("A làm.", ("A làm.", [(body, "lead")]))
        directive = directive.model_copy(update={"header": Header(date="2022-09-20")})
        (duty,) = checklist(directive)
        assert with_successors(duty, body) == shown

    def test_a_board_that_was_merged_shows_the_merged_one(self) -> None:
        directive = directive_of("A làm.", ("A làm.", [("Ban Dân vận Tỉnh uỷ", "lead")]))
        (duty,) = checklist(directive)
        assert "Ban Tuyên giáo và Dân vận Tỉnh ủy" in with_successors(duty, "Ban Dân vận Tỉnh uỷ")


class TestFailures:
    def test_unknown_format_names_the_known_ones(self, tmp_path: Path) -> None:
        with pytest.raises(
            ExportError, match=r"a\.pdf: unknown format; known: \.csv \.docx \.ics \.json \.md \.xlsx"
        ):
            write_checklist(ROWS, tmp_path / "a.pdf")

    @pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".ics", ".csv", ".md", ".json"])
    def test_a_missing_folder_is_one_error(self, tmp_path: Path, suffix: str) -> None:
        with pytest.raises(ExportError, match="cannot be written"):
            write_checklist(ROWS, tmp_path / "none" / f"a{suffix}")

    @pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".ics", ".csv", ".md", ".json"])
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

    @pytest.mark.parametrize(
        ("module", "suffix"), [("xlsxwriter", ".xlsx"), ("docx", ".docx"), ("icalendar", ".ics")]
    )
    def test_missing_package_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, suffix: str
    ) -> None:
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MissingExtra, match=r"danvan-docs\[export\]"):
            write_checklist(ROWS, tmp_path / f"a{suffix}")
        assert not list(tmp_path.iterdir())

    def test_nothing_heavy_loads_before_it_is_needed(self) -> None:
        heavy = ("spacy", "underthesea", "networkx", "rapidfuzz", "xlsxwriter", "docx", "icalendar")
        code = (
            "import sys; import danvan_docs.outputs.checklist_files as files; files.checklist_json([]);"
            f"print([name for name in {heavy} if name in sys.modules])"
        )
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert out.stdout.strip() == "[]"
