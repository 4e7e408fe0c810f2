"""The checklist as a Word document: a landscape A4 table that prints well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..errors import MissingExtra
from .checklist_order import bands
from .checklist_row import ChecklistRow
from .columns import PRINTED_COLUMNS

_FONT, _SIZE, _TITLE_SIZE = "Times New Roman", 11, 13
_HEADING_COLOUR, _BAND_COLOUR = "D9E2F3", "F2F2F2"
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
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
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
    run.bold, run.font.size = True, Pt(_TITLE_SIZE)


def _add_table(document: Any, rows: Sequence[ChecklistRow]) -> None:
    table = document.add_table(rows=0, cols=len(PRINTED_COLUMNS), style="Table Grid")
    table.autofit = False
    _set_widths(table)
    headings = _add_line(table, [column.heading for column in PRINTED_COLUMNS], bold=True)
    _mark_line(headings, "w:tblHeader")
    for cell in headings.cells:
        _shade(cell, _HEADING_COLOUR)
    for heading, members in bands(rows):
        if heading:
            _add_band(table, heading)
        for row in members:
            _add_line(table, [column.text(row) for column in PRINTED_COLUMNS])


def _set_widths(table: Any) -> None:
    """Set the columns, and cell margins narrow enough for so many of them."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    for cells, column in zip(table.columns, PRINTED_COLUMNS, strict=True):
        cells.width = Mm(column.paper_mm)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 20), ("left", 60), ("bottom", 20), ("right", 60)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


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
    band = cells[0].merge(cells[-1])
    _shade(band, _BAND_COLOUR)
    paragraph = band.paragraphs[0]
    paragraph.add_run(text).bold = True
    paragraph.paragraph_format.keep_with_next = True


def _shade(cell: Any, colour: str) -> None:
    """Give a cell a ground, and put its text in the middle of its height."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


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
