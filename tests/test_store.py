import sqlite3
from pathlib import Path

import pytest

import danvan_docs as dv
from danvan_docs.corpus import build as building
from danvan_docs.corpus.build import build
from danvan_docs.corpus.store import DATABASE, Store
from danvan_docs.errors import ReadError, StoreError

PLAN = """TỈNH ỦY LAM HÀ
*
Số 15-KH/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Lam Hà, ngày 20 tháng 9 năm 2022

KẾ HOẠCH
thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương

I. NHIỆM VỤ

1. Ban Dân vận Tỉnh ủy chủ trì, phối hợp với Sở Nội vụ tham mưu xây dựng báo cáo trước ngày 25/12/2023.

2. Phấn đấu đến năm 2025, trên 90% thôn có mô hình dân vận khéo.
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(15, 20):
        text = PLAN.replace("15-KH/TU", f"{number}-KH/TU")
        (folder / f"kh-{number}.txt").write_text(text, encoding="utf-8")
    return folder


def dump(store: Path) -> list[str]:
    with sqlite3.connect(store / DATABASE) as connection:
        return list(connection.iterdump())


def test_a_document_comes_back_as_it_was_stored(tmp_path: Path) -> None:
    directive = dv.parse(PLAN, source="kh-15.txt")
    with Store.create(tmp_path) as store:
        store.write(directive, sha256="a", rules="1")
    with Store.open(tmp_path) as store:
        assert store.directive("kh-15.txt") == directive
        row = store.query("SELECT symbol, level, province FROM documents")[0]
        assert tuple(row) == ("15-KH/TU", "province", "Lam Hà")


def test_what_hangs_on_a_row_is_found_by_an_index_when_the_row_goes(tmp_path: Path) -> None:
    """Without one, SQLite goes over the whole table for each row that goes: a corpus read again takes time squared."""
    with Store.create(tmp_path):
        pass
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        without = [
            f"{table}.{column}"
            for table in tables
            for _, _, _, column, *_ in connection.execute(
                "SELECT * FROM pragma_foreign_key_list(?)", (table,)
            )
            if not any(
                connection.execute("SELECT name FROM pragma_index_info(?) LIMIT 1", (index,)).fetchone()
                == (column,)
                for (index,) in connection.execute("SELECT name FROM pragma_index_list(?)", (table,))
            )
        ]
    assert without == []


def test_offsets_in_the_tables_slice_the_text(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        store.write(dv.parse(PLAN, source="kh-15.txt"), sha256="a", rules="1")
        spans = store.query(
            'SELECT text, start, "end" FROM tasks UNION SELECT text, start, "end" FROM targets'
        )
        assert len(spans) >= 2
        assert all(PLAN[start:end] == text for text, start, end in spans)


def test_a_document_written_again_replaces_its_rows(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        store.write(dv.parse(PLAN, source="a.txt"), sha256="1", rules="1")
        store.write(dv.parse("Thực hiện Chỉ thị số 18-CT/TW.", source="a.txt"), sha256="2", rules="1")
        assert [row["symbol"] for row in store.query("SELECT symbol FROM citations")] == ["18-CT/TW"]
        assert store.query("SELECT count(*) FROM actors")[0][0] == 0


def test_the_record_is_in_wal_mode(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        assert store.query("PRAGMA journal_mode")[0][0] == "wal"


def test_a_folder_without_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=str(tmp_path)):
        Store.open(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    for opening in (Store.open, Store.create):
        with pytest.raises(StoreError, match="no store of danvan-docs"):
            opening(tmp_path)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_text("not a database, but long enough to be looked at " * 10)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(tmp_path)


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    Store.create(tmp_path).close()
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="schema 99"):
        Store.open(tmp_path)


def test_a_query_that_does_not_hold_is_one_error(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store, pytest.raises(StoreError, match="no such table"):
        store.query("SELECT * FROM nowhere")


def test_build_twice_gives_the_same_store_and_reads_nothing_again(texts: Path, tmp_path: Path) -> None:
    first = build([texts], tmp_path / "store")
    before = dump(tmp_path / "store")
    second = build([texts], tmp_path / "store")
    assert (first.read, first.unchanged) == (5, 0)
    assert (second.read, second.unchanged) == (0, 5)
    assert dump(tmp_path / "store") == before
    assert first.citations == second.citations > 0


def test_only_what_changed_is_read_again(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([texts], tmp_path / "store")
    (texts / "kh-16.txt").write_text(PLAN.replace("25-NQ/TW", "18-CT/TW"), encoding="utf-8")
    assert build([texts], tmp_path / "store").read == 1
    monkeypatch.setattr(building, "rules_version", lambda: "other rules")
    assert build([texts], tmp_path / "store").read == 5


def test_a_stopped_build_leaves_a_whole_store_and_goes_on(texts: Path, tmp_path: Path) -> None:
    def stop(done: int, total: int, path: Path) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([texts], tmp_path / "store", progress=stop)
    with Store.open(tmp_path / "store") as store:
        assert len(store.sources()) == 3
        assert [directive.header.symbol for directive in store.directives()] == [
            "15-KH/TU",
            "16-KH/TU",
            "17-KH/TU",
        ]
    summary = build([texts], tmp_path / "store")
    assert (summary.read, summary.unchanged, summary.documents) == (2, 3, 5)
    build([texts], tmp_path / "at once")
    with Store.open(tmp_path / "store") as one, Store.open(tmp_path / "at once") as other:
        assert one.edges() == other.edges()


def test_a_write_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    directive = dv.parse(PLAN, source="a.txt")
    spoilt = directive.model_copy(
        update={"targets": [directive.targets[0].model_copy(update={"unit": None})]}
    )
    with Store.create(tmp_path) as store:
        store.write(directive, sha256="1", rules="1")
        with pytest.raises(StoreError, match="NOT NULL"):
            store.write(spoilt, sha256="2", rules="1")
        assert store.directive("a.txt") == directive
        assert store.is_current("a.txt", sha256="1", rules="1")


def test_files_that_fail_are_kept_as_rows(texts: Path, tmp_path: Path) -> None:
    (texts / "scan.txt").write_bytes(b"\0\1\2")
    summary = build([texts, tmp_path / "missing.txt"], tmp_path / "store")
    assert (summary.documents, summary.failed) == (5, 2)
    with Store.open(tmp_path / "store") as store:
        errors = store.errors()
        assert "binary" in errors[str(texts / "scan.txt")]
        assert "no such file" in errors[str(tmp_path / "missing.txt")]
    (texts / "scan.txt").write_text(PLAN, encoding="utf-8")
    assert build([texts], tmp_path / "store").failed == 0
    with Store.open(tmp_path / "store") as store:
        assert str(texts / "scan.txt") not in store.errors()


def test_a_document_that_trips_the_parser_is_kept_as_a_row(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: Path, *, registry: dv.Registry) -> dv.Directive:
        if path.stem == "kh-16":
            raise IndexError("list index out of range")
        return dv.parse(path.read_text(encoding="utf-8"), str(path), registry=registry)

    monkeypatch.setattr("danvan_docs.api.read", read)
    assert build([texts], tmp_path / "store").failed == 1
    with Store.open(tmp_path / "store") as store:
        assert "cannot be analysed (IndexError" in store.errors()[str(texts / "kh-16.txt")]


def test_a_document_that_became_unreadable_is_gone(texts: Path, tmp_path: Path) -> None:
    build([texts], tmp_path / "store")
    (texts / "kh-15.txt").write_bytes(b"\0")
    assert build([texts], tmp_path / "store").documents == 4


def test_a_folder_without_texts_makes_no_store(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="empty"):
        build([tmp_path / "empty"], tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_the_queries_of_the_documentation_run(texts: Path, tmp_path: Path) -> None:
    build([texts], tmp_path / "store")
    page = (Path(__file__).parents[1] / "docs" / "store.md").read_text(encoding="utf-8")
    queries = page.split("```sql")[1].split("```")[0].split(";")[:-1]
    with Store.open(tmp_path / "store") as store:
        answers = [store.query(query) for query in queries]
    assert [len(rows) for rows in answers] == [5, 1, 5, 5]
