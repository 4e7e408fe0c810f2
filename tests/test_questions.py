"""What the citation graph is asked: on corpora/, checked by hand, and against plain networkx and SQL."""

import json
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app
from danvan_docs.corpus.build import build
from danvan_docs.corpus.centrality import cited_by_year, most_cited, pagerank
from danvan_docs.corpus.chains import chains
from danvan_docs.corpus.compact import Compact
from danvan_docs.corpus.diffusion import adopters, coverage, lag, lag_days
from danvan_docs.corpus.gaps import orphans, outdated_bases
from danvan_docs.corpus.graph import citation_graph, graph_findings
from danvan_docs.corpus.packing import RELATIONS
from danvan_docs.corpus.questions import STANDS_ON, basis, count_implementers, implementers
from danvan_docs.corpus.sharing import cocited, communities, shared
from danvan_docs.corpus.store import Store
from danvan_docs.errors import StoreError

ROOT = Path(__file__).parents[1]
DAN_VAN = "25-NQ/TW@2013-06-03"
LAM_HA = "12-NQ/TU@2023-08-15#Lam Hà"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    build([ROOT / "corpora"], folder)
    return folder


@pytest.fixture(scope="module")
def graph(folder: Path) -> Compact:
    return Compact.of(Store.open(folder))


def stem(source: str) -> str:
    return Path(source).stem


def plan(symbol: str, day: str, text: str, province: str = "Lam Hà") -> dv.Directive:
    head = f"TỈNH ỦY {province.upper()}\n*\nSố {symbol}\n\nĐẢNG CỘNG SẢN VIỆT NAM\n{province}, ngày {day}\n\nKẾ HOẠCH\n"
    return dv.parse(head + "về công tác dân vận\n\n" + text, source=f"{symbol.split('-')[0]}.txt")


class TestImplementers:
    def test_direct_and_through_others_by_province_and_year(self, graph: Compact) -> None:
        counts = count_implementers(implementers(graph, "25-NQ/TW"))
        assert [(row.province, row.year, row.direct, row.through) for row in counts] == [
            ("Lam Hà", "2023", 1, 2),  # 12-NQ/TU itself; 58-KH/HU and 96/KH-UBND through it
            ("Lam Hà", "2024", 0, 1),  # 915-QĐ/TU
            ("Lam Hà", "2025", 0, 1),  # 07-KH/ĐU
            ("Đông Khê", "2019", 0, 1),  # 18-CTr/TU through 43-KL/TW
            ("Đông Khê", "2025", 0, 2),  # 09-HD/BTGDVTU, 27-KH/ĐU
            (None, "2019", 1, 0),  # 43-KL/TW
        ]

    def test_of_one_province_and_year(self, graph: Compact) -> None:
        rows = implementers(graph, "25-NQ/TW", province="LAM HÀ", year=2023)
        assert {stem(row.source) for row in rows} == {"nq-12-tu-2023", "kh-58-hu-2023", "kh-96-ubnd-2023"}
        assert implementers(graph, "25-NQ/TW", province="Lam Hà", year=2019) == []

    def test_the_view_counts_the_same(self, folder: Path, graph: Compact) -> None:
        with Store.open(folder) as store:
            rows = store.query(
                "SELECT province, year, direct, through FROM implementers_by_province_and_year WHERE instrument = ?",
                DAN_VAN,
            )
        counts = count_implementers(implementers(graph, DAN_VAN))
        assert {tuple(row) for row in rows} == {(c.province, c.year, c.direct, c.through) for c in counts}


