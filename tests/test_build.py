"""Builds: stopped at any moment, in several processes, again, with copies, with a registry that grows."""

import json
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import CORPORA, ROOT

import danvan_docs as dv
from danvan_docs.checking import check
from danvan_docs.corpus.build import build
from danvan_docs.corpus.copies import body_of, same_document
from danvan_docs.corpus.identity import InstrumentId
from danvan_docs.corpus.store import DATABASE, Store
from danvan_docs.errors import AuthorityError, MissingExtra, ReadError, StoreError

KILLS = 20
FORMATS = ROOT / "formats"

PLAN = """TỈNH ỦY LAM HÀ
*
Số 15-KH/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Lam Hà, ngày 20 tháng 9 năm 2022

KẾ HOẠCH
thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương

1. Ban Dân vận Tỉnh ủy chủ trì, phối hợp với Sở Nội vụ tham mưu xây dựng báo cáo kết quả trước ngày 25/12/2023.

2. Phấn đấu đến năm 2025, trên 90% thôn, tổ dân phố trên địa bàn tỉnh có mô hình dân vận khéo hoạt động hiệu quả.

3. Các cấp ủy, chính quyền tiếp tục thực hiện Kế hoạch số 99-KH/TW, ngày 05/02/2019 của Ban Bí thư.
"""


def command(*arguments: object) -> list[str]:
    return [str(Path(sys.executable).with_name("danvan")), *map(str, arguments)]


def content(folder: Path) -> dict[str, list[str]]:
    """Return every table, without the numbers that SQLite gave, in a stable order."""
    with sqlite3.connect(folder / DATABASE) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        tables = [name for name in names if not name.startswith(("section_words_", "sqlite_"))]
        keys = {
            "document_id": dict(connection.execute("SELECT id, source FROM documents").fetchall()),
            "task_id": {row["id"]: row["text"] for row in connection.execute("SELECT id, text FROM tasks")},
            "part_of": {row["id"]: row["text"] for row in connection.execute("SELECT id, text FROM targets")},
        }
        assert {"documents", "sections", "findings", "edges", "section_words"} <= set(tables)
        return {
            table: sorted(
                repr(
                    {
                        name: keys.get(name, {}).get(row[name], row[name])
                        for name in row.keys()  # noqa: SIM118
                        if name != "id"
                    }
                )
                for row in connection.execute(f"SELECT * FROM {table}")
            )
            for table in tables
        }


def assert_whole(folder: Path) -> None:
    """Check what SQLite and FTS5 say of the database, and that the index holds every section."""
    with sqlite3.connect(folder / DATABASE) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO section_words(section_words) VALUES ('integrity-check')")
        counts = "SELECT (SELECT count(*) FROM sections), (SELECT count(*) FROM section_words)"
        sections, indexed = connection.execute(counts).fetchone()
        assert sections == indexed


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(15, 20):
        (folder / f"kh-{number}.txt").write_text(PLAN.replace("15-KH", f"{number}-KH"), encoding="utf-8")
    return folder


def test_a_build_killed_at_any_moment_ends_like_one_in_one_go(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    began = time.monotonic()
    subprocess.run(command("build", CORPORA, "--store", whole, "--jobs", 1), check=True, capture_output=True)
    lasted = time.monotonic() - began
    expected = content(whole)
    chance, killed, stored = random.Random(), 0, set()
    while killed < KILLS:
        store = tmp_path / f"killed-{killed}"
        options = ("build", CORPORA, "--store", store, "--jobs", 1 + killed % 2)
        process = subprocess.Popen(
            command(*options), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.uniform(0, lasted))
        if process.poll() is not None:  # it was done before: no kill, another try
            shutil.rmtree(store)
            continue
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        killed += 1
        if (store / DATABASE).exists():
            with Store.create(store) as left:
                stored.add(len(left.sources()))
        build([CORPORA], store)
        assert_whole(store)
        assert content(store) == expected
    assert len(stored) > 1, "no kill fell into the writing"


def test_several_processes_leave_what_one_leaves(tmp_path: Path) -> None:
    build([CORPORA], tmp_path / "one", jobs=1)
    build([CORPORA], tmp_path / "two", jobs=2)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_a_killed_worker_costs_no_document(tmp_path: Path) -> None:
    def kill(done: int, total: int, path: Path) -> None:
        if done == 6:
            os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)

    first = build([CORPORA], tmp_path / "store", jobs=2, progress=kill)
    assert (first.failed, first.documents) == (0, 18)
    build([CORPORA], tmp_path / "whole")
    assert content(tmp_path / "store") == content(tmp_path / "whole")


