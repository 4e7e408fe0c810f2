"""A store that is damaged, old, copied or built by two at once: found, named, mended, and nothing committed is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

import danvan_docs as dv
from danvan_docs.corpus.build import build
from danvan_docs.corpus.lock import locked
from danvan_docs.corpus.store import DATABASE, Store
from danvan_docs.corpus.upkeep import backup, migrate, repair, restore
from danvan_docs.corpus.verify import verify
from danvan_docs.errors import StoreError

TEXTS = {
    "a.txt": "KẾ HOẠCH\n\n1. Giao Sở Nội vụ thực hiện Nghị quyết số 25-NQ/TW ngày 03/6/2013.\n",
    "b.txt": "CHỈ THỊ\n\nCăn cứ Kết luận số 43-KL/TW. Phấn đấu 90% hội viên tham gia trước ngày 31/12/2026.\n",
    "c.txt": "THÔNG BÁO\n\nGiao Sở Y tế báo cáo UBND tỉnh.\n",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    build([folder], tmp_path / "store")
    return tmp_path / "store"


def content(folder: Path) -> list[str]:
    """Return all that a store says, without the numbers of rows."""
    with Store.open(folder) as store:
        return [
            each.model_dump_json() for each in (*store.directives(), *store.instruments(), *store.edges())
        ]


def spoil(folder: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        connection.execute(sql, values)


def test_a_whole_store_is_whole(corpus: Path) -> None:
    assert verify(corpus) == []
    assert repair(corpus).copy_kept is None


@pytest.mark.parametrize(
    ("sql", "part", "table"),
    [
        ("UPDATE tasks SET text = 'Giao Sở Y tế'", "rows", "tasks"),
        ("DELETE FROM citations WHERE symbol = '25-NQ/TW'", "rows", "citations"),
        ("UPDATE documents SET symbol = '99-KH/TU' WHERE source LIKE '%a.txt'", "document", "documents"),
        ("UPDATE documents SET directive = '{' WHERE source LIKE '%a.txt'", "document", "documents"),
        ("UPDATE edges SET quote = 'x'", "graph", "edges"),
        ("UPDATE arrays SET data = x'00' WHERE name = 'source'", "graph", "arrays"),
        ("DELETE FROM section_words", "search", "section_words"),
    ],
)
def test_damage_is_named_and_mended(corpus: Path, sql: str, part: str, table: str) -> None:
    before = content(corpus)
    spoil(corpus, sql)
    assert (part, table) in {(each.part, each.table) for each in verify(corpus)}
    done = repair(corpus)
    assert verify(corpus) == []
    assert content(corpus) == before
    assert done.lost == []
    assert done.copy_kept
    assert Path(done.copy_kept).is_file()


def test_damage_is_never_answered_as_if_it_were_data(corpus: Path) -> None:
    spoil(corpus, "UPDATE documents SET directive = replace(directive, 'Sở Nội vụ', 'Sở Y tế')")
    spoil(corpus, "UPDATE arrays SET data = x'00' WHERE name = 'source'")
    with Store.open(corpus) as store:
        with pytest.raises(StoreError, match="not as it was written"):
            list(store.directives())
        with pytest.raises(StoreError, match="not as it was written"):
            store.graph_arrays()


def test_what_cannot_be_read_again_is_named(corpus: Path) -> None:
    spoil(corpus, "UPDATE documents SET directive = '{' WHERE source LIKE '%a.txt'")
    (corpus.parent / "texts" / "a.txt").unlink()
    done = repair(corpus)
    assert [Path(source).name for source in done.lost] == ["a.txt"]
    with Store.open(corpus) as store:
        assert len(store.sources()) == 2
        assert [Path(source).name for source in store.errors()] == ["a.txt"]


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9])
def test_flipped_bytes_are_found_and_mended(corpus: Path, share: float) -> None:
    before = content(corpus)
    database = corpus / DATABASE
    data = bytearray(database.read_bytes())
    start = int(share * len(data)) // 4096 * 4096
    data[start : start + 2048] = bytes(255 - byte for byte in data[start : start + 2048])
    database.write_bytes(data)
    if share == 0.0:  # not even a database any more
        assert verify(corpus)
        with pytest.raises(StoreError, match="danvan store repair"):
            Store.open(corpus)
        return
    if verify(corpus):  # else only free space was hit
        repair(corpus)
    assert verify(corpus) == []
    assert content(corpus) == before


def test_an_older_schema_is_migrated_and_a_copy_kept(corpus: Path) -> None:
    before = content(corpus)
    spoil(corpus, "DROP TABLE digests")
    spoil(corpus, "PRAGMA user_version = 4")
    assert content(corpus) == before  # opening it is enough
    assert (corpus / f"{DATABASE}.schema-4").is_file()
    assert verify(corpus) == []
    assert migrate(corpus).copy_kept is None


def test_a_later_schema_is_left_alone(corpus: Path) -> None:
    spoil(corpus, "PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="schema 99"):
        Store.open(corpus)


def test_a_backup_comes_back(corpus: Path, tmp_path: Path) -> None:
    before = content(corpus)
    backup(corpus, tmp_path / "backup.sqlite")
    assert stat.S_IMODE((tmp_path / "backup.sqlite").stat().st_mode) == 0o600
    restore(tmp_path / "backup.sqlite", tmp_path / "elsewhere")
    assert content(tmp_path / "elsewhere") == before
    spoil(corpus, "DELETE FROM documents")
    kept = restore(tmp_path / "backup.sqlite", corpus)
    assert kept is None or Path(kept).is_file()
    assert content(corpus) == before
    assert verify(corpus) == []


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"text"])
def test_what_is_no_backup_is_refused(corpus: Path, tmp_path: Path, data: bytes) -> None:
    before = content(corpus)
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(StoreError, match="not a whole backup"):
        restore(tmp_path / "x", corpus)
    assert content(corpus) == before


def test_a_second_builder_waits_or_says_so(corpus: Path) -> None:
    said: list[str] = []

    def second() -> None:
        try:
            with locked(corpus, wait=0.2):
                pass
        except StoreError as error:
            said.append(str(error))

    with locked(corpus), locked(corpus):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert said == [f"{corpus}: another build is at work in this store; try again when it has ended"]
    second()
    assert len(said) == 1


def test_store_and_files_are_their_owners_alone(corpus: Path) -> None:
    before = os.umask(0o000)
    try:
        build([corpus.parent / "texts"], corpus.parent / "second")
    finally:
        os.umask(before)
    for folder in (corpus, corpus.parent / "second"):
        for path in (folder, *folder.iterdir()):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_store_can_be_shared(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANVAN_SHARED", "1")
    before = os.umask(0o022)
    try:
        build([corpus.parent / "texts"], corpus.parent / "second")
    finally:
        os.umask(before)
    assert stat.S_IMODE((corpus.parent / "second" / DATABASE).stat().st_mode) == 0o644


def test_a_store_is_used_from_many_threads(corpus: Path) -> None:
    errors: list[BaseException] = []

    def use(store: Store, number: int) -> None:
        try:
            for _ in range(5):
                store.write(dv.parse("Giao Sở Y tế.", source=f"{number}"), sha256="", rules="")
                assert store.directive(f"{number}").text == "Giao Sở Y tế."
                store.search("Sở")
        except BaseException as error:
            errors.append(error)

    with Store.open(corpus) as store:
        threads = [threading.Thread(target=use, args=(store, number)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert len(store.sources()) == len(TEXTS) + 6


class TestAbsence:
    def test_a_document_goes_when_its_absence_is_seen(self, corpus: Path) -> None:
        (corpus.parent / "texts" / "a.txt").unlink()
        summary = build([corpus.parent / "texts"], corpus)
        assert (summary.removed, summary.documents) == (1, 2)

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_an_unreadable_folder_keeps_its_documents(self, corpus: Path) -> None:
        folder = corpus.parent / "texts" / "sub"
        folder.mkdir()
        shutil.copy(corpus.parent / "texts" / "a.txt", folder / "d.txt")
        build([corpus.parent / "texts"], corpus)
        folder.chmod(0)
        try:
            summary = build([corpus.parent / "texts"], corpus)
        finally:
            folder.chmod(0o700)
        assert (summary.failed, summary.removed, summary.documents) == (1, 0, 4)
        again = build([corpus.parent / "texts"], corpus)
        assert (again.failed, again.documents) == (0, 4)

    def test_an_archive_that_cannot_be_opened_keeps_its_documents(self, corpus: Path) -> None:
        import zipfile

        archive = corpus.parent / "texts" / "z.zip"
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("e.txt", TEXTS["a.txt"])
        assert build([corpus.parent / "texts"], corpus).documents == 4
        whole = archive.read_bytes()
        archive.write_bytes(whole[: len(whole) // 2])
        summary = build([corpus.parent / "texts"], corpus)
        assert (summary.failed, summary.removed, summary.documents) == (1, 0, 4)
        archive.write_bytes(whole)
        assert build([corpus.parent / "texts"], corpus).failed == 0
