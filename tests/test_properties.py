"""What no rewriting may change: the same citations, at the mapped places; and what holds for any text at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random
from textwrap import fill

import pytest
from conftest import CORPORA, SHARED, Rewritten, assert_sound, decomposed, read_exactly, rewrite, work
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import danvan_docs as dv
from danvan_docs.models import Citation, Span
from danvan_docs.reading import read_layout
from danvan_docs.reading.folding import fold, plain
from danvan_docs.reading.offsets import OffsetMap

#: Long ones only cost time: what they hold stands in the others too.
LONGEST = 30_000
TEXTS = [
    text
    for folder in (CORPORA, SHARED / "seeds", SHARED / "real")
    for path in sorted(folder.rglob("*.txt"))
    if len(text := read_exactly(path)) <= LONGEST
]
FEW = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=150)

BLANK = re.compile(r"(?<=\S) (?=\S)")


def _tone_pairs() -> dict[str, str]:
    """Both spellings of each open syllable end whose tone mark has two places (`óa`, `oá`)."""
    pairs = {}
    for first, seconds in (("o", "ae"), ("u", "y")):
        for second in seconds:
            for tone in "\u0300\u0301\u0309\u0303\u0323":
                old = unicodedata.normalize("NFC", first + tone) + second
                new = first + unicodedata.normalize("NFC", second + tone)
                for shape in (str.lower, str.upper, str.capitalize):
                    pairs[shape(old)], pairs[shape(new)] = shape(new), shape(old)
    return pairs


TONES = _tone_pairs()
TONED = re.compile(rf"(?<![qQ])(?:{'|'.join(TONES)})(?!\w)")


def own_stretches(text: str) -> list[tuple[Citation, int]]:
    """Return the citations with the end of symbol and date, those aside that share words with one before."""
    found, done = [], -1
    for citation in dv.find_citations(text):
        end = max(citation.end, citation.date_end or 0)
        if citation.start >= done:
            found.append((citation, end))
        done = max(done, end)
    return found


def with_other_dashes(text: str, random: Random) -> Rewritten:
    return rewrite(text, ((m.start(), m.end(), random.choice("‐‑‒–—−")) for m in re.finditer("-", text)))


def with_other_blanks(text: str, random: Random) -> Rewritten:
    """Blanks that are none of ASCII; a tab is not among them, since tabs part the cells of a row."""
    chosen = (m for m in BLANK.finditer(text) if random.random() < 0.5)
    return rewrite(text, ((m.start(), m.end(), random.choice("\xa0\u2009\u202f")) for m in chosen))


def with_doubled_blanks(text: str, random: Random) -> Rewritten:
    return rewrite(text, ((m.start(), m.end(), "  ") for m in BLANK.finditer(text) if random.random() < 0.3))


def with_invisible_characters(text: str, random: Random) -> Rewritten:
    chosen = (m for m in BLANK.finditer(text) if random.random() < 0.1)
    return rewrite(text, ((m.start(), m.end(), random.choice("\u200b\u2060\ufeff") + " ") for m in chosen))


def with_other_tones(text: str, random: Random) -> Rewritten:
    return rewrite(text, ((m.start(), m.end(), TONES[m[0]]) for m in TONED.finditer(text)))


def with_other_line_ends(text: str, random: Random) -> Rewritten:
    return rewrite(text, ((m.start(), m.end(), "\r\n") for m in re.finditer(r"(?<!\r)\n", text)))


def in_nfd(text: str, random: Random) -> Rewritten:
    return decomposed(text)


def with_blanks_in_symbols(text: str, random: Random) -> Rewritten:
    """Put blanks around some separators of each symbol."""
    return rewrite(
        text,
        (
            (citation.start + m.start(), citation.start + m.end(), f" {m[0]} ")
            for citation, _ in own_stretches(text)
            for m in re.finditer(r"(?<=\w)[-/](?=[A-ZĐ])", text[citation.start : citation.end])
            if random.random() < 0.7
        ),
    )


def with_a_line_break_in_each_citation(text: str, random: Random) -> Rewritten:
    """Break the line at one blank of each citation that is followed by no capital letter."""
    edits = []
    for citation, end in own_stretches(text):
        blanks = [m for m in BLANK.finditer(text, citation.start, end) if not text[m.end()].isupper()]
        if blanks:
            blank = random.choice(blanks)
            edits.append((blank.start(), blank.end(), "\n"))
    return rewrite(text, edits)


def hard_wrapped(text: str, random: Random) -> Rewritten:
    """Break the lines of a text at a blank, as a PDF does."""
    width = random.randint(55, 125)
    edits, offset = [], 0
    for line in text.split("\n"):
        begin = 0
        for word in re.finditer(r"\S+", line):
            if word.end() - begin > width and word.start() > begin and line[word.start() - 1] == " ":
                edits.append((offset + word.start() - 1, offset + word.start(), "\n"))
                begin = word.start()
        offset += len(line) + 1
    return rewrite(text, edits)


@pytest.mark.parametrize(
    "change",
    [
        with_other_dashes, with_other_blanks, with_doubled_blanks, with_invisible_characters, with_other_tones,
        with_other_line_ends, in_nfd, with_blanks_in_symbols, with_a_line_break_in_each_citation, hard_wrapped,
    ],
)  # fmt: skip
@FEW
@given(text=st.sampled_from(TEXTS), random=st.randoms(use_true_random=False))
def test_rewriting_changes_no_citation(
    change: Callable[[str, Random], Rewritten], text: str, random: Random
) -> None:
    changed = change(text, random)
    before = [
        (c.symbol, c.type, c.date, changed.place(c.start), changed.place(c.end))
        for c in dv.find_citations(text)
    ]
    after = [(c.symbol, c.type, c.date, c.start, c.end) for c in dv.find_citations(changed.text)]
    assert after == before


@FEW
@given(text=st.sampled_from(TEXTS))
def test_capitals_change_no_citation(text: str) -> None:
    for citation, end in own_stretches(text):
        words = " ".join(text[citation.start : end].split())
        found = [
            [(c.symbol.upper(), c.type, c.date, c.start, c.end) for c in dv.find_citations(sentence)]
            for sentence in (f"Các cấp ủy thực hiện {w} về dân vận." for w in (words, words.upper()))
        ]
        assert found[0] == found[1]
        assert found[0]


# --- any text at all

PIECES = [
    "\n", "\n\n", "\r\n", " ", "  ", "*", "***", "- ", "+ ", "I.", "1.", "2.1.", "9.9.9", "a)", "(1).", "Điều 3.",
    "Chương II", "Phần thứ nhất", "PHỤ LỤC", "số ", "25-NQ/TW", "217, 218 -QĐ/TW", "Nghị quyết", "NGHỊ QUYẾT",
    "của", "Ban Bí thư", "ngày 31/02/2020", "ngày 03/6/2013", "¹", "[1]", "Nơi nhận:", "T/M BAN THƯỜNG VỤ", "Luật",
    "100%", "từ 1 đến 2", "trở lên", "02/108 xã", ".", ":", ";", ",", "Giao", "Sở Nội vụ", "chủ trì", "phối hợp với",
    "trong tháng 13/2025", "quý V/2025", "99999999999999", "Kính gửi:", "Tin khác", "“", "”", "(", ")", '"',
    "Hằng năm", "đến năm 2025", "u\u0309y", "\u200b", "\ufeff", "\u0301", "\u2028", "\x85", "\x00", "٣", "Ⅷ", "½",
]  # fmt: skip


@MANY
@given(st.text(max_size=300))
def test_any_string_can_be_parsed(text: str) -> None:
    assert_sound(dv.parse(text), text)


@MANY
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_mix_of_pieces_can_be_parsed(text: str) -> None:
    assert_sound(dv.parse(text), text)


@MANY
@given(
    text=st.sampled_from(TEXTS),
    at=st.floats(0, 1),
    length=st.integers(1, 1500),
    inserts=st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES)), max_size=10),
)
def test_any_damaged_stretch_can_be_parsed(
    text: str, at: float, length: int, inserts: list[tuple[float, str]]
) -> None:
    stretch = text[int(at * len(text)) :][:length]
    for place, piece in inserts:
        stretch = stretch[: int(place * len(stretch))] + piece + stretch[int(place * len(stretch)) :]
    assert_sound(dv.parse(stretch), stretch)


@MANY
@given(st.text(max_size=200))
def test_folding_is_done_at_once_and_maps_every_character(text: str) -> None:
    folded, offsets = fold(text)
    assert fold(folded)[0] == folded
    places = [offsets.span(i, i + 1) if offsets else (i, i + 1) for i in range(len(folded))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@MANY
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(-1, 3), st.integers(0, 3)), max_size=12))
def test_offsets_rise_and_stay_inside_their_pieces(pieces: list[tuple[int, int, int]]) -> None:
    """A piece stands for at least as many source characters as it has, but for a blank that was put in (-1)."""
    offsets, origin = OffsetMap(), 0
    bounds = []
    for size, more, skipped in pieces:
        origin += skipped
        size, source_length = (1, 0) if more < 0 else (size, size + more)
        offsets.add(size, origin=origin, source_length=source_length)
        bounds += [(origin, origin + source_length)] * size
        origin += source_length
    starts = [offsets.span(i, i + 1)[0] for i in range(len(bounds))]
    assert starts == sorted(starts)
    for position, (first, last) in enumerate(bounds):
        start, end = offsets.span(position, position + 1)
        assert first <= start <= end <= last


WRAPPED_TEXTS = [read_exactly(path) for path in sorted(CORPORA.rglob("*.txt"))]
WRAPPED_LINE = re.compile(
    r"(?<=[^\n]{60})\n(?=[^\n])(?![-+•*|]|\(?\w{1,4}[.)/]\s|(?:Điều|Chương|Mục|Phần|PHỤ LỤC) )"
)


def _results(text: str) -> dict[str, list[object]]:
    """Return what a text says, without the places."""
    found = dv.parse(text)

    def words(span: Span) -> str:
        return " ".join(found.quote(span).split())

    return {
        "sections": [(section.path, section.title) for section in found.sections],
        "citations": [(c.symbol, c.type, c.date, c.issuer) for c in found.citations],
        "duties": [words(task) for task in found.tasks],
        "bodies": [[(actor.text, actor.role) for actor in task.actors] for task in found.tasks],
        "targets": [(words(t), t.op, t.value, t.unit, t.kind) for t in found.targets],
    }


@MANY
@given(text=st.sampled_from(WRAPPED_TEXTS), width=st.integers(50, 130))
def test_where_lines_are_wrapped_changes_nothing(text: str, width: int) -> None:
    whole = WRAPPED_LINE.sub(" ", text)
    lines = [fill(line, width, break_long_words=False, break_on_hyphens=False) for line in whole.split("\n")]
    assert _results("\n".join(lines)) == _results(whole)


@FEW
@given(st.sampled_from(TEXTS))
def test_every_character_that_is_read_stands_where_it_comes_from(text: str) -> None:
    reading = read_layout(text)
    for paragraph in reading.paragraphs:
        start, end = reading.source_span(paragraph.start, paragraph.end)
        assert plain(fold(text[start])[0]) == plain(reading.text[paragraph.start])
        assert plain(fold(text[end - 1])[0]) == plain(reading.text[paragraph.end - 1])


@pytest.mark.parametrize(
    "piece",
    [
        "1, ", "1-", "1-QĐ/TW, ", "Nghị quyết số ", "Luật An ", "của Ban ", "và ", "(", "“", "*", " ", "\n", "- a\n",
        "phối hợp với ", "cơ quan, ", "từ 1 đến ", "Quy chế giám sát của ", "ngày 1/1/2020 ",
    ],
)  # fmt: skip
def test_work_grows_with_the_length_of_the_text_and_no_faster(piece: str) -> None:
    short, long = (piece * (length // len(piece)) for length in (4_000, 16_000))
    assert work(lambda: dv.parse(long)) <= 5 * work(lambda: dv.parse(short)) + 500
