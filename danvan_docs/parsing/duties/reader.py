"""Duties and actions of a document: which body must do what, and what is to be done by nobody in particular.

An item or bullet that opens with its body is one duty as a whole; elsewhere the sentence that has the subject is. What
stands above hands down: a heading that names a body, a lead-in that ends in a colon, an opening of the document. Labels
below a duty say who does it. What was done, how things stand, principles and mere lists are no duties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ...knowledge import Knowledge
from ...reading import Paragraph, Reading
from ...reading.folding import plain
from ..clauses import Body, Clause, Doer, read_clauses
from ..instruments.types import type_words
from ..structure.outline import Outline
from ..structure.sentences import sentences
from ..times.schedule import Schedule, schedule_of
from .contexts import Contexts
from .duty import Duty, Handed, leads_of, make_duty
from .labels import label_at, labels_in
from .signs import is_closing, is_issuing, is_none, only_carries, opens_listing, past_enumerator
from .spelled import Spelled

_OPENING_YEAR = re.compile(r"(?:Trong |Riêng |Đến )?[Nn]ăm (20\d\d)\b")
#: A subject of its own, below a heading that hands another down, has to be as sure as this.
_SURE = 0.7
#: So has a duty among aims, scopes and lists.
_PLAIN = 0.85
#: How sure a duty is whose body is handed down, by what hands it down.
_HANDED_SCORE = {"heading": 0.9, "lead_in": 0.88, "opening": 0.7, "label": 0.85}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a paragraph with its clauses."""

    start: int
    end: int
    clauses: list[Clause]

    @property
    def head(self) -> Clause | None:
        return self.clauses[0] if self.clauses else None

    @property
    def leads(self) -> tuple[Body, ...]:
        return self.head.leads if self.head and self.head.mood == "order" else ()


def find_duties(
    reading: Reading, outline: Outline, known: Knowledge, *, reports: bool = False, year: int | None = None
) -> list[Duty]:
    """Return the duties and actions of a document of that year, in order; `reports` says that the text mostly reports.

    >>> from danvan_docs import parse
    >>> directive = parse("KẾ HOẠCH\\n\\n1. Ban Dân vận Tỉnh ủy chủ trì, phối hợp với Sở Nội vụ theo dõi.")
    >>> [(a.text, a.role) for a in directive.tasks[0].actors]
    [('Ban Dân vận Tỉnh ủy', 'lead'), ('Sở Nội vụ', 'coordinate')]
    """
    return _Reader(reading, outline, known, reports, year).duties()