def test_a_document_that_takes_too_long_is_given_up(texts: Path, tmp_path: Path) -> None:
    (texts / "endless.txt").write_text(PLAN * 3000, encoding="utf-8")
    build([texts], tmp_path / "store", jobs=2, timeout=0.5)
    with Store.open(tmp_path / "store") as store:
        assert "within 0.5 seconds" in store.errors()[str(texts / "endless.txt")]


def test_several_processes_need_pebble(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pebble", None)
    with pytest.raises(MissingExtra, match=r"danvan-docs\[batch\]"):
        build([texts], tmp_path / "store", jobs=2)
    assert build([texts], tmp_path / "store").documents == 5


def test_findings_are_kept(tmp_path: Path) -> None:
    build([CORPORA], tmp_path / "store")
    with Store.open(tmp_path / "store") as store:
        rows = store.query(
            'SELECT d.source, f.code, f.start, f."end", f.text FROM findings f'
            " JOIN documents d ON d.id = f.document_id ORDER BY f.id"
        )
        expected = [
            (each.source, found.code, found.start, found.end, each.quote(found))
            for each in store.directives()
            for found in check(each)
        ]
    assert sorted(map(tuple, rows)) == sorted(expected) != []


def test_again_reads_all_and_changes_nothing(texts: Path, tmp_path: Path) -> None:
    build([texts], tmp_path / "store")
    before = content(tmp_path / "store")
    assert build([texts], tmp_path / "store", again=True).read == 5
    assert build([], tmp_path / "store", again=True).read == 5
    assert content(tmp_path / "store") == before
    assert_whole(tmp_path / "store")
    with pytest.raises(StoreError, match="no store"):
        build([], tmp_path / "none", again=True)


def test_a_graph_that_is_due_is_derived_by_the_next_build(texts: Path, tmp_path: Path) -> None:
    build([texts], tmp_path / "store")
    with Store.open(tmp_path / "store") as store:
        before = store.edges()
        store.write(dv.parse(PLAN, source="other.txt"), sha256="", rules="")
        assert store.graph_rules() is None
        assert store.edges() == before
    build([texts], tmp_path / "store")
    with Store.open(tmp_path / "store") as store:
        assert store.copies() == {"other.txt": str(texts / "kh-15.txt")} or store.copies() == {
            str(texts / "kh-15.txt"): "other.txt"
        }


class TestDeleted:
    def test_a_file_gone_from_its_folder(self, texts: Path, tmp_path: Path) -> None:
        (texts / "broken.txt").write_bytes(b"\0\1")
        (texts / "below").mkdir()
        (texts / "below" / "kh-20.txt").write_text(PLAN.replace("15-KH", "20-KH"), encoding="utf-8")
        build([texts], tmp_path / "store")
        for name in ("kh-15.txt", "broken.txt", "below/kh-20.txt"):
            (texts / name).unlink()
        summary = build([texts], tmp_path / "store")
        assert (summary.removed, summary.documents, summary.failed) == (3, 4, 0)
        with Store.open(tmp_path / "store") as store:
            assert store.errors() == {}
            assert all(edge.document != str(texts / "kh-15.txt") for edge in store.edges())
        assert_whole(tmp_path / "store")

    def test_documents_of_other_folders_stay(self, texts: Path, tmp_path: Path) -> None:
        build([texts, CORPORA], tmp_path / "store")
        (texts / "kh-15.txt").unlink()
        assert build([CORPORA], tmp_path / "store").documents == 23
        assert build([texts / "kh-16.txt"], tmp_path / "store").documents == 23
        assert build([], tmp_path / "store", again=True).documents == 22

    def test_a_member_gone_from_its_archive(self, tmp_path: Path) -> None:
        archive = tmp_path / "pile.zip"
        shutil.copy(FORMATS / "pile.zip", archive)
        documents = build([archive], tmp_path / "store").documents
        (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
        archive.unlink()
        shutil.make_archive(str(archive.with_suffix("")), "zip", tmp_path, "plan.txt")
        summary = build([archive], tmp_path / "store")
        assert (summary.removed, summary.documents) == (documents, 1)

    def test_a_folder_that_cannot_be_seen_costs_nothing(self, texts: Path, tmp_path: Path) -> None:
        build([texts], tmp_path / "store")
        shutil.rmtree(texts)
        assert build([texts], tmp_path / "store").documents == 5
        texts.mkdir()
        with pytest.raises(ReadError):
            build([texts], tmp_path / "store")
        with Store.open(tmp_path / "store") as store:
            assert len(store.sources()) == 5


class TestCopies:
    @pytest.fixture(scope="class")
    def store(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        folder = tmp_path_factory.mktemp("copies")
        names = ("portal.html", "directive.docx")
        build([CORPORA, *(FORMATS / name for name in names)], folder)
        return folder

    def test_web_page_and_word_file_of_one_directive(self, store: Path) -> None:
        with Store.open(store) as corpus:
            copies = corpus.copies()
        files = FORMATS / "portal.html", FORMATS / "directive.docx", CORPORA / "tan-giang/kh-15-ubnd-2026.txt"
        assert {*copies, *copies.values()} == set(map(str, files))
        assert len(set(copies.values())) == 1

    def test_a_copy_is_its_originals_instrument_and_gives_no_edges(self, tmp_path: Path) -> None:
        both = build([FORMATS / "portal.html", FORMATS / "directive.docx"], tmp_path / "both")
        one = build([FORMATS / "directive.docx"], tmp_path / "one")
        assert (both.documents, both.copies) == (2, 1)
        assert both.edges == one.edges > 0
        assert both.instruments == one.instruments
        with Store.open(tmp_path / "both") as store:
            rows = store.query("SELECT DISTINCT instrument FROM documents")
            assert [row[0] for row in rows] == ["15/KH-UBND@2026-01-14#Tân Giang"]

    def test_the_order_of_builds_does_not_matter(self, store: Path, tmp_path: Path) -> None:
        build([FORMATS / "directive.docx"], tmp_path)
        build([FORMATS / "portal.html"], tmp_path)
        build([CORPORA], tmp_path)
        assert content(store) == content(tmp_path)

    def test_when_the_original_goes_a_copy_takes_its_place(self, tmp_path: Path) -> None:
        for name in ("portal.html", "directive.docx"):
            shutil.copy(FORMATS / name, tmp_path)
        build([tmp_path], tmp_path / "store")
        with Store.open(tmp_path / "store") as store:
            [(copy, original)] = store.copies().items()
            edges = len(store.edges())
        Path(original).unlink()
        build([tmp_path], tmp_path / "store")
        with Store.open(tmp_path / "store") as store:
            assert store.copies() == {}
            assert {edge.document for edge in store.edges()} == {copy}
            assert len(store.edges()) == edges > 0

    @pytest.mark.parametrize(
        ("old", "new", "same"),
        [
            ("hiệu quả", "có hiệu quả", True),
            ("Số 15-KH/TU", "Số     -KH/TU", True),
            ("Số 15-KH/TU", "Số 16-KH/TU", False),
            ("năm 2022", "năm 2021", False),
            ("LAM HÀ", "BẠCH GIANG", False),
            ("KẾ HOẠCH\n", "CHƯƠNG TRÌNH\n", False),
        ],
    )
    def test_headers_that_contradict_are_two_documents(self, old: str, new: str, same: bool) -> None:
        assert old in PLAN
        other = PLAN.replace(old, new)
        if old == "LAM HÀ":
            other = other.replace("Lam Hà", "Bạch Giang")
        assert (
            same_document(body_of(dv.parse(PLAN), dv.registry()), body_of(dv.parse(other), dv.registry()))
            is same
        )

    def test_one_page_of_a_document_is_a_copy(self) -> None:
        assert same_document(
            body_of(dv.parse(PLAN), dv.registry()),
            body_of(dv.parse(PLAN[: PLAN.index("3. Các cấp")]), dv.registry()),
        )


class TestRegistry:
    """An instrument that is unknown today."""

    ROW = "id,symbol,type,date,issuer,title,level,system,status,source,confidence\n" + (
        "99-KH/TW@2019-02-05,99-KH/TW,Kế hoạch,2019-02-05,Ban Bí thư,Thử nghiệm,central,party,unknown,directive,high\n"
    )

    @pytest.fixture
    def ours(self, tmp_path: Path) -> Path:
        path = tmp_path / "ours.csv"
        path.write_text(self.ROW, encoding="utf-8")
        return path

    def test_it_resolves_when_the_registry_grows(self, texts: Path, ours: Path, tmp_path: Path) -> None:
        store, known = tmp_path / "store", "99-KH/TW@2019-02-05"
        build([texts], store)
        with Store.open(store) as corpus:
            [before] = [each for each in corpus.instruments() if each.id == known]
            assert (before.title, before.in_corpus) == (None, False)
            unlinked = corpus.query("SELECT symbol FROM unlinked_citations WHERE symbol = '99-KH/TW'")
            assert len(unlinked) == 5
        summary = build([texts], store, registry=[ours])
        assert (summary.read, summary.relinked, summary.unchanged) == (0, 5, 0)
        with Store.open(store) as corpus:
            [after] = [each for each in corpus.instruments() if each.id == known]
            assert after.title == "Thử nghiệm"
            linked = corpus.query("SELECT instrument_id FROM citations WHERE symbol = '99-KH/TW'")
            assert {row[0] for row in linked} == {known}
            assert not corpus.query("SELECT 1 FROM unlinked_citations WHERE symbol = '99-KH/TW'")
        assert build([texts], store, registry=[ours]).unchanged == 5

    def test_linked_anew_is_what_is_read_anew(self, texts: Path, ours: Path, tmp_path: Path) -> None:
        build([texts], tmp_path / "grown")
        build([texts], tmp_path / "grown", registry=[ours])
        build([texts], tmp_path / "new", registry=[ours], jobs=2)
        assert content(tmp_path / "grown") == content(tmp_path / "new")

    def test_without_it_the_store_is_as_before(self, texts: Path, ours: Path, tmp_path: Path) -> None:
        build([texts], tmp_path / "store")
        before = content(tmp_path / "store")
        build([texts], tmp_path / "store", registry=[ours])
        assert content(tmp_path / "store") != before
        assert build([texts], tmp_path / "store").unchanged == 5  # the store keeps what it was given
        assert build([texts], tmp_path / "store", registry=[]).relinked == 5
        assert content(tmp_path / "store") == before

    def test_a_registry_that_does_not_hold_stops_the_build(self, texts: Path, tmp_path: Path) -> None:
        with pytest.raises(AuthorityError, match=r"none\.csv"):
            build([texts], tmp_path / "store", registry=[tmp_path / "none.csv"])
        assert not (tmp_path / "store").exists()


class TestIdentity:
    @pytest.fixture(scope="class")
    def store(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        folder = tmp_path_factory.mktemp("identity")
        build([CORPORA], folder)
        return folder

    def test_every_id_parses_and_prints(self, store: Path) -> None:
        with Store.open(store) as corpus:
            rows = corpus.instruments()
        assert len(rows) > 50
        for row in rows:
            own = InstrumentId.parse(row.id)
            assert str(own) == row.id
            assert own.date in (row.date, None)
            assert row.symbol is None or own.symbol == row.symbol or row.symbol in row.id

    def test_provincial_ones_have_their_province(self, store: Path) -> None:
        with Store.open(store) as corpus:
            rows = [row for row in corpus.instruments() if row.level == "province" and row.in_corpus]
        assert rows
        assert all(InstrumentId.parse(row.id).province == row.province != None for row in rows)  # noqa: E711

    @pytest.mark.parametrize("name", ["doc:a#b", "doc:plan@2022-01-01", "a@b-NQ/TU"])
    def test_odd_names_come_back(self, name: str) -> None:
        assert str(InstrumentId.parse(name)) == name

    def test_documents_with_odd_names_are_told_apart(self) -> None:
        texts = [dv.parse("Thực hiện Chỉ thị số 18-CT/TW.", source=f"thu#{n}.txt") for n in (1, 2)]
        assert {"doc:thu#1", "doc:thu#2"} <= set(dv.citation_graph(texts))

    def test_every_document_is_an_instrument(self, store: Path) -> None:
        with Store.open(store) as corpus:
            rows = corpus.query(
                "SELECT d.source, i.source AS other FROM documents d"
                " LEFT JOIN instruments i ON i.id = d.instrument"
            )
        assert len(rows) == 18
        assert all(row["source"] == row["other"] for row in rows)

    def test_aliases_are_what_it_is_called(self, store: Path) -> None:
        with Store.open(store) as corpus:
            rows = corpus.query(
                "SELECT alias, mentions FROM aliases WHERE instrument = '25-NQ/TW@2013-06-03'"
            )
            assert dict(map(tuple, rows))["25-NQ/TW"] == 10
            mentions = corpus.query("SELECT sum(mentions) FROM aliases")[0][0]
            counted = corpus.query("SELECT (SELECT count(*) FROM citations) + (SELECT count(*) FROM named)")
        assert mentions <= counted[0][0]


class TestCommand:
    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command(*arguments), capture_output=True, text=True, encoding="utf-8")

    def test_it_goes_on_and_shows_errors(self, texts: Path, tmp_path: Path) -> None:
        (texts / "broken.txt").write_bytes(b"\0\1\2")
        for read, unchanged in ((5, 0), (0, 5)):
            done = self.run("build", texts, "--store", tmp_path / "store", "-f", "json")
            assert done.returncode == 1
            assert "broken.txt" in done.stderr
            summary = json.loads(done.stdout)
            assert (summary["read"], summary["unchanged"], summary["failed"]) == (read, unchanged, 1)

    def test_again_needs_no_paths(self, texts: Path, tmp_path: Path) -> None:
        store = ("--store", tmp_path / "store", "-f", "json")
        assert self.run("build", *store).returncode == 2
        assert self.run("build", "--again", *store).returncode == 2
        assert self.run("build", texts, *store).returncode == 0
        assert json.loads(self.run("build", "--again", *store).stdout)["read"] == 5

    def test_a_registry_of_ones_own(self, texts: Path, tmp_path: Path) -> None:
        (tmp_path / "ours.csv").write_text(TestRegistry.ROW, encoding="utf-8")
        store = ("--store", tmp_path / "store", "-f", "json")
        self.run("build", texts, *store)
        done = self.run("build", texts, "--registry", tmp_path / "ours.csv", *store)
        assert json.loads(done.stdout)["relinked"] == 5
        done = self.run("build", texts, "--registry", tmp_path / "none.csv", *store)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
