"""Files made to cost time or memory: each is read by the command at default limits, and what it took is printed.

    python fuzz/bombs.py [FILE …]

Made afresh in a temporary folder, or given. A table: seconds, megabytes of the largest process, exit code, last line.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _word(body: str, **parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        )
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return out.getvalue()


def letters() -> bytes:
    """A list whose letters begin at two thousand million."""
    numbering = (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val='
        '"2000000000"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    item = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Giao</w:t></w:r></w:p>'
    return _word(item * 50, numbering=numbering)


def style_chain() -> bytes:
    """Two thousand styles, each based on the next, and as many paragraphs."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(2000)
    )
    body = '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>Giao</w:t></w:r></w:p>' * 2000
    return _word(body, styles=f'<w:styles xmlns:w="{_W}">{styles}</w:styles>')


def nested_boxes() -> bytes:
    """Text boxes inside text boxes, sixty deep."""
    inner = "<w:p><w:r><w:t>Giao Sở Nội vụ</w:t></w:r></w:p>"
    for _ in range(60):
        box = f"<w:txbxContent>{inner}</w:txbxContent>"
        inner = f"<w:p><w:r><w:t>x</w:t><w:pict>{box}</w:pict></w:r></w:p>"
    return _word(inner)


def many_boxes() -> bytes:
    """A thousand text boxes in one paragraph."""
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>Giao</w:t></w:r></w:p></w:txbxContent></w:pict>"
    return _word(f"<w:p><w:r>{box * 1000}</w:r></w:p>")


def nested_tables() -> bytes:
    """Tables inside cells, eighty deep."""
    inner = "<w:p><w:r><w:t>Giao</w:t></w:r></w:p>"
    for _ in range(80):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"
    return _word(inner)


def spans() -> bytes:
    """A web page of cells that claim a thousand rows and columns each."""
    cell = "<td rowspan=1000 colspan=1000>x</td>"
    return ("<html><body><table>" + ("<tr>" + cell * 20 + "</tr>") * 500 + "</table></body></html>").encode()


def divisions() -> bytes:
    """A web page of 1.2 MB of elements inside each other."""
    return b"<html><body>" + b"<div>" * 240_000 + b"Giao"


def many_tables() -> bytes:
    """A web page of four thousand tables, each inside the one before."""
    return b"<html><body>" + b"<table><tr><td>" * 4000 + b"Giao"


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + bytes((width + 7) // 8)) * height, 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def thin() -> bytes:
    """A picture one point wide."""
    return _png(1, 20_000)


def flat() -> bytes:
    """A picture one point high."""
    return _png(20_000, 1)


def large() -> bytes:
    """A picture of 78 million points."""
    return _png(8_800, 8_900)


def frames() -> bytes:
    """A picture of four hundred frames."""
    from PIL import Image

    out = BytesIO()
    pictures = [Image.new("L", (600, 800), shade % 255) for shade in range(400)]
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def tiff_frames() -> bytes:
    """A TIFF file of four hundred pages."""
    from PIL import Image

    out = BytesIO()
    pictures = [Image.new("1", (1200, 1700), 1) for _ in range(400)]
    pictures[0].save(out, "TIFF", compression="group4", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def zips_of_zips() -> bytes:
    """Two hundred archives of two thousand members each in one."""
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for number in range(2000):
            archive.writestr(f"{number}.txt", "Giao")
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(200):
            archive.writestr(f"{number}.zip", inner.getvalue())
    return out.getvalue()


def mails_in_mails() -> bytes:
    """E-mails inside e-mails, three hundred deep."""
    mail = b"From: a@b.c\nTo: d@e.f\nSubject: x\nMIME-Version: 1.0\n\nGiao\n"
    for _ in range(300):
        mail = (
            b"From: a@b.c\nTo: d@e.f\nSubject: x\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" + mail
        )
    return mail


def pdf_pages() -> bytes:
    """A PDF whose one page shows the same hundred thousand lines of text."""
    words = zlib.compress(b"BT /F 10 Tf 10 10 Td " + b"(Giao So Noi vu) Tj 0 1 Td " * 100_000 + b"ET", 9)
    return _pdf(b"/Filter /FlateDecode", words)


def pdf_rules() -> bytes:
    """A PDF whose one page is a grid of two hundred thousand rules."""
    lines = b"".join(
        b"%d %d m %d %d l S " % (n % 600, n % 800, (n * 7) % 600, n % 800) for n in range(200_000)
    )
    return _pdf(b"/Filter /FlateDecode", zlib.compress(lines + b"BT /F 10 Tf 10 10 Td (Giao) Tj ET", 9))


def _pdf(filters: bytes, stream: bytes) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<<%s/Length %d>>stream\n%s\nendstream" % (filters, len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    )


def text() -> bytes:
    """Sixteen million characters of plain text."""
    return "Giao Sở Nội vụ chủ trì thực hiện Nghị quyết số 25-NQ/TW.\n".encode() * 275_000


BOMBS: dict[str, Callable[[], bytes]] = {
    "letters.docx": letters, "style-chain.docx": style_chain, "nested-boxes.docx": nested_boxes,
    "many-boxes.docx": many_boxes, "nested-tables.docx": nested_tables, "spans.html": spans,
    "divisions.html": divisions, "many-tables.html": many_tables, "thin.png": thin, "flat.png": flat,
    "large.png": large, "frames.gif": frames, "frames.tif": tiff_frames, "zips.zip": zips_of_zips,
    "mails.eml": mails_in_mails, "lines.pdf": pdf_pages, "rules.pdf": pdf_rules, "text.txt": text,
}  # fmt: skip


def measured(path: Path) -> tuple[float, int, int, str]:
    """Return seconds, megabytes of the largest process, exit code and the last line of complaint of one reading."""
    code = "from danvan_docs.cli import main; main()"
    start = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", code, "parse", str(path), "--format", "jsonl"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        said = process.stderr.read().decode(errors="replace").strip().splitlines()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - start, used.ru_maxrss // 1024, process.returncode, (said or [""])[-1]


def main(given: list[str]) -> None:
    """Measure what is given, or every bomb."""
    with tempfile.TemporaryDirectory() as folder:
        paths = list(map(Path, given))
        for name, make in BOMBS.items() if not given else ():
            paths.append(Path(folder, name))
            paths[-1].write_bytes(make())
        for path in paths:
            seconds, megabytes, code, said = measured(path)
            print(f"{path.name:24} {seconds:6.1f} s {megabytes:6} MB  exit {code}  {said[:110]}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
