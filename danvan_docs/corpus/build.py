"""From files to a store: read what is new, keep what is not, then derive the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..errors import ReadError
from ..models import SCHEMA_VERSION, Model
from ..reading import find_files, read_bytes
from .derive import derive
from .store import Store

#: Called before each file with the files done, the files in all, and the file that comes next.
Progress = Callable[[int, int, Path], None]

# What is stored of a text depends on these parts of the package.
_RULES = ("authority", "corpus", "grammar", "linking", "parsing", "reading")


class BuildSummary(Model):
    """What a build did, and what the store holds after it."""

    read: int
    unchanged: int
    failed: int
    documents: int
    citations: int
    linked: float
    named: int
    tasks: int
    targets: int
    instruments: int
    edges: int


def build(
    paths: Iterable[str | Path], store_dir: str | Path, *, progress: Progress | None = None
) -> BuildSummary:
    """Read every file of `paths` (files and folders) into the store in `store_dir`, then derive its graph.

    A file whose bytes and rules are those of the last build is not read again; one that cannot be read is
    kept as a row of errors. Every document is stored by itself: a build that is stopped at any moment leaves
    a whole store, and the next build goes on from there. Documents of earlier builds stay.

    Raises ReadError for a folder without a readable file, StoreError for a store that cannot be used.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Thực hiện Nghị quyết số 25-NQ/TW.", encoding="utf-8")
    >>> build([folder], folder / "store").citations
    1
    """
    todo = find_files(paths)
    read = unchanged = 0
    with Store.create(store_dir) as store:
        for done, path in enumerate(todo):
            if progress:
                progress(done, len(todo), path)
            sha256 = _sha256(path)
            if store.is_current(str(path), sha256=sha256, rules=rules_version()):
                unchanged += 1
            else:
                read += _store(store, path, sha256)
        store.write_graph(*derive(store.directives()))
        return _summary(store, read=read, unchanged=unchanged, failed=len(todo) - read - unchanged)


@cache
def rules_version() -> str:
    """Return what tells one set of reading rules from another: schema, version, digest of rules and data."""
    from .. import __version__

    digest = hashlib.sha256()
    for part in _RULES:
        for file in _files_below(files("danvan_docs").joinpath(part)):
            digest.update(file.read_bytes())
    return f"{SCHEMA_VERSION}/{__version__}/{digest.hexdigest()[:12]}"


def _files_below(folder: Traversable) -> list[Traversable]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found.extend(_files_below(entry))
        elif entry.name.endswith((".py", ".toml", ".csv", ".sql")):
            found.append(entry)
    return found


def _store(store: Store, path: Path, sha256: str) -> bool:
    from ..api import read

    try:
        directive = read(path)
    except ReadError as error:
        store.write_error(str(path), str(error))
        return False
    except Exception as error:  # one document that trips the parser must not cost the build of thousands
        store.write_error(str(path), f"{path}: cannot be analysed ({type(error).__name__}: {error})")
        return False
    store.write(directive, sha256=sha256, rules=rules_version())
    return True


def _sha256(path: Path) -> str:
    """Return the digest of a file, '' for one that cannot be read: reading it will say why."""
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except ReadError:
        return ""


def _summary(store: Store, *, read: int, unchanged: int, failed: int) -> BuildSummary:
    tables = ("documents", "citations", "named", "tasks", "targets", "instruments", "edges")
    counts = {table: store.query(f"SELECT count(*) FROM {table}")[0][0] for table in tables}
    linked = store.query("SELECT count(*) FROM citations WHERE instrument_id IS NOT NULL")[0][0]
    share = linked / counts["citations"] if counts["citations"] else 0.0
    return BuildSummary(read=read, unchanged=unchanged, failed=failed, linked=share, **counts)
