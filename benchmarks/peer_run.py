"""Time one tool on its own kind of text, beside the digits of that text; print the times as JSON.

    python -m benchmarks.peer_run TOOL CHARACTERS SECONDS

Run by `peers.py` in the environment of the tool, where nothing of the project is installed.
"""

from __future__ import annotations

import gc
import json
import re
import sys
import time
from collections.abc import Callable, Sized

from . import documents
from .peer_texts import GERMAN, US_CASES, US_STATUTES, text_of

MOST = 15  # rounds
PASSES = 10  # over the digits in a round: the first finds the text no longer at hand
Tool = Callable[[str], object]


def _eyecite() -> Tool:
    from eyecite import get_citations

    return lambda text: get_citations(text)


def _citeurl() -> Tool:
    from citeurl import Citator

    citator = Citator()
    return lambda text: citator.list_cites(text)


def _refex() -> Tool:
    from refex.orchestrator import CitationExtractor

    extractor = CitationExtractor()
    return lambda text: extractor.extract(text).citations


def _underthesea() -> Tool:
    from underthesea import word_tokenize

    return lambda text: word_tokenize(text)


def _spacy() -> Tool:
    import spacy

    pipeline = spacy.blank("xx")
    pipeline.max_length = sys.maxsize
    return lambda text: pipeline(text)


def _citations() -> Tool:
    from danvan_docs.knowledge import Knowledge
    from danvan_docs.parsing.instruments.citations import find_mentions
    from danvan_docs.reading import read_layout

    return lambda text: find_mentions(read_layout(text).text, Knowledge.of())


def _everything() -> Tool:
    from danvan_docs import parse

    return lambda text: parse(text).citations


#: How each tool is made ready, and on what text.
TOOLS: dict[str, tuple[Callable[[], Tool], Callable[[int], str]]] = {
    "eyecite": (_eyecite, lambda length: text_of(US_CASES, length)),
    "citeurl": (_citeurl, lambda length: text_of(US_STATUTES, length)),
    "legal-reference-extraction": (_refex, lambda length: text_of(GERMAN, length)),
    "underthesea": (_underthesea, documents.text_of),
    "spacy": (_spacy, documents.text_of),
    "citations alone": (_citations, documents.text_of),
    "full analysis": (_everything, documents.text_of),
}


def main() -> None:
    """Measure in turns with the digits, at least once and as often as the seconds allow."""
    name, length, budget = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    make, compose = TOOLS[name]
    text, tool, digits = compose(length), make(), re.compile(r"\d+")
    tool(text[:2000])  # what is loaded at the first call is not measured
    times: dict[str, list[float]] = {"digits": [], "tool": []}
    found: object = None
    begin = time.perf_counter()
    while not times["tool"] or (time.perf_counter() - begin < budget and len(times["tool"]) < MOST):
        started = time.process_time()
        for _ in range(PASSES):
            for _ in digits.finditer(text):
                pass
        times["digits"].append((time.process_time() - started) / PASSES)
        gc.collect()
        gc.disable()  # as `timeit` does
        started = time.process_time()
        found = tool(text)
        times["tool"].append(time.process_time() - started)
        gc.enable()
    print(json.dumps({**times, "found": len(found) if isinstance(found, Sized) else 0}))


if __name__ == "__main__":
    main()
