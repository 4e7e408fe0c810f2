"""The gold annotations under corpora/ and phenomena/ hold together, whatever the library makes of the texts.

Those of a phenomenon hold only the lists that it is about.
"""

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from danvan_docs.models import Comparator, Issue, RelationType, Role

CORPORA = Path(__file__).parents[1] / "corpora"
PHENOMENA = CORPORA.parent / "phenomena"
GOLD = sorted(CORPORA.rglob("*.gold.json"))
PHENOMENON_GOLD = sorted(PHENOMENA.glob("*.gold.json"))
LISTS = {
    "sections": {"start", "label", "path", "title"},
    "citations": {"start", "end", "symbol", "type", "date", "issuer", "issues"},
    "named": {"start", "end", "type", "name"},
    "relations": {"source", "target", "type"},
    "tasks": {"start", "end", "actors", "deadline", "frequency"},
    "targets": {"start", "end", "op", "value", "unit", "kind", "deadline", "frequency"},
}
HEADER = {"type", "symbol", "date", "issuer", "title", "signer", "signer_title", "recipients"}
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
DEADLINE = re.compile(r"\d{4}(-\d\d-\d\d)?")

Gold = dict[str, Any]


def text_of(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(".gold.json") + ".txt")


@pytest.fixture(params=[*GOLD, *PHENOMENON_GOLD], ids=lambda path: path.name.removesuffix(".gold.json"))
def document(request: pytest.FixtureRequest) -> tuple[str, Gold]:
    path: Path = request.param
    text = text_of(path).read_bytes().decode("utf-8")
    return text, json.loads(path.read_text(encoding="utf-8"))


def squeeze(text: str) -> str:
    return " ".join(text.split())


def test_there_are_documents_from_three_provinces_and_every_text_has_gold() -> None:
    assert len(GOLD) >= 15
    assert len({path.parent for path in GOLD}) == 3
    assert {text_of(path) for path in GOLD} == set(CORPORA.rglob("*.txt"))