class TestChains:
    def test_a_commune_plan_leads_up_to_the_centre_with_the_words_of_every_step(self, graph: Compact) -> None:
        lines = {chain.end: chain for chain in chains(graph, "kh-27-du-nam-vang-2025")}
        steps = lines["43-KL/TW@2019-01-07"].steps
        assert [step.source.partition("@")[0] for step in steps] == ["27-KH/ĐU", "09-HD/BTGDVTU", "18-CTr/TU"]
        for step in steps:
            text = Path(step.document).read_text(encoding="utf-8")
            assert step.quote in text
            assert text[step.start : step.end].strip() in step.quote

    def test_the_longest_line_is_taken(self, graph: Compact) -> None:
        up = next(each for each in chains(graph, "nq-12-tu-2023") if each.end == DAN_VAN)
        assert [step.target for step in up.steps] == ["43-KL/TW@2019-01-07", DAN_VAN]

    def test_down_again_to_those_who_carry_it_out(self, graph: Compact) -> None:
        ends = {chain.end for chain in chains(graph, LAM_HA, direction="down")}
        assert {end.partition("@")[0] for end in ends} == {"58-KH/HU", "96/KH-UBND", "07-KH/ĐU"}

    def test_both_ways(self, graph: Compact) -> None:
        lines = chains(graph, "kh-40-du-hon-seu-2026", direction="both")
        assert {line.direction for line in lines} == {"up", "down"}
        assert any(line.start == "57-NQ/TW@2024-12-22" and line.end.startswith("40-KH/ĐU") for line in lines)

    def test_circles_end(self) -> None:
        first = "Thực hiện Kế hoạch số 02-KH/TU, ngày 01/3/2023 của Tỉnh ủy."
        second = (
            "Thực hiện Kế hoạch số 01-KH/TU, ngày 01/3/2023 của Tỉnh ủy.\n\n"
            "Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương."
        )
        day = "01 tháng 3 năm 2023"
        texts = [plan("01-KH/TU", day, first), plan("02-KH/TU", day, second)]
        lines = chains(citation_graph(texts), "01-KH/TU")
        assert [[step.target for step in line.steps][-1] for line in lines] == [DAN_VAN]

    def test_the_view_reaches_the_same_instruments(self, folder: Path, graph: Compact) -> None:
        with Store.open(folder) as store:
            rows = store.query(
                "SELECT DISTINCT basis FROM chains WHERE asked LIKE '%/kh-27-du-nam-vang-2025.txt'"
            )
        assert {row["basis"] for row in rows} == {row.target for row in basis(graph, "27-KH/ĐU")}


class TestLag:
    def test_days_from_the_dates_of_the_texts(self, graph: Compact) -> None:
        # 15/8/2023 to 20/9/2023 (58-KH/HU), 03/10/2023 (96/KH-UBND), 22/9/2025 (07-KH/ĐU)
        assert lag_days(graph, LAM_HA).tolist() == [36, 49, 769]
        [found] = lag(graph, LAM_HA)
        assert (found.implementers, found.shortest, found.median, found.longest) == (3, 36, 49, 769)
        assert [(each.low, each.count) for each in found.distribution if each.count] == [(30, 2), (730, 1)]

    def test_of_all_instruments_the_view_has_the_same_sum(self, folder: Path, graph: Compact) -> None:
        with Store.open(folder) as store:
            [row] = store.query("SELECT sum(implementers) AS n, max(longest) AS longest FROM lag")
        [found] = lag(graph)
        assert (found.implementers, found.longest) == (row["n"], row["longest"])
        assert sum(each.count for each in found.distribution) == found.implementers

    def test_of_one_level(self, graph: Compact) -> None:
        assert lag_days(graph, LAM_HA, level="district").tolist() == [36]

    def test_nobody_is_no_distribution(self, graph: Compact) -> None:
        [found] = lag(graph, DAN_VAN, province="Tân Giang")
        assert (found.implementers, found.median) == (0, None)


class TestCoverage:
    def test_what_is_missing(self, graph: Compact) -> None:
        found = coverage(graph, ["25-NQ/TW", "57-NQ/TW"])
        assert found.provinces == ["Lam Hà", "Tân Giang", "Đông Khê"]
        assert [(cell.province, cell.instrument) for cell in found.missing] == [
            ("Tân Giang", DAN_VAN),
            ("Đông Khê", "57-NQ/TW@2024-12-22"),
        ]
        assert found.share == 0.6667

    def test_only_what_is_said_directly(self, graph: Compact) -> None:
        found = coverage(graph, ["25-NQ/TW"], through=False)
        assert [cell.first for cell in found.cells] == [LAM_HA, None, None]

    def test_the_view_of_direct_ones(self, folder: Path, graph: Compact) -> None:
        with Store.open(folder) as store:
            rows = store.query("SELECT province, first_date FROM coverage WHERE instrument = ?", DAN_VAN)
        cells = coverage(graph, [DAN_VAN], through=False).cells
        assert {tuple(row) for row in rows} == {(cell.province, cell.date) for cell in cells}

    def test_a_province_of_ones_own_choice(self, graph: Compact) -> None:
        assert coverage(graph, [DAN_VAN], provinces=["Hải Vân"]).share == 0


