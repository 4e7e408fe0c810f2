"""Duties spelled out by labels below them: time, lead, helpers, product, in any order, for one duty or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...knowledge import Knowledge
from ...models import Role
from ...reading import Reading
from ..clauses import Doer, read_clauses
from ..structure.outline import Outline
from ..times.schedule import Schedule, schedule_alone, schedule_of
from .duty import Duty, make_duty
from .headings import bodies_of
from .labels import Labelled
from .products import after_label

_ROLES: dict[str, Role] = {"lead": "lead", "coordinate": "coordinate", "report_to": "report_to"}


@dataclass(slots=True)
class _Pending:
    """A duty that no label has spelled out yet, with its paragraph, that of its section, and its depth in a list."""

    index: int
    section: int | None
    depth: int
    duty: Duty


@dataclass(slots=True)
class Spelled:
    """The duties that the next labels may spell out.

    A label in a deeper bullet belongs to the bullet above it. Other labels belong to all duties since the last ones
    that were spelled out, as far as these stand in the same section or in the items beside it, with nobody named.
    """

    reading: Reading
    outline: Outline
    known: Knowledge
    _pending: list[_Pending] = field(default_factory=list)
    _block: list[Duty] = field(default_factory=list)
    _last: int = -2
    _above: int | None = None

    def remember(self, index: int, duties: list[Duty]) -> None:
        """Note a paragraph and its duties, which may be none."""
        self._block, self._above = [], index
        section, depth = self.outline.paragraph_of(index), self.outline.depth(self.reading, index)
        self._pending += [_Pending(index, section, depth, duty) for duty in duties]

    def open(self, index: int) -> None:
        """Note a heading: labels below it may spell it out where nothing else does."""
        self._block, self._above = [], index

    def read(self, index: int, labels: Sequence[Labelled]) -> list[Duty]:
        """Give what labels say to the duties that they belong to; return duties that they begin."""
        begun: list[Duty] = []
        if not self._block or self._last != index - 1:
            self._block = self._hosts(index)
            named = any(label.kind in _ROLES for label in labels)
            if named and not self._block and (new := self._begin(index)):
                self._block, begun = [new], [new]
        self._last = index
        for label in labels:
            if label.kind == "lead" and (own := self._own_order(label, index)):
                begun.append(own)
                continue
            for duty in self._block:
                self._add(duty, label)
        return begun

    def _hosts(self, index: int) -> list[Duty]:
        """Return the duties that a block of labels spells out, and forget them."""
        depth, section = self.outline.depth(self.reading, index), self.outline.paragraph_of(index)
        family = self._family(index)
        hosts = [
            each
            for each in self._pending
            if each.section in family and (each.section == section or not each.duty.doers_lead)
        ]
        if depth > 1 and (
            above := [each for each in hosts if each.depth < depth and each.section == section]
        ):
            hosts = [each for each in above if each.index == above[-1].index]
        else:
            hosts = [each for each in hosts if not self._is_manner(each)]
            # A bullet that names who acts, below an item that is spelled out itself, is a duty of its own.
            least = min((each.depth for each in hosts), default=0)
            hosts = [each for each in hosts if each.depth == least or not self._named(each.duty)]
        self._pending = []
        return [each.duty for each in hosts]

    def _family(self, index: int) -> set[int | None]:
        """Return the sections that a label may speak of: its own, those beside it, the item that holds them."""
        holder = self.outline.holder(index)
        if holder is None or self.outline.is_heading(holder.paragraph):
            return {self.outline.paragraph_of(index)}
        headings = self.outline.headings
        family = {each.paragraph for each in headings if each.parent == holder.parent and not each.is_heading}
        if holder.parent is not None and not headings[holder.parent].is_heading:
            family.add(headings[holder.parent].paragraph)
        return {holder.paragraph, *family}

    def _is_manner(self, pending: _Pending) -> bool:
        """A demand how the work is done (`Bảo đảm …` below the item that tells it) is met by nobody in particular."""
        inside = pending.index != pending.section and any(
            other.index == pending.section for other in self._pending
        )
        return inside and (pending.duty.rule == "demand" or self._assures(pending.duty))

    def _assures(self, duty: Duty) -> bool:
        return self.reading.text[duty.start : duty.start + 8].casefold() in ("bảo đảm ", "đảm bảo ")

    def _begin(self, index: int) -> Duty | None:
        """Return a duty of the paragraph above that told nothing to do by itself, else of the heading."""
        holder = self.outline.holder(index)
        above = self._above
        if (
            above is not None
            and not self.outline.is_heading(above)
            and self.outline.paragraph_of(above) == self.outline.paragraph_of(index)
        ):
            paragraph = self.reading.paragraphs[above]
            start, end = paragraph.body, paragraph.end
        elif holder is not None:
            start, end = holder.title_start, holder.title_end
        else:
            return None
        path = self.outline.path(index)
        return make_duty(self.reading.text, start, end, path, [], rule="spelled out by labels", score=0.8)

    def _own_order(self, label: Labelled, index: int) -> Duty | None:
        """`Chủ trì: Sở Nội vụ rà soát quy chế.`: the label's own words tell what to do."""
        text = self.reading.text
        clauses = read_clauses(text, label.start, label.end, self.known)
        clause = clauses[0] if clauses else None
        if not (clause and clause.leads and clause.mood == "order" and clause.score > 0.7):
            return None
        start = self.reading.paragraphs[index].body
        doers = [Doer(b.start, b.end, "lead", b.certainty, "label", "label") for b in clause.leads]
        return make_duty(
            text,
            start,
            label.end,
            self.outline.path(index),
            [*doers, *clause.others()],
            rule="label",
            score=0.85,
        )

    def _named(self, duty: Duty) -> bool:
        """Tell whether the duty itself, or what stands above it, says who acts."""
        return any(doer.role == "lead" and doer.via != "label" for doer in duty.doers)

    def _add(self, duty: Duty, label: Labelled) -> None:
        text = self.reading.text
        if label.kind == "when":
            found = schedule_of(text, label.label, label.end)
            found = found if found != Schedule() else schedule_alone(text, label.start, label.end)
            duty.schedule = duty.schedule.completed_by(found)
        elif label.kind == "product":
            duty.product = after_label(text, label.start, label.end) or duty.product
        elif label.kind in _ROLES and label.end > label.start and not self._named(duty):
            role = _ROLES[label.kind]
            duty.doers += [
                Doer(body.start, body.end, role, body.certainty, "label", f"label of {role}")
                for body in bodies_of(text, label.start, label.end, self.known)
            ]
