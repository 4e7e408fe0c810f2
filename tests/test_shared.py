"""The real documents beside the project, where they are present: read in place, never copied."""

from __future__ import annotations

import csv
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ROOT, SHARED, assert_sound, read_exactly

import danvan_docs as dv

DOCUMENTS = [path for name in ("seeds", "real") for path in sorted((SHARED / name).glob("*.txt"))]

#: Floors just below today's figures: of the seeds, of ten real directives.
ANNOTATED = [
    (
        "seeds",
        "",
        {"citations": 0.99, "named": 0.99, "sections": 0.99, "targets": 0.99, "tasks": 0.94,
         "task.actors+role": 0.92, "relations": 0.99, "header": 0.99},
    ),
    (
        "real",
        "real",
        {"citations": 0.99, "named": 0.92, "sections": 0.99, "targets": 0.98, "tasks": 0.93,
         "task.actors+role": 0.9, "relations": 0.97, "header": 0.99},
    ),
]  # fmt: skip


@pytest.mark.skipif(not DOCUMENTS, reason=f"no real documents at {SHARED}")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_real_document_is_read_soundly(path: Path) -> None:
    directive = dv.read(path)
    assert_sound(directive, read_exactly(path))
    assert dv.Directive.model_validate_json(directive.model_dump_json()) == directive
    assert directive.blocks


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason=f"no annotated documents at {SHARED / 'gold'}")
@pytest.mark.parametrize(("texts", "folder", "goals"), ANNOTATED, ids=["seeds", "real"])
def test_annotated_documents_are_read_as_well_as_is_asked_for(
    texts: str, folder: str, goals: dict[str, float], tmp_path: Path
) -> None:
    for gold in (SHARED / "gold" / folder).glob("*.gold.json"):
        shutil.copy(gold, tmp_path)
    result = dv.evaluate(tmp_path, SHARED / texts)
    figures = {measure: result.figure(measure) for measure in goals}
    assert {m: f for m, f in figures.items() if f < goals[m]} == {}


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