def test_first_adopters_and_followers(folder: Path, graph: Compact) -> None:
    first, second = adopters(graph, "25-NQ/TW")
    assert (first.place, first.province, first.date, first.days_after) == (1, "Đông Khê", "2019-04-26", 2153)
    assert (second.place, second.province, second.date, second.days_behind) == (
        2,
        "Lam Hà",
        "2023-08-15",
        1572,
    )
    assert (first.implementers, second.implementers) == (3, 5)
    with Store.open(folder) as store:
        rows = store.query(
            "SELECT province, place FROM adopters WHERE instrument = ? ORDER BY place", DAN_VAN
        )
    assert [tuple(row) for row in rows] == [("Đông Khê", 1), ("Lam Hà", 2)]


class TestWeight:
    def test_as_it_was(self, graph: Compact) -> None:
        assert most_cited(graph)[0].documents > most_cited(graph, as_of="2022")[0].documents
        # 18-CTr/TU of 2019, 640-CV/TU of 2021, 08-CT/TU and 05-ĐA/TU of 2022
        assert {row.id: row.documents for row in most_cited(graph, as_of="2022-12-31")}[DAN_VAN] == 4
        assert most_cited(graph, as_of="2018-12-31") == []

    def test_year_by_year_adds_up(self, folder: Path, graph: Compact) -> None:
        rows = cited_by_year(graph, ["25-NQ/TW"])
        assert [(row.year, row.documents) for row in rows] == [
            (2019, 1),
            (2021, 1),
            (2022, 2),
            (2023, 1),
            (2024, 1),
        ]
        assert rows[-1].so_far == next(row for row in most_cited(graph) if row.id == DAN_VAN).documents == 6
        with Store.open(folder) as store:
            view = store.query(
                "SELECT year, documents FROM most_cited_by_year WHERE instrument = ? ORDER BY year", DAN_VAN
            )
        assert [(int(row["year"]), row["documents"]) for row in view] == [
            (row.year, row.documents) for row in rows
        ]

    def test_by_pagerank(self, graph: Compact) -> None:
        first = most_cited(graph, weight="pagerank", limit=1)[0]
        assert first.id == DAN_VAN
        assert first.pagerank == pytest.approx(float(pagerank(graph).max()), rel=1e-5)


class TestSharing:
    def test_what_three_resolutions_share(self, graph: Compact) -> None:
        found = shared(graph, ["nq-12-tu-2023", "ctr-18-tu-2019", "ct-08-tu-2022"])
        everywhere = {row.id.partition("@")[0] for row in found.common if len(row.documents) == 3}
        assert everywhere == {"25-NQ/TW", "43-KL/TW", "114-KL/TW", "217-QĐ/TW"}
        assert [pair.shared for pair in found.pairs] == [5, 5, 4]

    def test_the_views_count_the_same(self, folder: Path, graph: Compact) -> None:
        found = shared(graph, ["nq-12-tu-2023", "ctr-18-tu-2019"])
        one, other = sorted(found.documents)
        with Store.open(folder) as store:
            coupling = store.query("SELECT shared FROM coupling WHERE (one, other) = (?, ?)", one, other)
            together = store.query(
                "SELECT documents FROM cocitation WHERE ? IN (one, other) AND ? IN (one, other)",
                DAN_VAN, "43-KL/TW@2019-01-07",
            )  # fmt: skip
        assert coupling[0]["shared"] == found.pairs[0].shared == 5
        assert together[0]["documents"] == cocited(graph, DAN_VAN)[0].together == 5

    def test_never_more_together_than_at_all(self, graph: Compact) -> None:
        for row in cocited(graph, DAN_VAN, limit=100):
            assert row.together <= row.documents
            assert 0 < row.likeness <= 1

    def test_communities_part_the_instruments(self, graph: Compact) -> None:
        pytest.importorskip("graspologic_native")
        groups = communities(graph, smallest=1)
        members = [member for group in groups for member in group.members]
        assert len(members) == len(set(members)) == len(graph)
        assert communities(graph, smallest=1) == groups
        digital = next(group for group in groups if "57-NQ/TW@2024-12-22" in group.members)
        assert {stem(source) for source in digital.documents} >= {"ctr-02-tu-2025", "kh-15-ubnd-2026"}
        assert len(communities(graph, resolution=5.0)) > len(communities(graph))


