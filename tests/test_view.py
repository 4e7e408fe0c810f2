"""The page of a document: its text is the text, every span is marked once, nothing is loaded, nothing runs in it."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import CORPORA, ROOT, work
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app
from danvan_docs.errors import ExportError
from danvan_docs.models import Block
from danvan_docs.notices import in_vietnamese
from danvan_docs.outputs.marked_text import marked_text, stretches
from danvan_docs.outputs.marks import Mark, marks_of

TEXTS = sorted(CORPORA.rglob("*.txt"))
FILES = [ROOT / "formats" / name for name in ("directive.docx", "directive.pdf", "portal.html")]


class Article(HTMLParser):
    """Reads a page as a browser does: the text of one element, and where each mark in it begins and goes on."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.inside = 0
        self.words: list[str] = []
        self.at = 0
        self.open: list[str] = []
        self.pieces: dict[str, list[tuple[int, int]]] = {}
        self.begun: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self._starts: list[int] = []
        self.feed(page)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "article":
            self.inside += 1
        elif tag == "mark" and self.inside:
            name = given.get("id") or given["data-of"]
            assert name
            if "id" in given:
                self.begun.append(name)
                self.attributes[name] = given
            self.open.append(name)
            self._starts.append(self.at)

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            assert not self.open
            self.inside -= 1
        elif tag == "mark" and self.inside:
            self.pieces.setdefault(self.open.pop(), []).append((self._starts.pop(), self.at))

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words.append(data)
            self.at += len(data)


def assert_marked_once(text: str, marks: list[Mark], article: Article) -> None:
    assert article.text == text
    assert sorted(article.begun) == sorted(mark.id for mark in marks)
    for mark in marks:
        covered = {place for start, end in article.pieces[mark.id] for place in range(start, end)}
        whole = set(range(mark.start, mark.end))
        assert covered <= whole, mark
        left = "".join(text[place] for place in sorted(whole - covered))
        assert not left.replace("|", "").strip(), mark  # blanks between blocks and bars between cells


@pytest.mark.parametrize("path", [*TEXTS, *FILES], ids=lambda path: path.name)
def test_the_page_is_the_text_and_every_span_is_marked_once(path: Path) -> None:
    directive = dv.read(path)
    findings = dv.check(directive)
    article = Article(dv.view_html(directive))
    assert_marked_once(directive.text, marks_of(directive, findings, dv.registry()), article)
    kinds = [mark.kind for mark in marks_of(directive, findings, dv.registry())]
    assert kinds.count("section") == len(directive.sections)
    assert kinds.count("citation") == len(directive.citations)
    assert kinds.count("named") == len(directive.named)
    assert kinds.count("task") == len(directive.tasks)
    assert kinds.count("target") + kinds.count("statistic") == len(directive.targets)
    assert kinds.count("finding") == len(findings)
    actors = {(a.start, a.end, a.role) for task in directive.tasks for a in task.actors}
    assert kinds.count("actor") == len(actors)


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


@given(
    text=st.text(alphabet="aBđế <&\"'|\r\n\f\t\u0301", max_size=60),
    blocks=st.lists(spans, max_size=4),
    marks=st.lists(spans, max_size=6),
    pages=st.lists(st.integers(0, 60), max_size=3, unique=True),
)
def test_whatever_crosses_or_nests_the_text_stays_whole(text, blocks, marks, pages) -> None:
    size = len(text)
    laid_out: list[Block] = []
    for start, end in sorted((min(a, size), min(b, size)) for a, b in blocks):
        inside = [block for block in laid_out if block.end > start]
        laid_out.append(Block(start=start, end=min([end, *(block.end for block in inside)]), kind="body"))
    cut = sorted(
        {
            (min(a, size), min(b, size))
            for a, b in marks
            if text[min(a, size) : min(b, size)].strip(" |\r\n\f\t")
        },
        key=lambda span: (span[0], -span[1]),
    )
    given_marks = [Mark(a, b, "task", f"m{number}") for number, (a, b) in enumerate(cut)]
    parts = list(stretches(text, laid_out))
    assert "".join(text[part.start : part.end] for part in parts) == text
    page = marked_text(text, laid_out, given_marks, sorted(p for p in pages if p < size))
    assert_marked_once(text, given_marks, Article(f"<article>{page}</article>"))


def test_marks_that_cross_go_on_in_an_element_that_names_the_first() -> None:
    marks = [Mark(0, 6, "task", "a", "A"), Mark(3, 9, "time", "b", "B", "note")]
    page = marked_text("abcdefghi", [Block(start=0, end=9, kind="body")], marks)
    assert page == (
        '<div class="body"><mark class="task" id="a" data-label="A">abc'
        '<mark class="time" id="b" data-label="B" title="note" tabindex="0">def</mark></mark>'
        '<mark class="time" data-of="b">ghi</mark></div>'
    )


