"""Linking, graph and measures on the engine: the same answers as the store gives, row by row."""

import random
import re
from collections import Counter
from pathlib import Path
from shutil import copytree

import networkx as nx
import numpy as np
import pytest
from conftest import CORPORA, SHARED
from typer.testing import CliRunner

import danvan_docs as dv
from benchmarks.cluster import differing
from danvan_docs.authority import registry
from danvan_docs.cli.app import app
from danvan_docs.corpus import centrality, diffusion
from danvan_docs.corpus import components as parts
from danvan_docs.corpus.build import build
from danvan_docs.corpus.compact import Compact
from danvan_docs.corpus.derive import derive_graph, spoken_in
from danvan_docs.corpus.instruments import Instruments, Said
from danvan_docs.corpus.questions import implementers
from danvan_docs.corpus.records import Edge, Instrument
from danvan_docs.corpus.store import Store
from danvan_docs.errors import AuthorityError, StoreError
from danvan_docs.scale.build import build_dataset
from danvan_docs.scale.compact import compact
from danvan_docs.scale.dataset import Dataset
from danvan_docs.scale.tables import TABLES

daft = pytest.importorskip("daft")

from danvan_docs.scale import frames, linking, measures, ranks  # noqa: E402
from danvan_docs.scale.graph import write_graph  # noqa: E402

# What the texts cite and the package does not know: a number, a name; and a number that it knows, on another date.
FILES = {
    "numbers": "18-CTr/TU@2019-04-26,18-CTr/TU,Chương trình,2019-04-26,Ban Bí thư,,central,party,,knowledge,high\n",
    "names": "903/CTr-CP@2025-01-09,903/CTr-CP,Chương trình,2025-01-09,Chính phủ,"
    "Chương trình hành động của Chính phủ thực hiện Nghị quyết số 57-NQ/TW,central,state,,knowledge,high\n",
    "date": "57-NQ/TW@2025-01-02,57-NQ/TW,Nghị quyết,2025-01-02,Bộ Chính trị,,central,party,,knowledge,high\n",
}
HEAD = "id,symbol,type,date,issuer,title,level,system,province,source,confidence\n"


def varied(text: str, how: int, chance: random.Random) -> str:
    """Return a text as another hand has passed it on, or another office written it."""
    lines = text.splitlines()
    if how == 1:  # a page without its letterhead
        return "\n".join(lines[6:])
    if how in (2, 6):  # a document without number, so known by the name of its file
        return re.sub(r"^.*Số.*$", "", text, count=1, flags=re.MULTILINE)
    if how == 3:  # what it cites has no date
        return re.sub(r",? ngày \d+/\d+/\d+", "", text)
    if how == 4:  # other years
        return re.sub(r"/20(\d)\d\b", lambda found: f"/20{found[1]}{chance.randrange(10)}", text)
    if how == 5:  # other numbers, some of the same instruments
        return re.sub(r"\b(\d+)-(?=NQ|KH|CT)", lambda found: f"{int(found[1]) + chance.randrange(3)}-", text)
    return text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts that come again, in part or otherwise numbered, and others that share little but what they cite."""
    folder, chance = tmp_path_factory.mktemp("texts"), random.Random(7)
    for turn in range(7):
        for path in sorted(CORPORA.rglob("*.txt")):
            text = varied(path.read_text(encoding="utf-8"), turn, chance)
            if turn > 2:  # no copy of another any more
                body = text.splitlines()[12:]
                chance.shuffle(body)
                text = "\n".join([*text.splitlines()[:12], *body[: len(body) // 2]])
            copy = folder / f"{turn}" / path.name
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(text, encoding="utf-8")
    (folder / "alone.txt").write_text("Thực hiện Kế hoạch số 3-KH/BTGTW, ngày 02/3/2021.", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store")
    build([folder], path)
    return path


@pytest.fixture(scope="module")
def dataset(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The documents of the texts, without engine, and the graph of the engine."""
    root = tmp_path_factory.mktemp("made") / "dataset"
    build_dataset([folder], root, jobs=2)
    found = Dataset.open(root)
    for table in ("instruments", "aliases", "edges", "identities"):
        found.place.remove(found.file(table))
    write_graph(found)
    found.finish_graph("")
    return found


