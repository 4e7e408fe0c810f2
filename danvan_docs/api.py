"""The library's front door: read a file or a text, or run one stage alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import DanvanError, ReadError
from .models import Citation, Directive, NamedInstrument, Section, Target, Task

if TYPE_CHECKING:
    from .authority import Registry
    from .reading import Limits, Source
    from .reading.door import Given


def parse(
    text: str, source: str = "", *, registry: Registry | None = None, lexicon: str | Path | None = None
) -> Directive:
    """Analyse a text and link what it cites to the authority registry.

    `source` is kept in the result as the document's name. Every stage knows types, bodies, issuers, provinces and
    instruments from `registry`, by default the package's own (see `Registry.load` for files of one's own), and words
    from the package's lexicon and `lexicon`, a file of one's own (docs/extending.md). Any string is accepted; what is
    not found is left empty. Lone halves of UTF-16, which no file can hold, are replaced one by one, so that every
    offset holds in the text as it was given; a notice says so.

    >>> directive = parse("Căn cứ Nghị quyết số 25-NQ/TW ngày 03/6/2013 của Ban Chấp hành Trung ương.")
    >>> directive.citations[0].instrument_id
    '25-NQ/TW@2013-06-03'
    """
    from . import collector
    from .knowledge import Knowledge
    from .linking import link_directive
    from .notices import notice
    from .parsing.analysis import analyse
    from .reading.halves import encodable
    from .reading.names import harmless_name

    if not isinstance(text, str):
        raise DanvanError(f"parse: a str is expected, here is a {type(text).__name__}")
    known, whole = Knowledge.of(registry, lexicon), encodable(text)
    with collector.waiting():
        found = link_directive(analyse(whole, harmless_name(source), known), known.registry)
    if whole == text:
        return found
    return found.model_copy(update={"warnings": [notice("broken-characters"), *found.warnings]})


def read(
    given: Given,
    *,
    name: str = "",
    limits: Limits | None = None,
    registry: Registry | None = None,
    lexicon: str | Path | None = None,
) -> Directive:
    """Read a file of any known format and analyse its text (see `parse`).

    `given` is a path, which is the `source` of the result; or the bytes of a file, or a binary file object, called
    `name`. What is no plain text is read in a process of its own; `limits` say what that may cost (see `Limits`).

    Raises ReadError for a file that is missing, empty, damaged, locked, over a limit or of no known format.

    >>> read("KẾ HOẠCH\\n\\nThực hiện Nghị quyết số 25-NQ/TW.".encode(), name="a.txt").header.type
    'KẾ HOẠCH'
    """
    source = read_source(given, name=name, limits=limits)
    try:
        return parse_source(source, registry=registry, lexicon=lexicon)
    except DanvanError:
        raise
    except Exception as error:  # nothing of the text may get into a message or a log
        raise ReadError(f"{source.name}: cannot be analysed ({type(error).__name__})") from None


def parse_source(
    source: Source, *, registry: Registry | None = None, lexicon: str | Path | None = None
) -> Directive:
    """Analyse what a reader gave (see `read_source` and `parse`)."""
    from .notices import reader_notices

    found = parse(source.text, source.name, registry=registry, lexicon=lexicon)
    warnings = [*reader_notices(source), *found.warnings]
    return found.model_copy(update={"pages": source.pages, "warnings": warnings})


def read_source(given: Given, *, name: str = "", limits: Limits | None = None) -> Source:
    """Return the text of a file as it was read, with pages, places on them and notices, before any analysis.

    Arguments and errors are those of `read`.
    """
    from .reading import read_source

    return read_source(given, name=name, limits=limits)


def parse_many(
    paths: Iterable[str | Path],
    on_error: Callable[[ReadError], None] | None = None,
    *,
    on_notice: Callable[[str], None] | None = None,
    limits: Limits | None = None,
    registry: Registry | None = None,
    lexicon: str | Path | None = None,
) -> Iterator[Directive]:
    """Yield the directives of files and folders, in a stable order.

    A file that cannot be read, or a folder that cannot be searched, is handed to `on_error` and the rest goes on;
    without `on_error` its ReadError is raised. `on_notice` is told what an archive holds besides documents.
    """
    from .reading import find_files

    for path in find_files(paths, on_error, on_notice):
        try:
            yield read(path, limits=limits, registry=registry, lexicon=lexicon)
        except ReadError as error:
            if on_error is None:
                raise
            on_error(error)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of `Directive`.

    >>> json_schema()["properties"]["citations"]["type"]
    'array'
    """
    return Directive.model_json_schema()


def find_sections(
    text: str, *, registry: Registry | None = None, lexicon: str | Path | None = None
) -> list[Section]:
    """Return the headings and numbered items of a text, with their place in the tree.

    >>> [s.path for s in find_sections("I. MỤC TIÊU\\n\\n1. Chung\\n\\n2. Cụ thể")]
    ['I', 'I/1', 'I/2']
    """
    return parse(text, registry=registry, lexicon=lexicon).sections


def find_citations(
    text: str, *, registry: Registry | None = None, lexicon: str | Path | None = None
) -> list[Citation]:
    """Return the instruments cited by number.

    >>> [(c.symbol, text[c.start:c.end]) for text in ["theo Quyết định 217, 218 -QĐ/TW"] for c in find_citations(text)]
    [('217-QĐ/TW', 'Quyết định 217'), ('218-QĐ/TW', '218 -QĐ/TW')]
    """
    return parse(text, registry=registry, lexicon=lexicon).citations


def find_named(
    text: str, *, registry: Registry | None = None, lexicon: str | Path | None = None
) -> list[NamedInstrument]:
    """Return the instruments identified without a number.

    >>> [n.name for n in find_named("thi hành Luật Thực hiện dân chủ ở cơ sở, bảo đảm kịp thời")]
    ['Luật Thực hiện dân chủ ở cơ sở']
    """
    return parse(text, registry=registry, lexicon=lexicon).named


def find_tasks(
    text: str, *, registry: Registry | None = None, lexicon: str | Path | None = None
) -> list[Task]:
    """Return the duties given to bodies.

    >>> task = find_tasks("KẾ HOẠCH\\n\\n1. Giao Sở Nội vụ báo cáo UBND tỉnh trước ngày 15/12/2025.")[0]
    >>> task.deadline, [(a.text, a.role) for a in task.actors]
    ('2025-12-15', [('Sở Nội vụ', 'lead'), ('UBND tỉnh', 'report_to')])
    """
    return parse(text, registry=registry, lexicon=lexicon).tasks


def find_targets(
    text: str, *, registry: Registry | None = None, lexicon: str | Path | None = None
) -> list[Target]:
    """Return the quantities of a text, goals and statistics told apart.

    >>> [(t.op, t.value, t.unit) for t in find_targets("CHỈ THỊ\\n\\n1. Phấn đấu trên 90% hội viên tham gia.")]
    [('>', 90.0, '%')]
    """
    return parse(text, registry=registry, lexicon=lexicon).targets