def test_a_block_that_a_footnote_interrupts_goes_on_after_it() -> None:
    directive = dv.read(CORPORA / "dong-khe/cv-640-tu-2021.txt")
    note = directive.footnotes[0]
    kinds = [part.kind for part in stretches(directive.text, directive.blocks) if part.kind]
    index = kinds.index("footnote")
    assert kinds[index - 1] == kinds[index + 1]
    article = Article(dv.view_html(directive))
    assert article.attributes["goi-chu-thich-1"]["title"].startswith("Chú thích: ¹ Nghị quyết")  # type: ignore[union-attr]
    assert article.pieces["goi-chu-thich-1"] == [(note.anchor, note.anchor + 1)]


def test_each_note_says_what_is_known() -> None:
    directive = dv.read(FILES[1])
    article = Article(dv.view_html(directive))
    law = article.attributes["VB3"]["title"] or ""
    assert "Luật 72/2025/QH15, ngày 16/06/2025, của Quốc hội" in law
    assert "Được dùng để: căn cứ" in law
    assert "Trong danh mục: 72/2025/QH15@2025-06-16" in law
    assert law.endswith("Trang 1")
    duty = article.attributes["NV14"]["title"] or ""
    assert duty.splitlines() == [
        "Chủ trì: Văn phòng Ủy ban nhân dân tỉnh", "Phối hợp: Sở Tư pháp", "Thời hạn: 31/10/2026", "Trang 3",
    ]  # fmt: skip


def test_pages_tables_outline_and_warnings_are_shown() -> None:
    page = dv.view_html(dv.read(FILES[1]))
    assert re.findall(r'class="page" data-page="(\d)"', page) == ["1", "2", "3"]
    assert page.count('<div class="row" role="row">') == 4
    assert page.count('<div class="cell" role="cell">') == 20
    assert '<a href="#muc-1"><b>I</b> MỤC ĐÍCH, YÊU CẦU</a>' in page
    assert 'id="muc-1"' in page
    word = dv.read(FILES[0])
    assert word.warnings
    assert all(f"<li>{in_vietnamese(warning)}</li>" in dv.view_html(word) for warning in word.warnings)


def test_a_finding_is_marked_and_said() -> None:
    page = dv.view_html(dv.read(CORPORA / "tan-giang/tb-77-tu-2026.txt"))
    mark = Article(page).attributes["XL1"]
    assert mark["class"] == "finding error"
    assert (mark["title"] or "").startswith("Lỗi: Tên loại “Kế hoạch” không khớp")
    assert "XL1" not in dv.view_html(dv.read(CORPORA / "tan-giang/tb-77-tu-2026.txt"), findings=[])


def test_nothing_is_loaded_and_only_the_own_script_runs() -> None:
    text = 'KẾ HOẠCH\n\n1. <script>alert(1)</script> & "Sở A" <img src=x onerror=y>\n'
    page = dv.view_html(dv.parse(text, source="</title><script>"))
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in page
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|https?://", page)
    assert Article(page).text == text


def test_the_page_grows_with_the_text() -> None:
    text = (CORPORA / "lam-ha/kh-58-hu-2023.txt").read_text(encoding="utf-8")
    small, large = (dv.parse(text * times) for times in (2, 8))
    # The findings are those of another part, which has its own test.
    once, four = (work(lambda d=each: dv.view_html(d, findings=[])) for each in (small, large))
    assert four < 4.4 * once
    assert len(dv.view_html(large, findings=[])) < 4.4 * len(dv.view_html(small, findings=[]))


def test_an_empty_text_has_a_page() -> None:
    assert Article(dv.view_html(dv.parse(""))).text == ""


class TestCommand:
    def test_parse_writes_the_page(self, tmp_path: Path) -> None:
        out = tmp_path / "view.html"
        done = CliRunner().invoke(app, ["parse", str(FILES[1]), "--out", str(out)])
        assert (done.exit_code, done.stdout) == (0, "")
        assert Article(out.read_text(encoding="utf-8")).text == dv.read(FILES[1]).text

    def test_one_file_only(self, tmp_path: Path) -> None:
        out = tmp_path / "view.html"
        done = CliRunner().invoke(app, ["parse", str(CORPORA / "lam-ha"), "--out", str(out)])
        assert done.exit_code == 2
        assert "--out is for one file, here are 6" in done.stderr
        assert not out.exists()

    def test_an_unknown_format_names_the_known_one(self, tmp_path: Path) -> None:
        with pytest.raises(ExportError, match=r"known: \.html"):
            dv.write_view(dv.parse("a"), tmp_path / "view.pdf")
        assert not list(tmp_path.iterdir())