class TestGraph:
    def test_it_is_that_of_the_store_row_by_row(self, store: Path, dataset: Dataset) -> None:
        assert differing(store, Path(dataset.root)) == []

    def test_the_rows_stand_in_their_order(self, dataset: Dataset) -> None:
        ids = dataset.read("instruments")["id"].to_pylist()
        edges = dataset.read("edges").to_pylist()
        places = [(edge["document"], edge["ordinal"]) for edge in edges]
        assert ids == sorted(ids)
        assert places == sorted(places)
        assert len(set(places)) == len(places) > 500

    def test_the_texts_are_hard_enough(self, dataset: Dataset) -> None:
        identities = dataset.read("identities").to_pylist()
        assert sum(row["copy_of"] is not None for row in identities) >= 18
        files = [row["instrument"] for row in identities if row["instrument"].startswith("doc:")]
        assert any("/" in name for name in files)  # of several files of one name, all but one by their paths
        assert any("/" not in name for name in files)

    def test_nothing_is_left_of_the_way_there(self, dataset: Dataset) -> None:
        names = {path.name for path in (Path(dataset.root) / "graph").iterdir()}
        tables = {f"{table}.parquet" for table in ("instruments", "aliases", "edges", "identities")}
        assert names == {*tables, "graph.json"}

    def test_a_table_that_cannot_be_made_leaves_the_one_before(self, dataset: Dataset) -> None:
        before = dataset.read("aliases")
        rows = frames.spread(frames.frame(dataset, "aliases", "alias"), broken, dataset.schema("aliases"))
        with pytest.raises(Exception, match="no such luck"):
            frames.write(dataset, "aliases", rows)
        assert dataset.read("aliases").equals(before)
        self.test_nothing_is_left_of_the_way_there(dataset)

    def test_no_documents_no_graph(self, tmp_path: Path) -> None:
        dataset = Dataset.create(tmp_path / "dataset")
        write_graph(dataset)
        assert [dataset.count(table) for table in ("instruments", "edges", "identities")] == [0, 0, 0]


def broken(alias: str) -> list[dict[str, object]]:
    raise ValueError("no such luck")


class TestSettling:
    @pytest.fixture(scope="class")
    def said(self, store: Path) -> list[Said]:
        with Store.open(store) as kept:
            spoken = [spoken_in(directive, dv.registry()) for directive in kept.originals()]
        return [said for each in spoken for said in (each.itself, *each.cited)]

    def test_each_symbol_settles_by_itself(self, store: Path, said: list[Said]) -> None:
        with Store.open(store) as kept:
            whole = derive_graph(kept.originals())
        groups: dict[str, Instruments] = {}
        for each in said:
            groups.setdefault(each.id.key[0], Instruments(registry())).add(each)
        for group in groups.values():
            group.settle()
        rows = [row for group in groups.values() for row in group.rows()]
        assert sorted(rows, key=lambda row: row.id) == whole.instruments
        aliases = [alias for group in groups.values() for alias in group.aliases()]
        assert sorted(aliases, key=lambda each: (each.instrument, each.alias)) == whole.aliases

    def test_what_is_said_alike_counts_as_often_as_it_is_said(self, said: list[Said]) -> None:
        one_by_one, at_once = Instruments(registry()), Instruments(registry())
        for each in said:
            one_by_one.add(each)
        for each, times in Counter(said).items():
            at_once.add(each, times)
        for instruments in (one_by_one, at_once):
            instruments.settle()
        assert at_once.rows() == one_by_one.rows()
        assert at_once.aliases() == one_by_one.aliases()
        assert max(Counter(said).values()) > 5


