"""Files of every kind give the text that a reader sees, with the place of each stretch."""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import pytest
from conftest import ROOT

import danvan_docs as dv
from danvan_docs.models import Directive, Span
from danvan_docs.reading import find_files
from danvan_docs.reading.inventory import inventory

FORMATS = ROOT / "formats"
sys.path.insert(0, str(FORMATS))
from word_file import call, cell, level, lists, note, numbered, paragraph, run, table, write_word  # noqa: E402

LIST = lists(
    level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)"),
    level(0, "decimal", "Điều %1.") + level(1, "decimal", "%1.%2."),
    level(0, "bullet", "-"),
)


def read_word(folder: Path, body: str, **parts: str) -> dv.Source:
    return dv.read_source(write_word(folder / "a.docx", body, parts))


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if not shutil.which(program)]
    return pytest.mark.skipif(bool(missing), reason=f"not installed here: {', '.join(missing)}")


class TestWord:
    def test_automatic_numbers_are_spelled_out(self, tmp_path: Path) -> None:
        body = "".join(
            [
                numbered("MỤC TIÊU", 1, 0), numbered("Chung", 1, 1), numbered("Riêng", 1, 1), numbered("Một", 1, 2),
                numbered("Hai", 1, 2), numbered("NHIỆM VỤ", 1, 0), numbered("Đầu", 1, 1), numbered("Gạch", 3, 0),
                numbered("Phạm vi", 2, 0), numbered("Đối tượng", 2, 0), numbered("Khoản", 2, 1),
            ]
        )  # fmt: skip
        source = read_word(tmp_path, body, numbering=LIST)
        assert [line for line in source.text.split("\n") if line] == [
            "I. MỤC TIÊU", "1. Chung", "2. Riêng", "a) Một", "b) Hai", "II. NHIỆM VỤ", "1. Đầu", "- Gạch",
            "Điều 1. Phạm vi", "Điều 2. Đối tượng", "2.1. Khoản",
        ]  # fmt: skip

    def test_a_list_that_starts_anew(self, tmp_path: Path) -> None:
        again = (
            '<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        )
        definitions = lists("", level(0, "decimal", "%1."), numbers=again)
        body = "".join(numbered(text, number, 0) for text, number in (("a", 2), ("b", 2), ("c", 9), ("d", 9)))
        assert read_word(tmp_path, body, numbering=definitions).text.split() == [
            "1.", "a", "2.", "b", "5.", "c", "6.", "d",
        ]  # fmt: skip

    def test_notes_stand_after_the_paragraph_that_calls_them(self, tmp_path: Path) -> None:
        body = paragraph(run("Theo các văn bản") + call(3) + run(" về dân vận.")) + paragraph(
            "Giao Sở Nội vụ."
        )
        source = read_word(tmp_path, body, footnotes=note(3, "Nghị quyết số 25-NQ/TW."))
        assert source.text == "Theo các văn bản¹ về dân vận.\n\n¹ Nghị quyết số 25-NQ/TW.\n\nGiao Sở Nội vụ."
        found = dv.read(tmp_path / "a.docx").footnotes
        assert [(each.mark, each.anchor) for each in found] == [("¹", 16)]

    def test_endnotes_come_last_and_count_on(self, tmp_path: Path) -> None:
        body = paragraph(run("Một") + call(1) + call(1, "endnote")) + paragraph("Hai.")
        source = read_word(
            tmp_path, body, footnotes=note(1, "Chân trang."), endnotes=note(1, "Cuối bài.", "endnote")
        )
        assert source.text.startswith("Một¹²\n\n¹ Chân trang.")
        assert source.text.endswith("² Cuối bài.")
        assert source.notes == 2

    def test_only_the_final_version_is_read(self, tmp_path: Path) -> None:
        body = (
            paragraph(
                run("Trước ngày ")
                + f'<w:del w:id="1"><w:r><w:delText>30/6</w:delText></w:r></w:del><w:ins w:id="2">{run("31/7")}</w:ins>'
                + run(" ẩn", "<w:vanish/>")
                + run("/2026", "")
            )
            + '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>'
            + run("Nối ")
            + "</w:p>"
            + paragraph("liền.")
        )
        source = read_word(tmp_path, body)
        assert source.text == "Trước ngày 31/7/2026\nNối liền."
        assert [notice.message for notice in source.notices][:2] == [
            "1 tracked deletions; insertions are accepted",
            "1 stretches of hidden text",
        ]

    def test_tables_are_rows_and_merged_cells_stand_once(self, tmp_path: Path) -> None:
        wide, start, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
        rows = (
            cell("TT") + cell("Nhiệm vụ") + cell("Cơ quan"),
            cell("1") + cell("Rà soát") + cell(paragraph("Sở Nội vụ") + paragraph("Sở Tài chính"), start),
            cell("2") + cell("Báo cáo") + cell("", on),
            cell("Tổng cộng", wide) + cell("hai"),
        )
        source = read_word(tmp_path, paragraph("Phân công:") + table(*rows) + paragraph("Hết."))
        assert source.text.split("\n\n")[1].split("\n") == [
            "TT | Nhiệm vụ | Cơ quan", "1 | Rà soát | Sở Nội vụ; Sở Tài chính", "2 | Báo cáo | 〃",
            "Tổng cộng |  | hai",
        ]  # fmt: skip
        start_of = source.text.index("Sở Nội vụ")
        (place,) = source.places_of(Span(start=start_of, end=start_of + 3))
        assert (place.table, place.row, place.cell) == (1, 2, 3)
        start_of = source.text.index("hai")
        assert source.places_of(Span(start=start_of, end=start_of + 3))[0].cell == 3

    def test_a_letterhead_without_rules_reads_column_by_column(self, tmp_path: Path) -> None:
        left = paragraph("TỈNH ỦY LAM HÀ") + paragraph("Số 15-KH/TU")
        right = paragraph("ĐẢNG CỘNG SẢN VIỆT NAM") + paragraph("Lam Hà, ngày 20 tháng 9 năm 2022")
        body = (
            table(cell(left) + cell(right), ruled=False)
            + paragraph("KẾ HOẠCH")
            + paragraph("công tác dân vận")
        )
        source = read_word(tmp_path, body)
        assert source.text.startswith("TỈNH ỦY LAM HÀ\nSố 15-KH/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\nLam Hà")
        header = dv.read(tmp_path / "a.docx").header
        assert (header.symbol, header.date, header.issuer) == ("15-KH/TU", "2022-09-20", "TỈNH ỦY LAM HÀ")

    def test_text_boxes_running_heads_capitals_and_contents(self, tmp_path: Path) -> None:
        box = f"<w:r><w:pict><w:txbxContent>{paragraph('Trong khung.')}</w:txbxContent></w:pict></w:r>"
        contents = paragraph("I. MỤC TIÊU 3", '<w:pStyle w:val="TOC1"/>')
        styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
        body = contents + paragraph(run("Ngoài khung.") + box) + paragraph(run("Chữ hoa", "<w:caps/>"))
        source = read_word(tmp_path, body, styles=styles, header1=paragraph("Lưu hành nội bộ"))
        assert source.text == "Ngoài khung.\n\nTrong khung.\n\nCHỮ HOA"
        messages = [notice.message for notice in source.notices]
        assert messages[:2] == ["table of contents", "page header or footer “Lưu hành nội bộ”"]

    def test_pages_begin_where_word_says(self, tmp_path: Path) -> None:
        mark = '<w:r><w:lastRenderedPageBreak/><w:t xml:space="preserve">dân vận.</w:t></w:r>'
        body = paragraph(run("Tiếp tục công tác ") + mark) + paragraph("Theo Nghị quyết số 25-NQ/TW.")
        source = read_word(tmp_path, body)
        assert source.pages == [0, source.text.index("dân vận")]
        directive = dv.read(tmp_path / "a.docx")
        assert directive.pages == source.pages
        assert directive.page_of(directive.citations[0]) == 2

    def test_pages_are_unknown_where_nothing_says(self, tmp_path: Path) -> None:
        body = paragraph(run("Một") + '<w:r><w:br w:type="page"/></w:r>' + run("hai."))
        source = read_word(tmp_path, body)
        assert source.pages == []
        assert source.page_of(Span(start=0, end=1)) is None
        assert any("page numbers are unknown" in notice.message for notice in source.notices)

    def test_letters_of_the_fonts_of_the_nineties_are_converted(self, tmp_path: Path) -> None:
        old = "Ban D\xa9n v\xcbn chñ tr×, phèi hîp víi V\xa8n phßng theo dâi, ®«n ®èc viÖc thùc hiÖn kÕ ho¹ch nµy."
        source = read_word(tmp_path, paragraph(old))
        assert source.text.startswith("Ban Dân vận chủ trì, phối hợp với Văn phòng")
        assert source.notices[-1].message == "converted from TCVN3 to Unicode"


class TestWebPage:
    def read(self, folder: Path, body: str, head: str = "") -> dv.Source:
        path = folder / "a.html"
        path.write_text(
            f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", encoding="utf-8"
        )
        return dv.read_source(path)

    def test_furniture_is_left_out(self, tmp_path: Path) -> None:
        links = "".join(f'<li><a href="/{n}">Mục số {n} của trang</a></li>' for n in range(5))
        source = self.read(
            tmp_path,
            f"<header>Cổng thông tin</header><nav>Trang chủ</nav><ul>{links}</ul><article><header><h1>KẾ HOẠCH</h1>"
            "</header><p>Giao Sở Nội vụ báo cáo trước ngày 15/12/2026.</p></article><div class='related-news'>"
            "Chỉ thị số 49-CT/TW</div><script>var a = 1;</script><p style='display: none'>ẩn</p><footer>Chân</footer>",
        )
        assert source.text == "KẾ HOẠCH\n\nGiao Sở Nội vụ báo cáo trước ngày 15/12/2026."
        assert source.notices[0].kind == "left_out"

    def test_what_holds_the_text_stays_whatever_its_name(self, tmp_path: Path) -> None:
        text = "<p>Căn cứ Nghị quyết số 25-NQ/TW.</p>" * 3
        assert "25-NQ/TW" in self.read(tmp_path, f"<div class='comment'>{text}</div>").text

    def test_lines_lists_entities_and_notes(self, tmp_path: Path) -> None:
        source = self.read(
            tmp_path,
            "<p>Một&nbsp;dòng<br>Hai &amp; ba<sup>1</sup></p><ol type='a' start='2'><li>bê</li><li>xê</li></ol>"
            "<ul><li>gạch</li></ul><div>Số <b>15</b>-KH/TU</div><pre>giữ\n  nguyên</pre>",
        )
        assert source.text == (
            "Một\u00a0dòng\nHai & ba¹\n\nb. bê\nc. xê\n- gạch\nSố 15-KH/TU\n\ngiữ\n  nguyên"
        )

    def test_tables_with_spans(self, tmp_path: Path) -> None:
        source = self.read(
            tmp_path,
            "<table><tr><th>TT</th><th>Nhiệm vụ</th><th>Cơ quan</th></tr><tr><td>1</td><td>Rà soát</td>"
            "<td rowspan=2>Sở Nội vụ</td></tr><tr><td>2</td><td>Báo cáo</td></tr></table>",
        )
        assert source.text.split("\n") == [
            "TT | Nhiệm vụ | Cơ quan",
            "1 | Rà soát | Sở Nội vụ",
            "2 | Báo cáo | 〃",
        ]
        assert [place.cell for place in source.places] == [1, 2, 3, 1, 2, 3, 1, 2, 3]

    def test_the_declared_encoding_counts_where_nothing_else_tells(self, tmp_path: Path) -> None:
        path = tmp_path / "a.htm"
        path.write_bytes(b"<html><meta charset=iso-8859-1><body><p>caf\xe9</p></body></html>")
        source = dv.read_source(path)
        assert (source.text, source.encoding) == ("café", "iso-8859-1")


def figures(directive: Directive) -> dict[str, Counter[object]]:
    """Return what a directive holds, without the places."""
    return {
        "sections": Counter((s.path, s.title) for s in directive.sections),
        "citations": Counter((c.symbol, c.type, c.date, c.use) for c in directive.citations),
        "tasks": Counter(
            (t.section, t.deadline, t.frequency, tuple(a.text for a in t.actors)) for t in directive.tasks
        ),
        "targets": Counter(
            (t.section, t.op, str(t.value), t.unit, t.kind, t.deadline) for t in directive.targets
        ),
        "header": Counter({str(field): 1 for field in directive.header if field[0] != "origins"}),
    }


class TestOneDirectiveInEveryFormat:
    """The files of formats/ were made from one text by the programs of an office."""

    @pytest.fixture(scope="class")
    def original(self) -> dict[str, Counter[object]]:
        return figures(dv.read(FORMATS / "directive.txt"))

    @pytest.mark.parametrize(
        "name",
        [
            "directive.docx", "portal.html", "directive.pdf", "printed.pdf", "mail.eml!/ke-hoach.docx",
            "pile.zip!/van-ban/ke-hoach.docx", "pile.zip!/van-ban/trang-web.html",
            *(
                pytest.param(f"directive.{suffix}", marks=needs("soffice")) for suffix in ("odt", "doc", "rtf")
            ),
        ],
    )  # fmt: skip
    def test_no_figure_differs(self, name: str, original: dict[str, Counter[object]]) -> None:
        found = figures(dv.read(f"{FORMATS}/{name}"))
        for kind, expected in original.items():
            assert found[kind] == expected, (kind, found[kind] - expected, expected - found[kind])

    @needs("tesseract")
    def test_a_poor_scan_keeps_its_citations(self, original: dict[str, Counter[object]]) -> None:
        directive = dv.read(FORMATS / "scan.pdf")
        found, expected = figures(directive)["citations"], original["citations"]
        right = (found & expected).total()
        assert 2 * right / (found.total() + expected.total()) >= 0.97
        assert any("Tesseract" in warning for warning in directive.warnings)
        assert len(directive.pages) == 3

    @needs("tesseract")
    def test_recognised_words_have_places_and_confidences(self) -> None:
        source = dv.read_source(FORMATS / "scan.jpg")
        start = source.text.index("15/KH-UBND")
        span = Span(start=start, end=start + 10)
        (place,) = source.places_of(span)
        assert place.page == 1
        assert place.box is not None
        assert place.box[0] < 0.5
        assert place.box[3] < 0.2
        assert (source.confidence_of(span) or 0) > 0.5
        assert all(source.text[word.start : word.end].strip() for word in source.words)

    def test_a_line_of_a_pdf_knows_its_page_and_box(self) -> None:
        directive, source = dv.read(FORMATS / "printed.pdf"), dv.read_source(FORMATS / "printed.pdf")
        last = directive.citations[-1]
        assert directive.page_of(last) == source.page_of(last) == bisect_page(source.pages, last.start)
        box = source.places_of(last)[0].box
        assert box is not None
        assert 0 <= box[0] < box[2] <= 1
        assert 0 <= box[1] < box[3] <= 1

    def test_a_task_table_keeps_its_cells(self) -> None:
        for name in ("directive.docx", "printed.pdf", "directive.pdf", "portal.html"):
            source = dv.read_source(FORMATS / name)
            start = source.text.index("Văn phòng Ủy ban nhân dân tỉnh")
            (place,) = source.places_of(Span(start=start, end=start + 5))
            assert (place.table, place.row, place.cell) == (1, 3, 3), name


def bisect_page(pages: list[int], offset: int) -> int:
    return sum(start <= offset for start in pages)


class TestPiles:
    def test_content_decides_not_the_suffix(self, tmp_path: Path) -> None:
        for name in ("directive.docx", "printed.pdf", "portal.html"):
            shutil.copy(FORMATS / name, tmp_path / "odd.txt")
            assert dv.read_source(tmp_path / "odd.txt").format == Path(name).suffix[1:]

    def test_archives_and_mails_are_opened(self, tmp_path: Path) -> None:
        shutil.copy(FORMATS / "mail.eml", tmp_path)
        inner = tmp_path / "inner.zip"
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr("thư mục/a.txt", "Theo Nghị quyết số 25-NQ/TW.")
            archive.writestr("README.txt", "none")
            archive.writestr("__MACOSX/a.txt", "none")
            archive.writestr("x.exe", "none")
        with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
            archive.write(inner, "inner.zip")
        inner.unlink()
        found = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])]
        assert found == ["mail.eml", "mail.eml!/ke-hoach.docx", "outer.zip!/inner.zip!/thư mục/a.txt"]
        directives = list(dv.parse_many([tmp_path]))
        assert directives[2].source == f"{tmp_path}/{found[2]}"
        assert [citation.symbol for citation in directives[2].citations] == ["25-NQ/TW"]

    def test_a_mail_is_its_words(self) -> None:
        source = dv.read_source(FORMATS / "mail.eml")
        assert "15/KH-UBND" in source.text
        assert (source.properties.title, source.properties.created) == ("Kế hoạch 15", "2026-01-15")
        assert source.notices[-1].message == "attachment ke-hoach.docx, a document of its own"

    def test_a_mail_of_a_web_page(self, tmp_path: Path) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "a@b.example", "c@d.example", "Thư"
        mail.set_content("<p>Theo Kế hoạch số 15/KH-UBND</p>", subtype="html")
        (tmp_path / "a.eml").write_bytes(mail.as_bytes())
        source = dv.read_source(tmp_path / "a.eml")
        assert (source.format, source.text) == ("mail", "Theo Kế hoạch số 15/KH-UBND")

    def test_folders_leave_out_what_is_no_document(self, tmp_path: Path) -> None:
        for name in (
            "a.txt",
            "b.json",
            "c.py",
            "page_files/logo.png",
            ".hidden.txt",
            "~$a.docx",
            "README.md",
        ):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("x", encoding="utf-8")
        shutil.copy(FORMATS / "printed.pdf", tmp_path / "without-suffix")
        assert [path.name for path in find_files([tmp_path])] == ["a.txt", "without-suffix"]


