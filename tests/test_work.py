"""The work grows with the text and no faster: counted in calls, memory and characters gone over, never in seconds.

What a regular expression does by itself makes no call: `test_patterns.py` looks after that.
"""

from __future__ import annotations

import gc
import re
import tracemalloc
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from conftest import work
from watching import Use, WatchedPattern, watched

import danvan_docs as dv
from benchmarks.documents import document, text_of, write_documents
from benchmarks.hostile import FAMILIES
from danvan_docs import linking
from danvan_docs.authority import Registry
from danvan_docs.models import Directive

TEXTS: dict[str, Callable[[int], str]] = {"ordinary": text_of, **FAMILIES}
SHORT, TIMES = 2_400, 4
#: The first pages of these are a letterhead and a preamble: only a longer text has its share of duties.
LONGER = {"ordinary": 9_600, "all capitals": 9_600}
#: What four times the text may take: a tenth more than four times, since numbers and offsets grow longer, too.
MOST = 1.1 * TIMES
#: Of memory more, since lists and tables grow in leaps.
MOST_MEMORY = 1.5 * TIMES


def read(text: str) -> str:
    """Do all that a command does with one document."""
    directive = dv.parse(text)
    dv.check(directive)
    return directive.model_dump_json()


def growth(measure: Callable[[Callable[[], object]], int], name: str) -> float:
    """Return how much more reading takes for one of `TEXTS` four times as long."""
    length = LONGER.get(name, SHORT)
    short, long = TEXTS[name](length), TEXTS[name](TIMES * length)
    return measure(lambda: read(long)) / measure(lambda: read(short))


def memory(run: Callable[[], object]) -> int:
    """Return the bytes that `run` holds at its peak, what is loaded once not counted."""
    run()
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@cache
def scanned() -> dict[str, tuple[int, int]]:
    """Return for each text how many characters all patterns go over in it, short and four times as long."""
    found = watched(make(length) for make in TEXTS.values() for length in (SHORT, TIMES * SHORT)).scanned
    return dict(zip(TEXTS, zip(found[::2], found[1::2], strict=True), strict=True))


@pytest.mark.parametrize("name", TEXTS)
def test_calls_grow_with_the_text(name: str) -> None:
    assert growth(work, name) <= MOST


@pytest.mark.parametrize("name", TEXTS)
def test_memory_grows_with_the_text(name: str) -> None:
    assert growth(memory, name) <= MOST_MEMORY


@pytest.mark.parametrize("name", TEXTS)
def test_the_characters_gone_over_grow_with_the_text(name: str) -> None:
    short, long = scanned()[name]
    assert long <= MOST * short


def test_an_ordinary_text_costs_so_much_a_character() -> None:
    text = text_of(30_000)
    assert work(lambda: read(text)) <= 20 * len(text)
    assert memory(lambda: read(text)) <= 135 * len(text)
    assert scanned()["ordinary"][1] <= 55 * TIMES * SHORT


def test_the_collector_waits_for_the_end_of_a_document() -> None:
    """It would look at all that a document holds again and again, which no call shows."""
    collections: list[str] = []

    def collected(phase: str, details: dict[str, int]) -> None:
        collections.append(phase)

    dv.parse(text_of(SHORT))
    gc.callbacks.append(collected)
    try:
        dv.parse(text_of(30_000))
    finally:
        gc.callbacks.remove(collected)
    assert len(collections) <= 2  # one, begun and ended, after the collector is let on again
    assert gc.isenabled()


# --- builds

FEW = 9  # documents


@pytest.fixture
def build_in(tmp_path: Path) -> Callable[[int], Callable[[], object]]:
    """Return builds of so many documents, each run into a store of its own."""
    numbers = count()

    def of(documents: int) -> Callable[[], object]:
        write_documents(tmp_path / str(documents), documents)
        return lambda: dv.build([tmp_path / str(documents)], tmp_path / f"store-{next(numbers)}")

    return of


def test_a_build_costs_each_document_the_same(build_in: Callable[[int], Callable[[], object]]) -> None:
    assert work(build_in(4 * FEW)) <= MOST * work(build_in(FEW))


def test_a_build_holds_little_of_each_document(build_in: Callable[[int], Callable[[], object]]) -> None:
    """The edges of the graph are held until they are written, texts and results are not."""
    more = memory(build_in(4 * FEW)) - memory(build_in(FEW))
    assert more <= 16_000 * 3 * FEW


def test_a_build_of_what_is_unchanged_is_next_to_nothing(tmp_path: Path) -> None:
    write_documents(tmp_path / "texts", FEW)
    first = work(lambda: dv.build([tmp_path / "texts"], tmp_path / "store", again=True))
    assert work(lambda: dv.build([tmp_path / "texts"], tmp_path / "store")) <= first / 50


# --- these tests fail where they should


def test_a_loop_in_a_loop_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def planted(directive: Directive, known: Registry) -> Directive:
        for one in directive.citations:
            _ = [abs(one.start - other.start) for other in directive.citations]
        return directive

    monkeypatch.setattr(linking, "link_directive", planted)
    assert growth(work, "symbols") > MOST


def test_copies_of_the_text_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []

    def planted(directive: Directive, known: Registry) -> Directive:
        kept[:] = [directive.text[citation.start :] for citation in directive.citations]
        return directive

    monkeypatch.setattr(linking, "link_directive", planted)
    assert growth(memory, "symbols") > MOST_MEMORY


def test_a_search_to_the_end_from_every_place_is_seen() -> None:
    def characters(text: str) -> int:
        use = Use("Điều cuối", 0, "")
        pattern = WatchedPattern(re.compile(use.pattern), use)
        for found in re.finditer("Nghị quyết", text):
            pattern.search(text, found.end())
        return use.scanned

    assert characters(text_of(TIMES * SHORT)) > MOST * characters(text_of(SHORT))


def test_the_documents_of_a_corpus_differ() -> None:
    assert len({document(number) for number in range(100)}) == 100
