"""A directive as a checklist: one row for each duty, ready for an office to follow up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from ..errors import ExportError
from ..models import Actor, Block, Directive, Model, Role, Section, Span, Task
from ..parsing.labels import label_at
from .atomic import replacing
from .body_filter import BodyFilter

Status = Literal["Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Quá hạn"]
#: Kinds of blocks that are no part of the running text.
_OUTSIDE = ("footnote", "furniture")
STATUSES: tuple[Status, ...] = get_args(Status)


class ChecklistRow(Model):
    """One duty: what is to be done, by whom, by when, on what authority, and where the text says so."""

    number: int = Field(ge=1)
    section: str = Field(description="path of the section that holds the duty, '' outside of any")
    section_title: str = Field(description="title of the nearest heading that holds the duty, '' without one")
    what: str = Field(description="the text of the duty on one line, without footnotes that stand in it")
    lead: list[str]
    coordinate: list[str]
    directed: list[str]
    report_to: list[str]
    advise: list[str]
    deadline: str | None = Field(description="ISO date or year")
    frequency: str | None
    basis: list[str] = Field(description="symbols and names cited inside the duty")
    quote: str = Field(description="the source text, `text[start:end]`")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    status: Status = STATUSES[0]

    @property
    def by_role(self) -> dict[Role, list[str]]:
        """The bodies that the duty names, by role; a role that no body has is left out."""
        roles: dict[Role, list[str]] = {
            "lead": self.lead, "coordinate": self.coordinate, "directed": self.directed,
            "report_to": self.report_to, "advise": self.advise,
        }  # fmt: skip
        return {role: bodies for role, bodies in roles.items() if bodies}


def checklist(directive: Directive, *, for_body: str | None = None) -> list[ChecklistRow]:
    """Return the duties of `directive` in the order of the text; those that name no body come last.

    With `for_body`, only the duties that name this body in any role. It may be written in any case, with
    either placement of tone marks, by an alias, a former or a later name, or by a part of its name.

    >>> from danvan_docs import parse
    >>> plan = parse("KẾ HOẠCH\\n\\n1. Giao Sở Nội vụ báo cáo UBND tỉnh trước ngày 15/12/2025.")
    >>> [(row.lead, row.report_to, row.deadline) for row in checklist(plan, for_body="sở nội vụ")]
    [(['Sở Nội vụ'], ['UBND tỉnh'], '2025-12-15')]
    """
    tasks = sorted(directive.tasks, key=lambda task: not task.actors)
    if for_body is not None:
        concerned = BodyFilter(for_body)
        tasks = [task for task in tasks if any(concerned(actor) for actor in task.actors)]
    titles = _SectionTitles(directive.sections)
    return [_row(number, task, directive, titles) for number, task in enumerate(tasks, start=1)]


def write_checklist(rows: Sequence[ChecklistRow], path: str | Path, *, title: str = "") -> None:
    """Write `rows` to `path`; its suffix names the format. `title` stands above the table.

    Raises ExportError for a suffix that is not known or a file that cannot be written, MissingExtra where the
    format needs a package that is not installed. No half-written file is left behind.

    >>> write_checklist([], "duties.pdf")
    Traceback (most recent call last):
    ...
    danvan_docs.errors.ExportError: duties.pdf: unknown format; known: .csv .docx .json .md .xlsx
    """
    from .checklist_files import WRITERS
    from .columns import DEFAULT_TITLE

    path = Path(path)
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ExportError(f"{path}: unknown format; known: {' '.join(sorted(WRITERS))}")
    with replacing(path) as temporary:
        writer(rows, temporary, title or DEFAULT_TITLE)


def _row(number: int, task: Task, directive: Directive, titles: _SectionTitles) -> ChecklistRow:
    return ChecklistRow(
        number=number,
        section=task.section,
        section_title=titles.of(task),
        what=_what(directive, task, titles.section_of(task)),
        lead=_names(task.actors, "lead"),
        coordinate=_names(task.actors, "coordinate"),
        directed=_names(task.actors, "directed"),
        report_to=_names(task.actors, "report_to"),
        advise=_names(task.actors, "advise"),
        deadline=task.deadline,
        frequency=task.frequency,
        basis=list(dict.fromkeys(task.basis)),
        quote=directive.quote(task),
        start=task.start,
        end=task.end,
    )


def _blocks(directive: Directive, start: int, end: int) -> list[Block]:
    """Return the blocks that begin in `text[start:end]`; they stand in order."""
    begin = attrgetter("start")
    first = bisect_left(directive.blocks, start, key=begin)
    return directive.blocks[first : bisect_left(directive.blocks, end, lo=first, key=begin)]


def _reading_text(directive: Directive, span: Span) -> str:
    """Return a stretch of text on one line, without the footnotes and page furniture that stand in it."""
    parts, start = [], span.start
    for block in _blocks(directive, span.start, span.end):
        if block.kind in _OUTSIDE and start <= block.start and block.end <= span.end:
            parts.append(directive.text[start : block.start])
            start = block.end
    parts.append(directive.text[start : span.end])
    return " ".join(" ".join(parts).split())


def _what(directive: Directive, task: Task, section: Section | None) -> str:
    """Return what is to be done; where the duty is a label (`Đơn vị chủ trì: …`), the item that it belongs to."""
    text = _reading_text(directive, task)
    if section is None or not label_at(text, 0, len(text)):
        return text
    above = [
        _reading_text(directive, block)
        for block in _blocks(directive, section.start, task.start)
        if block.kind not in _OUTSIDE
    ]
    return " ".join(
        line for line in above if not label_at(line, len(line) - len(line.lstrip("-+*• ")), len(line))
    )


def _names(actors: list[Actor], role: Role) -> list[str]:
    return list(dict.fromkeys(" ".join(actor.text.split()) for actor in actors if actor.role == role))


class _SectionTitles:
    """The title of the nearest heading that holds a duty; an item of running text has none of its own."""

    def __init__(self, sections: list[Section]) -> None:
        self._sections = sections
        self._found: dict[str, list[int]] = {}
        for index, section in enumerate(sections):
            self._found.setdefault(section.path, []).append(index)

    def section_of(self, task: Task) -> Section | None:
        index = self._index_of(task)
        return None if index is None else self._sections[index]

    def _index_of(self, task: Task) -> int | None:
        # A numbering that starts anew gives one path twice: the nearest one above is meant.
        same_path = self._found.get(task.section, [])
        above = bisect_right(same_path, task.start, key=lambda index: self._sections[index].start)
        return same_path[max(above - 1, 0)] if same_path else None

    def of(self, task: Task) -> str:
        index = self._index_of(task)
        while index is not None and not self._sections[index].heading:
            index = self._sections[index].parent
        return "" if index is None else self._sections[index].title
