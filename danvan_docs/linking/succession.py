"""Who does the work of a body that a directive names: boards merge, districts end, provinces are joined."""

from __future__ import annotations

from typing import NamedTuple

from ..authority import BodyRecord, Province, Registry
from ..authority.keys import name_key

_LONGEST_PLACE = 5  # words in the name of a place
_PLURAL = "các"
_CITY = "thành phố"


class Identified(NamedTuple):
    """The words of a name without the province at its end, the body they mean, and that province."""

    head: list[str]
    body: BodyRecord | None
    province: Province | None


class _Unit(NamedTuple):
    """A province or city as bodies bear its name."""

    name: str
    kind: str
    party_committee: str


class Succession:
    """Tells which bodies came after one that a document of a certain date names.

    >>> from danvan_docs.authority import registry
    >>> after = Succession("2022-09-20", registry())
    >>> after("Ủy ban nhân dân huyện"), after("Tỉnh uỷ Nam Định"), after("Sở Nội vụ")
    ([['Ủy ban nhân dân xã']], [['Tỉnh ủy Ninh Bình']], [])
    """

    def __init__(self, issued: str | None, registry: Registry) -> None:
        self._issued, self._registry = issued, registry

    def __call__(self, name: str) -> list[list[str]]:
        """Return the bodies that took over from `name`, and, where those have ended too, the ones of today.

        Nothing is returned where the body exists, or exists again, or is not known.
        """
        return self.stages(self.identify(name))

    def identify(self, name: str) -> Identified:
        """Return what the authority files know of a name."""
        head, province = self._split(name.split())
        return Identified(head, self._body(head), province)

    def stages(self, found: Identified) -> list[list[str]]:
        """Return the bodies that took over from one that was identified, as a call does."""
        head, body, province = found
        units = self._units(province)
        if body is None or body.valid_to is None:
            names = (_moved(" ".join(head), province, unit) for unit in units) if province else ()
            return [[name] for name in dict.fromkeys(names)]
        first = list(body.successors)
        last = [record.canonical for record in self._registry.successors(body) if record is not body]
        if not last or body.canonical in last:
            return []
        stages = [first] if set(first) == set(last) else [first, last]
        if province is None:
            return stages
        ends = [units[0], units[-1]][-len(stages) :]
        return [
            [_moved(each, province, unit) for each in stage] for stage, unit in zip(stages, ends, strict=True)
        ]

    def _units(self, province: Province | None) -> list[_Unit]:
        """Return what holds the territory of a province after it, right then and today."""
        if province is None:
            return []
        first = _Unit(province.unit[0], province.unit_kind[0], province.unit_party_committee[0])
        last = self._registry.today(province)
        return [first, _Unit(last.former, last.kind, last.party_committee)] if last else [first]

    def _split(self, words: list[str]) -> tuple[list[str], Province | None]:
        """Part a name from the province at its end that is part of another one today."""
        for length in range(min(_LONGEST_PLACE, len(words) - 1), 0, -1):
            if not words[-length][0].isupper():
                continue
            place = self._registry.province(" ".join(words[-length:]), self._issued)
            if place and place.valid_to and len(place.unit) == 1:
                return words[:-length], place
        return words, None

    def _body(self, words: list[str]) -> BodyRecord | None:
        """Return the record of a body; the name of a place at its end need not be known."""
        if words and words[0].lower() == _PLURAL and (record := self._record(" ".join(words[1:]))):
            return record
        for length in range(len(words), 1, -1):
            if record := self._record(" ".join(words[:length])):
                return record
            if not words[length - 1][0].isupper():
                break
        return None

    def _record(self, name: str) -> BodyRecord | None:
        """Return the body of exactly that name; one that is merely like it may be another."""
        return self._registry.named_body(name, self._issued) or self._registry.named_body(name)


def _moved(head: str, province: Province, unit: _Unit) -> str:
    """Return the name of a body of a province with the unit at its end that holds its territory."""
    committee = province.party_committee.removesuffix(province.former).strip()
    if name_key(head).endswith(name_key(committee)):
        return head[: len(head) - len(committee)] + unit.party_committee
    kind = _word(province.kind)
    if head.endswith(kind):
        named = unit.name.lower().startswith(_word(unit.kind))  # `Thành phố Hồ Chí Minh`
        head = head.removesuffix(kind).rstrip() + ("" if named else f" {_word(unit.kind)}")
    return f"{head} {unit.name}"


def _word(kind: str) -> str:
    """Return the word that stands in names for a kind of unit: `thành phố` for one under the centre."""
    return _CITY if kind.startswith(_CITY) else kind