def test_every_phenomenon_has_text_gold_and_a_line_in_the_readme() -> None:
    assert len(PHENOMENON_GOLD) >= 30
    assert {text_of(path) for path in PHENOMENON_GOLD} == set(PHENOMENA.glob("*.txt"))
    told = re.findall(
        r"^\| `([\w-]+)` \|", (PHENOMENA / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(told) == [text_of(path).stem for path in PHENOMENON_GOLD]


def test_the_citations_chain_over_three_levels_in_every_province() -> None:
    """From a document to a neighbour it cites, and from there to a central instrument."""
    golds = {path: json.loads(path.read_text(encoding="utf-8")) for path in GOLD}
    for province in {path.parent for path in GOLD}:
        cited = {
            gold["header"]["symbol"]: {citation["symbol"] for citation in gold["citations"]}
            for path, gold in golds.items()
            if path.parent == province
        }
        chains = [
            (top, middle, central)
            for top, targets in cited.items()
            for middle in (targets & cited.keys()) - {top}
            for central in cited[middle]
            if central.endswith("/TW")
        ]
        assert chains, province.name


def test_one_central_resolution_is_cited_in_all_provinces() -> None:
    provinces = {
        path.parent.name
        for path in GOLD
        for citation in json.loads(path.read_text(encoding="utf-8"))["citations"]
        if citation["symbol"] == "25-NQ/TW"
    }
    assert len(provinces) == 3


def test_text_is_plain_and_unchanged_since_it_was_annotated(document: tuple[str, Gold]) -> None:
    text, gold = document
    assert "\r" not in text
    assert hashlib.sha256(text.encode("utf-8")).hexdigest() == gold["text_sha256"]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_whole_document_is_annotated_in_full(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert gold["header"].keys() == HEADER
    assert gold.keys() >= LISTS.keys()


def test_every_key_is_there(document: tuple[str, Gold]) -> None:
    _, gold = document
    assert gold.keys() & LISTS.keys()
    for name in gold.keys() & LISTS.keys():
        for entry in gold[name]:
            assert LISTS[name] <= entry.keys(), (name, entry)


def test_spans_lie_inside_the_text_in_order_and_are_trimmed(document: tuple[str, Gold]) -> None:
    text, gold = document
    for name in ("citations", "named", "tasks", "targets"):
        entries = gold.get(name, [])
        starts = [entry["start"] for entry in entries]
        assert starts == sorted(starts), name
        for entry in entries:
            assert 0 <= entry["start"] < entry["end"] <= len(text)
            span = text[entry["start"] : entry["end"]]
            assert span == span.strip(), (name, span)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_header_is_said_in_the_text(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    flat = squeeze(text_of(path).read_text(encoding="utf-8")).casefold()
    header = gold["header"]
    assert ISO_DATE.fullmatch(header["date"])
    for key in HEADER - {"date", "recipients"}:
        assert header[key].casefold() in flat, key
    for line in header["recipients"]:
        assert line.casefold() in flat


def test_sections_start_at_their_label_and_hang_under_their_parent(document: tuple[str, Gold]) -> None:
    text, gold = document
    sections = gold.get("sections", [])
    paths = [section["path"] for section in sections]
    assert len(paths) == len(set(paths))
    for section in sections:
        start, label, path = section["start"], section["label"], section["path"]
        assert text.startswith(label, start)
        assert f"\n{text[:start]}".endswith(("\n", "\n(", "."))  # behind a full stop where it is glued on
        parent, _, last = path.rpartition("/")
        assert last == label
        assert not parent or parent in paths
        assert squeeze(text[start:]).find(section["title"]) in range(len(label), len(label) + 5)


def test_citations_carry_their_digits_and_closed_issues(document: tuple[str, Gold]) -> None:
    text, gold = document
    for citation in gold.get("citations", []):
        number = re.match(r"\d+", citation["symbol"])
        assert number, citation
        assert number[0] in text[citation["start"] : citation["end"]]
        assert citation["date"] is None or ISO_DATE.fullmatch(citation["date"])
        assert set(citation["issues"]) <= set(get_args(Issue))
        assert citation["issuer"] is None or citation["issuer"] in squeeze(text)


def test_named_instruments_are_spelled_as_they_stand(document: tuple[str, Gold]) -> None:
    text, gold = document
    for named in gold.get("named", []):
        assert named["name"] == squeeze(text[named["start"] : named["end"]])
        assert named["name"].startswith(named["type"])


def test_relations_join_instruments_of_the_document(document: tuple[str, Gold]) -> None:
    _, gold = document
    symbols = {citation["symbol"] for citation in gold.get("citations", [])}
    names = {named["name"] for named in gold.get("named", [])}
    for relation in gold.get("relations", []):
        assert relation["type"] in get_args(RelationType)
        assert relation["source"] in symbols
        assert relation["target"] in symbols | names


def test_tasks_have_a_lead_and_actors_as_written(document: tuple[str, Gold]) -> None:
    text, gold = document
    for task in gold.get("tasks", []):
        roles = Counter(actor["role"] for actor in task["actors"])
        assert roles["lead"] >= 1, task
        assert roles.keys() <= set(get_args(Role))
        assert task["deadline"] is None or DEADLINE.fullmatch(task["deadline"])
        assert task["frequency"] is None or task["frequency"] in squeeze(text)
        for actor in task["actors"]:
            assert actor["text"] == squeeze(text[actor["start"] : actor["end"]])


def test_targets_have_a_comparator_a_value_and_a_kind(document: tuple[str, Gold]) -> None:
    text, gold = document
    for target in gold.get("targets", []):
        span = text[target["start"] : target["end"]]
        assert target["op"] in get_args(Comparator)
        assert isinstance(target["value"], list) == (target["op"] in ("range", "fraction"))
        assert target["kind"] in ("target", "statistic")
        assert any(letter.isdigit() for letter in span)
        assert target["unit"].split()[0] in span
        assert target["deadline"] is None or DEADLINE.fullmatch(target["deadline"])
        assert target["frequency"] is None or target["frequency"] in squeeze(text)