class TestCommands:
    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        code = "from danvan_docs.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            capture_output=True, text=True, encoding="utf-8", timeout=120, cwd=ROOT, check=False,
            env={**os.environ, "COLUMNS": "100"},
        )  # fmt: skip

    def test_read_shows_pages_notices_and_text(self) -> None:
        done = self.run("read", "formats/printed.pdf")
        assert done.returncode == 0
        assert re.search(r"^  pages +3 *$", done.stdout, re.M)
        for words in ("── page 2 ──", "KẾ HOẠCH", "30/6/2026"):
            assert words in done.stdout

    def test_read_as_json_is_the_source(self) -> None:
        done = self.run("read", "formats/directive.docx", "--format", "json")
        assert dv.Source.model_validate_json(done.stdout) == dv.read_source("formats/directive.docx")

    def test_read_opens_an_archive_and_goes_on_after_a_bad_member(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("a.pdf", "%PDF-1.4")
            archive.writestr("b.txt", "Theo Nghị quyết số 25-NQ/TW.")
        done = self.run("read", tmp_path / "a.zip")
        assert (done.returncode, "25-NQ/TW" in done.stdout) == (1, True)
        assert done.stderr == f"danvan: {tmp_path / 'a.zip'}!/a.pdf: damaged or cut off\n"

    def test_doctor_knows_every_reader_and_what_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        parts = {each["title"]: each for each in json.loads(self.run("doctor", "--format", "json").stdout)}
        assert {"Word", "PDF", "Web page", "Picture, scan", "E-mail"} <= set(parts)
        assert "What this installation can do" in self.run("doctor").stdout
        monkeypatch.setenv("PATH", "/nowhere")
        picture = next(each for each in inventory() if each.title == "Picture, scan")
        assert "tesseract" in picture.missing
        assert "apt install tesseract-ocr tesseract-ocr-vie" in picture.how

    def test_the_page_about_readers_is_true(self, monkeypatch: pytest.MonkeyPatch) -> None:
        page = (ROOT / "docs/readers.md").read_text(encoding="utf-8")
        monkeypatch.chdir(ROOT)
        examples = doctest.DocTestParser().get_doctest(page, {}, "readers.md", "readers.md", 0)
        assert examples.examples
        assert doctest.DocTestRunner(verbose=False).run(examples).failed == 0
        command, shown = re.findall(r"^```console\n\$ danvan (.*?)\n(.*?)^```$", page, re.M | re.S)[0]
        printed = [line.rstrip() for line in self.run(*command.split()).stdout.splitlines()]
        places = [printed.index(line.rstrip()) for line in shown.splitlines() if line != "…"]
        assert places == sorted(places)

    def test_parse_shows_pages_and_warnings(self) -> None:
        printed = self.run("parse", "formats/printed.pdf").stdout
        assert re.search(r"^  Page   Instrument", printed, re.M)
        assert re.search(r"^     3   05 nhóm", printed, re.M)
        assert "phần phụ của trang" in self.run("parse", "formats/portal.html").stdout
