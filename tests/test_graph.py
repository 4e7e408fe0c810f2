import json
from pathlib import Path

import networkx as nx
import pytest

import danvan_docs as dv
from danvan_docs.corpus.build import build
from danvan_docs.corpus.centrality import most_cited
from danvan_docs.corpus.graph import citation_graph
from danvan_docs.corpus.identity import InstrumentId
from danvan_docs.corpus.questions import basis, find_instruments, implementers
from danvan_docs.corpus.store import Store
from danvan_docs.errors import ExportError, StoreError
from danvan_docs.outputs.graph_files import write_graph

RESOLUTION = """TỈNH ỦY LAM HÀ
*
Số 12-NQ/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Lam Hà, ngày 26 tháng 8 năm 2022

NGHỊ QUYẾT
về nâng cao chất lượng công tác dân vận

Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương; Kết luận số 43-KL/TW, ngày \
07/01/2019 của Ban Bí thư về tiếp tục thực hiện Nghị quyết số 25-NQ/TW, Ban Thường vụ Tỉnh ủy yêu cầu:

1. Ban Dân vận Tỉnh ủy chủ trì, theo dõi việc thực hiện Nghị quyết số 12-NQ/TU.
"""

COMMUNE_PLAN = """ĐẢNG BỘ TỈNH LAM HÀ
ĐẢNG ỦY XÃ ĐỒNG SIM
*
Số 07-KH/ĐU

ĐẢNG CỘNG SẢN VIỆT NAM
Đồng Sim, ngày 10 tháng 10 năm 2025

KẾ HOẠCH
thực hiện Nghị quyết số 12-NQ/TU của Ban Thường vụ Tỉnh ủy

1. Đảng ủy xã thực hiện Nghị quyết số 12-NQ/TU của Ban Thường vụ Tỉnh ủy.
"""

OTHER_PROVINCE = """TỈNH ỦY BẠCH GIANG
*
Số 33-KH/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Bạch Giang, ngày 05 tháng 4 năm 2023

KẾ HOẠCH
thực hiện Nghị quyết số 12-NQ/TU, ngày 01/3/2023 của Ban Thường vụ Tỉnh ủy
"""

ID = "12-NQ/TU@2022-08-26#Lam Hà"


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    texts = {"nq-12.txt": RESOLUTION, "kh-07.txt": COMMUNE_PLAN, "kh-33.txt": OTHER_PROVINCE}
    return citation_graph([dv.parse(text, source=source) for source, text in texts.items()])


def test_each_province_has_its_own_number_12(graph: nx.MultiDiGraph) -> None:
    assert find_instruments(graph, "12-NQ/TU") == [ID, "12-NQ/TU@2023-03-01#Bạch Giang"]
    assert find_instruments(graph, "12-NQ/TU#Lam Hà") == [ID]
    assert find_instruments(graph, "12 – nq / tu@2023-03-01") == ["12-NQ/TU@2023-03-01#Bạch Giang"]


def test_a_commune_that_gives_no_date_means_its_own_province(graph: nx.MultiDiGraph) -> None:
    plan = "07-KH/ĐU@2025-10-10#xã Đồng Sim, Lam Hà"
    assert graph.has_edge(plan, ID)
    assert "12-NQ/TU#Lam Hà" not in graph


def test_a_number_without_date_stays_open_where_two_dates_fit() -> None:
    other_term = RESOLUTION.replace("26 tháng 8 năm 2022", "15 tháng 5 năm 2017")
    texts = (RESOLUTION, other_term, COMMUNE_PLAN)
    graph = citation_graph([dv.parse(text, source=f"{i}.txt") for i, text in enumerate(texts)])
    assert graph.has_edge("07-KH/ĐU@2025-10-10#xã Đồng Sim, Lam Hà", "12-NQ/TU#Lam Hà")
    assert len(find_instruments(graph, "12-NQ/TU#Lam Hà")) == 3


