"""What the parser knows of an instrument while it reads; offsets are of the reading text."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...models import Issue, Use


@dataclass(slots=True)
class Mention:
    """An instrument in the text.

    `tail` is where its date, issuer and term end; `elided` that it leaves type or symbol to a neighbour, `leads` that
    its type and issuer hold for the numbers that follow; `name` is set for an instrument without a number.
    """

    start: int
    end: int
    symbol: str = ""
    type: str | None = None
    name: str = ""
    date: str | None = None
    date_start: int | None = None
    date_end: int | None = None
    issuer: str | None = None
    tail: int = 0
    elided: bool = False
    leads: bool = False
    codes: tuple[str, ...] = ()
    issues: list[Issue] = field(default_factory=list)
    use: Use = "mentions"
    use_words: tuple[int, int] | None = None
    pinpoint: tuple[int, int] | None = None

    @property
    def begin(self) -> int:
        """Where the words about it begin: its pinpoint, if that stands before it."""
        return min(self.start, self.pinpoint[0]) if self.pinpoint else self.start

    @property
    def key(self) -> str:
        """The symbol, or the name of an instrument without one."""
        return self.symbol or self.name


def named_mention(text: str, start: int, end: int, type_name: str) -> Mention:
    """Return an instrument without a number, named at `text[start:end]`; what only joins it to the next is left out."""
    name = text[start:end].rstrip(" ,").removesuffix(" và")
    return Mention(start, start + len(name), type=type_name, name=name, tail=start + len(name))
