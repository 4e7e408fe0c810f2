"""From a CSV file to typed rows; every cell is checked, every error names file and line."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from datetime import date
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, TypeVar, get_args, get_origin

from ..errors import AuthorityError
from .rows import BodyRecord, Day, DocumentType, Instrument, Issuer, Items, Meeting, Province, Row

R = TypeVar("R", bound="Instrument | Meeting | DocumentType | Issuer | BodyRecord | Province")
INSTRUMENTS = "instruments.csv"
#: Row type of each other file of the package.
TABLES: dict[str, type[Row]] = {
    "meetings.csv": Meeting,
    "document_types.csv": DocumentType,
    "issuers.csv": Issuer,
    "bodies.csv": BodyRecord,
    "provinces.csv": Province,
}
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


class Placed(NamedTuple):
    """A row, and the place that an error about it should name."""

    row: Row
    place: str


class Unread(NamedTuple, Generic[R]):
    """The lines of a file as cells, and what reads one of them."""

    header: list[str]
    rows: list[list[str]]
    read: Callable[[list[str]], R]


def unread(path: Path | Traversable, row_type: type[R]) -> Unread[R]:
    """Return the lines of a file of the package, which need no check: the tests have read them all."""
    header, *rows = csv.reader(path.read_bytes().decode("utf-8").splitlines())
    parse = _row_parser(row_type, header, path.name)
    return Unread(header, rows, lambda cells: parse(cells, path.name))


def row_type_of(path: Path) -> type[Row]:
    """Return what the rows of a file are, as its header tells. Raises AuthorityError as `read_table` does."""
    placed = next(read_table(path), None)
    return type(placed.row) if placed else Instrument


def read_table(path: Path | Traversable, row_type: type[Row] | None = None) -> Iterator[Placed]:
    """Yield the rows of a UTF-8 CSV file with one header line; without `row_type` the header tells it.

    Raises AuthorityError, naming file and line, where the file, its header or a cell does not hold.
    """
    try:
        reader = csv.reader(StringIO(path.read_text(encoding="utf-8-sig")), strict=True)
        header = next(reader, [])
        parse = _row_parser(row_type or _recognised(header, path.name), header, path.name)
        for cells in reader:
            if any(cells):
                place = f"{path.name}:{reader.line_num}"
                yield Placed(parse(cells, place), place)
    except OSError as error:
        raise AuthorityError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise AuthorityError(f"{path.name}: not UTF-8; save it as CSV UTF-8") from None
    except csv.Error as error:
        raise AuthorityError(f"{path.name}:{reader.line_num}: {error}") from None


def _columns(row_type: type[R]) -> dict[str, Field[Any]]:
    return {field.name.rstrip("_"): field for field in fields(row_type)}


def _required(columns: dict[str, Field[Any]]) -> set[str]:
    return {column for column, field in columns.items() if field.default is MISSING}


def _recognised(header: list[str], name: str) -> type[Row]:
    """Return the row type that shares most columns with the header."""

    def fit(row_type: type[Row]) -> tuple[int, bool]:
        columns = _columns(row_type)
        return len(columns.keys() & set(header)), _required(columns) <= set(header)

    if not header:
        raise AuthorityError(f"{name}:1: no header line")
    return max((Instrument, *TABLES.values()), key=fit)


def _check_header(row_type: type[R], header: list[str], name: str) -> None:
    columns = _columns(row_type)
    if unknown := [column for column in header if column not in columns]:
        raise AuthorityError(f"{name}:1: unknown column {unknown[0]!r}; known: {', '.join(columns)}")
    if missing := sorted(_required(columns) - set(header)):
        raise AuthorityError(f"{name}:1: column {missing[0]!r} is missing")
    if len(set(header)) < len(header):
        raise AuthorityError(f"{name}:1: a column stands twice")


def _row_parser(row_type: type[R], header: list[str], name: str) -> Callable[[list[str], str], R]:
    _check_header(row_type, header, name)
    columns = _columns(row_type)
    readers = [(columns[column].name, _cell_reader(columns[column].type)) for column in header]
    required = {columns[column].name for column in _required(columns)}

    def parse(cells: list[str], place: str) -> R:
        if len(cells) != len(readers):
            raise AuthorityError(f"{place}: {len(cells)} cells, the header has {len(readers)}")
        values = {}
        for cell, (name, read) in zip(cells, readers, strict=True):
            if cell and (cell := cell.strip()):
                try:
                    values[name] = read(cell)
                except ValueError as error:
                    raise AuthorityError(f"{place}: {name.rstrip('_')}: {error}") from None
        if missing := required - values.keys():
            first = next(name for name, _ in readers if name in missing)
            raise AuthorityError(f"{place}: {first.rstrip('_')} is empty")
        return row_type(**values)

    return parse


def _cell_reader(annotation: Any) -> Callable[[str], Any]:
    """Return the function that reads one cell of a column of this annotation; it raises ValueError."""
    if annotation is Day:
        return _day
    if annotation is Items:
        return items
    if annotation is bool:
        return _yes_no
    if get_origin(annotation) is Literal:
        return _one_of(get_args(annotation))
    return str


def items(cell: str) -> tuple[str, ...]:
    """Return the items of a list as a cell holds it.

    >>> items("Bộ Chính trị; Ban Bí thư"), items("")
    (('Bộ Chính trị', 'Ban Bí thư'), ())
    """
    return tuple(item for part in cell.split(";") if (item := part.strip()))


def _day(cell: str) -> str:
    if not _DAY.fullmatch(cell):
        raise ValueError(f"{cell!r} is no ISO date (2013-06-03, 2013-06 or 2013)")
    try:
        date.fromisoformat((cell + "-01-01")[:10])
    except ValueError:
        raise ValueError(f"{cell!r} is not in the calendar") from None
    return cell


def _yes_no(cell: str) -> bool:
    if cell not in ("yes", "no"):
        raise ValueError(f"{cell!r} is neither yes nor no")
    return cell == "yes"


def _one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if cell not in allowed:
            raise ValueError(f"{cell!r} is not one of {', '.join(allowed)}")
        return cell

    return read
