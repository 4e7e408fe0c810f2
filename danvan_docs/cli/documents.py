"""Commands on single documents: `parse`, `checklist`, `schema`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DanvanError, ReadError
from .arguments import Format, FormatOption, LexiconOption, PathsArgument, RegistryOption
from .failures import FAILED, SOME_FAILED, files_in, report
from .screen import print_json, print_models, print_tables, progress

if TYPE_CHECKING:
    from ..authority import Registry
    from ..models import Directive


class Sort(StrEnum):
    """The order of a checklist."""

    text = "text"
    body = "body"
    deadline = "deadline"


class Group(StrEnum):
    """What parts a checklist."""

    body = "body"
    deadline = "deadline"
    section = "section"


class ParseFormat(StrEnum):
    """How `parse` prints what it read."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


def parse(
    paths: PathsArgument,
    output: Annotated[
        ParseFormat,
        typer.Option("--format", "-f", help="Tables, JSON of one file, or one JSON a line for many."),
    ] = ParseFormat.table,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE.html", help="Write the text of one file, with what was found marked."
        ),
    ] = None,
    registry: RegistryOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Read directives: header, sections, citations, tasks, targets.

    [bold]Examples[/bold]

      danvan parse directive.txt

      danvan parse directive.txt --format json > directive.json

      danvan parse corpora/ --format jsonl > all.jsonl

      danvan parse directive.pdf --out view.html
    """
    from ..authority import registry_of

    errors: list[ReadError] = []
    files, known = files_in(paths, errors), registry_of(registry or ())
    if out:
        _write_view(_read_only(files, "--out is for one file", known, lexicon), out, known)
        return
    if output is ParseFormat.json:
        directive = _read_only(files, "use --format jsonl: --format json is for one file", known, lexicon)
        print_json(directive.model_dump_json())
        return
    for directive in read_each(files, errors, known, lexicon):
        _print_directive(directive, output)
    if errors:
        nothing = output is ParseFormat.table and len(errors) >= len(files)
        raise typer.Exit(FAILED if nothing else SOME_FAILED)


def checklist(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of any kind.")],
    body: Annotated[
        str | None,
        typer.Option(
            "--for", metavar="BODY", help="Only duties of this body: its name, part of it, or alias."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write .xlsx, .docx, .ics, .csv, .md or .json."),
    ] = None,
    sort: Annotated[Sort, typer.Option(help="In the order of the text, of bodies or of days.")] = Sort.text,
    group: Annotated[Group | None, typer.Option(help="Part the list by body, deadline or section.")] = None,
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Reckon what is due next from this day, not the document's."),
    ] = None,
    registry: RegistryOption = None,
    lexicon: LexiconOption = None,
    output: FormatOption = Format.table,
) -> None:
    """Make a checklist: who must do what, by when, on what authority.

    [bold]Examples[/bold]

      danvan checklist directive.txt

      danvan checklist directive.txt --for "Ban Dân vận Tỉnh ủy" --out duties.xlsx

      danvan checklist directive.txt --group body --sort deadline --out duties.docx
    """
    from ..api import read
    from ..authority import registry_of
    from ..notices import in_vietnamese
    from ..outputs.checklist import checklist as rows_of
    from ..outputs.checklist import write_checklist
    from ..outputs.checklist_order import bands
    from ..outputs.columns import checklist_title
    from ..outputs.tables import checklist_table, covered_in_vietnamese

    known = registry_of(registry or ())
    directive = read(file, registry=known, lexicon=lexicon)
    rows = rows_of(
        directive,
        for_body=body,
        sort=sort.value,
        group=group.value if group else None,
        today=today.date() if today else None,
        registry=known,
    )
    for warning in directive.warnings:
        report(f"{file}: {in_vietnamese(warning)}")
    if directive.coverage and directive.coverage.uncovered:
        report(f"{file}: {covered_in_vietnamese(directive)}")
    title = checklist_title(directive, for_body=body)
    if body and not rows:
        report(f"{file}: no duty names {body}")
    if out:
        write_checklist(rows, out, title=title)
        typer.echo(f"{out}: {len(rows)} duties", err=True)
    elif output is Format.json:
        print_models(rows)
    else:
        parts = list(bands(rows)) or [("", rows)]
        print_tables(
            checklist_table(members, f"{'' if number else title}\n{heading}".strip())
            for number, (heading, members) in enumerate(parts)
        )


def words(
    paths: PathsArgument,
    lexicon: LexiconOption = None,
    output: FormatOption = Format.table,
) -> None:
    """List what the lexicon does not know in directives: names and deeds by count, for a lexicon of your own.

    [bold]Examples[/bold]

      danvan words corpora/

      danvan words plan.docx --lexicon our-words.toml
    """
    from ..authority import registry_of
    from ..knowledge import Knowledge
    from ..outputs.tables import words_table
    from ..parsing.unknown import unknown_words

    errors: list[ReadError] = []
    files, registry = files_in(paths, errors), registry_of(())
    known = Knowledge.of(registry, lexicon)
    found = unknown_words(read_each(files, errors, registry, lexicon), known=known)
    if output is Format.json:
        print_models(found)
    else:
        print_tables([words_table(found)])
    if errors:
        raise typer.Exit(FAILED if len(errors) >= len(files) else SOME_FAILED)


def schema() -> None:
    """Print the JSON Schema of what `parse --format json` prints.

    [bold]Example[/bold]

      danvan schema > directive.schema.json
    """
    import json

    from ..api import json_schema

    print_json(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def _read_only(files: list[Path], rule: str, known: Registry, lexicon: Path | None) -> Directive:
    from ..api import read

    if len(files) > 1:
        raise DanvanError(f"{rule}, here are {len(files)}")
    return read(files[0], registry=known, lexicon=lexicon)


def _write_view(directive: Directive, out: Path, known: Registry) -> None:
    from ..outputs.view_page import write_view

    write_view(directive, out, registry=known)
    typer.echo(f"{out}: written", err=True)


def read_each(
    files: list[Path], errors: list[ReadError], known: Registry, lexicon: Path | None = None
) -> Iterator[Directive]:
    """Yield each document that can be read; report the others, and add them to `errors`."""
    from ..api import parse_many

    def failed(error: ReadError) -> None:
        errors.append(error)
        report(error)

    # A bar would stand between the lines of a terminal.
    with progress("Reading", quiet=len(files) == 1 or sys.stdout.isatty()) as advance:
        for done, directive in enumerate(parse_many(files, failed, registry=known, lexicon=lexicon), start=1):
            yield directive
            advance(done + len(errors), len(files), Path(directive.source))


def _print_directive(directive: Directive, output: ParseFormat) -> None:
    from ..outputs.tables import directive_view

    if output is ParseFormat.jsonl:
        print_json(directive.model_dump_json())
    else:
        print_tables(directive_view(directive))