class TestGaps:
    def test_a_basis_that_was_replaced_before(self) -> None:
        text = "Căn cứ Quyết định số 290-QĐ/TW, ngày 25/02/2010 của Bộ Chính trị."
        before, after = (
            plan("01-KH/TU", "15 tháng 3 năm 2021", text),
            plan("02-KH/TU", "15 tháng 3 năm 2022", text),
        )
        [row] = outdated_bases(citation_graph([before, after]))
        assert (row.source, row.ended, row.replaced_by) == ("02.txt", "2021-07-31", "23-QĐ/TW@2021-07-30")
        assert (row.known_by, row.relation) == ("registry", "based_on")
        assert "290-QĐ/TW" in row.quote

    def test_a_basis_that_another_document_replaces(self) -> None:
        replacing = "Kế hoạch này thay thế Kế hoạch số 03-KH/TU, ngày 05/01/2018 của Tỉnh ủy."
        new = plan("09-KH/TU", "10 tháng 5 năm 2022", replacing)
        text = "Căn cứ Kế hoạch số 03-KH/TU, ngày 05/01/2018 của Tỉnh ủy."
        late, early = (
            plan("11-KH/TU", "11 tháng 5 năm 2022", text),
            plan("07-KH/TU", "10 tháng 5 năm 2022", text),
        )
        [row] = outdated_bases(citation_graph([new, late, early]))
        assert (row.source, row.known_by) == ("11.txt", "09.txt")
        assert row.replaced_by == "09-KH/TU@2022-05-10#Lam Hà"

    @pytest.mark.parametrize(
        "text",
        [
            "1. Văn phòng Tỉnh ủy tham mưu ban hành Kế hoạch thay thế Kế hoạch số 03-KH/TU, ngày 05/01/2018.",
            "1. Đề nghị bãi bỏ Kế hoạch số 03-KH/TU, ngày 05/01/2018.",
        ],
    )
    def test_what_is_only_ordered_ends_nothing(self, text: str) -> None:
        order = plan("09-KH/TU", "10 tháng 5 năm 2022", text)
        late = plan(
            "11-KH/TU", "11 tháng 5 năm 2022", "Căn cứ Kế hoạch số 03-KH/TU, ngày 05/01/2018 của Tỉnh ủy."
        )
        graph = citation_graph([order, late])
        relations = {data["relation"] for _, target, data in graph.edges(data=True) if "03-KH/TU" in target}
        assert relations == {"based_on", "to_replace" if "thay thế" in text else "to_repeal"}
        assert outdated_bases(graph) == []

    def test_a_document_without_date_is_no_older_than_what_it_cites(self) -> None:
        text = (
            "Căn cứ Quyết định số 290-QĐ/TW, ngày 25/02/2010 của Bộ Chính trị.\n\n"
            "Thực hiện Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10/11/2022."
        )
        [row] = outdated_bases(citation_graph([dv.parse(text, source="a.txt")]))
        assert (row.date, row.not_before) == (None, "2022-11-10")

    def test_the_view_agrees(self, tmp_path: Path) -> None:
        text = "Căn cứ Quyết định số 290-QĐ/TW, ngày 25/02/2010 của Bộ Chính trị."
        (tmp_path / "a.txt").write_text(plan("02-KH/TU", "15 tháng 3 năm 2022", text).text, encoding="utf-8")
        build([tmp_path / "a.txt"], tmp_path / "store")
        with Store.open(tmp_path / "store") as store:
            rows = store.query("SELECT instrument, basis, ended FROM outdated_bases")
            found = outdated_bases(store)
        assert [tuple(row) for row in rows] == [(row.id, row.basis, row.ended) for row in found] != []

    def test_orphans(self, tmp_path: Path) -> None:
        for name, text in (
            ("alone", "Kế hoạch này không viện dẫn văn bản nào."),
            ("rootless", "Thực hiện Nghị quyết số 12-NQ/TU, ngày 15/8/2023 của Tỉnh ủy."),
            ("rooted", "Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương."),
        ):
            directive = plan(f"{len(name)}-KH/TU", "01 tháng 9 năm 2023", text)
            (tmp_path / f"{name}.txt").write_text(directive.text, encoding="utf-8")
        build([tmp_path], tmp_path / "store")
        with Store.open(tmp_path / "store") as store:
            found = {stem(row.source): row for row in orphans(store)}
            view = store.query("SELECT file FROM orphans")
        assert set(found) == {"alone", "rootless"}
        assert (found["alone"].cites, found["rootless"].cites) == (0, 1)
        assert [stem(row["file"]) for row in view] == ["alone"]


