"""Search over the sections of a store, from Python and as a command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CORPORA, ROOT
from hypothesis import given
from hypothesis import strategies as st

import danvan_docs as dv
from danvan_docs.corpus.build import build
from danvan_docs.corpus.passages import marked, passages, unmarked
from danvan_docs.corpus.search import Query
from danvan_docs.corpus.store import Store
from danvan_docs.errors import StoreError

TEXT = """TỈNH UỶ LAM HÀ
*
Số 20-KH/TU

Lam Hà, ngày 20 tháng 9 năm 2022

KẾ HOẠCH
thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương

I. NHIỆM VỤ

1. Ban Dân vận Tỉnh uỷ chủ trì xây dựng báo cáo; Đảng uỷ các xã đang làm thí điểm.

2. Bố trí xe cho người dân vận chuyển nông sản. Phấn đấu trên 90% thôn có
mô hình dân vận khéo.

3. Năm 2021, có 12 mô hình được công nhận.
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "kh-20.txt").write_text(TEXT, encoding="utf-8")
    build([folder, CORPORA], folder / "store")
    return folder / "store"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    with Store.create(folder) as store:
        store.write(dv.parse(TEXT, source="kh-20.txt"), sha256="", rules="")
    return folder


def sections(folder: Path, words: str, **options) -> list[str]:
    with Store.open(folder) as store:
        return [hit.section for hit in store.search(words, **options)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dân vận", {"I/1", "I/2"}),
        ("dan van", {"I/1", "I/2"}),
        ("DÂN VẬN KHÉO", {"I/2"}),
        ("khéo dân vận", {"I/2"}),
        ('"khéo dân vận"', set()),
        ('"có mô hình dân vận"', {"I/2"}),  # over the end of a line
        ('"mo hinh" “dan van”', {"I/2"}),
        ("Tỉnh ủy", {"", "I/1"}),  # the text has `uỷ`
        ("tinh uy", {"", "I/1"}),
        ("đang", {"I/1"}),
        ("Đảng", {"I/1"}),
        ("dang", {"I/1"}),
        ("đáng", set()),
        ("vận chuyện", set()),
        ("25-NQ/TW", {""}),
        ("25 - NQ/TW", {""}),
        ("nhiệm vụ", {"I"}),
        ("xyz", set()),
    ],
)
def test_words_phrases_diacritics(small: Path, words: str, found: set[str]) -> None:
    assert set(sections(small, words)) == found


def test_diacritics_count_or_not_as_told(small: Path) -> None:
    assert sections(small, "dân", diacritics="ignore") == sections(small, "dan")
    assert sections(small, "dan", diacritics="exact") == []
    assert sections(small, "đang", diacritics="exact") == ["I/1"]
    with Store.open(small) as store:
        [hit] = store.search("đang")
        assert hit.found == "đang"
        [hit] = store.search("dang")
        assert hit.found == "Đảng"


def test_the_place_is_in_the_document(store: Path) -> None:
    with Store.open(store) as corpus:
        for words in ("dan van", '"dân vận khéo"', "bao cao", "25-NQ/TW", "uy ban nhan dan"):
            hits = corpus.search(words, limit=100)
            assert hits
            for hit in hits:
                text = corpus.directive(hit.source).text
                assert " ".join(text[hit.start : hit.end].split()) == hit.found
                assert hit.found in hit.snippet
                said = unmarked(hit.found) + marked(hit.found).lower()
                assert any(word in said for phrase in Query(words).phrases for word in phrase)


def test_composed_and_decomposed_letters_are_one(tmp_path: Path) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", TEXT)
    with Store.create(tmp_path) as store:
        store.write(dv.parse(text, source="nfd.txt"), sha256="", rules="")
        [hit] = store.search('"dân vận khéo"')
        assert unicodedata.normalize("NFC", text[hit.start : hit.end]) == "dân vận khéo"


def test_words_in_a_row_come_first(tmp_path: Path) -> None:
    apart = dv.parse("KẾ HOẠCH\n\n1. Vận hay dân, dân hay vận.", source="a.txt")
    with Store.create(tmp_path) as store:
        for directive in (apart, dv.parse(TEXT, source="kh-20.txt")):
            store.write(directive, sha256="", rules="")
        assert [hit.source for hit in store.search("dân vận")] == ["kh-20.txt", "kh-20.txt", "a.txt"]
        store.forget(["kh-20.txt"])
        assert [hit.source for hit in store.search("dân vận")] == ["a.txt"]


