"""From files to a store: read what is new, keep what is not, then derive the graph."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from ..authority import Instrument, Meeting, registry_of
from ..authority.table import row_type_of
from ..errors import AuthorityError, ReadError
from ..models import SCHEMA_VERSION, Model
from ..reading import Limits, digest, find_files
from ..reading.door import listing
from ..reading.names import MEMBER, real, shown
from .copies import find_copies
from .derive import derive_graph
from .lock import locked
from .own_files import read_files, unpacked
from .store import DATABASE, Store
from .workers import Analysed, Job, Workers, analyse

#: Called before each file with the files done, the files in all, and the file that comes next; at last with
#: the database, when the graph is derived.
Progress = Callable[[int, int, Path], None]

#: Seconds after which a document is given up, where several processes work.
TIMEOUT = 600.0
# What is stored of a text depends on these parts of the package.
_RULES = ("authority", "checking", "corpus", "grammar", "linking", "parsing", "reading")


class Rules(NamedTuple):
    """By what documents are read (see `reading_rules`) and linked (see `registry_digest`)."""

    reading: str
    linking: str


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
    registry: Iterable[str | Path] | None = None,
    jobs: int = 1,
    timeout: float | None = TIMEOUT,
    progress: Progress | None = None,
    on_notice: Callable[[str], None] | None = None,
) -> BuildSummary:
    """Read every file of `paths` (files and folders) into the store in `store_dir`, then derive its graph.

    A file whose bytes and rules are those of the last build is not read again, unless `again`; one that cannot
    be read is kept as a row of errors. What is stored of a file that is seen to have gone from a folder of `paths`
    goes, too; where looking fails it stays, as do other documents of earlier builds. With `again` and no paths,
    every file of the store is read. `on_notice` is told what archives hold besides documents.

    `registry` is authority files of the user. The store keeps them: None stands for those of the last build, an empty
    list for none. Documents that were read or linked by others are so anew. With more than one of `jobs`, so many
    processes read, and give up a document after `timeout` seconds (see `Workers`).

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
    folders, given = [Path(path) for path in paths], None if registry is None else tuple(map(Path, registry))
    registry_of(given or ())  # says what is wrong with them before a store is made
    own = again and not folders
    unsearched: list[ReadError] = []
    todo = [] if own else find_files(folders, unsearched.append, on_notice)
    with (
        (Store.open if own else Store.create)(store_dir) as store,
        locked(store.folder),
        _own_files(store, given) as extra,
    ):
        rules = Rules(reading_rules(extra), registry_digest(extra))
        stored, failed = store.sources(), store.errors()
        if own:
            todo = [Path(real(name)) for name in dict.fromkeys([*stored, *failed]) if not absent(name)]
        known_now = {shown(path) for path in todo}
        below = [name for name in stored if own or any(is_below(name, path) for path in folders)]
        gone = [name for name in below if name not in known_now and absent(name)]
        solved = [name for name in failed if name not in known_now and name not in stored]
        solved = [name for name in solved if own or any(is_below(f"{name}/", path) for path in folders)]
        if gone or solved:
            store.forget(sorted([*gone, *solved]))
        for error in unsearched:
            store.write_error(error.source, str(error))
        counts = dict.fromkeys(("read", "relinked", "unchanged", "failed"), 0)
        counts["failed"] = len(unsearched)
        with Workers(analyse, jobs, timeout, extra) as workers:
            outcomes = workers.run(_jobs(store, todo, rules, again))
            for done, path in enumerate(todo):
                if progress:
                    progress(done, len(todo), path)
                counts[_keep(store, *next(outcomes), rules)] += 1
        if store.graph_rules() != "/".join(rules):
            if progress:
                progress(len(todo), len(todo), Path(store_dir) / DATABASE)
            store.write_copies(find_copies(store, store.registry))
            store.write_graph(derive_graph(store.originals(), store.registry), rules="/".join(rules))
        return _summary(store, removed=len(gone) + len(solved), **counts)


@contextmanager
def _own_files(store: Store, given: tuple[Path, ...] | None) -> Iterator[tuple[Path, ...]]:
    """Let the store keep the files that are given; lend those that it keeps."""
    if given is not None:
        store.keep_files(read_files(given))
    with unpacked(store.own_files()) as paths:
        yield paths


def _jobs(store: Store, todo: list[Path], rules: Rules, again: bool) -> Iterator[Job]:
    """Yield what is to be done for each file: nothing, links alone, or all."""
    limits = Limits.standing()
    for path in todo:
        source, sha256 = shown(path), _sha256(path, limits)
        if again or not store.is_current(source, sha256=sha256, rules=rules.reading):
            yield Job(path, sha256)
        elif store.registry_of(source) == rules.linking:
            yield Job(path, sha256, keep=True)
        else:
            yield Job(path, sha256, stored=store.directive(source).model_dump_json())


def _keep(store: Store, job: Job, outcome: Analysed | str | None, rules: Rules) -> str:
    """Store what came of a file; return what it counts as."""
    source = shown(job.path)
    if outcome is None:
        store.forget_error(source)
        return "unchanged"
    if not isinstance(outcome, Analysed):
        # What could not be looked at is neither gone nor other than it was: what was read of it stays.
        seen = store.digest_of(source) not in (None, job.sha256) if job.sha256 else absent(source)
        store.write_error(source, outcome, keep=not seen)
        return "failed"
    store.write(
        outcome.directive,
        sha256=job.sha256,
        rules=rules.reading,
        registry=rules.linking,
        findings=outcome.findings,
    )
    return "relinked" if job.stored else "read"


def is_below(source: str, path: Path) -> bool:
    """Tell whether a stored file was found in this folder or archive."""
    name = shown(path)
    return source.startswith(f"{name}{MEMBER}") or (path.is_dir() and Path(name) in Path(source).parents)


def absent(source: str) -> bool:
    """Tell whether it can be seen that a stored file is no longer there; where looking fails, it is not gone."""
    outer, _, inner = real(source).partition(MEMBER)
    try:
        os.stat(outer)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return bool(inner) and source not in _members(outer, source)


def _members(outer: str, source: str) -> set[str]:
    """Return the documents in an archive; `source` among them where that cannot be told."""
    try:
        return {shown(each) for each in listing(Path(outer)).documents}
    except ReadError:
        return {source}


def registry_digest(extra: tuple[Path, ...]) -> str:
    """Return what tells one set of the user's authority files from another, '' for none."""
    try:
        content = [path.read_bytes() for path in extra]
    except OSError as error:
        raise AuthorityError(f"{error.filename}: cannot be read ({error.strerror})") from None
    return hashlib.sha256(b"\0".join(content)).hexdigest()[:12] if extra else ""


def reading_rules(extra: tuple[Path, ...]) -> str:
    """Return what tells how documents are read: the rules of the package, and files that more than linking goes by.

    Instruments and meetings alone are for linking; what else the user adds is known to the stages before it.
    """
    deep = tuple(path for path in extra if row_type_of(path) not in (Instrument, Meeting))
    return "/".join(filter(None, (rules_version(), registry_digest(deep))))


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


def _sha256(path: Path, limits: Limits) -> str:
    """Return the digest of a file, '' for one that cannot be read: reading it will say why."""
    try:
        return digest(path, limits=limits)
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
