"""From files to a store: read what is new, keep what is not, then derive the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..authority import Registry
from ..errors import AuthorityError, ReadError
from ..models import SCHEMA_VERSION, Model
from ..reading import find_files, read_bytes
from .copies import find_copies
from .derive import derive_graph
from .store import DATABASE, Store
from .workers import Analysed, Job, Workers, analyse, registry_of

#: Called before each file with the files done, the files in all, and the file that comes next; at last with
#: the database, when the graph is derived.
Progress = Callable[[int, int, Path], None]

#: Seconds after which a document is given up, where several processes work.
TIMEOUT = 600.0
# What is stored of a text depends on these parts of the package.
_RULES = ("authority", "checking", "corpus", "grammar", "linking", "parsing", "reading")
_MEMBER = "!/"  # between an archive and what it holds


class BuildSummary(Model):
    """What a build did, and what the store holds after it."""

    read: int
    relinked: int
    unchanged: int
    failed: int
    removed: int
    documents: int
    copies: int
    sections: int
    citations: int
    linked: float
    named: int
    tasks: int
    targets: int
    findings: int
    instruments: int
    edges: int


def build(
    paths: Iterable[str | Path],
    store_dir: str | Path,
    *,
    again: bool = False,
    registry: Iterable[str | Path] = (),
    jobs: int = 1,
    timeout: float | None = TIMEOUT,
    progress: Progress | None = None,
) -> BuildSummary:
    """Read every file of `paths` (files and folders) into the store in `store_dir`, then derive its graph.

    A file whose bytes and rules are those of the last build is not read again, unless `again`; one that cannot
    be read is kept as a row of errors. What is stored of a file that has gone from a folder of `paths` goes,
    too; other documents of earlier builds stay. With `again` and no paths, every file of the store is read.

    `registry` is authority files of the user; documents that were linked by others are linked anew. With more
    than one of `jobs`, so many processes read, and give up a document after `timeout` seconds (see `Workers`).

    Every document is stored by itself: a build that is stopped at any moment leaves a whole store, and the
    next build goes on from there.

    Raises ReadError for a folder without a readable file, StoreError for a store that cannot be used,
    AuthorityError for an authority file that does not hold, MissingExtra for `jobs` without pebble.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Thực hiện Nghị quyết số 25-NQ/TW.", encoding="utf-8")
    >>> build([folder], folder / "store").citations
    1
    """
    folders, extra = [Path(path) for path in paths], tuple(map(Path, registry))
    known, links = registry_of(extra), registry_digest(extra)
    own = again and not folders
    todo = [] if own else find_files(folders)
    with (Store.open if own else Store.create)(store_dir) as store:
        stored = [*store.sources(), *store.errors()]
        if own:
            todo = [Path(source) for source in stored if _exists(source)]
        gone = set(stored) - {str(path) for path in todo}
        gone = {source for source in gone if own or any(is_below(source, path) for path in folders)}
        if gone:
            store.forget(sorted(gone))
        counts = dict.fromkeys(("read", "relinked", "unchanged", "failed"), 0)
        with Workers(analyse, jobs, timeout, extra) as workers:
            outcomes = workers.run(_jobs(store, todo, links, again))
            for done, path in enumerate(todo):
                if progress:
                    progress(done, len(todo), path)
                counts[_keep(store, *next(outcomes), links, known)] += 1
        if store.graph_rules() != f"{rules_version()}/{links}":
            if progress:
                progress(len(todo), len(todo), Path(store_dir) / DATABASE)
            store.write_copies(find_copies(store, known))
            store.write_graph(derive_graph(store.originals(), known), rules=f"{rules_version()}/{links}")
        return _summary(store, removed=len(gone), **counts)


def _jobs(store: Store, todo: list[Path], links: str, again: bool) -> Iterator[Job]:
    """Yield what is to be done for each file: nothing, links alone, or all."""
    for path in todo:
        source, sha256 = str(path), _sha256(path)
        if again or not store.is_current(source, sha256=sha256, rules=rules_version()):
            yield Job(path, sha256)
        elif store.registry_of(source) == links:
            yield Job(path, sha256, keep=True)
        else:
            yield Job(path, sha256, stored=store.directive(source).model_dump_json())


def _keep(store: Store, job: Job, outcome: Analysed | str | None, links: str, known: Registry) -> str:
    """Store what came of a file; return what it counts as."""
    if outcome is None:
        return "unchanged"
    if not isinstance(outcome, Analysed):
        store.write_error(str(job.path), outcome)
        return "failed"
    columns = {"sha256": job.sha256, "rules": rules_version(), "registry": links}
    store.write(outcome.directive, **columns, findings=outcome.findings, known=known)
    return "relinked" if job.stored else "read"


def is_below(source: str, path: Path) -> bool:
    """Tell whether a stored file was found in this folder or archive."""
    return source.startswith(f"{path}{_MEMBER}") or (path.is_dir() and path in Path(source).parents)


def _exists(source: str) -> bool:
    return Path(source.partition(_MEMBER)[0]).exists()


def registry_digest(extra: tuple[Path, ...]) -> str:
    """Return what tells one set of the user's authority files from another, '' for none."""
    try:
        content = [path.read_bytes() for path in extra]
    except OSError as error:
        raise AuthorityError(f"{error.filename}: cannot be read ({error.strerror})") from None
    return hashlib.sha256(b"\0".join(content)).hexdigest()[:12] if extra else ""


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


def _sha256(path: Path) -> str:
    """Return the digest of a file, '' for one that cannot be read: reading it will say why."""
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except ReadError:
        return ""


def _summary(store: Store, **done: int) -> BuildSummary:
    tables = (
        "documents", "sections", "citations", "named", "tasks", "targets", "findings", "instruments", "edges",
    )  # fmt: skip
    counts = {table: store.query(f"SELECT count(*) FROM {table}")[0][0] for table in tables}
    linked = store.query("SELECT count(*) FROM citations WHERE instrument_id IS NOT NULL")[0][0]
    share = linked / counts["citations"] if counts["citations"] else 0.0
    return BuildSummary(linked=share, copies=len(store.copies()), **done, **counts)
