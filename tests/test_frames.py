"""Questions to a store in SQL and Cypher, and its tables as data frames."""

import json
import sys
from collections import Counter
from pathlib import Path

import networkx as nx
import polars
import pyarrow
import pytest
from conftest import CORPORA
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app
from danvan_docs.corpus.build import build
from danvan_docs.corpus.cypher import CypherGraph
from danvan_docs.corpus.frames import batches, frame, table_names
from danvan_docs.corpus.selection import Selection, select
from danvan_docs.corpus.store import Store
from danvan_docs.errors import MissingExtra, StoreError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    build([CORPORA / "lam-ha"], folder)
    return folder


@pytest.fixture
def store(folder: Path):
    with Store.open(folder) as store:
        yield store


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout


class TestSql:
    def test_names_values_and_rows(self, store: Store) -> None:
        found = select(store, "SELECT symbol, date FROM documents WHERE symbol LIKE ?", ["12-%"])
        assert found == Selection(["symbol", "date"], [("12-NQ/TU", "2023-08-15")])

    def test_no_rows_still_have_columns(self, store: Store) -> None:
        assert select(store, "SELECT id, quote FROM edges WHERE id < 0") == Selection(["id", "quote"], [])

    def test_columns_of_one_name_are_told_apart(self, store: Store) -> None:
        found = select(store, "SELECT a.id, b.id, 1 AS n FROM edges a JOIN edges b ON a.id = b.id LIMIT 1")
        assert found.columns == ["id", "id_2", "n"]

    @pytest.mark.parametrize(
        "sql",
        [
            "DELETE FROM edges",
            "UPDATE documents SET title = ''",
            "DROP TABLE edges",
            "CREATE TEMP TABLE notes (text)",
            "PRAGMA journal_mode = DELETE",
            "UPDATE sqlite_master SET sql = ''",
            "ATTACH '{elsewhere}' AS other",
            "VACUUM INTO '{elsewhere}'",
            "SELECT load_extension('{elsewhere}')",
        ],
    )
    def test_what_does_more_than_read_is_refused(self, store: Store, tmp_path: Path, sql: str) -> None:
        before = [tuple(row) for row in store.query("SELECT * FROM edges")]
        with pytest.raises(StoreError, match=r"may only read|not be modified"):
            select(store, sql.format(elsewhere=tmp_path / "new.db"))
        assert [tuple(row) for row in store.query("SELECT * FROM edges")] == before
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("sql", "message"),
        [
            ("SELECT 1; DELETE FROM edges", "one SQL query"),
            ("", "one SQL query"),
            ("-- nothing", "one SQL query"),
            ("SELECT ?", "one SQL query"),
            ("SELECT * FROM nowhere", "no such table: nowhere"),
            ("SELEC 1", "syntax error"),
        ],
    )
    def test_a_query_that_does_not_hold(self, store: Store, sql: str, message: str) -> None:
        with pytest.raises(StoreError, match=message):
            select(store, sql)

    def test_full_text_and_recursion_are_open_to_it(self, store: Store) -> None:
        hits = select(store, "SELECT count(*) FROM section_words WHERE section_words MATCH 'plain_text:dan'")
        assert hits.rows[0][0] > 0
        count = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT sum(i) FROM n"
        assert select(store, count).rows == [(10,)]

    def test_a_build_may_write_meanwhile(self, folder: Path, store: Store) -> None:
        with store.reader() as connection:
            rows = connection.execute("SELECT id FROM edges")
            rows.fetchone()
            with Store.open(folder) as other:
                other.write_error("x.txt", "gone")
                other.forget(["x.txt"])
            assert rows.fetchall()

    def test_command_prints_json_csv_and_a_table(self, folder: Path) -> None:
        query = "SELECT symbol, NULL AS missing FROM documents WHERE symbol = '12-NQ/TU'"
        asked = ("sql", query, "--store", str(folder), "--format")
        code, printed = run(*asked, "json")
        assert (code, json.loads(printed)) == (0, [{"symbol": "12-NQ/TU", "missing": None}])
        assert run(*asked, "csv") == (0, "symbol,missing\n12-NQ/TU,\n")
        code, printed = run(*asked, "table")
        assert code == 0
        assert "12-NQ/TU" in printed

    def test_command_takes_the_query_from_a_pipe(self, folder: Path) -> None:
        result = CliRunner().invoke(
            app, ["sql", "-", "--store", str(folder), "-f", "csv"], input="SELECT 1 AS n"
        )
        assert (result.exit_code, result.stdout.split()) == (0, ["n", "1"])

    def test_command_fails_in_one_line(self, folder: Path) -> None:
        result = CliRunner().invoke(app, ["sql", "DELETE FROM edges", "--store", str(folder)])
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.count("\n") == 1


