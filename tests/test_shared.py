"""The real documents beside the project, where they are present: read in place, never copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SHARED, assert_sound, read_exactly

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
