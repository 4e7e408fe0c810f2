"""What is to be done: which parts of a dataset still hold what there is, and which are to be made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ..corpus.build import Rules
from .dataset import Dataset, Plan, Record

# As many parts as this are aimed at, within bounds for the documents of one: enough for the workers of a cluster, and
# few enough for a file system.
_PARTS, _LEAST, _MOST = 512, 50, 2500


@dataclass(slots=True)
class Todo:
    """The parts to be made, and what becomes of how many documents."""

    parts: list[int] = field(default_factory=list)
    read: int = 0
    relinked: int = 0
    unchanged: int = 0
    removed: int = 0


def plan(
    dataset: Dataset,
    documents: Mapping[str, str],
    rules: Rules,
    *,
    again: bool = False,
    is_gone: Callable[[str], bool] = lambda source: False,
) -> Todo:
    """Plan the parts with a document that is new, has changed or is gone, or was read or linked by other rules.

    `documents` are those that there are, with their states; others that the dataset holds stay as they are unless
    they are gone. New documents get parts of their own: they are no reason to make an old one again, and of an old one
    only what has changed is read. What an earlier build left unfinished is planned anew.
    """
    dataset.tidy()
    todo, new, last = Todo(), dict(documents), 0
    for part in dataset.parts():
        last = part.number
        now = {
            source: new.pop(source, state)
            for source, state in part.documents.items()
            if source in documents or not is_gone(source)
        }
        todo.removed += len(part.documents) - len(now)
        if not now:
            dataset.forget_graph()
            dataset.forget([part.number])
        elif now != part.documents or (_is_due(part, rules, again) and not documents.keys().isdisjoint(now)):
            _add(dataset, todo, _renewed(part, now, rules, again), relinked=part.registry != rules.linking)
        else:
            todo.unchanged += len(now)
    for number, some in enumerate(_chunks(new, len(documents)), start=last + 1):
        fresh = Plan(number=number, rules=rules.reading, registry=rules.linking, documents=some)
        _add(dataset, todo, fresh, relinked=False)
    return todo


def _is_due(part: Record, rules: Rules, again: bool) -> bool:
    return again or (part.rules, part.registry) != (rules.reading, rules.linking)


def _renewed(part: Record, now: dict[str, str], rules: Rules, again: bool) -> Plan:
    """Return the plan of an old part: what has not changed is taken as it is stored, unless the rules have."""
    held = {} if again or part.rules != rules.reading else part.documents
    stored = [source for source in now if held.get(source) == now[source] and source not in part.failed]
    return Plan(number=part.number, rules=rules.reading, registry=rules.linking, documents=now, stored=stored)


def _add(dataset: Dataset, todo: Todo, part: Plan, *, relinked: bool) -> None:
    if not todo.parts:
        dataset.forget_graph()
    dataset.plan(part)
    todo.parts.append(part.number)
    todo.read += len(part.documents) - len(part.stored)
    if relinked:
        todo.relinked += len(part.stored)
    else:
        todo.unchanged += len(part.stored)


def _chunks(documents: dict[str, str], total: int) -> Iterator[dict[str, str]]:
    """Yield documents as many at a time as a part shall hold."""
    size = min(max(total // _PARTS, _LEAST), _MOST)
    sources = list(documents)
    for start in range(0, len(sources), size):
        yield {source: documents[source] for source in sources[start : start + size]}
