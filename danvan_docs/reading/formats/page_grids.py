"""Rules that cross, as the cells that they bound: merged cells, open edges and all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .pdf_rules import Rule, Rules

#: In points: rules that stand so near are one; so far apart two rules still meet.
_ONE, _MEET = 3.0, 3.5
#: More crossings to look at are no table of a page.
_MOST_PAIRS = 2_000_000

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: the column and row where it begins, from 0, how many rows it goes on, and its bounds."""

    column: int
    row: int
    rows: int
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells that rules bound, row by row; `edges` are the places of its columns from left to right."""

    top: float
    bottom: float
    edges: Sequence[float]
    rows: Sequence[Sequence[GridCell]]

    @property
    def bounds(self) -> Bounds:
        """Return left, top, right and bottom."""
        return self.edges[0], self.top, self.edges[-1], self.bottom


def page_grids(rules: Rules) -> list[Grid]:
    """Return the grids of a page from top to bottom: at least two columns and two rows, or one row of three."""
    level, upright = _joined(rules.level), _joined(rules.upright)
    if not level or not upright or len(level) * len(upright) > _MOST_PAIRS:
        return []
    grids = [_grid(rows, columns) for rows, columns in _groups(level, upright)]
    return sorted((grid for grid in grids if grid), key=lambda grid: grid.top)


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules with pieces of one line put together and lines that nearly coincide made one."""
    found: list[Rule] = []
    line: list[Rule] = []
    for rule in sorted(rules):
        if line and rule.at - line[0].at > _ONE:
            found += _runs(line)
            line = []
        line.append(rule)
    return found + _runs(line)


def _runs(line: Sequence[Rule]) -> list[Rule]:
    runs: list[Rule] = []
    for rule in sorted(line, key=lambda each: each.start):
        if runs and rule.start - runs[-1].end <= _MEET:
            runs[-1] = runs[-1]._replace(end=max(runs[-1].end, rule.end))
        else:
            runs.append(rule._replace(at=line[0].at))
    return runs


def _groups(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the rules that hang together by their crossings."""
    parent = list(range(len(level) + len(upright)))

    def root(each: int) -> int:
        while parent[each] != each:
            parent[each] = parent[parent[each]]
            each = parent[each]
        return each

    heights = [rule.at for rule in level]  # sorted, as `_joined` leaves them
    for number, bar in enumerate(upright, start=len(level)):
        first, last = bisect_left(heights, bar.start - _MEET), bisect_right(heights, bar.end + _MEET)
        for index in range(first, last):
            if level[index].start - _MEET <= bar.at <= level[index].end + _MEET:
                parent[root(index)] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*level, *upright]):
        groups.setdefault(root(index), ([], []))[index >= len(level)].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(level: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    xs = _places([bar.at for bar in upright], [end for rule in level for end in (rule.start, rule.end)])
    ys = _places([rule.at for rule in level], [end for bar in upright for end in (bar.start, bar.end)])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > _MOST_PAIRS or (rows == 1 and columns < 3):
        return None
    right, below = _walls(upright, xs, ys), _walls(level, ys, xs)
    cells: list[list[GridCell]] = [[] for _ in range(rows)]
    taken = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            wide = high = 1
            while column + wide < columns and not right[column + wide][row] and not taken[row][column + wide]:
                wide += 1
            while row + high < rows and not any(
                below[row + high][each] or taken[row + high][each] for each in range(column, column + wide)
            ):
                high += 1
            for each in range(row, row + high):
                taken[each][column : column + wide] = [True] * wide
            bounds = (xs[column], ys[row], xs[column + wide], ys[row + high])
            cells[row].append(GridCell(column, row, high, bounds))
    if sum(map(len, cells)) < 3:
        return None
    return Grid(ys[0], ys[-1], xs, cells)


def _places(inner: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Return where the lines of a grid stand: its rules, and, where no rule closes it, the ends of those across."""
    places = sorted(set(inner))
    first, last = min(ends), max(ends)
    if first < places[0] - 2 * _MEET:
        places.insert(0, first)
    if last > places[-1] + 2 * _MEET:
        places.append(last)
    return places


def _walls(rules: Sequence[Rule], places: Sequence[float], across: Sequence[float]) -> list[list[bool]]:
    """Return for each line of a grid along which of its cells a rule runs."""
    walls = [[False] * (len(across) - 1) for _ in places]
    for rule in rules:
        index = bisect_left(places, rule.at - 0.01)
        for cell in range(len(across) - 1):
            middle = (across[cell] + across[cell + 1]) / 2
            if rule.start - _MEET <= middle <= rule.end + _MEET:
                walls[index][cell] = True
    return walls