class TestView:
    """The networkx graph that a researcher gets."""

    def test_as_of_a_day(self, folder: Path) -> None:
        with Store.open(folder) as store:
            then, now = store.graph(as_of="2022-12-31"), store.graph()
        assert nx.is_directed(then)
        assert LAM_HA in now
        assert LAM_HA not in then
        assert all(not data["date"] or data["date"][:4] <= "2022" for _, data in then.nodes(data=True))
        said = {data["document"] for _, _, data in then.edges(data=True)}
        assert {stem(document)[-4:] for document in said} == {"2019", "2021", "2022"}
        # 43-KL/TW implements 25-NQ/TW: said by a document of 2019 as well
        assert then.has_edge("43-KL/TW@2019-01-07", DAN_VAN)

    def test_of_some_levels(self, folder: Path) -> None:
        with Store.open(folder) as store:
            local = store.graph(level={"province", "district", "commune"})
            central = store.graph(level="central")
        assert {data["level"] for _, data in local.nodes(data=True)} == {"province", "district", "commune"}
        assert local.has_edge("58-KH/HU@2023-09-20#huyện Thạch Luông, Lam Hà", LAM_HA)
        assert DAN_VAN not in local
        assert DAN_VAN in central

    def test_every_edge_tells_where_it_comes_from(self, folder: Path) -> None:
        with Store.open(folder) as store:
            edges = list(store.graph(relations={"implements"}).edges(data=True))
        assert edges
        for _, _, data in edges:
            assert data["relation"] == "implements"
            assert data["rule"].split(":")[0] in {"number", "name", "relation"}
            assert Path(data["document"]).read_text(encoding="utf-8")[data["start"] : data["end"]].strip()

    def test_nothing_twice_nothing_to_itself_nothing_forward_unnoticed(self, folder: Path) -> None:
        with Store.open(folder) as store:
            graph = store.graph()
            view = store.query("SELECT count(*) AS n FROM forward_edges")[0]["n"]
        mentions = Counter(
            (a, b, d["relation"], d["document"], d["start"]) for a, b, d in graph.edges(data=True)
        )
        assert set(mentions.values()) == {1}
        assert nx.number_of_selfloops(graph) == 0
        day = nx.get_node_attributes(graph, "date")
        forward = [(a, b) for a, b in graph.edges() if day[a] and day[b] and day[b][: len(day[a])] > day[a]]
        assert len(graph_findings(graph)) == len(forward) == view == 0

    def test_an_edge_forward_in_time_is_a_finding(self, tmp_path: Path) -> None:
        text = "Thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị."
        (tmp_path / "a.txt").write_text(plan("01-KH/TU", "15 tháng 3 năm 2021", text).text, encoding="utf-8")
        build([tmp_path / "a.txt"], tmp_path / "store")
        with Store.open(tmp_path / "store") as store:
            [found] = graph_findings(store.graph())
            [row] = store.query("SELECT * FROM forward_edges")
        assert (found.code, found.date, found.target_date) == ("cites-later", "2021-03-15", "2024-12-22")
        assert (row["source"], row["target"], row["start"]) == (found.source, found.target, found.start)

    def test_findings_on_a_graph_that_was_changed(self) -> None:
        graph = citation_graph([plan("01-KH/TU", "15 tháng 3 năm 2021", "Thực hiện Nghị quyết số 25-NQ/TW.")])
        source, target, data = next(iter(graph.edges(data=True)))
        graph.add_edge(source, target, **data)
        graph.add_edge(source, source, **data)
        assert {each.code for each in graph_findings(graph)} == {"duplicate-edge", "self-citation"}

    def test_the_store_refuses_self_citations(self, folder: Path) -> None:
        with Store.open(folder) as store:
            [row] = store.query("SELECT sql FROM sqlite_schema WHERE name = 'edges'")
        assert "CHECK (source <> target)" in row["sql"]