class TestFrames:
    @pytest.mark.parametrize("views", [False, True])
    def test_every_table_has_its_rows_and_columns(self, store: Store, views: bool) -> None:
        names = table_names(store, views=views)
        assert {"documents", "sections", "tasks", "actors", "targets", "edges", "errors"} <= set(names)
        assert ("implementers" in names) is views
        for name in names:
            found = frame(store, name)
            expected = select(store, f'SELECT * FROM "{name}"')
            assert found.column_names == expected.columns
            assert [tuple(row.values()) for row in found.to_pylist()] == expected.rows

    def test_columns_have_the_types_of_the_store(self, store: Store) -> None:
        schema = frame(store, "edges").schema
        assert {name: str(schema.field(name).type) for name in ("id", "quote", "confidence")} == {
            "id": "int64",
            "quote": "string",
            "confidence": "double",
        }
        assert str(frame(store, "implementers").schema.field("days_after").type) == "int64"
        assert str(frame(store, "duties").schema.field("body").type) == "string"

    def test_pandas_and_polars_hold_the_same(self, store: Store) -> None:
        arrow = frame(store, "tasks")
        by_polars = dv.frame(store, "tasks", "polars")
        by_pandas = dv.frame(store, "tasks", "pandas")
        assert isinstance(by_polars, polars.DataFrame)
        assert by_polars.to_arrow().to_pylist() == arrow.to_pylist()
        assert by_pandas["text"].tolist() == arrow["text"].to_pylist()
        assert by_pandas["deadline"].isna().sum() == arrow["deadline"].null_count > 0

    def test_an_empty_table_keeps_its_columns(self, store: Store) -> None:
        assert frame(store, "errors", "polars").columns == ["source", "message"]

    def test_parts_come_with_the_schema_first(self, store: Store) -> None:
        first, *rest = batches(store, "citations")
        assert first.num_rows == 0
        assert pyarrow.Table.from_batches(rest).equals(frame(store, "citations"))

    def test_an_unknown_table_is_named_with_the_known(self, store: Store) -> None:
        with pytest.raises(StoreError, match=r"no table 'duty'.*duties"):
            frame(store, "duty")

    def test_a_missing_library_names_its_extra(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "polars", None)
        with pytest.raises(MissingExtra, match=r"danvan-docs\[frames\]"):
            frame(store, "tasks", "polars")


