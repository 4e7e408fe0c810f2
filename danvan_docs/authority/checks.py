"""What must hold between rows: no key twice in a file, ids true to their rows, no dangling reference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ..errors import AuthorityError
from .rows import BodyRecord, DocumentType, Instrument, Issuer, Meeting, Province, Row
from .table import Placed

# The columns that tell the rows of a file apart.
_KEYS: dict[type[Row], tuple[str, ...]] = {
    Instrument: ("id",),
    Meeting: ("id",),
    DocumentType: ("name", "system"),
    Issuer: ("suffix", "bodies", "valid_from"),
    BodyRecord: ("canonical", "valid_from"),
    Province: ("former", "valid_to"),
}
# A column, and the type of the rows that its items name.
_REFERENCES: list[tuple[type[Row], str, type[Row]]] = [
    (Instrument, "replaced_by", Instrument),
    (Instrument, "followed_by", Instrument),
    (Instrument, "implements", Instrument),
    (Instrument, "province", Province),
    (Meeting, "adopted", Instrument),
    (Issuer, "successors", Issuer),
    (BodyRecord, "successors", BodyRecord),
    (Province, "merged_from", Province),
]


def key_of(row: Row) -> tuple[Any, ...]:
    """Return what tells a row apart from all others: its type and the cells of its key columns."""
    return (type(row), *(getattr(row, column) for column in _KEYS[type(row)]))


def checked(rows: Iterable[Placed]) -> list[Placed]:
    """Return the rows of one file; raise AuthorityError where a key stands twice or an id belies its row."""
    seen: dict[tuple[Any, ...], str] = {}
    kept = []
    for placed in rows:
        row, place = placed
        key = key_of(row)
        if first := seen.get(key):
            raise AuthorityError(f"{place}: {' / '.join(map(str, key[1:]))} stands already at {first}")
        if isinstance(row, Instrument) and row.symbol and row.id != (expected := _id_of(row)):
            raise AuthorityError(f"{place}: id is {row.id}; symbol, date and province make {expected}")
        seen[key] = place
        kept.append(placed)
    return kept


def check_references(rows: Collection[Placed], held: Mapping[type[Row], Collection[str]]) -> None:
    """Raise AuthorityError where a row names another one that is not `held`: ids, names or suffixes by type of row."""
    for row_type, column, target in _REFERENCES:
        known = held[target]
        for row, place in rows:
            if isinstance(row, row_type) and (named := getattr(row, column)):
                for item in (named,) if isinstance(named, str) else named:
                    if item not in known:
                        raise AuthorityError(f"{place}: {column}: {item} is in no row")


def _id_of(row: Instrument) -> str:
    day = f"@{row.date}" if row.date else ""
    province = f"#{row.province}" if row.province else ""
    return f"{row.symbol}{day}{province}"
