"""Results as tables for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from ..authority.days import day_text
from ..models import Citation, Directive, Header, NamedInstrument, Span
from ..notices import in_vietnamese
from ..parsing.unknown import UnknownWords
from .checklist import checklist
from .checklist_row import ChecklistRow
from .columns import UNASSIGNED, day_due, printable, roles_text, time_as_written
from .sarif import Lines
from .wording import quantity, severity

if TYPE_CHECKING:
    from ..checking import Finding
    from ..corpus.build import BuildSummary
    from ..corpus.centrality import Cited
    from ..corpus.evaluation import Evaluation
    from ..corpus.questions import Basis, Implementer

_TITLE, _QUOTE, _DUTY = 110, 160, 240  # characters that an overview shows


class Head(NamedTuple):
    """The head of a column: as wide as its cells, at `most`; with `room`, a share of what others leave."""

    name: str
    room: int | None = None
    most: int | None = 24
    justify: Literal["left", "right", "center"] = "left"


def directive_view(directive: Directive) -> Iterator[RenderableType]:
    """Yield what was read from one document: header, outline, citations, duties, targets."""
    yield _header(directive.source, directive.header)
    if directive.warnings:
        yield notices_table(directive.warnings)
    if directive.sections:
        yield _outline(directive)
    if directive.citations or directive.named:
        yield _citations(directive)
    if directive.tasks:
        rows = checklist(directive)
        yield checklist_table(rows, f"Tasks ({len(rows)})", longest=_DUTY)
        if directive.coverage:
            yield covered_in_vietnamese(directive)
    if directive.targets:
        yield _targets(directive)


def covered_in_vietnamese(directive: Directive) -> str:
    """Say what share of the operative text became duties, and how much stands outside, for office staff."""
    coverage = directive.coverage
    if coverage is None:
        return ""
    return (
        f"Đã nhận diện nhiệm vụ trong {coverage.share:.0%} phần quy định nhiệm vụ; "
        f"{len(coverage.uncovered)} đoạn còn lại cần đọc thêm."
    )


def words_table(found: Sequence[UnknownWords]) -> Table:
    """Return the words that the lexicon does not know, the most frequent first."""
    kinds = {"name": "tên cơ quan", "deed": "việc phải làm"}
    heads = (
        Head("Loại", most=14),
        Head("Từ", room=2),
        Head("Số lần", justify="right"),
        Head("Ví dụ", room=4),
    )
    return plain_table(
        f"Từ chưa có trong từ điển ({len(found)})",
        heads,
        [(kinds[each.kind], each.words, str(each.times), each.example[:_DUTY]) for each in found],
    )


def notices_table(warnings: Sequence[str]) -> Table:
    """Return what is to be known of a result, for office staff."""
    return plain_table("Lưu ý", (Head("", room=1),), [(in_vietnamese(each),) for each in warnings])


def checklist_table(rows: Sequence[ChecklistRow], title: str, *, longest: int | None = None) -> Table:
    """Return a checklist for the screen; with `longest`, a duty is cut at so many characters."""
    heads = (
        Head("STT", justify="right"), Head("Mục", most=12), Head("Nội dung nhiệm vụ", room=5),
        Head("Cơ quan", room=4), Head("Thời hạn", most=10), Head("Căn cứ", most=16),
    )  # fmt: skip
    return plain_table(
        title,
        heads,
        (
            (
                str(row.number),
                row.section,
                shorten(row.what, longest, placeholder=" …") if longest else row.what,
                roles_text(row) or UNASSIGNED,
                "\n".join(filter(None, (day_text(day_due(row)), time_as_written(row)))),
                "\n".join(row.basis),
            )
            for row in rows
        ),
    )


def findings_table(directive: Directive, found: Sequence[Finding]) -> Table:
    """Return the findings of one document for the screen, with the line where each stands."""
    lines = Lines(directive.text)
    count = f"{len(found)} điểm cần xem lại" if found else "không có điểm nào cần xem lại"
    heads = (
        Head("Dòng", justify="right"), Head("Mức độ"), Head("Nội dung", room=3), Head("Gợi ý", room=2), Head("Mã"),
    )  # fmt: skip
    cells = [
        (
            str(lines.place(each.start)[0]),
            severity(each),
            each.message,
            each.suggestion or "",
            each.code,
        )
        for each in found
    ]
    return plain_table(f"{directive.source}: {count}", heads if found else (Head("", room=1),), cells)


def implementers_table(rows: Sequence[Implementer], symbol: str) -> Table:
    """Return who puts an instrument into practice, with the words that show it; homonyms are told apart."""
    several = len({row.instrument for row in rows}) > 1
    heads = (
        *((Head("Instrument"),) if several else ()),
        Head("Document", room=2), Head("Date"), Head("Relation"), Head("Via"),
        Head("Words of the text", room=3),
    )  # fmt: skip
    cells = (
        (
            *((row.instrument,) if several else ()),
            row.source, day_text(row.date), row.relation, "\n".join(row.via), _short(row.quote),
        )
        for row in rows
    )  # fmt: skip
    number = f" ({len({row.instrument for row in rows})} instruments of that number)" if several else ""
    return plain_table(f"{symbol}{number}: implemented by {len(rows)}", heads, cells)


def basis_table(rows: Sequence[Basis], document: str) -> Table:
    """Return what a document stands on, hop by hop."""
    heads = (
        Head("Hop", justify="right"), Head("Instrument", room=2), Head("Relation"),
        Head("Level"), Head("Title", room=3), Head("Words of the text", room=4),
    )  # fmt: skip
    cells = (
        (str(row.hop), row.target, row.relation, row.level or "", _short(row.title or ""), _short(row.quote))
        for row in rows
    )
    return plain_table(f"{document}: stands on {len(rows)}", heads, cells)


def most_cited_table(rows: Sequence[Cited]) -> Table:
    """Return the instruments that most documents cite."""
    ranked = any(row.pagerank is not None for row in rows)
    heads = [
        *([Head("PageRank", justify="right")] if ranked else []),
        Head("Documents", justify="right"), Head("Mentions", justify="right"), Head("Instrument"),
        Head("Type"), Head("Date"), Head("Title", room=1),
    ]  # fmt: skip
    cells = (
        [
            *([f"{row.pagerank:.4f}"] if ranked else []),
            str(row.documents), str(row.mentions), row.symbol or row.id, row.type or "", day_text(row.date),
            _short(row.title or ""),
        ]
        for row in rows
    )  # fmt: skip
    return plain_table("Most cited instruments", heads, cells)


def build_table(summary: BuildSummary, title: str) -> Table:
    """Return what a build did and what the store or dataset holds after it."""
    figures = {name: str(value) for name, value in summary.model_dump().items()}
    figures["linked"] = f"{summary.linked:.0%} of the citations"
    return plain_table(title, (Head(""), Head("", justify="right")), figures.items())


def evaluation_view(
    evaluation: Evaluation, *, documents: bool, differences: bool
) -> Iterator[RenderableType]:
    """Yield the measures, the accuracy of attributes and, if asked for, each document and every difference."""
    right: Literal["right"] = "right"
    heads = (Head("Measure"), *(Head(name, justify=right) for name in ("Precision", "Recall", "F1", "Gold")))
    yield plain_table(
        f"Documents: {evaluation.documents}",
        heads,
        (
            (row.measure, f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}", str(row.gold))
            for row in evaluation.measures
        ),
    )
    yield plain_table(
        "Attributes of what matched",
        (Head("Attribute"), Head("Accuracy", justify=right), Head("Cases", justify=right)),
        ((row.measure, f"{row.accuracy:.3f}", str(row.cases)) for row in evaluation.accuracies),
    )
    if documents:
        yield plain_table(
            "Each document",
            (Head("Document", most=36), Head("F1", room=3), Head("Accuracy of attributes", room=4)),
            (
                (
                    row.document,
                    ", ".join(f"{each.measure}={each.f1:.3f}" for each in row.measures),
                    ", ".join(f"{each.measure}={each.accuracy:.3f}" for each in row.accuracies),
                )
                for row in evaluation.each
            ),
        )
    if differences:
        yield plain_table(
            f"Differences ({len(evaluation.differences)})",
            (Head("Document"), Head("Measure"), Head("Kind"), Head("What", room=1)),
            ((row.document, row.measure, row.kind, row.what) for row in evaluation.differences),
        )


def _header(source: str, header: Header) -> Table:
    fields = header.model_dump(exclude={"origins", "signers"}) | {
        "date": day_text(header.date),
        "draft": "yes" if header.draft else "",
        "addressees": "\n".join(each.text for each in header.addressees),
        "recipients": "\n".join(header.recipients or []),
    }
    known = ((name.replace("_", " "), value) for name, value in fields.items() if value)
    return plain_table(source or "Document", (Head(""), Head("", room=1)), known)


def _outline(directive: Directive) -> Tree:
    tree = Tree(Text(f"Sections ({len(directive.sections)})", style="bold"))
    branches: dict[int | None, Tree] = {None: tree}
    for index, section in enumerate(directive.sections):
        line = Text(f"{section.label} ", style="bold cyan")
        title = _short(section.title, _TITLE) if section.heading else f"{section.title} …"
        line.append(printable(title), style="default" if section.heading else "dim")
        branches[index] = branches[section.parent].add(line)
    return tree


def _citations(directive: Directive) -> Table:
    heads = (
        Head("Instrument", room=3), Head("Date"), Head("Issuer", room=3), Head("Use"),
        Head("Linked to, issues"),
    )  # fmt: skip
    cited: list[Citation | NamedInstrument] = [*directive.citations, *directive.named]
    cited.sort(key=lambda each: each.start)
    title = f"Citations ({len(directive.citations)} by number, {len(directive.named)} by name)"
    return plain_table(title, *_paged(directive, cited, heads, map(_citation_cells, cited)))


def _citation_cells(cited: Citation | NamedInstrument) -> Sequence[str]:
    linked, day = cited.instrument_id or "", day_text(cited.date)
    if isinstance(cited, NamedInstrument):
        return cited.name, day, "", cited.use, linked
    name = f"{cited.type or ''} {cited.symbol}".strip()
    issues = (f"! {issue.replace('_', ' ')}" for issue in cited.issues)
    return name, day, cited.issuer or "", cited.use, "\n".join(filter(None, (linked, *issues)))


def _targets(directive: Directive) -> Table:
    heads = (
        Head("Text", most=30), Head("Means", justify="right"), Head("Of what", room=1), Head("Kind"), Head("When"),
        Head("Section"),
    )  # fmt: skip
    cells = (
        (
            _short(directive.quote(each)),
            quantity(each),
            _short(each.subject) if each.subject and each.subject != each.unit else "",
            each.kind,
            "\n".join(filter(None, (day_text(each.deadline), each.frequency))),
            each.section,
        )
        for each in directive.targets
    )
    title = f"Targets ({len(directive.targets)})"
    return plain_table(title, *_paged(directive, directive.targets, heads, cells))


def _paged(
    directive: Directive, spans: Sequence[Span], heads: Sequence[Head], cells: Iterable[Sequence[str]]
) -> tuple[Sequence[Head], Iterable[Sequence[str]]]:
    """Put the page of each span before its cells, where the pages of the file are known."""
    if not directive.pages:
        return heads, cells
    pages = (str(directive.page_of(span)) for span in spans)
    return (Head("Page", justify="right"), *heads), (
        (page, *row) for page, row in zip(pages, cells, strict=True)
    )


def _short(text: str, longest: int = _QUOTE) -> str:
    return shorten(text, longest, placeholder=" …")


def plain_table(title: str, heads: Sequence[Head], lines: Iterable[Sequence[str]]) -> Table:
    """Return a table of plain cells; long words fold into the next line, nothing is cut off."""
    table = Table(
        title=Text(printable(title)),
        title_style="bold",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        expand=any(head.room for head in heads),
        show_header=any(head.name for head in heads),
    )
    for name, room, most, justify in heads:
        width = None if room else most
        table.add_column(name, ratio=room, max_width=width, justify=justify, overflow="fold")
    for line in lines:
        table.add_row(*(Text(printable(cell)) for cell in line))
    return table