def test_a_place_inside_a_longer_word_is_whole(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        for name, text in (("a", "Tổng Bí thư kết luận."), ("b", "Người dân chủ động theo dõi.")):
            store.write(dv.parse(text, source=name), sha256="", rules="")
        assert [hit.found for hit in store.search('"bí thư"', whole_words=True)] == ["Bí thư"]
        assert [hit.found for hit in store.search('"dân chủ"')] == ["dân chủ"]
        assert store.search('"dân chủ"', whole_words=True) == []


def test_whole_words_leave_out_syllables_of_others(small: Path) -> None:
    assert set(sections(small, '"dân vận"')) == {"I/1", "I/2"}
    with Store.open(small) as store:
        [hit] = [hit for hit in store.search('"dân vận"') if hit.section == "I/2"]
        assert "người dân vận chuyển" in store.directive(hit.source).text[hit.start - 6 : hit.end + 8]
        [hit] = [hit for hit in store.search('"dân vận"', whole_words=True) if hit.section == "I/2"]
        assert "dân vận khéo" in store.directive(hit.source).text[hit.start : hit.end + 5]


class TestFilters:
    def found(self, store: Path, words: str, **filters) -> list[dv.corpus.search.Hit]:
        with Store.open(store) as corpus:
            return corpus.search(words, limit=1000, **filters)

    def test_province(self, store: Path) -> None:
        hits = self.found(store, "dân vận")
        assert {hit.province for hit in hits} == {"Lam Hà", "Đông Khê", "Tân Giang"}
        for name in ("Đông Khê", "dong khe", "đông khê"):
            assert self.found(store, "dân vận", province=name) == [
                h for h in hits if h.province == "Đông Khê"
            ]
        assert self.found(store, "dân vận", province="Nam Định") == []

    def test_year(self, store: Path) -> None:
        hits = self.found(store, "dân vận")
        expected = [hit for hit in hits if (hit.date or "").startswith("2023")]
        assert self.found(store, "dân vận", year=2023) == expected != []

    def test_kind_of_quantity(self, store: Path) -> None:
        for kind in ("target", "statistic"):
            hits = self.found(store, "mô hình", kind=kind)
            assert hits
            for hit in hits:
                assert kind in {target.kind for target in self.inside(store, hit, "targets")}
        assert [h.section for h in self.found(store, "mô hình", kind="statistic", year=2022)] == ["I/3"]

    def test_instrument(self, store: Path) -> None:
        hits = self.found(store, "thực hiện", instrument="25 - nq/tw")
        assert len(hits) > 3
        for hit in hits:
            assert "25-NQ/TW" in {cited.symbol for cited in self.inside(store, hit, "citations")}

    def test_body(self, store: Path) -> None:
        hits = self.found(store, "báo cáo", body="BDV Tỉnh ủy")
        assert hits
        for hit in hits:
            actors = {a.text for task in self.inside(store, hit, "tasks") for a in task.actors}
            assert any("Dân vận" in actor for actor in actors)
        assert self.found(store, "báo cáo", body="Sở Ngoại thương") == []

    def test_all_together(self, store: Path) -> None:
        [hit] = self.found(store, "dan van", body="Ban Dân vận Tỉnh ủy", province="lam ha", year=2022)
        assert hit.section == "I/1"

    def test_an_unknown_instrument_is_an_error(self, store: Path) -> None:
        with pytest.raises(StoreError, match="999-NQ/TW"):
            self.found(store, "a", instrument="999-NQ/TW")

    def inside(self, store: Path, hit: dv.corpus.search.Hit, name: str) -> list:
        """Return the results of one kind that stand in the section of a hit."""
        with Store.open(store) as corpus:
            directive = corpus.directive(hit.source)
        [passage] = [each for each in passages(directive) if each.start <= hit.start < each.text_end]
        assert passage.path == hit.section
        return [each for each in getattr(directive, name) if passage.start <= each.start < passage.text_end]


def test_copies_are_found_once(tmp_path: Path) -> None:
    for name in ("portal.html", "directive.docx"):
        build([ROOT / "formats" / name], tmp_path)
    with Store.open(tmp_path) as store:
        assert len(store.copies()) == 1
        assert {hit.source for hit in store.search("kế hoạch")} == set(store.copies().values())


def test_pages_are_told_where_they_are_known(tmp_path: Path) -> None:
    build([ROOT / "formats" / "directive.pdf"], tmp_path)
    with Store.open(tmp_path) as store:
        pages = {hit.page for hit in store.search("thực hiện", limit=100)}
    assert pages >= {1, 2}


@pytest.mark.parametrize("words", ["", "!!", '""', "- / ."])
def test_nothing_to_look_for_is_an_error(small: Path, words: str) -> None:
    with pytest.raises(StoreError, match="no word"):
        sections(small, words)


@given(st.text(max_size=40))
def test_any_question_is_answered(small: Path, words: str) -> None:
    with Store.open(small) as store:
        if Query(words).phrases:
            assert len(store.search(words)) <= 4
        else:
            with pytest.raises(StoreError, match="no word"):
                store.search(words)


@pytest.mark.parametrize("path", sorted(CORPORA.rglob("*.txt")), ids=lambda path: path.stem)
def test_passages_are_the_whole_text(path: Path) -> None:
    directive = dv.read(path)
    found = list(passages(directive))
    assert "".join(each.text for each in found) == directive.text
    assert all(directive.text[each.start : each.text_end] == each.text for each in found)


class TestCommand:
    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        danvan = Path(sys.executable).with_name("danvan")
        return subprocess.run(
            [danvan, "search", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8"
        )

    def test_json(self, store: Path) -> None:
        done = self.run("dân", "vận", "khéo", "--store", store, "--province", "Lam Hà", "-f", "json", "-n", 2)
        assert done.returncode == 0
        hits = json.loads(done.stdout)
        assert len(hits) == 2
        assert {hit["province"] for hit in hits} == {"Lam Hà"}

    def test_table(self, store: Path) -> None:
        done = self.run('"dan van kheo"', "--store", store, "--kind", "target", "--year", 2022)
        assert "kh-20.txt" in done.stdout
        assert "dân vận khéo" in done.stdout

    def test_nothing_found_is_no_error(self, store: Path) -> None:
        done = self.run("xyz", "--store", store, "-f", "json")
        assert (done.returncode, json.loads(done.stdout)) == (0, [])

    @pytest.mark.parametrize(
        "arguments", [("!!",), ("a", "--kind", "goal"), ("a", "--instrument", "999-NQ/TW"), ()]
    )
    def test_a_wrong_question(self, store: Path, arguments: tuple[str, ...]) -> None:
        done = self.run(*arguments, "--store", store)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