class _Reader:
    def __init__(
        self, reading: Reading, outline: Outline, known: Knowledge, reports: bool, year: int | None
    ) -> None:
        self.reading, self.outline, self.known, self.reports = reading, outline, known, reports
        self.year = year
        self.text = reading.text
        self.contexts = Contexts(reading, outline, known)
        self.spelled = Spelled(reading, outline, known)

    def duties(self) -> list[Duty]:
        found: list[Duty] = []
        for index in self.outline.body:
            if self.outline.kinds[index] not in ("body", "bullet") or self.reading.paragraphs[index].cell:
                continue
            if self.outline.is_heading(index) and not self._orders(index):
                self.spelled.open(index)
            elif not (self.outline.is_postscript(index) or self._titles_annex(index)):
                found += self._read(index)
        return found

    def _titles_annex(self, index: int) -> bool:
        """Tell whether a paragraph goes on with the name of what is annexed (`QUY CHẾ`, below it `tiếp xúc, …`)."""
        paragraph = self.reading.paragraphs[index]
        if index == 0 or not self.text[paragraph.start].islower():
            return False
        above = self.reading.paragraphs[index - 1]
        line = self.text[above.start : above.end]
        return line.isupper() and plain(line) in type_words(self.known).names

    def _orders(self, index: int) -> bool:
        """Tell whether a title is the lead-in of what stands below it (`1. Ủy ban nhân dân tỉnh giao Sở Y tế:`)."""
        return self.text[self.reading.paragraphs[index].end - 1] == ":" and not self.contexts.names_doers(
            index
        )

    def _read(self, index: int) -> list[Duty]:
        paragraph = self.reading.paragraphs[index]
        if label_at(self.text, paragraph.body, paragraph.end):
            return self.spelled.read(index, list(labels_in(self.text, paragraph.body, paragraph.end)))
        handed = self.contexts.above(index)
        own = self._of_paragraph(index, paragraph, handed)
        if self._leads_in(index, paragraph):
            own = self._hand_down(index, paragraph, own, handed)
        self.spelled.remember(index, own)
        return own

    # -- one paragraph -------------------------------------------------------------------------------------------

    def _of_paragraph(self, index: int, paragraph: Paragraph, handed: Handed | None) -> list[Duty]:
        text, end = self.text, paragraph.end
        start = past_enumerator(text, paragraph.body, end)
        if start >= end or is_none(text, start, end) or (handed and handed.names_only):
            return []
        path, parts = self.outline.path(index), self._sentences(start, end)
        closing = (
            not paragraph.style and index != self.outline.paragraph_of(index) and is_closing(text, start, end)
        )
        if handed and handed.leads and not closing:
            found = self._below(index, parts, handed)
        elif paragraph.style and parts[0].leads and not self.reports:
            found = self._block(path, end, parts)
        else:
            found = self._running(path, parts, whole=end if paragraph.style else None)
        plain = {duty.start for duty in found if self._must(duty)}
        return [duty for duty in found if self._holds(index, duty, must=duty.start in plain)]

    def _sentences(self, start: int, end: int) -> list[_Sentence]:
        parts = []
        for first, last in sentences(self.text, start, end):
            first = past_enumerator(self.text, first, last)
            clauses = [] if self._is_past(first, last) else read_clauses(self.text, first, last, self.known)
            parts.append(_Sentence(first, last, clauses))
        return parts

    def _is_past(self, start: int, end: int) -> bool:
        """Tell whether a sentence opens with a year before the document's own: it reports."""
        opening = _OPENING_YEAR.match(self.text, start, end) if self.year else None
        return opening is not None and int(opening[1]) < (self.year or 0)

    def _holds(self, index: int, duty: Duty, must: bool) -> bool:
        """Tell whether a duty may stand in its section: below aims, scopes and lists only what is plainly ordered."""
        kind = self.outline.kind(index)
        plain = duty.doers_lead and duty.score >= _PLAIN
        charged = plain and duty.rule.startswith(("asked", "charged"))
        if kind == "report":
            return duty.doers_lead and must
        if self.reports or self.outline.is_preamble(index):
            return charged or duty.rule == "handed down by lead_in" or (duty.doers_lead and must)
        if kind in ("principle", "listing"):
            return charged
        return plain if kind in ("aim", "scope") else True

    def _must(self, duty: Duty) -> bool:
        if not duty.doers_lead:
            return False
        words = self.text[max(doer.end for doer in duty.doers if doer.role == "lead") : duty.end].lstrip(" ,")
        return words.startswith(("cần", "phải", "có trách nhiệm", "chịu trách nhiệm"))

    # -- below a heading or lead-in that names who acts ----------------------------------------------------------

    def _below(self, index: int, parts: list[_Sentence], handed: Handed) -> list[Duty]:
        paragraph, path = self.reading.paragraphs[index], self.outline.path(index)
        first, end = parts[0], paragraph.end
        head = first.head
        free = handed.via == "opening" or self._stands_apart(index)
        if head and head.is_charge and (head.speakers or free):
            return self._block(path, end, parts) if paragraph.style else self._running(path, parts)
        if head and head.mood == "report":
            return []
        rule = head.rule if head else ""
        own = first.leads if head and head.score >= _SURE else ()
        asked = head is not None and head.is_charge
        if (own and not (handed.directs or asked)) or self._shared(own, handed.leads):
            return self._block(path, end, parts)
        if not own and not self._may_order(first):
            return self._running(path, parts)
        stop, later = self._later_subjects(path, parts, handed)
        leads = leads_of(handed.leads, handed.via, "handed down")
        doers = [*leads, *handed.others]
        if own and not self._shared(own, handed.leads):
            doers += [Doer(b.start, b.end, "directed", b.certainty, "own", rule) for b in own]
        doers += self._others(parts, first.start, stop, doers)
        if handed.via == "opening":  # the whole duty is there by the opening alone
            doers = [replace(doer, via="opening") for doer in doers]
        score = _HANDED_SCORE.get(handed.via, 0.8) * min(body.certainty for body in handed.leads)
        mine = make_duty(
            self.text, first.start, stop, path, doers, rule=f"handed down by {handed.via}", score=score,
            above=handed.schedule,
        )  # fmt: skip
        return [mine, *later]

    def _stands_apart(self, index: int) -> bool:
        """Tell whether a plain paragraph follows the bullets of a section: it no longer belongs to its heading."""
        before = self.reading.paragraphs[index - 1] if index else None
        plain = not self.reading.paragraphs[index].style
        return plain and before is not None and bool(before.style) and not self.outline.is_heading(index - 1)

    def _may_order(self, part: _Sentence) -> bool:
        """Tell whether a sentence without subject tells something to do: a noun phrase does not."""
        if part.head:
            return part.head.rule != "demand"
        units = self._units_of(part)
        return units[:1] in ("W", "w") and "L" not in units[:2]

    def _units_of(self, part: _Sentence) -> str:
        from ...language.units import read_units

        return read_units(self.text, part.start, part.end, self.known.lexicon).letters

    def _shared(self, bodies: tuple[Body, ...], others: tuple[Body, ...]) -> bool:
        names = {self.text[body.start : body.end].casefold() for body in others}
        return any(self.text[body.start : body.end].casefold() in names for body in bodies)

    def _later_subjects(
        self, path: str, parts: list[_Sentence], handed: Handed | None
    ) -> tuple[int, list[Duty]]:
        """Return where the first duty of a block ends, and those of later sentences with another subject."""
        later: list[Duty] = []
        stop = parts[-1].end
        for part in parts[1:]:
            head = part.head
            sure = head is not None and part.leads and head.score >= _PLAIN and head.rule != "label"
            if sure and not (handed and self._shared(part.leads, handed.leads)):
                if not later:
                    stop = parts[0].start + len(self.text[parts[0].start : part.start].rstrip())
                later += self._clauses(path, part, part.end)
            elif later:
                later[-1].end = part.end
        return stop, later

    # -- blocks and running text ---------------------------------------------------------------------------------

    def _block(self, path: str, end: int, parts: list[_Sentence]) -> list[Duty]:
        """An item or bullet that opens with its body is one duty, up to a later sentence with another subject."""
        stop, later = self._later_subjects(path, parts, None)
        mine = self._clauses(path, parts[0], stop)
        if mine and stop > parts[0].end:
            mine[-1].doers += self._others(parts[1:], parts[0].end, stop, mine[-1].doers)
        return [*mine, *later]

    def _running(self, path: str, parts: list[_Sentence], whole: int | None = None) -> list[Duty]:
        """The duties of each sentence; an item that only orders (`whole` is its end) is one action as a whole."""
        found: list[Duty] = []
        for part in parts:
            head = part.head
            if head is None or head.mood == "report":
                continue
            if part.leads:
                found += self._clauses(path, part, part.end)
            elif whole and found and not found[-1].doers_lead:
                continue
            else:
                found.append(self._action(path, part))
        if (
            whole
            and found
            and found[0].start == parts[0].start
            and not any(duty.doers_lead for duty in found)
        ):
            found = [replace(found[0], end=whole)]
            found[0].doers = self._others(parts, parts[0].start, whole, [])
        return found

    def _action(self, path: str, part: _Sentence) -> Duty:
        head = part.head
        assert head is not None
        return make_duty(
            self.text, part.start, part.end, path, head.others(), rule=head.rule, score=head.score
        )  # fmt: skip

    def _clauses(self, path: str, part: _Sentence, end: int) -> list[Duty]:
        """One duty for each clause of a sentence with a subject of its own, all with the same span."""
        found: list[Duty] = []
        acting = [clause for clause in part.clauses if clause.leads]
        # `Hằng năm, A lập dự toán; B thẩm định`: what stands before the first body holds for all.
        head = Schedule(frequency=schedule_of(self.text, part.start, acting[0].leads[0].start).frequency)
        for position, clause in enumerate(acting):
            begin = part.start if position == 0 else clause.leads[0].start
            stop = acting[position + 1].leads[0].start if position + 1 < len(acting) else end
            doers = [*leads_of(clause.leads, rule=clause.rule), *clause.others()]
            found.append(
                make_duty(
                    self.text, part.start, end, path, doers, rule=clause.rule, score=clause.score, above=head,
                    clause=(begin, stop),
                )
            )  # fmt: skip
        return found

    def _others(self, parts: list[_Sentence], start: int, end: int, taken: list[Doer]) -> list[Doer]:
        """Return the bodies in other roles than to lead of all sentences in `[start, end)`."""
        known = {doer.start for doer in taken}
        found = []
        for part in parts:
            if part.start < start or part.start >= end:
                continue
            for clause in part.clauses or ():
                found += [doer for doer in clause.others() if doer.start not in known]
        return found

    # -- handing down --------------------------------------------------------------------------------------------

    def _leads_in(self, index: int, paragraph: Paragraph) -> bool:
        if not self.contexts.hands_down(index):
            return False
        return self.text[paragraph.end - 1] == ":" or bool(paragraph.style)

    def _hand_down(
        self, index: int, paragraph: Paragraph, own: list[Duty], handed: Handed | None
    ) -> list[Duty]:
        """Note what a paragraph hands down; return its own duties, without one that only carries what follows."""
        text, start, end = self.text, paragraph.body, paragraph.end
        colon = text[end - 1] == ":"
        last = own[-1] if own else None
        leads = (
            tuple(Body(d.start, d.end, d.certainty) for d in last.doers if d.role == "lead") if last else ()
        )
        if not colon:
            if leads and not handed:
                self.contexts.add(index, Handed(leads, via="lead_in"))
            return own
        if opens_listing(text, start, end):
            self.contexts.add(index, Handed(names_only=True))
            return [] if not leads and not self._names_own_act(own, end) else own
        numbered = bool(paragraph.style)
        charged = bool(last and last.rule.startswith(("asked", "charged", "must", "subject", "label")))
        if handed and (not leads or leads == handed.leads):
            leads, via = handed.leads, handed.via
        else:
            via = "lead_in" if numbered else "opening" if charged and last and last.doers_lead else ""
        if (
            via == "opening"
            and is_issuing(text, start, end)
            and not (last and last.rule.startswith(("asked", "charged")))
        ):
            return []
        others = tuple(
            replace(doer, via="lead_in") for doer in (last.doers if last else []) if doer.role != "lead"
        )
        if leads and via:
            schedule = Schedule(frequency=schedule_of(text, start, end).frequency)
            self.contexts.add(index, Handed(leads, others, schedule, via))
        elif others:
            self.contexts.add(index, Handed((), others, via="lead_in"))
        if self.outline.is_heading(
            index
        ):  # a title is no action of its own, unless it charges somebody with more
            return own if own and own[-1].doers_lead and not handed and self._names_own_act(own, end) else []
        opening = via == "opening" and not self.contexts.opens_plain_list(index)
        return own if opening or self._names_own_act(own, end) else []

    def _names_own_act(self, own: list[Duty], end: int) -> bool:
        """Tell whether a lead-in orders something itself, beside what it carries."""
        if not own:
            return False
        last = own[-1]
        inside = [doer.end for doer in last.doers if last.start <= doer.start < last.end]
        behind = max(inside, default=last.start)
        return not only_carries(self.text, behind, end)
