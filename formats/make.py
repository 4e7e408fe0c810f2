"""Makes the files of this folder from `directive.txt`, with the programs that offices use.

Needs LibreOffice (`soffice`), Chromium, Poppler (`pdftoppm`) and Pillow. Run from anywhere: `python formats/make.py`.
"""

from __future__ import annotations

import html
import random
import re
import subprocess
import tempfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

from PIL import Image, ImageFilter
from word_file import call, cell, level, lists, note, numbered, paragraph, run, table, write_word

HERE = Path(__file__).parent
_LABELS = (re.compile(r"[IVX]+\. "), re.compile(r"\d+\. "), re.compile(r"[a-z]\) "))
_LIST = lists(level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)"))
_SCAN_DPI = 200
_MARKS = {"¹": 1, "²": 2}
_BODY = '<w:pStyle w:val="Body"/>'
_COLUMNS, _TASKS = (3700, 5300), (700, 2800, 2000, 1900, 1600)
_SMALL = '<w:sz w:val="22"/>'
_CENTRE = '<w:jc w:val="center"/>'
_SITE_HEAD = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Cổng thông tin điện tử</title>
<style>body{font-family:"DejaVu Serif";font-size:13pt}table.data td{border:1px solid black}</style></head><body>
<nav class="main-menu"><ul><li><a href="/">Trang chủ</a></li><li><a href="/tin">Tin tức</a></li>
<li><a href="/vb">Văn bản</a></li></ul></nav><div class="breadcrumb"><a href="/">Trang chủ</a> / Văn bản</div><main>"""
_SITE_FOOT = """</main><div class="share-buttons"><a href="#">Chia sẻ</a></div>
<div class="related"><h3>Tin liên quan</h3>
<a href="/1">Hội nghị tổng kết Chỉ thị số 49-CT/TW</a></div>
<footer>Bản quyền thuộc tỉnh Tân Giang</footer></body></html>"""


def parts_of(text: str) -> dict[str, list[str]]:
    """Return the letterhead, text, signature and appendix of the directive, as its paragraphs."""
    blocks = text.strip().split("\n\n")
    sign = next(index for index, block in enumerate(blocks) if block.startswith("Nơi nhận"))
    return {
        "letterhead": blocks[:2],
        "body": blocks[2:sign],
        "signature": blocks[sign : sign + 2],
        "appendix": blocks[sign + 2 :],
    }


def as_word(text: str, path: Path) -> Path:
    """Write the directive as Word does: automatic numbers, notes, tables, a letterhead without rules."""
    parts, body = parts_of(text), []
    for name in ("letterhead", "body", "signature", "appendix"):
        if name in ("letterhead", "signature"):
            columns = [
                "".join(paragraph(run(line, _SMALL), _CENTRE) for line in block.split("\n"))
                for block in parts[name]
            ]
            body.append(table("".join(map(cell, columns)), ruled=False, widths=_COLUMNS))
            continue
        for block in parts[name]:
            body.append(_word_block(block))
    notes = "".join(note(_MARKS[block[0]], block[2:]) for block in parts["body"] if block[0] in _MARKS)
    return write_word(path, "".join(body), {"numbering": _LIST, "footnotes": notes})


def _word_block(block: str) -> str:
    if block[0] in _MARKS:
        return ""
    if " | " in block:
        rows = ("".join(map(cell, row.split(" | "))) for row in block.split("\n"))
        return table(*rows, widths=_TASKS)
    lines = block.split("\n")
    if len(lines) > 1:
        return "".join(paragraph(line, _CENTRE) for line in lines)
    for depth, label in enumerate(_LABELS):
        match = label.match(block)
        if match:
            return numbered(_with_calls(block[match.end() :]), 1, depth)
    return paragraph(_with_calls(block), _BODY)


def _with_calls(text: str) -> str:
    pieces = re.split("([¹²])", text)
    return "".join(call(_MARKS[piece]) if piece in _MARKS else run(piece) for piece in pieces if piece)


def as_page(text: str, path: Path) -> Path:
    """Write the directive as a page of a portal, with the furniture of its site."""
    parts, out = parts_of(text), [_SITE_HEAD]
    for name in ("letterhead", "body", "signature", "appendix"):
        if name in ("letterhead", "signature"):
            columns = ("<td>" + html.escape(block).replace("\n", "<br>") + "</td>" for block in parts[name])
            out.append(f"<table><tr>{''.join(columns)}</tr></table>")
            continue
        for block in parts[name]:
            if " | " in block:
                rows = ("<tr>" + "".join(f"<td>{html.escape(each)}</td>" for each in row.split(" | ")) + "</tr>"
                        for row in block.split("\n"))  # fmt: skip
                out.append(f'<table class="data">{"".join(rows)}</table>')
            else:
                marked = re.sub("[¹²]", lambda mark: f"<sup>{_MARKS[mark[0]]}</sup>", html.escape(block))
                out.append("<p>" + marked.replace("\n", "<br>") + "</p>")
    path.write_text("\n".join([*out, _SITE_FOOT]), encoding="utf-8")
    return path


def _office(source: Path, form: str, suffix: str, profile: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", str(HERE), str(source)], check=True, capture_output=True, timeout=180
    )
    assert (HERE / f"{source.stem}{suffix}").exists()


def degraded(pixmap: Path) -> Image.Image:
    """Return a rendered page as a poor scan: tilted, uneven, with specks."""
    chance = random.Random(7)
    page = Image.open(pixmap).convert("L").rotate(0.6, fillcolor=255, resample=Image.Resampling.BICUBIC)
    page = page.filter(ImageFilter.GaussianBlur(0.8)).point(lambda grey: min(255, int(grey * 0.92 + 8)))
    pixels = page.load()
    for _ in range(page.width * page.height // 900):
        pixels[chance.randrange(page.width), chance.randrange(page.height)] = chance.randrange(256)
    return page


def main() -> None:
    """Make every file anew."""
    text = (HERE / "directive.txt").read_text(encoding="utf-8")
    word = as_word(text, HERE / "directive.docx")
    page = as_page(text, HERE / "portal.html")
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        for form, suffix in (
            ("odt", ".odt"),
            ("doc:MS Word 97", ".doc"),
            ("rtf:Rich Text Format", ".rtf"),
            ("pdf", ".pdf"),
        ):
            _office(word, form, suffix, profile)
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--print-to-pdf={HERE / 'printed.pdf'}", page.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        subprocess.run(
            ["pdftoppm", "-r", str(_SCAN_DPI), str(HERE / "directive.pdf"), f"{folder}/page"], check=True
        )
        scans = [degraded(pixmap) for pixmap in sorted(Path(folder).glob("page*.ppm"))]
        scans[0].save(
            HERE / "scan.pdf", save_all=True, append_images=scans[1:], resolution=_SCAN_DPI, quality=35
        )
        scans[0].save(HERE / "scan.jpg", dpi=(_SCAN_DPI, _SCAN_DPI), quality=35)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "vanthu@tangiang.example",
        "phong@tangiang.example",
        "Kế hoạch 15",
    )
    mail["Date"] = "Thu, 15 Jan 2026 08:00:00 +0700"
    mail.set_content("Kính gửi các đồng chí Kế hoạch số 15/KH-UBND.")
    mail.add_attachment(
        word.read_bytes(), maintype="application", subtype="octet-stream", filename="ke-hoach.docx"
    )
    (HERE / "mail.eml").write_bytes(mail.as_bytes())
    with zipfile.ZipFile(HERE / "pile.zip", "w", zipfile.ZIP_DEFLATED) as pile:
        pile.write(word, "van-ban/ke-hoach.docx")
        pile.write(page, "van-ban/trang-web.html")


if __name__ == "__main__":
    main()
