"""Pictures of answers: coverage by province, implementation lag, instruments and who carries them out over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from statistics import median
from typing import TYPE_CHECKING
from unicodedata import normalize

from ..authority.days import day_text
from ..corpus.identity import InstrumentId
from ..errors import StoreError
from .drawing import DIM, INK, Anchor, Dot, Drawing, Label, Line, Rect, Shape
from .picture_files import Picture

if TYPE_CHECKING:
    from ..corpus.diffusion import Cell, Coverage
    from ..corpus.questions import Implementer

#: What the levels of government are called, and the colour of each.
LEVELS: dict[str | None, tuple[str, str]] = {
    "central": ("Trung ương", "#a3161b"),
    "province": ("Cấp tỉnh", "#0b4f9c"),
    "district": ("Cấp huyện", "#2f7d32"),
    "commune": ("Cấp xã", "#c77700"),
    None: ("Không rõ cấp", "#77808c"),
}
_STEPS = (1, 2, 3, 5, 9)  # documents from which a cell of the coverage is darker
_BLUES = ("#d6e4f5", "#a9c8ea", "#6fa3d8", "#3a78bb", "#0b4f9c")
_MISSING = "#f1f3f6"
_BARS = (30, 60, 90, 180, 365, 730, 3650)  # days of a bar of the histogram
_MOST_BARS = 24
_LONGEST = 18  # characters of a name in a picture
_FULL_DATE = len("2013-06-03")


def level_of(level: str | None) -> tuple[str, str]:
    """Return name and colour of a level."""
    return LEVELS.get(level, LEVELS[None])


def coverage_picture(coverage: Coverage) -> Picture:
    """Return the heat map of a coverage: how many documents of a province carry which instrument out, what is missing.

    Raises StoreError for a coverage without a cell.
    """
    if not coverage.cells:
        raise StoreError("nothing to draw: no province of this corpus is known to carry an instrument out")
    cells = sorted(coverage.cells, key=lambda cell: _alphabetical(cell.province))
    return Picture(
        title="Mức độ bao phủ: địa phương nào đã triển khai văn bản nào",
        summary=f"{len(coverage.provinces)} địa phương × {len(coverage.instruments)} văn bản; "
        f"còn thiếu {len(coverage.missing)} trên {len(cells)} ô.",
        drawing=_heat_map(coverage.instruments, cells),
        heads=("Địa phương", "Văn bản", "Số văn bản triển khai", "Sớm nhất", "Ngày"),
        rows=[
            (cell.province, cell.instrument, str(cell.implementers), cell.first or "–", day_text(cell.date))
            for cell in cells
        ],
    )


def lag_picture(days: Iterable[int], of: str | None = None) -> Picture:
    """Return the histogram of days to implementation, as `lag_days` gives them; `of` names the instrument.

    Raises StoreError where there are none.
    """
    days = sorted(int(day) for day in days)
    if not days:
        raise StoreError("nothing to draw: no two dates are known")
    size = next((each for each in _BARS if days[-1] // each < _MOST_BARS), _BARS[-1])
    bars = Counter(day // size for day in days)
    return Picture(
        title=f"Độ trễ triển khai{f' {of}' if of else ''}: số ngày từ khi văn bản được ban hành",
        summary=f"{len(days)} lượt triển khai; trung vị {number(median(days))} ngày, sớm nhất {number(days[0])} ngày, "
        f"muộn nhất {number(days[-1])} ngày.",
        drawing=_histogram(bars, size, median(days)),
        heads=("Từ (ngày)", "Đến (ngày)", "Số lượt triển khai"),
        rows=[
            (number(bar * size), number((bar + 1) * size - 1), str(count))
            for bar, count in sorted(bars.items())
        ],
    )


def timeline_picture(implementers: Sequence[Implementer]) -> Picture:
    """Return instruments, a line each, with the documents that carry them out, on one axis of time.

    Those that do so through another have a smaller dot. What has no full date is in the table alone. Raises StoreError
    where nothing has one.
    """
    dated = [
        row for row in implementers
        if len(row.date or "") == _FULL_DATE and len(_issued(row.instrument)) == _FULL_DATE
    ]  # fmt: skip
    if not dated:
        raise StoreError("nothing to draw: no document of a known date carries such an instrument out")
    instruments = {row.instrument for row in dated}
    left_out = len(implementers) - len(dated)
    return Picture(
        title="Dòng thời gian: văn bản và các văn bản triển khai",
        summary=f"{len(instruments)} văn bản, {len({row.id for row in dated})} văn bản triển khai"
        + (f"; {left_out} lượt không rõ ngày, không vẽ." if left_out else ".")
        + " Chấm nhỏ: thông qua văn bản khác.",
        drawing=_timeline(dated),
        heads=("Văn bản", "Văn bản triển khai", "Ngày", "Cấp", "Địa phương", "Thông qua", "Trích dẫn"),
        rows=[
            (row.instrument, row.id, day_text(row.date), level_of(row.level)[0], row.province or "",
             "\n".join(row.via), row.quote)
            for row in sorted(implementers, key=lambda row: (_issued(row.instrument), row.instrument))
        ],
    )  # fmt: skip


def _issued(instrument: str) -> str:
    return InstrumentId.parse(instrument).date or ""


def short_name(instrument: str) -> str:
    """Return an id as a label: the symbol, or the beginning of the name, with the year.

    >>> short_name("25-NQ/TW@2013-06-03"), short_name("12-NQ/TU@2022-08-26#Lam Hà"), short_name("Đề án 06")
    ('25-NQ/TW (2013)', '12-NQ/TU (2022)', 'Đề án 06')
    """
    meant = InstrumentId.parse(instrument)
    return f"{_cut(meant.symbol)} ({meant.date[:4]})" if meant.date else _cut(meant.symbol)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def number(value: float) -> str:
    """Return a whole number as Vietnamese offices write it.

    >>> number(3725)
    '3.725'
    """
    return f"{value:,.0f}".replace(",", ".")


def _alphabetical(name: str) -> str:
    """Letters go before their marks, and đ behind d."""
    return normalize("NFD", name.casefold().replace("đ", "dž"))


def _heat_map(columns: Sequence[str], cells: Iterable[Cell]) -> Drawing:
    rows: dict[str, dict[str, Cell]] = defaultdict(dict)
    for cell in cells:
        rows[cell.province][cell.instrument] = cell
    left, top = _widest(rows, 12) + 16, _widest(map(short_name, columns), 11) * 0.72 + 22
    width, height = 44, 28
    shapes: list[Shape] = [
        Label(left + (x + 0.6) * width, top - 10, short_name(column), 11, turn=45)
        for x, column in enumerate(columns)
    ]
    for y, (province, row) in enumerate(rows.items()):
        middle = top + (y + 0.5) * height
        shapes.append(Label(left - 10, middle, province, 12, "end"))
        for x, column in enumerate(columns):
            cell = row[column]
            step = sum(cell.implementers >= limit for limit in _STEPS)
            shapes += [
                Rect(left + x * width + 1, middle - height / 2 + 1, width - 2, height - 2,
                     _BLUES[step - 1] if step else _MISSING, _cell_note(cell)),
                Label(left + (x + 0.5) * width, middle, str(cell.implementers or "–"), 12, "middle",
                      "#ffffff" if step > 3 else INK if step else DIM),
            ]  # fmt: skip
    below = top + len(rows) * height
    key = ["chưa có", *(f"từ {limit}" for limit in _STEPS)]
    shapes += _legend(16, below + 26, list(zip(key, (_MISSING, *_BLUES), strict=True)))
    right = left + len(columns) * width + _widest(map(short_name, columns[-1:]), 11)
    return Drawing(max(right, 560), below + 48, shapes)


def _cell_note(cell: Cell) -> str:
    if cell.first is None:
        return f"{cell.province} · {cell.instrument}: chưa có"
    day = f", {day_text(cell.date)}" if cell.date else ""
    return f"{cell.province} · {cell.instrument}: {cell.implementers} văn bản, sớm nhất {cell.first}{day}"


def _histogram(bars: dict[int, int], size: int, middle_day: float) -> Drawing:
    count, tallest = max(bars) + 1, max(bars.values())
    left, top, width, height = 52, 28, 860, 320
    step, unit, base = width / count, height / tallest, top + height
    shapes: list[Shape] = []
    for mark in _ticks(0, tallest, 6):
        y = base - mark * unit
        shapes += [Line(left, y, left + width, y), Label(left - 8, y, number(mark), 11, "end", DIM)]
    for bar, members in bars.items():
        note = f"{number(bar * size)}–{number((bar + 1) * size - 1)} ngày: {members}"
        tall = members * unit
        shapes.append(Rect(left + bar * step + 1.5, base - tall, step - 3, tall, _BLUES[3], note))
    for mark in _ticks(0, count * size, 12):
        x = left + mark / size * step
        shapes += [Line(x, base, x, base + 5, DIM), Label(x, base + 16, number(mark), 11, "middle", DIM)]
    x, said = left + middle_day / size * step, f"trung vị {number(middle_day)} ngày"
    # The words stand on the side where there is room.
    side: tuple[float, Anchor] = (6, "start") if x < left + width / 2 else (-6, "end")
    shapes += [
        Line(left, base, left + width, base, DIM),
        Line(x, top - 14, x, base, INK, 2, said),
        Label(x + side[0], top - 12, said, 12, side[1], bold=True),
        Label(left + width / 2, base + 36, f"Số ngày (mỗi cột {size} ngày)", 12, "middle", DIM),
    ]
    return Drawing(left + width + 28, base + 56, shapes)


def _timeline(rows: Sequence[Implementer]) -> Drawing:
    lanes: dict[tuple[str, str], list[Implementer]] = defaultdict(list)
    for row in sorted(
        rows, key=lambda row: (_issued(row.instrument), row.instrument, row.date or "", row.id)
    ):
        lanes[_issued(row.instrument), row.instrument].append(row)
    years = [int((day or "")[:4]) for row in rows for day in (row.date, _issued(row.instrument))]
    first, last = min(years), max(years) + 1
    left, width, top = _widest((short_name(name) for _, name in lanes), 12) + 24, 860, 40

    def place(day: str | None) -> float:
        passed = date.fromisoformat(day or "") - date(first, 1, 1)
        return left + passed.days / (365.2425 * (last - first)) * width

    shapes: list[Shape] = []
    y = float(top)
    for (day, name), members in lanes.items():
        dots, tall = _lane(members, place, y + 8)
        ends = [place(day), *(place(row.date) for row in members)]
        shapes += [
            Rect(0, y - 8, left + width + 140, 1, "#e9edf2"),
            Label(left - 12, y + 8, short_name(name), 12, "end", bold=True),
            Line(min(ends), y + 8, max(ends), y + 8, "#98a3b3", 2),
            Rect(ends[0] - 5, y + 1, 10, 14, INK, f"{name}\nban hành {day_text(day)}"),
            *dots,
        ]
        y += tall + 16
    axis: list[Shape] = []
    for year in _ticks(first, last, 14):
        x = place(f"{year}-01-01")
        axis += [Line(x, top - 14, x, y), Label(x, top - 24, str(year), 11, "middle", DIM)]
    key = [("ban hành", INK), *(LEVELS[level] for level in LEVELS if any(row.level == level for row in rows))]
    return Drawing(left + width + 140, y + 40, [*axis, *shapes, *_legend(left, y + 18, key)])


def _lane(
    members: Sequence[Implementer], place: Callable[[str | None], float], top: float
) -> tuple[list[Shape], float]:
    """Return the dots of one instrument with their labels, and how tall they stand: none over another."""
    ends: list[float] = []  # where the last label of each row ends
    shapes: list[Shape] = []
    for row in members:
        x, label = place(row.date), _cut(InstrumentId.parse(row.id).symbol)
        line = next((i for i, end in enumerate(ends) if end < x - 8), len(ends))
        ends[line : line + 1] = [x + 9 + _width(label, 10)]
        y, (name, colour) = top + 17 * line, level_of(row.level)
        where = " · ".join(filter(None, (name, row.province)))
        after = "" if row.days_after is None else f", sau {number(row.days_after)} ngày"
        via = f"\nthông qua {', '.join(row.via)}" if row.via else ""
        shapes += [
            Rect(x, y - 6, 9 + _width(label, 10), 12, "#ffffff"),
            Label(x + 9, y, label, 10, colour=DIM),
            Dot(x, y, 4 if row.via else 6, colour, f"{row.id}\n{where}\n{day_text(row.date)}{after}{via}"),
        ]
    return shapes, 17.0 * len(ends)


def _legend(x: float, y: float, key: Sequence[tuple[str, str]]) -> list[Shape]:
    shapes: list[Shape] = []
    for name, colour in key:
        shapes += [Rect(x, y - 6, 12, 12, colour), Label(x + 18, y, name, 11)]
        x += 40 + _width(name, 11)
    return shapes


def _ticks(first: int, last: int, most: int) -> range:
    """Return round numbers from `first` to `last`, `most` at most."""
    steps = (digit * 10**power for power in range(9) for digit in (1, 2, 5))
    step = next(each for each in steps if (last - first) / each < most)
    return range(first, last + 1, step)


def _widest(words: Iterable[str], size: float) -> float:
    return max((_width(each, size) for each in words), default=0)


def _width(text: str, size: float) -> float:
    """Return about how wide a text is: the fonts of readers differ."""
    return 0.62 * size * len(text)