def test_a_date_given_once_holds_for_the_whole_document() -> None:
    text = OTHER_PROVINCE + "\n1. Các cấp ủy thực hiện Nghị quyết số 12-NQ/TU.\n"
    other_term = RESOLUTION.replace("LAM HÀ", "BẠCH GIANG").replace("Lam Hà", "Bạch Giang")
    graph = citation_graph([dv.parse(text, source="a.txt"), dv.parse(other_term, source="b.txt")])
    assert find_instruments(graph, "12-NQ/TU") == [
        "12-NQ/TU@2022-08-26#Bạch Giang",
        "12-NQ/TU@2023-03-01#Bạch Giang",
    ]


def test_a_document_is_its_own_instrument(graph: nx.MultiDiGraph) -> None:
    node = graph.nodes[ID]
    assert (node["in_corpus"], node["source"], node["level"], node["province"]) == (
        True,
        "nq-12.txt",
        "province",
        "Lam Hà",
    )


def test_a_central_instrument_is_described_by_the_registry(graph: nx.MultiDiGraph) -> None:
    node = graph.nodes["25-NQ/TW@2013-06-03"]
    assert node["title"].startswith("Tăng cường và đổi mới")
    assert (node["in_corpus"], node["level"], node["province"]) == (False, "central", None)


def test_documents_without_number_are_told_apart() -> None:
    text = "Thực hiện Chỉ thị số 18-CT/TW của Ban Bí thư."
    graph = citation_graph([dv.parse(text, source=f"{folder}/thu.txt") for folder in "ab"])
    assert sorted(n for n, data in graph.nodes(data=True) if data["in_corpus"]) == [
        "doc:b/thu.txt",
        "doc:thu",
    ]


def test_no_mention_is_linked_twice_and_nothing_cites_itself(graph: nx.MultiDiGraph) -> None:
    assert nx.number_of_selfloops(graph) == 0
    mentions = [(a, b, d["relation"], d["document"], d["start"]) for a, b, d in graph.edges(data=True)]
    assert len(set(mentions)) == len(mentions) > 4


def test_every_edge_quotes_its_document(graph: nx.MultiDiGraph) -> None:
    texts = {"nq-12.txt": RESOLUTION, "kh-07.txt": COMMUNE_PLAN, "kh-33.txt": OTHER_PROVINCE}
    for _, _, data in graph.edges(data=True):
        text = texts[data["document"]]
        assert data["quote"] in text
        assert text[data["start"] : data["end"]].strip() in data["quote"]


def test_one_cited_instrument_acts_on_another(graph: nx.MultiDiGraph) -> None:
    edges = graph.get_edge_data("43-KL/TW@2019-01-07", "25-NQ/TW@2013-06-03")
    assert [data["relation"] for data in edges.values()] == ["implements"]


def test_only_the_wanted_relations() -> None:
    directive = dv.parse(RESOLUTION, source="nq-12.txt")
    graph = citation_graph([directive], relations={"amends"})
    assert list(graph) == [ID]


