"""The real documents beside the project, where they are present: read in place, never copied."""

from __future__ import annotations

import csv
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ROOT, SHARED, assert_sound, read_exactly

import danvan_docs as dv

DOCUMENTS = [path for name in ("seeds", "real") for path in sorted((SHARED / name).glob("*.txt"))]
#: What is to be reached on the documents annotated by hand.
GOALS = {
    "citations": 0.97,
    "sections": 0.95,
    "targets": 0.85,
    "task.actors+role": 0.65,
    "relations": 0.8,
    "header": 0.9,
}


@pytest.mark.skipif(not DOCUMENTS, reason=f"no real documents at {SHARED}")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_real_document_is_read_soundly(path: Path) -> None:
    directive = dv.read(path)
    assert_sound(directive, read_exactly(path))
    assert dv.Directive.model_validate_json(directive.model_dump_json()) == directive
    assert directive.blocks


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason=f"no annotated documents at {SHARED / 'gold'}")
def test_annotated_documents_are_read_as_well_as_is_asked_for() -> None:
    result = dv.evaluate(SHARED / "gold", SHARED / "seeds")
    figures = {measure: result.figure(measure) for measure in GOALS}
    assert {m: f for m, f in figures.items() if f < GOALS[m]} == {}


@pytest.mark.skipif(not DOCUMENTS, reason=f"no real documents at {SHARED}")
def test_central_citations_are_linked_and_to_what_was_read_by_hand() -> None:
    with (ROOT / "evidence" / "links_read.csv").open(encoding="utf-8") as stream:
        read = {row["key"]: row["id"] for row in csv.DictReader(stream) if row["verdict"] == "right"}
    known, linked, again = dv.registry(), [], {}
    for path in DOCUMENTS:
        for cited in dv.read(path).citations:
            if known.levels_of_symbol(cited.short_for or cited.symbol) == {"central"}:
                linked.append(cited.instrument_id is not None)
            key = sha256(f"{path.name}:{cited.start}".encode()).hexdigest()[:12]
            if key in read and cited.instrument_id:
                again[key] = cited.instrument_id
    assert sum(linked) >= 0.9 * len(linked)
    assert {key for key, found in again.items() if found != read[key]} == set()
    assert len(again) >= 0.9 * len(read)
