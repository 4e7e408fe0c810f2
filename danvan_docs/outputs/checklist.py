"""A directive as a checklist: one row for each duty, ready for an office to follow up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from pathlib import Path

from ..atomic import replacing
from ..authority import Registry
from ..authority import registry as own_registry
from ..errors import ExportError
from ..linking.body_filter import BodyFilter
from ..linking.succession import Succession
from ..models import Actor, Block, Directive, Role, Section, Span, Task
from ..parsing.duties.labels import label_at
from ..parsing.times.recurrences import next_due
from .checklist_order import Group, Sort, ordered
from .checklist_row import ChecklistRow

#: Kinds of blocks that are no part of the running text.
_OUTSIDE = ("footnote", "furniture")


def checklist(
    directive: Directive,
    *,
    for_body: str | None = None,
    sort: Sort = "text",
    group: Group | None = None,
    registry: Registry | None = None,
    today: date | None = None,
) -> list[ChecklistRow]:
    """Return the duties of `directive`, those that name no body last.

    `sort` puts them in the order of the text, of the bodies that lead, or of the days they are due; `group` parts
    them by body, deadline or section, and sorts inside each group. With
    `for_body`, only the duties that name this body in any role. It may be written in any case, with either placement
    of tone marks, by an alias, a former or a later name, or by a part of its name. `next_due` of a row is the first day
    from `today` on, by default from the date of the document on.
    `registry` says what bodies are called and which came after them, by default the package's own.

    >>> from danvan_docs import parse
    >>> plan = parse("KẾ HOẠCH\\n\\n1. Giao Sở Nội vụ báo cáo UBND tỉnh trước ngày 15/12/2025.")
    >>> [(row.lead, row.report_to, row.deadline) for row in checklist(plan, for_body="sở nội vụ")]
    [(['Sở Nội vụ'], ['UBND tỉnh'], '2025-12-15')]
    """
    known, tasks = registry or own_registry(), directive.tasks
    if for_body is not None:
        concerned = BodyFilter(for_body, known)
        tasks = [task for task in tasks if any(concerned(actor) for actor in task.actors)]
    titles, succession = _SectionTitles(directive.sections), Succession(directive.header.day, known)
    return ordered((_row(task, directive, titles, succession, today) for task in tasks), sort, group)


def write_checklist(rows: Sequence[ChecklistRow], path: str | Path, *, title: str = "") -> None:
    """Write `rows` to `path`; its suffix names the format. `title` stands above the table.

    Raises ExportError for a suffix that is not known or a file that cannot be written, MissingExtra where the
    format needs a package that is not installed. No half-written file is left behind.

    >>> write_checklist([], "duties.pdf")
    Traceback (most recent call last):
    ...
    danvan_docs.errors.ExportError: duties.pdf: unknown format; known: .csv .docx .ics .json .md .xlsx
    """
    from .checklist_files import WRITERS, write_calendar
    from .columns import DEFAULT_TITLE

    path = Path(path)
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ExportError(f"{path}: unknown format; known: {' '.join(sorted(WRITERS))}")
    with replacing(path) as temporary:
        if writer is write_calendar:  # it takes up the one that is there
            write_calendar(rows, temporary, title or DEFAULT_TITLE, previous=path)
        else:
            writer(rows, temporary, title or DEFAULT_TITLE)


def _row(
    task: Task, directive: Directive, titles: _SectionTitles, succession: Succession, today: date | None
) -> ChecklistRow:
    names = dict.fromkeys(_tidy(actor.text) for actor in task.actors)
    return ChecklistRow(
        number=1,
        section=task.section,
        section_title=titles.of(task),
        what=_what(directive, task, titles.section_of(task)),
        product=task.product,
        lead=_names(task.actors, "lead"),
        coordinate=_names(task.actors, "coordinate"),
        directed=_names(task.actors, "directed"),
        report_to=_names(task.actors, "report_to"),
        advise=_names(task.actors, "advise"),
        succession={name: after for name in names if (after := succession(name))},
        deadline=task.deadline,
        deadline_text=task.deadline_text,
        due=task.due,
        next_due=_next_due(task, today),
        frequency=task.frequency,
        recurrence=task.recurrence,
        issued=directive.header.day,
        basis=list(dict.fromkeys(task.basis)),
        quote=directive.quote(task),
        start=task.start,
        end=task.end,
    )


def _next_due(task: Task, today: date | None) -> str | None:
    if today is None:
        return task.next_due
    due = date.fromisoformat(task.due) if task.due else None
    day = next_due(due, task.recurrence, today)
    return day.isoformat() if day else None


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
    return _tidy(" ".join(parts))


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
    return list(dict.fromkeys(_tidy(actor.text) for actor in actors if actor.role == role))


def _tidy(text: str) -> str:
    return " ".join(text.split())


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
