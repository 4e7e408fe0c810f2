"""From documents to a dataset: plan what is new, have the parts made, derive the graph."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from ..authority import registry_of
from ..corpus.build import TIMEOUT, BuildSummary, Rules, is_below, reading_rules, registry_digest
from ..corpus.workers import processors
from .daft_engine import Order
from .dataset import Dataset
from .engines import Engine
from .parts import Settings
from .places import is_url
from .plan import Todo, plan
from .sources import find_documents, state_of

#: Called with the parts that are whole, the parts in all that were to be made, and where the dataset is.
Progress = Callable[[int, int, Path], None]


def build_dataset(
    paths: Iterable[str | Path],
    root: str | Path,
    *,
    engine: str = "local",
    again: bool = False,
    registry: Iterable[str | Path] | None = None,
    jobs: int | None = None,
    timeout: float | None = TIMEOUT,
    progress: Progress | None = None,
) -> BuildSummary:
    """Read the documents of files, folders and URLs into the dataset in `root`, then derive its graph.

    The rows are those that `build` puts into a store; see `danvan_docs.scale` for the tables and docs/scale.md for the
    engines: `local` (this machine, no engine), `native` (Daft on this machine), `ray` or `ray://HOST:PORT` (Daft on a
    cluster, which must see paths and `root` by the same names). `jobs` is the number of processes that read: by default
    one for each processor, of the whole cluster where there is one.

    What has not changed is not read again, unless `again`; with `again` and no paths all that the dataset holds is. A
    document that cannot be read, takes its process down or longer than `timeout` seconds is a row of `errors`. A build
    that is stopped leaves whole parts, and the next one goes on from there.

    Raises ReadError for a folder without a document, StoreError for a dataset that cannot be used, EngineError for an
    engine that is unknown or does not finish, AuthorityError for an authority file that does not hold, MissingExtra
    for what is not installed.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Thực hiện Nghị quyết số 25-NQ/TW.", encoding="utf-8")
    >>> build_dataset([folder / "a.txt"], folder / "dataset", jobs=1).citations
    1
    """
    runner, folders, extra = (
        Engine.of(engine),
        [str(path) for path in paths],
        tuple(map(Path, registry or ())),
    )
    registry_of(extra)  # says what is wrong with it before anything is done
    rules, own = Rules(reading_rules(extra), registry_digest(extra)), again and not folders
    documents = _held(Dataset.open(root)) if own else find_documents(folders)
    dataset = Dataset.create(root)
    processes = jobs or processors() if runner.name == "local" else 1
    order = Order(
        root=dataset.root if is_url(dataset.root) else os.path.abspath(dataset.root),
        rules=f"{rules.reading}/{rules.linking}",
        settings=Settings(
            jobs=processes,
            timeout=timeout,
            registry=tuple(path.absolute() for path in extra),
            links=rules.linking,
        ),
        workers=jobs,
        folder=None if all(map(_is_absolute, documents)) else Path.cwd(),
    )
    relinked = 0 if again else _relinked(runner, dataset, order, rules)
    todo = plan(
        dataset,
        documents,
        rules,
        again=again,
        is_gone=lambda source: own or any(_is_below(source, folder) for folder in folders),
    )
    order = order.model_copy(update={"parts": todo.parts})

    def look() -> None:
        if progress:
            progress(len(dataset.whole().intersection(todo.parts)), len(todo.parts), Path(dataset.root))

    runner.make(dataset, order, look)
    if dataset.graph_rules() != order.rules:
        runner.derive(dataset, order, look)
    return _summary(dataset, todo, relinked)


def _relinked(runner: Engine, dataset: Dataset, order: Order, rules: Rules) -> int:
    """Let an engine link what was linked without the user's authority files; return how many documents that were."""
    due = {part.number for part in dataset.parts() if (part.rules, part.registry) == (rules.reading, "")}
    if not due or not rules.linking:
        return 0
    runner.relink(order)
    return sum(
        len(part.documents)
        for part in dataset.parts()
        if part.number in due and part.registry == rules.linking
    )


def _held(dataset: Dataset) -> dict[str, str]:
    """Return the documents of a dataset that are still there, with their states."""
    sources = (source for part in dataset.parts() for source in part.documents)
    return {source: state for source in sources if (state := state_of(source))}


def _is_below(source: str, folder: str) -> bool:
    return source.startswith(f"{folder.rstrip('/')}/") if is_url(folder) else is_below(source, Path(folder))


def _is_absolute(source: str) -> bool:
    return is_url(source) or os.path.isabs(source)


def _summary(dataset: Dataset, todo: Todo, relinked: int) -> BuildSummary:
    rows, made, failed, linked = Counter[str](), set(todo.parts), 0, 0
    for part in dataset.parts():
        rows.update(part.rows)
        linked += part.linked
        failed += len(part.failed) if part.number in made else 0
    counted = ("documents", "sections", "citations", "named", "tasks", "targets", "findings")
    return BuildSummary(
        read=todo.read - failed,
        relinked=todo.relinked + relinked,
        unchanged=todo.unchanged - relinked,
        failed=failed,
        removed=todo.removed,
        copies=len(dataset.read("identities")["copy_of"].drop_null()),
        linked=linked / rows["citations"] if rows["citations"] else 0.0,
        instruments=dataset.count("instruments"),
        edges=dataset.count("edges"),
        **{table: rows[table] for table in counted},
    )
