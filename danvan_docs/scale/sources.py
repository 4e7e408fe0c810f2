"""The documents that there are, in folders and object stores, and the text of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ..authority import Registry, registry_of
from ..corpus.workers import Job, examine
from ..errors import ReadError
from ..linking import link_directive
from ..models import Directive
from ..reading import find_files, read_bytes, read_source
from ..reading.formats import SUFFIXES
from ..reading.formats.archive import is_side_file
from ..reading.names import MEMBER, real, shown
from .places import Place, fetch, is_url
from .tables import document_tables

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.fs import FileInfo


def find_documents(paths: Iterable[str | Path]) -> dict[str, str]:
    """Return the documents of files, folders and URLs, in a stable order, each with its state.

    The state is size and time of change: it tells without reading whether a document is still the same. Archives are
    opened in folders, not in object stores. Raises ReadError for a folder or prefix that holds no document.
    """
    found: dict[str, str] = {}
    for path in map(str, paths):
        if is_url(path):
            found.update(_below_url(path))
        else:
            found.update((shown(file), state_of(shown(file))) for file in find_files([path]))
    return found


def state_of(source: str) -> str:
    """Return the state of a document, '' for one that is not there."""
    if is_url(source):
        folder, _, name = source.rpartition("/")
        place = Place.of(folder)
        with place.reporting():
            return _state(place.files.get_file_info(f"{place.path}/{name}"))
    try:
        found = Path(real(source).partition(MEMBER)[0]).stat()
    except OSError:
        return ""
    return f"{found.st_size}:{found.st_mtime_ns}"


def _below_url(url: str) -> Iterator[tuple[str, str]]:
    place = Place.of(url)
    if state := state_of(url):
        yield url, state
        return
    files = [info for info in place.below(recursive=True) if _is_document(info.path[len(place.path) + 1 :])]
    if not files:
        raise ReadError(f"{url}: no {', '.join(SUFFIXES)} file below this address")
    for info in sorted(files, key=lambda info: info.path):
        yield f"{url}{info.path[len(place.path) :]}", _state(info)


def _is_document(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in SUFFIXES and not is_side_file(name)


def _state(info: FileInfo) -> str:
    return f"{info.size}:{info.mtime_ns}" if info.is_file else ""


def tables_of(job: Job, registry: tuple[Path, ...], *, rules: str, links: str) -> dict[str, pa.RecordBatch]:
    """Return the rows of one document, read or linked anew; `rules` and `links` say by what, as in the store.

    Raises ReadError where it cannot be had.
    """
    source, known = str(job.path), registry_of(registry)
    if job.stored:
        directive, sha256 = link_directive(Directive.model_validate_json(job.stored), known), job.sha256
    else:
        content = fetch(source) if is_url(source) else read_bytes(real(source))
        directive, sha256 = parse_content(source, content, known), digest_of(content)
    found = examine(directive, known)
    return document_tables(found.directive, found.findings, known, sha256=sha256, rules=rules, registry=links)


def parse_content(source: str, content: bytes | str, known: Registry) -> Directive:
    """Analyse the bytes of a file of any known format, or a text. Raises ReadError where no reader can."""
    from ..api import parse, parse_source

    if isinstance(content, str):
        return parse(content, source, registry=known)
    return parse_source(read_source(content, name=source), registry=known)


def digest_of(content: bytes | str) -> str:
    """Return what tells a content from any other; of a text that of its UTF-8."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
