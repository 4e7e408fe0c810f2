"""Damaged, locked and hostile files: one clear line each, in bounded time and memory, and the rest goes on."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT

import danvan_docs as dv
from danvan_docs.errors import MissingExtra, MissingReader, ReadError
from danvan_docs.reading.door.inside import read_inside
from danvan_docs.reading.formats import pdf, zips
from danvan_docs.reading.formats.document import Document

FORMATS = ROOT / "formats"
sys.path.insert(0, str(FORMATS))
from word_file import call, note, paragraph, run, write_word  # noqa: E402

WHOLE = ("directive.docx", "directive.odt", "directive.pdf", "printed.pdf", "pile.zip")
PICTURE = "<w:r><w:drawing><w:inline/></w:drawing></w:r>"


def reason(path: Path) -> str:
    """Return why a file cannot be read; the reason is one line that names the file."""
    start = time.monotonic()
    with pytest.raises(ReadError) as caught:
        dv.read(path)
    assert time.monotonic() - start < 20
    message = str(caught.value)
    assert message.startswith(f"{path}")
    assert "\n" not in message
    return message.removeprefix(f"{path}").removeprefix(": ")


@pytest.mark.parametrize(
    "name",
    [
        *WHOLE,
        pytest.param(
            "scan.jpg", marks=pytest.mark.skipif(not shutil.which("tesseract"), reason="no tesseract")
        ),
    ],
)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.95])
def test_a_file_cut_off_anywhere(name: str, share: float, tmp_path: Path) -> None:
    data = (FORMATS / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(data[: int(share * len(data))])
    errors: list[ReadError] = []
    found = list(dv.parse_many([path], errors.append))
    if errors:
        assert str(errors[0]).startswith(str(path))
        assert "damaged or cut off" in str(errors[0]) or "holds no text" in str(errors[0])
    else:  # pdfium mends what it can, and a picture may have lost only its foot
        assert found[0].text.strip()
        assert name.endswith((".pdf", ".jpg"))


def test_a_locked_pdf(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    if not shutil.which("soffice"):
        pytest.skip("LibreOffice, which locks the file, is not here")
    options = (
        'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
        '"DocumentOpenPassword":{"type":"string","value":"x"}}'
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless", "--convert-to", options,
         "--outdir", str(tmp_path), str(FORMATS / "directive.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with pytest.raises(pdfium.PdfiumError):
        pdfium.PdfDocument(tmp_path / "directive.pdf")
    assert reason(tmp_path / "directive.pdf") == "protected by a password"


def test_a_locked_word_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    assert reason(path) == "protected by a password"


def test_a_pdf_of_ten_thousand_pages(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument.new()
    for _ in range(10_000):
        document.new_page(200, 200)
    document.save(tmp_path / "a.pdf")
    assert reason(tmp_path / "a.pdf") == f"10000 pages; at most {pdf.MAX_PAGES} are read"


def test_a_pdf_without_words(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument.new()
    document.new_page(200, 200)
    document.save(tmp_path / "a.pdf")
    assert reason(tmp_path / "a.pdf") == "holds no text"


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(20_000_000))
    assert "a zip bomb" in reason(path)


def test_a_zip_that_lies_about_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MAX_MEMBER", 1000)
    path = write_word(tmp_path / "a.docx", paragraph("dân vận " * 1000))
    with pytest.raises(ReadError, match="would unpack to more than"):
        read_inside("a.docx", str(path), None, dv.Limits())


def test_an_archive_with_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MAX_MEMBERS", 3)
    path = write_word(tmp_path / "a.docx", paragraph("Một"))
    with pytest.raises(ReadError, match="at most 3 are read"):
        read_inside("a.docx", str(path), None, dv.Limits())


def test_an_archive_of_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.exe", b"MZ")
    assert reason(tmp_path / "a.zip") == "an archive that holds no document"


def test_xml_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", bomb)
    assert "declares XML entities" in reason(path)


def test_broken_xml(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document><w:body>")
    assert reason(path).startswith("damaged (word/document.xml")


def test_a_word_file_that_is_a_picture(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", paragraph(PICTURE))
    assert reason(path) == "holds no text, only pictures (1); they need OCR: save the file as PDF"


def test_macros_are_told_of_and_not_run(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docm", paragraph("Giao Sở Nội vụ."), {"word/vbaProject.bin": "x"})
    assert "left-out: macros; they are never run" in dv.read(path).warnings


def test_a_note_that_calls_itself_ends(tmp_path: Path) -> None:
    turning = note(1, "Lại").replace("</w:p>", call(1) + "</w:p>")
    source = dv.read_source(
        write_word(tmp_path / "a.docx", paragraph(run("Một") + call(1)), {"footnotes": turning})
    )
    assert source.text.startswith("Một¹")
    assert len(source.text) < 100


def test_a_page_nested_beyond_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<div>" * 5000 + "dân vận", encoding="utf-8")
    assert "nested deeper" in reason(path)


def test_a_huge_text_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(10**9)
    assert "too large to be a directive" in reason(path)


def test_a_picture_larger_than_a_page(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    out = BytesIO()
    image.new("1", (20_000, 20_000)).save(out, "PNG")
    (tmp_path / "a.png").write_bytes(out.getvalue())
    if shutil.which("tesseract"):
        assert "points are no page" in reason(tmp_path / "a.png") or "bomb" in reason(tmp_path / "a.png")


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"PK\x03\x04" + bytes(100), "damaged or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not known"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le"), r"\.eml"),
        (b"\x7fELF\x02\x01\x01" + bytes(100), "binary"),
    ],
)
def test_what_no_reader_takes(head: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(head)
    with pytest.raises(ReadError, match=words):
        dv.read(tmp_path / "a.doc")


def test_the_rest_of_a_batch_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "c.txt").write_text("Theo Nghị quyết số 25-NQ/TW.", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("e.txt", b"\xff\xfe\xfd")
        archive.writestr("f.txt", "Theo Kết luận số 43-KL/TW.")
    errors: list[ReadError] = []
    found = list(dv.parse_many([tmp_path], errors.append))
    assert [directive.citations[0].symbol for directive in found] == ["25-NQ/TW", "43-KL/TW"]
    assert len(errors) == 3


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtra) as caught:
        read_inside("printed.pdf", str(FORMATS / "printed.pdf"), None, dv.Limits())
    assert isinstance(caught.value, ReadError)
    assert str(caught.value).endswith("printed.pdf: needs pypdfium2: pip install 'danvan-docs[inputs]'")


@pytest.mark.parametrize(
    ("name", "package"), [("directive.doc", "libreoffice-writer-nogui"), ("scan.jpg", "tesseract-ocr-vie")]
)
def test_a_missing_program_names_its_package(
    name: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingReader, match=package):
        dv.read(FORMATS / name)


def test_pages_with_text_are_read_where_the_program_for_the_others_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pypdfium2 as pdfium

    both = pdfium.PdfDocument.new()
    for name in ("printed.pdf", "scan.pdf"):
        both.import_pages(pdfium.PdfDocument(FORMATS / name), pages=[0])
    both.save(tmp_path / "a.pdf")
    monkeypatch.setenv("PATH", "/nowhere")
    found = dv.read(tmp_path / "a.pdf")
    assert found.header.symbol == "15/KH-UBND"
    assert found.warnings[0] == "left-out: page 2 is a picture; tesseract would read it"
    assert found.warnings[1].startswith("no-recipients: ")  # they stood on that page
    with pytest.raises(MissingReader, match="tesseract"):
        dv.read(FORMATS / "scan.pdf")


def test_nothing_of_the_readers_loads_before_it_is_needed() -> None:
    code = (
        "import sys, danvan_docs as dv; from danvan_docs.cli.app import app; dv.read(sys.argv[1]);"
        "print([m for m in ('lxml', 'pypdfium2', 'selectolax', 'PIL') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(FORMATS / "directive.txt")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"


def test_document_names_itself() -> None:
    assert str(Document("a.pdf", b"").error("damaged")) == "a.pdf: damaged"
