"""Duties spelled out in labelled bullets below what is to be done: time, lead, helpers, product, in any order."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...knowledge import Knowledge
from ...reading import Reading
from ..structure.outline import Outline
from ..times.schedule import Schedule, schedule_of
from .assignees import bodies_of
from .bodies import bodies_at
from .duty import Doer, Duty, make_duty, other_doers
from .labels import Label, label_at
from .products import after_label
from .subjects import verb_follows


@dataclass(slots=True)
class LabelledDuty:
    """The duty of the section that is being read; a new section begins a new one."""

    known: Knowledge
    section: int | None = None
    duty: Duty | None = None
    schedule: Schedule = field(default_factory=Schedule)
    product: tuple[int, int] | None = None

    def read(self, reading: Reading, outline: Outline, index: int, label: Label) -> list[Duty]:
        """Return the duty that a label at paragraph `index` begins, if it does; others add to the one before."""
        if outline.paragraph_of(index) != self.section:
            self.section, self.duty = outline.paragraph_of(index), None
            self.schedule, self.product = Schedule(), None
        text, end = reading.text, reading.paragraphs[index].end
        begun: list[Duty] = []
        if label.kind == "when":
            self.schedule = schedule_of(text, reading.paragraphs[index].body, end)
        elif label.kind == "product":
            self.product = after_label(text, label.end, end)
        elif label.kind == "coordinate" and self.duty:
            self.duty.doers += [
                Doer(b.start, b.end, "coordinate") for b in bodies_of(text, label.end, end, self.known)
            ]
        elif label.kind == "lead" and (duty := _begin(reading, outline, index, label, self.known)):
            self.duty = duty
            begun = [duty]
        if self.duty:
            self.duty.schedule = self.duty.schedule.completed_by(self.schedule)
            self.duty.product = self.product or self.duty.product
        return begun


def _begin(reading: Reading, outline: Outline, index: int, label: Label, known: Knowledge) -> Duty | None:
    """Return the duty of a lead: its own bullet where that says what to do, else what the bullets spell out."""
    text, paragraph, path = reading.text, reading.paragraphs[index], outline.path(index)
    bodies = bodies_at(text, label.end, paragraph.end, known)
    if not bodies:
        return None
    if verb_follows(text, bodies[-1].end, paragraph.end):
        others = other_doers(text, bodies[-1].end, paragraph.end, bodies, known)
        return make_duty(text, paragraph.body, paragraph.end, path, bodies, others)
    start, end = _spelled_out(reading, outline, index)
    leads = bodies_of(text, label.end, paragraph.end, known)
    return make_duty(text, start, end, path, leads, other_doers(text, start, end, leads, known))


def _spelled_out(reading: Reading, outline: Outline, index: int) -> tuple[int, int]:
    """Return the place of what labelled bullets spell out: the item, or the first paragraph below its heading."""
    section = outline.paragraph_of(index)
    if section is None:
        paragraph = reading.paragraphs[index]
        return paragraph.body, paragraph.end
    first = reading.paragraphs[section]
    if outline.is_heading(section):
        for paragraph in reading.paragraphs[section + 1 : index]:
            if not label_at(reading.text, paragraph.body, paragraph.end):
                return paragraph.body, paragraph.end
    return first.body, first.end
