"""The checklist as an Excel workbook, laid out as an office would have made it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import Any

from ..errors import MissingExtra
from .checklist_order import bands
from .checklist_row import STATUSES, ChecklistRow
from .columns import COLUMNS, PRINTED_COLUMNS, Column

_HEADING_LINE = 1
_LONGEST_CELL = 32_767  # characters; what Excel can hold
_A4 = 9
_FIRST_YEAR = 1900  # the calendar of Excel starts here
_LINE_HEIGHT = 16.0  # points, for 12 point letters
_LETTERS_PER_WIDTH = 1.2  # Times New Roman is narrower than the letters that Excel measures columns in
_TALLEST_LINE = 409.0  # points; what Excel allows
_FONT = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "vcenter"}
_TITLE = _FONT | {"bold": True, "font_size": 14, "align": "center"}
_HEADING = _FONT | {"bold": True, "align": "center", "border": 1, "bg_color": "#D9E2F3"}
_BAND = _FONT | {"bold": True, "text_wrap": False, "bg_color": "#F2F2F2", "top": 1, "bottom": 1}
# No text of a directive may turn into a formula, a link or a number.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(rows: Sequence[ChecklistRow], path: Path, title: str) -> None:
    """Write `rows` as an Excel workbook of one sheet, with `title` above the table.

    Raises MissingExtra where xlsxwriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtra("xlsxwriter", "export") from None
    content = BytesIO()
    workbook = xlsxwriter.Workbook(content, _OPTIONS)
    workbook.set_properties({"title": title})
    sheet = workbook.add_worksheet("Nhiệm vụ")
    last_line = _write_table(workbook, sheet, rows, title)
    _prepare_use(sheet, last_line)
    _prepare_print(sheet, last_line)
    workbook.close()
    path.write_bytes(content.getvalue())


def _write_table(workbook: Any, sheet: Any, rows: Sequence[ChecklistRow], title: str) -> int:
    """Write title, headings and rows; return the last line."""
    sheet.merge_range(0, 0, 0, len(PRINTED_COLUMNS) - 1, title, workbook.add_format(_TITLE))
    sheet.set_row(0, 48)
    sheet.set_row(_HEADING_LINE, 3 * _LINE_HEIGHT + 4)
    heading = workbook.add_format(_HEADING)
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width)
        sheet.write_string(_HEADING_LINE, index, column.heading, heading)
    looks = [{named: _format(workbook, column, named) for named in (True, False)} for column in COLUMNS]
    line = _HEADING_LINE
    for band, members in bands(rows):
        if band:
            line += 1
            _write_band(sheet, line, band, workbook.add_format(_BAND))
        for row in members:
            line += 1
            for index, column in enumerate(COLUMNS):
                _write_cell(sheet, (line, index), column, row, looks[index][bool(row.by_role)])
            sheet.set_row(line, _height(row))
    return line


def _write_band(sheet: Any, line: int, text: str, look: Any) -> None:
    """Write a heading over all columns; cells that are not merged can still be sorted and filtered."""
    sheet.set_row(line, _LINE_HEIGHT + 4)
    sheet.write_string(line, 0, text, look)
    for index in range(1, len(COLUMNS)):
        sheet.write_blank(line, index, None, look)


def _height(row: ChecklistRow) -> float:
    """Return the height that the wrapped cells of `row` need; Excel would find it itself, others do not."""
    lines = max(_lines(column.text(row), column.width) for column in PRINTED_COLUMNS)
    return min(lines * _LINE_HEIGHT + 4, _TALLEST_LINE)


def _lines(text: str, width: int) -> int:
    letters = int(width * _LETTERS_PER_WIDTH)
    return sum(max(len(wrap(part, letters)), 1) for part in text.split("\n"))


def _format(workbook: Any, column: Column, assigned: bool) -> Any:
    look: dict[str, Any] = _FONT | {"border": 1}
    if column.heading == "Thời hạn":
        look["num_format"] = "dd/mm/yyyy"
    look |= {"align": "center"} if column.centred else {"align": "left", "indent": 1}
    if not assigned:
        look["bg_color"] = "#F2F2F2"
    return workbook.add_format(look)


def _write_cell(sheet: Any, place: tuple[int, int], column: Column, row: ChecklistRow, look: Any) -> None:
    value = column.value(row)
    if isinstance(value, date) and value.year >= _FIRST_YEAR:
        sheet.write_datetime(*place, value, look)
    elif isinstance(value, int):
        sheet.write_number(*place, value, look)
    else:
        sheet.write_string(*place, column.text(row)[:_LONGEST_CELL], look)


def _prepare_use(sheet: Any, last_line: int) -> None:
    headings = [column.heading for column in COLUMNS]
    status, what = headings.index("Trạng thái"), headings.index("Nội dung nhiệm vụ")
    sheet.freeze_panes(_HEADING_LINE + 1, what)
    sheet.autofilter(_HEADING_LINE, 0, last_line, len(COLUMNS) - 1)
    if last_line > _HEADING_LINE:
        choice = {
            "validate": "list",
            "source": list(STATUSES),
            "error_title": "Trạng thái",
            "error_message": "Chọn một trạng thái trong danh sách.",
        }
        sheet.data_validation(_HEADING_LINE + 1, status, last_line, status, choice)


def _prepare_print(sheet: Any, last_line: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.print_area(0, 0, last_line, len(PRINTED_COLUMNS) - 1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADING_LINE)
    sheet.center_horizontally()
    sheet.set_footer('&C&"Times New Roman"&10Trang &P/&N')