def test_a_store_and_its_networkx_graph_give_the_same_answers(folder: Path, graph: Compact) -> None:
    with Store.open(folder) as store:
        plain = store.graph()
    for ask in (
        lambda asked: implementers(asked, "25-NQ/TW"),
        lambda asked: chains(asked, "kh-07-du-an-tram-2025", direction="both"),
        lambda asked: (lag(asked), adopters(asked, "25-NQ/TW"), coverage(asked)),
        lambda asked: (most_cited(asked, weight="pagerank"), orphans(asked), outdated_bases(asked)),
    ):
        assert ask(plain) == ask(graph)


def test_an_unknown_instrument_is_an_error(graph: Compact) -> None:
    for ask in (adopters, chains, cocited, lag, cited_by_year):
        with pytest.raises(StoreError, match="99-NQ/TW"):
            ask(graph, ["99-NQ/TW"] if ask is cited_by_year else "99-NQ/TW")


def test_an_empty_store_has_answers(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        assert most_cited(store) == orphans(store) == outdated_bases(store) == []
        assert lag(store)[0].implementers == 0
        assert coverage(store).cells == []
        assert len(pagerank(store)) == 0


EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(RELATIONS)), max_size=40)


def drawn(edges: list[tuple[int, int, str]]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for number in range(10):
        data = dv.citation_graph([dv.parse("Kế hoạch", source="x")]).nodes["doc:x"]
        graph.add_node(
            f"{number}-KH/TU", **{**data, "in_corpus": True, "source": f"{number}.txt", "date": None}
        )
    for source, target, relation in edges:
        if source != target:
            span = {"start": 0, "end": 1, "quote": "", "confidence": None, "rule": None}
            graph.add_edge(
                f"{source}-KH/TU", f"{target}-KH/TU", relation=relation, document=f"{source}.txt", **span
            )
    return graph


class TestAgainstNetworkx:
    @settings(max_examples=40, deadline=None)
    @given(EDGES)
    def test_bases_are_all_that_can_be_reached(self, edges: list[tuple[int, int, str]]) -> None:
        graph = drawn(edges)
        standing = nx.DiGraph((a, b) for a, b, kind in graph.edges(data="relation") if kind in STANDS_ON)
        standing.add_nodes_from(graph)
        compact = Compact.of(graph)
        walk = compact.walk(compact.find("3-KH/TU")[0], STANDS_ON, STANDS_ON, up=True)
        reached = {row.id: hop for row, hop in zip(compact.instruments(walk.nodes), walk.hops, strict=True)}
        assert reached == nx.single_source_shortest_path_length(standing, "3-KH/TU")

    @settings(max_examples=40, deadline=None)
    @given(EDGES)
    def test_pagerank(self, edges: list[tuple[int, int, str]]) -> None:
        pytest.importorskip("scipy")
        graph = drawn(edges)
        expected = nx.pagerank(nx.DiGraph(graph), tol=1e-12, max_iter=1000)
        compact = Compact.of(graph)
        ids = [row.id for row in compact.instruments(range(len(compact)))]
        assert dict(zip(ids, pagerank(compact).tolist(), strict=True)) == pytest.approx(expected, abs=1e-7)

    @settings(max_examples=40, deadline=None)
    @given(EDGES)
    def test_co_citation(self, edges: list[tuple[int, int, str]]) -> None:
        graph = drawn(edges)
        if not graph.in_degree("3-KH/TU"):
            return
        citing = set(graph.predecessors("3-KH/TU"))
        expected = Counter(target for one in citing for target in set(graph.successors(one)) - {"3-KH/TU"})
        assert {row.id: row.together for row in cocited(graph, "3-KH/TU", limit=20)} == expected


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["implementers", "25-NQ/TW", "--count"], "Đông Khê"),
        (["chain", "kh-27-du-nam-vang-2025"], "09-HD/BTGDVTU"),
        (["chain", "25-NQ/TW", "--direction", "down"], "07-KH/ĐU"),
        (["lag"], "Distribution"),
        (["coverage"], "Coverage 47%"),
        (["coverage", "25-NQ/TW", "--missing"], "Tân Giang"),
        (["adopters", "25-NQ/TW"], "2,153"),
        (["top", "--weight", "pagerank"], "PageRank"),
        (["top", "--by-year"], "2019"),
        (["shared", "nq-12-tu-2023", "ctr-18-tu-2019"], "33%"),
        (["cocited", "25-NQ/TW"], "43-KL/TW"),
        (["communities"], "57-NQ/TW"),
        (["components"], "hang together"),
        (["outdated"], "no longer held: 0"),
        (["orphans"], "da-05-tu-2022"),
        (["findings"], "Findings: 0"),
        (["reuse"], "comes again"),
        (["reuse", "--anywhere"], "comes again"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_every_command_prints_a_table_and_json(folder: Path, command: list[str], words: str) -> None:
    shown = CliRunner().invoke(app, ["graph", *command, "--store", str(folder)])
    assert shown.exit_code == 0, shown.output
    assert words in shown.stdout
    told = CliRunner().invoke(app, ["graph", *command, "--store", str(folder), "--format", "json"])
    assert told.exit_code == 0
    json.loads(told.stdout)


def test_a_document_that_is_not_there_is_one_line(folder: Path) -> None:
    result = CliRunner().invoke(app, ["graph", "chain", "99-KH/ĐU", "--store", str(folder)])
    assert result.exit_code == 2
    assert "99-KH/ĐU" in result.stderr
    assert not result.stdout


@pytest.mark.parametrize("written", ["Lam Hà", "lam ha", "tỉnh Lam Hà", "TỈNH LAM HÀ"])
def test_a_province_is_asked_for_as_people_write_it(written: str, graph: Compact) -> None:
    assert (
        implementers(graph, DAN_VAN, province=written)
        == implementers(graph, DAN_VAN, province="Lam Hà")
        != []
    )


def test_a_province_that_is_not_there_is_said_with_those_that_are(graph: Compact) -> None:
    with pytest.raises(StoreError, match=r"Xyz: no document is of that province; those there are: .*Lam Hà"):
        implementers(graph, DAN_VAN, province="Xyz")


def test_homonyms_are_told_apart_in_the_table(tmp_path: Path) -> None:
    for number, day in enumerate(("04/11/2013", "17/11/2022"), start=1):
        (tmp_path / f"{number}.txt").write_text(
            f"KẾ HOẠCH\n\nThực hiện Nghị quyết số 29-NQ/TW ngày {day} của Ban Chấp hành Trung ương.",
            encoding="utf-8",
        )
    build([tmp_path], tmp_path / "store")
    printed = CliRunner().invoke(
        app, ["graph", "implementers", "29-NQ/TW", "--store", str(tmp_path / "store")]
    )
    assert "2 instruments of that number" in printed.stdout
    one = ["graph", "implementers", "29-NQ/TW@2013-11-04", "--store", str(tmp_path / "store")]
    assert "instruments of that number" not in CliRunner().invoke(app, one).stdout
