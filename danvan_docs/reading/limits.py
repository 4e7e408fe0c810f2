"""How much one document may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from typing import Self

from ..errors import DanvanError

#: Before the name of a limit in capitals: the environment variable that sets it for every command and call.
VARIABLE = "DANVAN_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one document may cost, wherever it is read; each has a default that the environment may change.

    What is over a limit is one ReadError, and the rest of a batch goes on.

    >>> Limits(max_seconds=60).max_megabytes
    256
    """

    max_seconds: float = 20.0
    """To read a file that is no plain text; files whose pages take time of their own (PDF, pictures, what LibreOffice
    converts) have a second more for each 4 KB. `DANVAN_MAX_SECONDS`."""
    max_memory: int = 1024
    """Megabytes of address space for reading it, where the system can bound that (see SECURITY.md).
    `DANVAN_MAX_MEMORY`."""
    max_megabytes: int = 256
    """The largest file that is opened at all. `DANVAN_MAX_MEGABYTES`."""
    max_characters: int = 5_000_000
    """The longest text that is analysed; a directive of a thousand pages has three million.
    `DANVAN_MAX_CHARACTERS`."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
                raise DanvanError(f"{each.name}: a number above 0 is expected, here is {value!r}")

    @classmethod
    def standing(cls) -> Self:
        """Return the limits that hold where none are given: the defaults, or what the environment says."""
        given: dict[str, float | int] = {}
        for each in fields(cls):
            name = VARIABLE + each.name.upper()
            written = os.environ.get(name, "").strip()
            if written:
                given[each.name] = _number(name, written, whole=isinstance(each.default, int))
        return cls(**given)  # type: ignore[arg-type]

    @property
    def max_bytes(self) -> int:
        """The size of the largest file in bytes."""
        return self.max_megabytes * 2**20


def _number(name: str, written: str, *, whole: bool) -> float | int:
    try:
        return int(written) if whole else float(written)
    except ValueError:
        raise DanvanError(f"{name}: a number is expected, here is {written[:40]!r}") from None