def test_a_store_gives_the_same_graph(tmp_path: Path) -> None:
    for name, text in (("a.txt", RESOLUTION), ("b.txt", COMMUNE_PLAN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    build([tmp_path], tmp_path / "store")
    with Store.open(tmp_path / "store") as store:
        assert nx.utils.graphs_equal(citation_graph(store), citation_graph(store.directives()))


def test_implementers_directly_and_through_another(graph: nx.MultiDiGraph) -> None:
    rows = {row.source: row for row in implementers(graph, "25-NQ/TW")}
    assert rows["nq-12.txt"].via == []
    assert rows["nq-12.txt"].days_after == 3371
    assert rows["kh-07.txt"].via == [ID]
    assert "12-NQ/TU" in rows["kh-07.txt"].quote
    assert rows["43-KL/TW@2019-01-07"].document == "nq-12.txt"
    assert "kh-33.txt" not in rows


def test_homonyms_are_all_asked_unless_a_date_is_given(graph: nx.MultiDiGraph) -> None:
    assert {row.source for row in implementers(graph, "12-NQ/TU")} == {"kh-07.txt", "kh-33.txt"}
    assert {row.source for row in implementers(graph, "12-NQ/TU@2022-08-26")} == {"kh-07.txt"}


def test_an_unknown_instrument_is_an_error(graph: nx.MultiDiGraph) -> None:
    with pytest.raises(StoreError, match="99-NQ/TW"):
        implementers(graph, "99-NQ/TW")


def test_basis_goes_up_with_the_words_at_every_hop(graph: nx.MultiDiGraph) -> None:
    rows = basis(graph, "kh-07.txt")
    assert [(row.hop, row.target) for row in rows][:2] == [(1, ID), (2, "25-NQ/TW@2013-06-03")]
    assert all(row.quote for row in rows)


def test_most_cited_counts_documents() -> None:
    texts = (
        RESOLUTION,
        OTHER_PROVINCE + "\nThực hiện Kết luận số 43-KL/TW, ngày 07/01/2019 của Ban Bí thư.\n",
    )
    graph = citation_graph([dv.parse(text, source=f"{i}.txt") for i, text in enumerate(texts)])
    rows = most_cited(graph)
    assert [(row.id, row.documents) for row in rows] == [
        ("43-KL/TW@2019-01-07", 2),
        ("25-NQ/TW@2013-06-03", 1),
    ]
    assert most_cited(graph, level="province")[0].symbol == "12-NQ/TU"
    assert len(most_cited(graph, level=None, limit=1)) == 1


@pytest.mark.parametrize(
    "spelling", ["12-NQ/TU@2022-08-26#Lam Hà", "12-NQ/TU", "5-NQ/HU#huyện Suối Đá, Lam Hà"]
)
def test_an_id_is_read_as_it_is_written(spelling: str) -> None:
    assert str(InstrumentId.parse(spelling)) == spelling


@pytest.mark.parametrize(("suffix", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_files_that_networkx_reads_back(graph: nx.MultiDiGraph, tmp_path: Path, suffix: str, read) -> None:
    write_graph(graph, tmp_path / f"out{suffix}")
    back = read(tmp_path / f"out{suffix}")
    assert set(back) == set(graph)
    assert sorted(e["quote"] for _, _, e in back.edges(data=True)) == sorted(
        e["quote"] for _, _, e in graph.edges(data=True)
    )


def test_node_link_json_is_read_back(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write_graph(graph, tmp_path / "out.json")
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    back = nx.node_link_graph(data, edges="edges")
    assert sorted(back.edges(keys=True)) == sorted(graph.edges(keys=True))


def test_a_page_break_in_a_quote_does_no_harm(tmp_path: Path) -> None:
    text = "Thực hiện Nghị quyết số 25-NQ/TW\fngày 03/6/2013 của Ban Chấp hành Trung ương."
    write_graph(citation_graph([dv.parse(text, source="a.txt")]), tmp_path / "out.graphml")
    assert nx.read_graphml(tmp_path / "out.graphml").number_of_edges() == 1


def test_an_unknown_format_names_the_known_ones(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.graphml, \.gexf, \.json, \.jsonld"):
        write_graph(graph, tmp_path / "out.dot")
    assert not list(tmp_path.iterdir())


def test_a_bare_number_is_the_instrument_that_it_is_short_for() -> None:
    text = (
        "TỈNH ỦY LAM HÀ\n*\nSố 15-KH/TU\n\nKẾ HOẠCH\n\n"
        "1. Thực hiện Nghị quyết số 12-NQ/TU, ngày 15/8/2023 của Tỉnh ủy.\n\n"
        "2. Sơ kết Nghị quyết 12 hằng năm."
    )
    plan = dv.parse(text)
    assert [cited.short_for for cited in plan.citations] == [None, "12-NQ/TU"]
    graph = dv.citation_graph([plan])
    assert [node for node in graph if "12" in node] == ["12-NQ/TU@2023-08-15#Lam Hà"]