class TestMeasures:
    @pytest.fixture(scope="class")
    def graph(self, store: Path) -> Compact:
        return Compact.of(Store.open(store))

    @pytest.mark.parametrize("level", ["central", "province", None])
    @pytest.mark.parametrize("weight", ["documents", "mentions", "pagerank"])
    def test_most_cited(self, graph: Compact, dataset: Dataset, weight: str, level: str | None) -> None:
        asked = {"weight": weight, "level": level, "limit": 1000}
        rows = centrality.most_cited(graph, **asked)
        assert len(rows) > 10
        assert ranks.most_cited(dataset, **asked) == rows

    def test_pagerank_is_that_of_networkx(self, store: Path, dataset: Dataset) -> None:
        with Store.open(store) as kept:
            plain = nx.DiGraph(kept.graph())
        known = nx.pagerank(plain, alpha=centrality.DAMPING, tol=1e-14, max_iter=500)
        found = ranks.pagerank(dataset).to_pydict()
        assert dict(zip(found["id"], found["pagerank"], strict=True)) == pytest.approx(known, rel=5.1e-6)

    def test_components(self, graph: Compact, dataset: Dataset) -> None:
        rows = parts.components(graph, limit=1000)
        assert len(rows) > 1
        assert sum(row.size for row in rows) == len(graph)
        assert ranks.components(dataset, limit=1000) == rows

    @pytest.mark.parametrize(
        "asked",
        [{}, {"symbol": "25-NQ/TW"}, {"symbol": "12-NQ/TU"}, {"level": "commune"}, {"province": "lam hà"},
         {"province": "Tân Giang"}, {"symbol": "25 - nq/tw", "province": "Đông Khê", "level": "province"}],
        ids=str,
    )  # fmt: skip
    def test_lag(self, graph: Compact, dataset: Dataset, asked: dict[str, str]) -> None:
        rows = diffusion.lag(graph, **asked)
        assert rows
        assert measures.lag(dataset, **asked) == rows

    @pytest.mark.parametrize("through", [True, False])
    @pytest.mark.parametrize(
        "asked",
        [{}, {"limit": 60}, {"level": "province"}, {"instruments": ["57-NQ/TW", "25-NQ/TW"]},
         {"provinces": ["Lam Hà", "tỉnh khác"]}, {"level": "cell"}],
        ids=str,
    )  # fmt: skip
    def test_coverage(
        self, graph: Compact, dataset: Dataset, asked: dict[str, object], through: bool
    ) -> None:
        found = diffusion.coverage(graph, **asked, through=through)
        assert measures.coverage(dataset, **asked, through=through) == found

    def test_others_carry_out_more(self, dataset: Dataset) -> None:
        direct, all_ = (measures.coverage(dataset, through=through) for through in (False, True))
        assert 0 < sum(cell.implementers for cell in direct.cells) < sum(c.implementers for c in all_.cells)

    def test_what_is_not_there_is_one_line(self, dataset: Dataset) -> None:
        for ask in (measures.lag, lambda root, symbol: measures.coverage(root, [symbol])):
            with pytest.raises(StoreError, match="no document of this corpus"):
                ask(dataset, "1-NQ/KHÔNG")

    def test_rounds_end(self, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(measures, "HOPS", 1)
        monkeypatch.setattr(ranks, "JOININGS", 1)
        with pytest.raises(StoreError, match="more than 1 steps"):
            measures.coverage(dataset, ["25-NQ/TW"])
        with pytest.raises(StoreError, match="within 1 rounds"):
            ranks.components(dataset)


@pytest.mark.parametrize(
    "texts", [(), ("KẾ HOẠCH\ncông tác năm 2025",)], ids=["no document", "nothing cited"]
)
def test_where_nothing_is_there_is_nothing_to_tell(texts: tuple[str, ...], tmp_path: Path) -> None:
    root, graph = tmp_path / "dataset", Compact.of(dv.citation_graph(map(dv.parse, texts)))
    for text in texts:
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        build_dataset([tmp_path / "a.txt"], root, jobs=1)
    dataset = Dataset.create(root)
    write_graph(dataset)
    assert measures.lag(dataset) == diffusion.lag(graph)
    assert measures.coverage(dataset) == diffusion.coverage(graph)
    assert ranks.most_cited(dataset, weight="pagerank") == []
    assert [row.size for row in ranks.components(dataset)] == [1] * len(texts)


class TestComponents:
    @pytest.fixture
    def made(self, tmp_path: Path) -> tuple[Dataset, nx.MultiDiGraph]:
        """A line of forty in the worst order, two rings, and what stands alone, at random."""
        chance, names = random.Random(5), [f"{number:03}-KH/TU" for number in range(120)]
        pairs = [(number, number + 1) for number in range(39)]
        pairs += [(40 + number, 40 + (number + 1) % 15) for number in range(15)]
        pairs += [(chance.randrange(55, 110), chance.randrange(55, 110)) for _ in range(40)]
        edges = [
            Edge(
                source=names[a], target=names[b], relation="mentions", document=f"{names[a]}.txt",
                start=at, end=at + 1, quote="…",
            )
            for at, (a, b) in enumerate(pairs) if a != b
        ]  # fmt: skip
        nodes = [
            Instrument(id=name, in_corpus=number % 2 == 0, source=f"{name}.txt")
            for number, name in enumerate(names)
        ]
        dataset = Dataset.create(tmp_path / "dataset")
        for table, rows in (("instruments", nodes), ("edges", edges)):
            known = [row.model_dump() | {"ordinal": at} for at, row in enumerate(rows)]
            for row in known:
                row["in_corpus"] = int(row.get("in_corpus", 0))
            frames.write(dataset, table, daft.from_pylist(known))
        graph = nx.MultiDiGraph()
        graph.add_nodes_from((node.id, node.model_dump(exclude={"id"})) for node in nodes)
        graph.add_edges_from((e.source, e.target, e.model_dump(exclude={"source", "target"})) for e in edges)
        return dataset, graph

    def test_they_are_those_of_networkx(self, made: tuple[Dataset, nx.MultiDiGraph]) -> None:
        dataset, graph = made
        known = sorted(map(len, nx.weakly_connected_components(graph)), reverse=True)
        rows = parts.components(graph, limit=200)
        assert [row.size for row in rows] == known
        assert known[0] >= 40
        assert sum(row.documents for row in rows) == 60
        assert ranks.components(dataset, limit=200) == rows

    def test_the_most_cited_leads(self, made: tuple[Dataset, nx.MultiDiGraph]) -> None:
        _, graph = made
        cited = {node: len({e[0] for e in graph.in_edges(node)}) for node in graph}
        for row, nodes in zip(
            parts.components(graph, limit=1),
            sorted(nx.weakly_connected_components(graph), key=len)[-1:],
            strict=True,
        ):
            assert row.leading == min(nodes, key=lambda node: (-cited[node], node))


class TestLinking:
    @pytest.fixture
    def linked(self, dataset: Dataset, tmp_path: Path) -> Dataset:
        """A copy of the dataset to be linked anew."""
        copytree(dataset.root, tmp_path / "dataset")
        return Dataset.open(tmp_path / "dataset")

    @pytest.mark.parametrize("name", FILES)
    def test_what_is_linked_anew_is_as_the_store_has_it(
        self, name: str, folder: Path, store: Path, linked: Dataset, tmp_path: Path
    ) -> None:
        ours = tmp_path / "ours.csv"
        ours.write_text(HEAD + FILES[name], encoding="utf-8")
        before = [linked.read(table)["instrument_id"] for table in ("citations", "named")]
        number = linking.relink(linked, (ours,))
        assert 0 < number <= linked.read("documents").num_rows
        copytree(store, tmp_path / "store")
        assert build([folder], tmp_path / "store", registry=[ours]).relinked == 127
        write_graph(linked, (ours,))
        assert differing(tmp_path / "store", Path(linked.root)) == []
        assert [linked.read(table)["instrument_id"] for table in ("citations", "named")] != before
        again = build_dataset([folder], linked.root, registry=[ours], jobs=2)
        assert (again.read, again.relinked) == (0, 0)

    def test_only_what_can_be_concerned_is_taken_up(self, dataset: Dataset, tmp_path: Path) -> None:
        ours = tmp_path / "ours.csv"
        row = "915/QĐ-UBND@2024-05-06#Nghệ An,915/QĐ-UBND,Quyết định,2024-05-06,Ủy ban nhân dân tỉnh,,"
        ours.write_text(f"{HEAD}{row}province,state,Nghệ An,knowledge,high\n", encoding="utf-8")
        found = set(linking.concerned(dataset, (ours,)).to_pydict()["source"])
        cited = dataset.read("citations").to_pylist()
        expected = {row["document"] for row in cited if re.match(r"0*915\D", row["symbol"])}
        assert found == expected
        assert 0 < len(found) < dataset.read("documents").num_rows / 2

    def test_a_body_concerns_every_document(self, dataset: Dataset, tmp_path: Path) -> None:
        ours = tmp_path / "bodies.csv"
        ours.write_text(
            "canonical,level,class_,collective,source,confidence\n"
            "Ban Thử nghiệm Tỉnh ủy,province,cơ quan tham mưu,yes,knowledge,medium\n".replace(
                "class_", "class"
            ),
            encoding="utf-8",
        )
        assert len(linking.concerned(dataset, (ours,)).to_pydict()["source"]) == 127

    def test_other_files_than_before_are_left_to_the_build(self, linked: Dataset, tmp_path: Path) -> None:
        files = [tmp_path / f"{name}.csv" for name in ("numbers", "date")]
        for file in files:
            file.write_text(HEAD + FILES[file.stem], encoding="utf-8")
        assert linking.relink(linked, (files[0],)) > 0
        held = {table: linked.read(table) for table in TABLES}
        assert linking.relink(linked, tuple(files)) == 0
        assert all(linked.read(table).equals(rows) for table, rows in held.items())

    def test_a_file_that_does_not_hold_is_one_line(self, dataset: Dataset, tmp_path: Path) -> None:
        ours = tmp_path / "ours.csv"
        ours.write_text(
            HEAD + "x,99-KH/TW,Kế hoạch,2019-02-05,,,central,party,,knowledge,high\n", encoding="utf-8"
        )
        for act in (linking.relink, write_graph):
            with pytest.raises(AuthorityError, match=r"ours\.csv:2"):
                act(dataset, (ours,))


class TestCompact:
    def test_every_question_has_the_answer_of_the_store(self, store: Path, dataset: Dataset) -> None:
        questions = (
            ["implementers", "25-NQ/TW"], ["basis", "kh-27-du-nam-vang-2025"], ["top", "--weight", "pagerank"],
            ["top", "--by-year"], ["chain", "25-NQ/TW", "--direction", "down"], ["lag"], ["coverage"],
            ["adopters", "57-NQ/TW"], ["cocited", "25-NQ/TW"], ["components"], ["outdated"], ["orphans"], ["timeline"],
        )  # fmt: skip
        for question in questions:
            one, other = (
                CliRunner().invoke(app, ["graph", *question, "--store", str(where), "--format", "json"])
                for where in (store, dataset.root)
            )
            assert one.exit_code == 0, one.output
            assert len(one.stdout) > 2
            assert other.stdout == one.stdout

    def test_a_graph_that_waits_is_one_line(self, tmp_path: Path) -> None:
        root = tmp_path / "dataset"
        Dataset.create(root)
        told = CliRunner().invoke(app, ["graph", "lag", "--store", str(root)])
        assert told.exit_code == 2
        assert "graph is not derived" in told.stderr
        assert len(told.stderr.splitlines()) == 1

    def test_the_words_are_fetched(self, store: Path, dataset: Dataset) -> None:
        with Store.open(store) as kept:
            assert implementers(compact(dataset), "25-NQ/TW") == implementers(kept, "25-NQ/TW")


def test_the_figures_of_days_are_those_of_numpy() -> None:
    chance = np.random.default_rng(3)
    for size in (1, 2, 3, 10, 101, 5000):
        days = chance.integers(-50, 3000, size)
        found = diffusion.lag_of(None, *np.unique(days, return_counts=True), 0)
        forward = days[days >= 0]
        assert found.backward == size - len(forward)
        if len(forward):
            known = np.round(np.percentile(forward, (25, 50, 75, 90)), 1).tolist()
            assert [found.quarter, found.median, found.three_quarters, found.nine_tenths] == known
            assert found.mean == round(float(forward.mean()), 1)
        assert sum(each.count for each in found.distribution) == len(forward)


def test_six_digits_are_those_that_are_printed() -> None:
    values = np.random.default_rng(2).random(1000) ** 9 + 1e-12
    assert centrality.six_digits(values).tolist() == pytest.approx(
        [float(f"{v:.6g}") for v in values], rel=1e-12
    )


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared texts")
def test_real_texts_have_the_graph_of_the_store(tmp_path: Path) -> None:
    texts = [SHARED / "seeds", SHARED / "real"]
    build(texts, tmp_path / "store")
    build_dataset(texts, tmp_path / "dataset", jobs=2)
    write_graph(Dataset.open(tmp_path / "dataset"))
    assert differing(tmp_path / "store", tmp_path / "dataset") == []


def test_a_file_is_found_by_a_name_with_dots() -> None:
    graph = dv.citation_graph([dv.parse("Thực hiện Nghị quyết số 25-NQ/TW.", source="x/kh.12.txt")])
    assert Compact.of(graph).find("kh.12") == Compact.of(graph).find("x/kh.12.txt") != []
