"""How well the library reads: precision, recall and F1 against gold annotations.

A found entry counts where it matches a gold entry, one to one, in the order of the text; of several that
match, the one with the largest overlap is taken. What "matches" means is said at each measure. Where entries
match, their attributes are compared too (accuracy: share of the compared ones). Figures are given for all
documents together and for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import JsonValue

from ..authority import Registry
from ..authority.keys import symbol_key
from ..models import Actor, Citation, Directive, Model, Relation, Target, Task
from ..reading import read_text
from .gold import (
    SUFFIX,
    Gold,
    GoldActor,
    GoldCitation,
    GoldRelation,
    GoldTarget,
    GoldTask,
    find_gold,
    read_gold,
)
from .matching import Fit, G, P, Spanned, agree, overlap, pair_off, plain, same_span
from .scores import Scores, Tally

SECTION_SLACK = 3  # characters that the start of a section may be off
TITLE_PREFIX, RECIPIENT_PREFIX = 30, 25  # characters of a title, of a recipient, that are compared


class Difference(Model):
    """One entry that was missed, found without need, or matched with a wrong attribute."""

    document: str
    measure: str
    kind: Literal["missed", "extra", "wrong"]
    what: str


class DocumentScores(Scores):
    """The scores of one document, by the name of its gold file."""

    document: str


class Evaluation(Scores):
    """The outcome of `evaluate`: scores over all documents, `each` of them, and what differs."""

    documents: int
    each: list[DocumentScores]
    differences: list[Difference]


def evaluate(
    gold_dir: str | Path, texts: str | Path | None = None, *, registry: Registry | None = None
) -> Evaluation:
    """Read every document that has gold annotations in or below `gold_dir` and compare.

    The text of `NAME.gold.json` is `NAME.txt` beside it, or in the folder `texts` (at its top, or at the same
    place below it). `registry` is the one to read by, by default the package's own.

    Raises ReadError where there is no gold file, one does not hold, or a text is missing.
    """
    from ..api import parse

    documents: list[_Document] = []
    for path in find_gold(gold_dir):
        text_path = _text_of(path, Path(gold_dir), Path(texts) if texts else None)
        directive = parse(read_text(text_path), source=str(text_path), registry=registry)
        documents.append(_Document(path.name.removesuffix(SUFFIX), directive))
        _score_document(documents[-1], read_gold(path))
    return _evaluation(documents)


def _text_of(gold: Path, gold_dir: Path, texts: Path | None) -> Path:
    name = gold.name.removesuffix(SUFFIX) + ".txt"
    places = [texts / name, texts / gold.parent.relative_to(gold_dir) / name] if texts else []
    places.append(gold.with_name(name))
    return next((place for place in places if place.is_file()), places[0])


def _evaluation(documents: Sequence[_Document]) -> Evaluation:
    total = Tally()
    for document in documents:
        total.add(document.tally)
    return Evaluation(
        documents=len(documents),
        measures=total.measures(),
        accuracies=total.accuracies(),
        each=[
            DocumentScores(
                document=document.name,
                measures=document.tally.measures(),
                accuracies=document.tally.accuracies(),
            )
            for document in documents
        ],
        differences=[difference for document in documents for difference in document.differences],
    )


class _Document:
    """One document under comparison: counts into its tally and notes what differs."""

    def __init__(self, name: str, directive: Directive) -> None:
        self.name, self.directive = name, directive
        self.tally = Tally()
        self.differences: list[Difference] = []

    def match(
        self,
        measure: str,
        gold: Sequence[G],
        found: Sequence[P],
        fit: Fit[G, P],
        show: Callable[[G | P], str],
    ) -> list[tuple[G, P]]:
        """Match one to one, count, and return the pairs."""
        pairs, missed, left = pair_off(gold, found, fit)
        self.tally.entries(measure, matched=len(pairs), missed=len(missed), extra=len(left))
        for entry in missed:
            self._note(measure, "missed", show(entry))
        for other in left:
            self._note(measure, "extra", show(other))
        return pairs

    def compare(self, measure: str, right: bool, what: str) -> None:
        """Count one attribute of a matched entry."""
        self.tally.attribute(measure, right)
        if not right:
            self._note(measure, "wrong", what)

    def compare_text(self, measure: str, gold: str | None, found: str | None, where: Spanned) -> None:
        """Count a deadline or frequency, where either side has one."""
        if gold or found:
            self.compare(measure, agree(gold, found), self.wrong(where, gold, found))

    def show(self, span: Spanned) -> str:
        """Return offsets and text of a span, for people."""
        return f"[{span.start}:{span.end}] {self.directive.text[span.start : span.end][:90]!r}"

    def wrong(self, span: Spanned, gold: object, found: object) -> str:
        """Return a span with what gold says and what was found."""
        return f"{self.show(span)}: gold {gold!r}, found {found!r}"

    def _note(self, measure: str, kind: Literal["missed", "extra", "wrong"], what: str) -> None:
        self.differences.append(Difference(document=self.name, measure=measure, kind=kind, what=what))


def _score_document(document: _Document, gold: Gold) -> None:
    directive = document.directive
    if gold.citations is not None:
        _score_citations(document, gold.citations)
    if gold.named is not None:
        document.match("named", gold.named, directive.named, same_span, document.show)
    if gold.sections is not None:
        _score_sections(document, gold)
    if gold.tasks is not None:
        _score_tasks(document, gold.tasks)
    if gold.targets is not None:
        _score_targets(document, gold.targets)
    if gold.relations is not None:
        document.match("relations", gold.relations, directive.relations, _same_relation, _show_relation)
    _score_header(document, gold.header)


def _score_citations(document: _Document, gold: list[GoldCitation]) -> None:
    """The same symbol, at places that overlap."""

    def fit(entry: GoldCitation, other: Citation) -> float | None:
        same = symbol_key(entry.symbol) == symbol_key(other.symbol)
        return overlap(entry, other) or None if same else None

    for entry, other in document.match("citations", gold, document.directive.citations, fit, document.show):
        types = [plain(name) for name in (entry.type or "").split("|")]
        document.compare(
            "citation.type", plain(other.type) in types, document.wrong(entry, entry.type, other.type)
        )
        document.compare(
            "citation.date", entry.date == other.date, document.wrong(entry, entry.date, other.date)
        )
        document.compare(
            "citation.issuer",
            agree(entry.issuer, other.issuer),
            document.wrong(entry, entry.issuer, other.issuer),
        )
        if entry.issues or other.issues:
            document.compare(
                "citation.issues",
                set(entry.issues) == set(other.issues),
                document.wrong(entry, entry.issues, other.issues),
            )


def _score_sections(document: _Document, gold: Gold) -> None:
    """The same path, begun at the same place."""
    pairs = document.match(
        "sections",
        gold.sections or [],
        document.directive.sections,
        lambda entry, other: (
            overlap(entry, other)
            if abs(entry.start - other.start) <= SECTION_SLACK and plain(entry.path) == plain(other.path)
            else None
        ),
        lambda entry: f"{entry.path} {document.show(entry)}",
    )
    for entry, other in pairs:
        right = plain(entry.title)[:TITLE_PREFIX] == plain(other.title)[:TITLE_PREFIX]
        document.compare("section.title", right, document.wrong(entry, entry.title, other.title))


def _score_tasks(document: _Document, gold: list[GoldTask]) -> None:
    """Actors: the same body in the same duty. Tasks: the same span; one without an actor is not compared."""
    tasks = [
        task for task in document.directive.tasks if any(actor.via != "opening" for actor in task.actors)
    ]
    gold_actors = [(task, actor) for task in gold for actor in task.actors]
    actors = [(task, actor) for task in tasks for actor in task.actors if actor.via != "opening"]

    def show(entry: tuple[GoldTask | Task, GoldActor | Actor]) -> str:
        return f"{entry[1].role} {entry[1].text!r} in {document.show(entry[0])}"

    def fit_body(entry: tuple[GoldTask, GoldActor], other: tuple[Task, Actor]) -> float | None:
        same = overlap(entry[0], other[0]) and agree(entry[1].text, other[1].text)
        return overlap(entry[1], other[1]) or None if same else None

    def fit_role(entry: tuple[GoldTask, GoldActor], other: tuple[Task, Actor]) -> float | None:
        return fit_body(entry, other) if entry[1].role == other[1].role else None

    document.match("task.actors", gold_actors, actors, fit_body, show)
    document.match("task.actors+role", gold_actors, actors, fit_role, show)
    for entry, found in document.match("tasks", gold, tasks, same_span, document.show):
        document.compare_text("task.deadline", entry.deadline, found.deadline, entry)
        document.compare_text("task.frequency", entry.frequency, found.frequency, entry)


def _score_targets(document: _Document, gold: list[GoldTarget]) -> None:
    """The same comparator, value and unit, at places that overlap."""

    def fit(entry: GoldTarget, other: Target) -> float | None:
        same = entry.op == other.op and _close(entry.value, other.value) and agree(entry.unit, other.unit)
        return overlap(entry, other) or None if same else None

    def show(entry: GoldTarget | Target) -> str:
        return f"{entry.op} {entry.value} {entry.unit} {document.show(entry)}"

    for entry, other in document.match("targets", gold, document.directive.targets, fit, show):
        document.compare(
            "target.kind", entry.kind == other.kind, document.wrong(entry, entry.kind, other.kind)
        )
        document.compare_text("target.deadline", entry.deadline, other.deadline, entry)
        document.compare_text("target.frequency", entry.frequency, other.frequency, entry)


def _score_header(document: _Document, gold: dict[str, JsonValue]) -> None:
    """The recipients line by line; of the rest what is one text."""
    header = document.directive.header
    for field, value in gold.items():
        found = getattr(header, field, None)
        what = f"{field}: gold {value!r}, found {found!r}"
        if field == "recipients" and isinstance(value, list):
            if value:
                lines = [line for line in value if isinstance(line, str)]
                document.compare("header.recipients", _beginnings(lines) == _beginnings(found or []), what)
        elif value is None or isinstance(value, str):
            same = (
                symbol_key(value or "") == symbol_key(found or "")
                if field == "symbol"
                else agree(value, found)
            )
            document.compare("header", same, what)


def _beginnings(lines: Iterable[str]) -> list[str]:
    return [plain(line)[:RECIPIENT_PREFIX] for line in lines]


def _same_relation(entry: GoldRelation, other: Relation) -> float | None:
    same_target = symbol_key(entry.target) == symbol_key(other.target) or agree(entry.target, other.target)
    same_source = symbol_key(entry.source) == symbol_key(other.source)
    return 1.0 if same_source and same_target and entry.type == other.type else None


def _show_relation(entry: GoldRelation | Relation) -> str:
    return f"{entry.source} -{entry.type}-> {entry.target}"


def _close(value: float | tuple[float, float], other: float | tuple[float, float]) -> bool:
    if isinstance(value, tuple) or isinstance(other, tuple):
        both = isinstance(value, tuple) and isinstance(other, tuple)
        return both and all(_close(a, b) for a, b in zip(value, other, strict=True))  # type: ignore[arg-type]
    return abs(value - other) <= 1e-6 * max(1.0, abs(value))