class TestCypher:
    def test_the_graph_is_whole(self, store: Store) -> None:
        with CypherGraph(store) as graph:
            relations = graph.query("MATCH ()-[e]->() RETURN label(e), count(*)").rows
            nodes = graph.query("MATCH (n:Instrument) RETURN n.id, n.in_corpus").rows
        assert dict(relations) == Counter(edge.relation.upper() for edge in store.edges())
        assert dict(nodes) == {one.id: one.in_corpus for one in store.instruments()}

    def test_values_paths_and_evidence(self, store: Store) -> None:
        with CypherGraph(store) as graph:
            found = graph.query(
                "MATCH (a:Instrument)-[e:IMPLEMENTS]->(b:Instrument) WHERE b.symbol = $symbol"
                " RETURN a.id AS implementer, e.quote AS quote",
                symbol="12-NQ/TU",
            )
            path = graph.query("MATCH p = (a)-[:IMPLEMENTS*1..2]->(b) RETURN a, p LIMIT 1").rows[0]
        expected = {
            (edge.source, edge.quote)
            for edge in store.edges()
            if edge.relation == "implements" and edge.target.startswith("12-NQ/TU@")
        }
        assert found.columns == ["implementer", "quote"]
        assert set(found.rows) == expected != set()
        assert path[0]["_LABEL"] == "Instrument"
        assert "_ID" not in str(path)

    def test_paths_of_several_hops_are_those_of_networkx(self, store: Store) -> None:
        direct = nx.DiGraph(
            (e.source, e.target) for e in store.edges() if e.relation in ("implements", "continues")
        )
        with CypherGraph(store) as graph:
            found = graph.query(
                "MATCH (a:Instrument)-[:IMPLEMENTS|CONTINUES*1..5]->(b:Instrument) RETURN DISTINCT a.id, b.id"
            )
        far = {(a, b) for a in direct for b in nx.single_source_shortest_path(direct, a, 5)}
        loops = {(a, a) for cycle in nx.simple_cycles(direct, 5) for a in cycle}
        assert set(found.rows) == {(a, b) for a, b in far if a != b} | loops
        assert len(found.rows) > direct.number_of_edges()

    @pytest.mark.parametrize(
        "query",
        [
            "MATCH (n:Instrument) DETACH DELETE n",
            "COPY (MATCH (n) RETURN n.id) TO 'FILE'",
            "LOAD FROM 'FILE' (file_format='csv') RETURN *",
            "EXPORT DATABASE 'FILE'",
            "INSTALL httpfs",
            "ATTACH 'FILE' AS x (dbtype duckdb)",
            "MATCH (n) RETURN n /* */; COPY (MATCH (n) RETURN n.id) TO 'FILE'",
            "match (n) with n copy (match (m) return m.id) to 'FILE'",
            "CALL threads=1",
        ],
    )
    def test_a_query_only_reads_the_graph(self, store: Store, tmp_path: Path, query: str) -> None:
        (tmp_path / "x.csv").write_text("precious", encoding="utf-8")
        with CypherGraph(store) as graph, pytest.raises(StoreError, match="may only read"):
            graph.query(query.replace("FILE", str(tmp_path / "x.csv")))
        assert (tmp_path / "x.csv").read_text(encoding="utf-8") == "precious"

    def test_words_of_texts_and_properties_are_no_commands(self, store: Store) -> None:
        with CypherGraph(store) as graph:
            graph.query("MATCH (n) WHERE n.title = 'COPY; SET' OR n.symbol = $set RETURN n.id", set="LOAD")

    @pytest.mark.skipif(sys.platform == "win32", reason="no limit of open files")
    def test_the_process_that_answers_can_open_nothing(
        self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("danvan_docs.corpus.cypher.refuse_all_but_reading", lambda query: None)
        (tmp_path / "x.csv").write_text("precious", encoding="utf-8")
        with CypherGraph(store) as graph:
            for query in (f"LOAD FROM '{tmp_path}/x.csv' RETURN *", f"COPY (RETURN 1) TO '{tmp_path}/y.csv'"):
                with pytest.raises(StoreError, match="Cypher"):
                    graph.query(query)
        assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]

    def test_time_and_rows_are_bounded(self, store: Store) -> None:
        endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)"
        with CypherGraph(store) as graph:
            with pytest.raises(StoreError, match="more than 1 rows"):
                graph.query("MATCH (n) RETURN n.id", max_rows=1)
            with pytest.raises(StoreError, match=r"takes longer than the 0\.5 seconds"):
                graph.query(endless, max_seconds=0.5)

    @pytest.mark.parametrize(
        "query", ["MATCH (a RETURN a", "", "RETURN 1; RETURN 2", "MATCH (n:Nix) RETURN n"]
    )
    def test_a_query_that_does_not_hold(self, store: Store, query: str) -> None:
        with CypherGraph(store) as graph, pytest.raises(StoreError, match="Cypher"):
            graph.query(query)

    def test_a_store_without_documents_can_be_asked(self, tmp_path: Path) -> None:
        with Store.create(tmp_path) as empty, CypherGraph(empty) as graph:
            assert graph.query("MATCH (a)-[e:AMENDS]->(b) RETURN a.id").rows == []

    def test_command(self, folder: Path, store: Store) -> None:
        code, printed = run(
            "cypher", "MATCH (n:Instrument) RETURN count(*) AS n", "--store", str(folder), "-f", "json"
        )
        assert (code, json.loads(printed)) == (0, [{"n": len(store.instruments())}])

    def test_without_the_engine_the_extra_is_named(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "ladybug", None)
        with pytest.raises(MissingExtra, match=r"danvan-docs\[cypher\]"):
            CypherGraph(store)
