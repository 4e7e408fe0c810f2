"""Until when an instrument held, as the registry knows it."""

from __future__ import annotations

from datetime import date, timedelta

from ..authority import Instrument, Registry
from ..grammar import table
from ..parsing.times.times import period_end

_FULL_DAY = len("2013-06-03")


def ended(record: Instrument, known: Registry) -> tuple[str | None, str | None]:
    """Return the first day on which an instrument surely no longer held, and the id of what holds since.

    A new instrument of the state may take effect months after its date; a programme ends with the year of its
    title. Both are None where nothing is known.

    >>> from danvan_docs.authority import registry
    >>> ended(registry().instruments["290-QĐ/TW@2010-02-25"], registry())
    ('2021-07-31', '23-QĐ/TW@2021-07-30')
    """
    if record.status == "expired":
        year = period_end(record.title or "")
        return (f"{int(year) + 1}-01-01", None) if year else (None, None)
    if record.status != "replaced":
        return None, None
    grace = table("findings")["basis"]["grace"]
    after = [known.instruments[each] for each in record.replaced_by]
    days = [
        (date.fromisoformat(each.date) + timedelta(days=grace[each.system] + 1), each.id)
        for each in after
        if each.date and len(each.date) == _FULL_DAY
    ]
    day, successor = min(days, default=(None, None))
    return (day.isoformat() if day else None), successor
