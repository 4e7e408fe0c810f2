"""The checklist as a Word document: a landscape A4 table that prints well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..errors import MissingExtra
from .checklist import ChecklistRow
from .columns import PRINTED_COLUMNS, UNASSIGNED_TITLE

_FONT = "Times New Roman"
_MARGIN_MM = 10  # the columns fill the rest: 277 mm
_A4_MM = (297, 210)
_LONG = 400  # letters; a line of the table that is shorter is not torn over two pages


def write_docx(rows: Sequence[ChecklistRow], path: Path, title: str) -> None:
    """Write `rows` as a Word document, with `title` above the table.

    Raises MissingExtra where python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        raise MissingExtra("python-docx", "export") from None
    document = docx.Document()
    document.core_properties.title = title[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    _prepare_page(document)
    _add_title(document, title)
    _add_table(document, rows)
    document.save(str(path))


def _prepare_page(document: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Mm(side) for side in _A4_MM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN_MM)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(0)
    footer = page.footer.paragraphs[0]
    _centre(footer)
    footer.add_run("Trang ")
    _add_field(footer, "PAGE")


def _add_title(document: Any, title: str) -> None:
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    _centre(paragraph)
    paragraph.paragraph_format.space_after = Pt(10)
    run = paragraph.add_run(title)
    run.bold, run.font.size = True, Pt(13)


def _add_table(document: Any, rows: Sequence[ChecklistRow]) -> None:
    table = document.add_table(rows=0, cols=len(PRINTED_COLUMNS), style="Table Grid")
    table.autofit = False
    _set_widths(table)
    headings = _add_line(table, [column.heading for column in PRINTED_COLUMNS], bold=True)
    _mark_line(headings, "w:tblHeader")
    apart = False
    for row in rows:
        if not row.by_role and not apart:
            apart = True
            _add_band(table, UNASSIGNED_TITLE)
        _add_line(table, [column.text(row) for column in PRINTED_COLUMNS])


def _set_widths(table: Any) -> None:
    """Set the columns, and cell margins narrow enough for ten of them."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    for cells, column in zip(table.columns, PRINTED_COLUMNS, strict=True):
        cells.width = Mm(column.paper_mm)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "60")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _add_line(table: Any, texts: Sequence[str], *, bold: bool = False) -> Any:
    line = table.add_row()
    for cell, text, column in zip(line.cells, texts, PRINTED_COLUMNS, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text).bold = bold
        if bold or column.centred:
            _centre(paragraph)
    if max(map(len, texts)) < _LONG:
        _mark_line(line, "w:cantSplit")
    return line


def _add_band(table: Any, text: str) -> None:
    cells = table.add_row().cells
    paragraph = cells[0].merge(cells[-1]).paragraphs[0]
    paragraph.add_run(text).bold = True
    paragraph.paragraph_format.keep_with_next = True


def _mark_line(line: Any, mark: str) -> None:
    from docx.oxml import OxmlElement

    line._tr.get_or_add_trPr().append(OxmlElement(mark))


def _add_field(paragraph: Any, instruction: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)


def _centre(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
