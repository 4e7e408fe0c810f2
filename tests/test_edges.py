"""Edges of the graph of all texts at hand, read by hand: `edges.csv` holds a key and a verdict for each, no words."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT, SHARED

from danvan_docs.corpus.build import build
from danvan_docs.corpus.store import Store

TEXTS = [ROOT / "corpora", SHARED / "seeds", SHARED / "real"]
#: What the document, or an instrument that it cites, does to another; the rest stands on or goes back to it.
CHANGES = {"amends", "replaces", "repeals", "to_amend", "to_replace", "to_repeal"}
OTHERS = {"implements", "continues", "guides", "promulgates", "reviews", "based_on"}
#: Of the edges that the graph holds now, this share has been read.
READ = 0.9


class Key(NamedTuple):
    """An edge: where its words begin, and which of those that begin there."""

    document: str
    relation: str
    start: int
    place: int


@pytest.fixture(scope="module")
def verdicts() -> dict[Key, bool]:
    with (Path(__file__).parent / "edges.csv").open(encoding="utf-8", newline="") as rows:
        return {
            Key(row["document"], row["relation"], int(row["start"]), int(row["place"])): row["right"] == "yes"
            for row in csv.DictReader(rows)
        }


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> list[Key]:
    folder = tmp_path_factory.mktemp("edges")
    build(TEXTS, folder)
    found: Counter[tuple[str, str, int]] = Counter()
    keys = []
    with Store.open(folder) as store:
        for row in store.query(
            "SELECT document, relation, start FROM edges ORDER BY document, start, relation, target"
        ):
            said = (Path(row["document"]).stem, row["relation"], row["start"])
            found[said] += 1
            keys.append(Key(*said, found[said]))
    return keys


@pytest.mark.skipif(not all(path.is_dir() for path in TEXTS), reason=f"no real documents at {SHARED}")
@pytest.mark.parametrize(("relations", "goal"), [(CHANGES, 0.95), (OTHERS, 0.95)], ids=["changes", "others"])
def test_what_an_edge_says_is_so(
    edges: list[Key], verdicts: dict[Key, bool], relations: set[str], goal: float
) -> None:
    asked = [key for key in edges if key.relation in relations]
    read = [verdicts[key] for key in asked if key in verdicts]
    assert len(read) >= READ * len(asked) > 0
    assert sum(read) >= goal * len(read)
