"""What is to be marked in the text of a document: each stretch with its kind, its label and what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from ..authority import Registry
from ..authority.days import day_text
from ..models import Actor, Citation, Directive, NamedInstrument, Span, Target, Task
from .wording import ROLES, USES, quantity, severity

if TYPE_CHECKING:
    from ..checking import Finding

S = TypeVar("S", bound=Span)
Kind = Literal[
    "section", "footnote", "citation", "named", "task", "actor", "time", "target", "statistic", "finding",
]  # fmt: skip

#: What each kind is called, in the order in which they are listed; the other kinds are places in the text only.
KINDS: dict[Kind, str] = {
    "citation": "Văn bản có số, ký hiệu",
    "named": "Văn bản nêu bằng tên",
    "task": "Nhiệm vụ",
    "actor": "Cơ quan trong nhiệm vụ",
    "time": "Thời hạn, định kỳ",
    "target": "Chỉ tiêu",
    "statistic": "Số liệu",
    "finding": "Điểm cần xem lại",
}
_BADGES: dict[Kind, str] = {
    "citation": "VB", "named": "TÊN", "task": "NV", "target": "CT", "statistic": "SL", "finding": "XL",
}  # fmt: skip


class Mark(NamedTuple):
    """A stretch of the text to mark: `id` is its own, `label` stands before it, `note` says what is known.

    `tone` tells members of one kind apart: the role of a body, the severity of a finding.
    """

    start: int
    end: int
    kind: Kind
    id: str
    label: str = ""
    note: str = ""
    tone: str = ""


def marks_of(directive: Directive, findings: Sequence[Finding], registry: Registry) -> list[Mark]:
    """Return what is to be marked, in the order of the text, the longer first.

    A body or a time that several duties share, as one that a heading names, is there once.
    """
    note = partial(_citation_note, registry)
    found = [
        *_places(directive),
        *_numbered(directive, "citation", directive.citations, note),
        *_numbered(directive, "named", directive.named, note),
        *_numbered(directive, "task", directive.tasks, _task_note),
        *_duty_parts(directive.tasks),
        *_numbered(directive, "target", _of_kind(directive, "target"), _target_note),
        *_numbered(directive, "statistic", _of_kind(directive, "statistic"), _target_note),
        *_findings(directive, findings),
    ]
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def section_id(index: int) -> str:
    """Return the id of the mark of a section, by its index in `Directive.sections`."""
    return f"muc-{index + 1}"


def _places(directive: Directive) -> Iterator[Mark]:
    for index, section in enumerate(directive.sections):
        yield Mark(section.start, section.end, "section", section_id(index))
    for index, note in enumerate(directive.footnotes, start=1):
        yield Mark(note.start, note.end, "footnote", f"chu-thich-{index}")
        if note.anchor is not None:
            said = f"Chú thích: {_tidy(directive.quote(note))}"
            yield Mark(
                note.anchor, note.anchor + len(note.mark), "footnote", f"goi-chu-thich-{index}", note=said
            )


def _numbered(
    directive: Directive, kind: Kind, spans: Iterable[S], note: Callable[[S], Iterable[str]]
) -> Iterator[Mark]:
    for number, span in enumerate(spans, start=1):
        label = f"{_BADGES[kind]}{number}"
        page = directive.page_of(span)
        said = [*note(span), f"Trang {page}" if page else ""]
        yield Mark(span.start, span.end, kind, label, label, "\n".join(filter(None, said)))


def _citation_note(registry: Registry, cited: Citation | NamedInstrument) -> Iterator[str]:
    name = cited.name if isinstance(cited, NamedInstrument) else f"{cited.type or ''} {cited.symbol}".strip()
    issuer = cited.issuer if isinstance(cited, Citation) else None
    day = f", ngày {day_text(cited.date)}" if cited.date else ""
    yield f"{name}{day}{f', của {issuer}' if issuer else ''}"
    yield f"Được dùng để: {USES[cited.use]}"
    if cited.pinpoint:
        yield f"Phần viện dẫn: {cited.pinpoint}"
    if isinstance(cited, Citation) and cited.short_for:
        yield f"Viết tắt của: {cited.short_for}"
    if cited.instrument_id:
        known = registry.instruments.get(cited.instrument_id)
        title = f" – {known.title}" if known and known.title else ""
        yield f"Trong danh mục: {cited.instrument_id}{title}"
    elif cited.candidates:
        yield f"Có thể là: {'; '.join(cited.candidates)}"
    else:
        yield "Chưa có trong danh mục"


def _task_note(task: Task) -> Iterator[str]:
    for role, name in ROLES.items():
        bodies = [actor.body or _tidy(actor.text) for actor in task.actors if actor.role == role]
        if bodies:
            yield f"{name}: {'; '.join(bodies)}"
    if not task.actors:
        yield "Chưa nêu cơ quan thực hiện"
    if task.due or task.deadline:
        yield f"Thời hạn: {day_text(task.due or task.deadline)}"
    if task.frequency:
        yield f"Định kỳ: {task.frequency}"
    if task.next_due and task.next_due != task.due:
        yield f"Kỳ hạn tới: {day_text(task.next_due)}"
    if task.product:
        yield f"Sản phẩm: {_tidy(task.product)}"
    if task.basis:
        yield f"Căn cứ: {'; '.join(task.basis)}"


def _duty_parts(tasks: Iterable[Task]) -> Iterator[Mark]:
    """Yield bodies and times of the duties; what several duties share, once."""
    parts: dict[tuple[int, int, str], Mark] = {}
    for task in tasks:
        for each in (*map(_actor, task.actors), *_times(task)):
            parts.setdefault((each.start, each.end, each.tone or each.kind), each)
    for number, part in enumerate(parts.values(), start=1):
        yield part._replace(id=f"{part.kind}-{number}")


def _actor(actor: Actor) -> Mark:
    name = ROLES[actor.role]
    note = f"{name}: {actor.body or _tidy(actor.text)}"
    return Mark(actor.start, actor.end, "actor", "", name.lower(), note, actor.role)


def _times(task: Task) -> Iterator[Mark]:
    if task.deadline_start is not None and task.deadline_end is not None:
        day = day_text(task.due or task.deadline or task.next_due) or "không rõ ngày"
        yield Mark(task.deadline_start, task.deadline_end, "time", "", "hạn", f"Thời hạn: {day}")
    if task.frequency_start is not None and task.frequency_end is not None:
        note = f"Định kỳ: {task.frequency}"
        rule = f"\nQuy tắc lặp lại: {'; '.join(task.recurrence.splitlines())}" if task.recurrence else ""
        yield Mark(task.frequency_start, task.frequency_end, "time", "", "định kỳ", note + rule, "frequency")


def _target_note(target: Target) -> Iterator[str]:
    yield f"{'Chỉ tiêu' if target.kind == 'target' else 'Số liệu'}: {quantity(target)}"
    if target.subject:
        yield f"Đối tượng: {_tidy(target.subject)}"
    if target.baseline_year:
        yield f"So với năm {target.baseline_year}"
    if target.deadline:
        yield f"Thời hạn: {day_text(target.deadline)}"
    if target.frequency:
        yield f"Định kỳ: {target.frequency}"


def _findings(directive: Directive, findings: Sequence[Finding]) -> Iterator[Mark]:
    numbered = _numbered(directive, "finding", findings, _finding_note)
    for mark, each in zip(numbered, findings, strict=True):
        yield mark._replace(tone=each.severity)


def _finding_note(found: Finding) -> Iterator[str]:
    yield f"{severity(found)}: {found.message}"
    if found.suggestion:
        yield f"Gợi ý: {found.suggestion}"


def _of_kind(directive: Directive, kind: Literal["target", "statistic"]) -> list[Target]:
    return [target for target in directive.targets if target.kind == kind]


def _tidy(text: str) -> str:
    return " ".join(text.split())
