"""Writes Word files part by part, so that each thing that Word can put into one can be put into one."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = ("styles", "numbering", "footnotes", "endnotes", "header1", "footer1", "comments")
_STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="DejaVu Serif" w:hAnsi="DejaVu Serif"
w:cs="DejaVu Serif"/><w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body"/><w:pPr><w:spacing w:before="120" w:after="120"/>
<w:ind w:firstLine="560"/><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="footnote text"/>
<w:rPr><w:sz w:val="20"/></w:rPr></w:style>"""


def run(text: str, properties: str = "") -> str:
    """Return a run of text; `properties` is the XML inside its `w:rPr`."""
    marked = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marked}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """Return a paragraph of runs; a text without tags is one run."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def numbered(text: str, number: int, level: int, style: str = "Body") -> str:
    """Return a paragraph that Word numbers."""
    return paragraph(
        text if text.startswith("<") else run(text),
        f'<w:pStyle w:val="{style}"/><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>',
    )


def cell(content: str, properties: str = "") -> str:
    """Return a table cell; a text without tags is one paragraph."""
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str, ruled: bool = True, widths: Sequence[int] = ()) -> str:
    """Return a table of rows, each made of cells; `widths` are those of its columns in twentieths of a point."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    borders = f"<w:tblBorders>{sides}</w:tblBorders>" if ruled else ""
    body = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>" for row in rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    return f"<w:tbl>{properties}{body}</w:tbl>"


def level(number: int, form: str, label: str, more: str = "") -> str:
    """Return one level of a list."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{label}"/></w:lvl>'
    )


def lists(*definitions: str, numbers: str = "") -> str:
    """Return the lists of a file: definition 0 is list 1, and so on; `numbers` adds further lists."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{index}">{levels}</w:abstractNum>'
        for index, levels in enumerate(definitions)
    )
    plain = "".join(
        f'<w:num w:numId="{index + 1}"><w:abstractNumId w:val="{index}"/></w:num>'
        for index in range(len(definitions))
    )
    return abstract + plain + numbers


def note(number: int, text: str, kind: str = "footnote") -> str:
    """Return a footnote or endnote."""
    mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
    return f'<w:{kind} w:id="{number}">{paragraph(mark + run(" " + text), _NOTE_STYLE)}</w:{kind}>'


_NOTE_STYLE = '<w:pStyle w:val="Note"/>'


def call(number: int, kind: str = "footnote") -> str:
    """Return the mark of a note in the text."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def write_word(path: Path, body: str, parts: Mapping[str, str] | None = None) -> Path:
    """Write a Word file of a body and further parts (`numbering`, `footnotes`, `header1` …) given as inner XML.

    A key with a slash is a file of its own in the package.
    """
    parts = {"styles": _STYLES, **(parts or {})}
    known = [name for name in _KINDS if name in parts]
    roots = {"header1": "hdr", "footer1": "ftr"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        types = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{name.rstrip("1")}+xml"/>'
            for name in known
        )
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>{types}</Types>',
        )
        archive.writestr("_rels/.rels", _relations([("officeDocument", "word/document.xml")]))
        archive.writestr(
            "word/_rels/document.xml.rels", _relations([(name.rstrip("1"), f"{name}.xml") for name in known])
        )
        heads = "".join(
            f'<w:{name[:-1]}Reference w:type="default" r:id="r{known.index(name)}"/>'
            for name in ("header1", "footer1")
            if name in known
        )
        page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="1134"/>'
        archive.writestr(
            "word/document.xml",
            f"<w:document {_W} {_R}><w:body>{body}<w:sectPr>{heads}{page}</w:sectPr></w:body></w:document>",
        )
        for name in known:
            root = roots.get(name, name)
            archive.writestr(f"word/{name}.xml", f"<w:{root} {_W} {_R}>{parts[name]}</w:{root}>")
        for name in parts:
            if "/" in name:
                archive.writestr(name, parts[name])
    return path


def _relations(found: list[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="r{index}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(found)
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{entries}</Relationships>"
    )
