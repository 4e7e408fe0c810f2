"""Writes PDF files letter by letter, so that each thing that a program can put into one can be put into one.

No font is embedded: a reader of text needs their names, the widths of their letters and what these stand for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

WIDTH, HEIGHT = 595, 842
#: The width of every letter of the fonts here, in letter sizes.
LETTER = 0.5


def words(
    text: str, left: float, top: float, *, size: float = 12, font: str = "Serif", turn: str = "1 0 0 1"
) -> str:
    """Return what paints a line of words; `turn` is the upper part of its matrix, `top` where its letters stand."""
    code = text.encode("utf-16-be").hex() if font == "Serif" else text.encode("cp1252").hex()
    return f"BT /{font.lstrip('.')} {size} Tf {turn} {left} {HEIGHT - top} Tm <{code}> Tj ET"


def rule(left: float, top: float, right: float, bottom: float) -> str:
    """Return what draws a rule."""
    return f"0.5 w {left} {HEIGHT - top} m {right} {HEIGHT - bottom} l S"


def shade(left: float, top: float, right: float, bottom: float, grey: float = 0.9) -> str:
    """Return what fills a box."""
    return f"q {grey} g {left} {HEIGHT - bottom} {right - left} {bottom - top} re f Q"


def grid(columns: Sequence[float], rows: Sequence[float]) -> str:
    """Return the rules of a table whose columns and rows end at these places."""
    level = [rule(columns[0], row, columns[-1], row) for row in rows]
    return "\n".join([*level, *(rule(column, rows[0], column, rows[-1]) for column in columns)])


def write_pdf(path: Path, *pages: Sequence[str], fonts: Sequence[str] = (), rotate: int = 0) -> Path:
    """Write pages of what paints and draws; `fonts` are those of one byte a letter, `rotate` turns each page."""
    widths = f"/FirstChar 0 /LastChar 255 /Widths [{' '.join(['500'] * 256)}]"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Serif /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Serif /DW 500 /FontDescriptor 6 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
                "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
                "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"),
        "<< /Type /FontDescriptor /FontName /Serif /Flags 6 /FontBBox [0 -200 500 900] /ItalicAngle 0 /Ascent 900 "
        "/Descent -200 /CapHeight 700 /StemV 80 >>",
    ]  # fmt: skip
    named = []
    for font in fonts:
        objects.append(
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{font} /Encoding /WinAnsiEncoding {widths} >>"
        )
        named.append(f"/{font.lstrip('.')} {len(objects)} 0 R")
    kids = []
    for page in pages:
        objects.append(_stream("\n".join(page)))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} "
            f"/Contents {len(objects)} 0 R /Resources << /Font << /Serif 3 0 R {' '.join(named)} >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data, places = "%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(places) + 1} /Root 1 0 R >>\n"
    path.write_bytes((data + end + f"startxref\n{len(data)}\n%%EOF").encode("latin-1"))
    return path


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
