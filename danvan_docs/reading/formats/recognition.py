"""Words in pictures, by Tesseract with its Vietnamese data; each word with its confidence."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from ...errors import MissingReader
from .assembly import Assembly
from .document import PACKAGES, Document
from .page_lines import GUTTER, LABEL_GUTTER, PageLine, is_label
from .page_order import reading_order
from .pages import Page
from .programs import run
from .scan_cleaning import cleaned_pages

LANGUAGE = "vie"
#: Below this a word is worth a second look.
DOUBTFUL = 0.7
#: Letters without the parts above and below are so large a share of their line's height.
_LETTER_SHARE = 0.75
#: What dust on the glass looks like; no word of a directive begins or ends with it.
_SPECKS = "_|¬~`'‘°^«»\\"
_PAGE, _WORD = 1, 5  # levels of the table that Tesseract prints


class _Row(NamedTuple):
    level: int
    line: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int
    confidence: float
    text: str


def recognise_pages(document: Document, image: bytes, *, dpi: int | None = None) -> list[Page]:
    """Return the pages of a picture, in its own points; raise MissingReader without Tesseract or its `vie`."""
    program = document.program("tesseract")
    if LANGUAGE not in languages(program):
        raise MissingReader(document.name, "Tesseract's vie", f"apt install {PACKAGES['tesseract']}")
    resolution = ["--dpi", str(dpi)] if dpi else []
    command = [program, "stdin", "stdout", "-l", LANGUAGE, *resolution, "tsv"]
    with tempfile.TemporaryDirectory() as folder:
        printed = [
            run(document, command, folder=Path(folder), data=each) for each in cleaned_pages(document, image)
        ]
    return [_page(list(_rows(each.decode("utf-8", "replace")))) for each in printed]


def say_how_sure(assembly: Assembly, pages: list[Page]) -> None:
    """Add the notice that every recognised text carries."""
    sure = [confidence for page in pages for line in page.lines() for _, _, confidence in line.words]
    if sure:
        doubtful = sum(confidence < DOUBTFUL for confidence in sure)
        message = f"recognised in pictures by Tesseract; {doubtful} of {len(sure)} words are doubtful"
        assembly.notice("guessed", message)


@cache
def languages(program: str) -> frozenset[str]:
    """Return the languages that Tesseract has data for."""
    done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return frozenset(done.stdout.splitlines()[1:])


def _rows(printed: str) -> Iterator[_Row]:
    for line in printed.splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) == 12:
            level, _, block, paragraph, number, _, left, top, width, height = map(int, cells[:10])
            place = (block, paragraph, number)
            yield _Row(level, place, left, top, width, height, float(cells[10]) / 100, cells[11])


def _page(rows: list[_Row]) -> Page:
    size = next(row for row in rows if row.level == _PAGE)
    words = [word for row in rows if row.level == _WORD and (word := _cleaned(row))]
    parts = [_part(part) for _, line in groupby(words, key=lambda row: row.line) for part in _cut(list(line))]
    return Page(size.width, size.height, reading_order(_rows_of(parts), size.width))


def _cleaned(row: _Row) -> _Row | None:
    """Return a word without the specks at its edges; None where it is nothing but specks."""
    text = row.text.strip().strip(_SPECKS)
    signs = not any(map(str.isalnum, text))
    return None if not text or (signs and row.confidence < DOUBTFUL) else row._replace(text=text)


def _cut(words: list[_Row]) -> Iterator[list[_Row]]:
    """Cut a line at its gutters: Tesseract reads across the two columns of a letterhead."""
    size = _LETTER_SHARE * max(word.height for word in words)
    start = 0
    for index, (before, word) in enumerate(pairwise(words), start=1):
        gutter = LABEL_GUTTER if is_label(" ".join(each.text for each in words[start:index])) else GUTTER
        if word.left - before.left - before.width > gutter * size:
            yield words[start:index]
            start = index
    yield words[start:]


def _part(words: list[_Row]) -> PageLine:
    text, places = "", []
    for word in words:
        text += " " if text else ""
        places.append((len(text), len(text) + len(word.text), max(word.confidence, 0.0)))
        text += word.text
    top, base = min(word.top for word in words), max(word.top + word.height for word in words)
    right = max(word.left + word.width for word in words)
    return PageLine(text, words[0].left, right, top, base, _LETTER_SHARE * (base - top), places)


def _rows_of(parts: list[PageLine]) -> list[list[PageLine]]:
    """Put parts that stand side by side into rows, also on a page that is a little tilted."""
    rows: list[list[PageLine]] = []
    for part in sorted(parts, key=lambda each: each.base):
        before = rows[-1] if rows else []
        beside = all(part.left >= each.right or part.right <= each.left for each in before)
        if before and beside and part.base - before[0].base < part.size / 2:
            before.append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda each: each.left) for row in rows]
