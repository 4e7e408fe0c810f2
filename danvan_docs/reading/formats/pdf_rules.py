"""The rules that are drawn on a PDF page: strokes and thin bars, level or upright. Filled shapes are none.

Shading behind words and lines is a filled shape; it bounds no cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from .pdf_glyphs import Frame

#: In points: how thick a bar is at most, how long a rule at least; what is a drawing, not a table.
_THICK, _SHORT = 3.0, 4.0
_MOST = 20_000
#: A stroke of this lightness does not show on paper.
_WHITE = 245
_DEEPEST = 4  # forms in forms


class Rule(NamedTuple):
    """A rule: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Rules:
    """The rules of a page, and how many curves are drawn."""

    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    curves: int = 0

    def add(self, first: tuple[float, float], second: tuple[float, float], *, thick: float = 0.0) -> None:
        """Add what runs between two points where it is level or upright; `thick` is what it may be off."""
        across, down = abs(first[0] - second[0]), abs(first[1] - second[1])
        slack = max(thick, 0.5)
        if down <= slack and across >= _SHORT:
            middle = (first[1] + second[1]) / 2
            self.level.append(Rule(middle, min(first[0], second[0]), max(first[0], second[0])))
        elif across <= slack and down >= _SHORT:
            middle = (first[0] + second[0]) / 2
            self.upright.append(Rule(middle, min(first[1], second[1]), max(first[1], second[1])))


def page_rules(pdfium: Any, page: Any, frame: Frame) -> Rules:
    """Return the rules of a page of pypdfium2 in the points of its frame."""
    raw, rules = pdfium.raw, Rules()
    for number, (path, matrix) in enumerate(_paths(raw, page)):
        if number >= _MOST:
            break
        fill, stroked = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(path, byref(fill), byref(stroked))
        stroke_shows = bool(stroked.value) and not _is_white(raw.FPDFPageObj_GetStrokeColor, path)
        fill_shows = bool(fill.value) and not _is_white(raw.FPDFPageObj_GetFillColor, path)
        if not stroke_shows and not fill_shows:
            continue
        for points in _outlines(raw, path, rules):
            placed = [frame.point(*_placed(point, matrix)) for point in points]
            if stroke_shows:
                for first, second in pairwise(placed):
                    rules.add(first, second)
            if fill_shows:
                left, right = min(x for x, _ in placed), max(x for x, _ in placed)
                top, bottom = min(y for _, y in placed), max(y for _, y in placed)
                rules.add((left, top), (right, bottom), thick=_THICK)
    return rules


_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _paths(raw: Any, page: Any) -> Iterator[tuple[Any, _Matrix]]:
    """Yield the drawn paths of a page, also those in forms, with what places them on the page."""
    waiting: list[tuple[Any, _Matrix, int]] = [
        (raw.FPDFPage_GetObject(page, index), _PLAIN, 0) for index in range(raw.FPDFPage_CountObjects(page))
    ]
    waiting.reverse()
    while waiting:
        thing, outer, depth = waiting.pop()
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield thing, _times(_matrix(raw, thing), outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(_matrix(raw, thing), outer)
            count = raw.FPDFFormObj_CountObjects(thing)
            parts = [raw.FPDFFormObj_GetObject(thing, index) for index in range(count)]
            waiting += [(part, inner, depth + 1) for part in reversed(parts)]


def _outlines(raw: Any, path: Any, rules: Rules) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each unbroken line of a path; curves are counted and end it."""
    x, y = c_float(), c_float()
    points: list[tuple[float, float]] = []
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            rules.curves += 1
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _is_white(colour: Any, path: Any) -> bool:
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not colour(path, byref(red), byref(green), byref(blue), byref(alpha)):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _matrix(raw: Any, thing: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _placed(point: tuple[float, float], matrix: _Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
