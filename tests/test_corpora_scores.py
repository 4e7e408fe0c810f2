"""How well the composed corpus is read: floors that no change may fall below."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CORPORA, assert_sound, read_exactly

import danvan_docs as dv
from danvan_docs.corpus.evaluation import Evaluation

FLOORS = {
    "citations": 0.98,
    "citation.type": 0.98,
    "citation.date": 0.98,
    "citation.issuer": 0.98,
    "named": 0.95,
    "sections": 0.98,
    "section.title": 0.98,
    "relations": 0.95,
    "header": 0.97,
    "header.recipients": 0.95,
    "targets": 0.95,
    "target.kind": 0.95,
    "tasks": 0.93,
    "task.actors+role": 0.93,
}


@pytest.fixture(scope="module")
def result() -> Evaluation:
    return dv.evaluate(CORPORA)


@pytest.mark.parametrize("measure", FLOORS)
def test_floor(result: Evaluation, measure: str) -> None:
    assert result.figure(measure) >= FLOORS[measure], [
        d.model_dump() for d in result.differences if d.measure == measure
    ]


@pytest.mark.parametrize("path", sorted(CORPORA.rglob("*.txt")), ids=lambda path: path.stem)
def test_a_composed_document_is_read_soundly(path: Path) -> None:
    assert_sound(dv.read(path), read_exactly(path))
