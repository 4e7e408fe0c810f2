"""The bodies of duties and letters linked to the authority file: level and class, and who does their work today."""

from __future__ import annotations

import re
from functools import cache

from pydantic import TypeAdapter

from ..authority import Registry
from ..grammar import compiled, table
from ..models import Addressee, Level, Task
from .succession import Succession

#: Duties are checked all at once, which is far faster than one by one.
_TASKS = TypeAdapter(list[Task])


def link_bodies(tasks: list[Task], issued: str | None, registry: Registry) -> list[Task]:
    """Return the duties with level, class and successors of their bodies; `issued` is the date of the document.

    A body that no row knows has the level that a word of its name tells; no class, no successors.

    >>> from danvan_docs import parse
    >>> plan = parse("KẾ HOẠCH\\n\\n1. Giao Ban Dân vận Tỉnh ủy, Báo Lam Hà và UBND xã theo dõi.")
    >>> [(actor.level, actor.kind, actor.successors[:1]) for actor in plan.tasks[0].actors]
    [('province', 'cơ quan tham mưu', ['Ban Tuyên giáo Tỉnh ủy']), (None, None, []), ('commune', 'chính quyền', [])]
    """
    after = Succession(issued, registry)
    names = {actor.text for task in tasks for actor in task.actors}
    known = {name: _facts(name, after) for name in names}
    return _TASKS.validate_python(
        [
            {**task.__dict__, "actors": [{**actor.__dict__, **known[actor.text]} for actor in task.actors]}
            for task in tasks
        ]
    )


def link_addressees(addressees: list[Addressee], issued: str | None, registry: Registry) -> list[Addressee]:
    """Return the addressees of a letter with canonical name and level.

    >>> from danvan_docs import parse
    >>> letter = parse("Kính gửi:\\n- Ban Dân vận Tỉnh uỷ;\\n- UBND các xã.\\n\\nUBND tỉnh yêu cầu rà soát.")
    >>> [(each.text, each.body, each.level) for each in letter.header.addressees]
    [('Ban Dân vận Tỉnh uỷ', 'Ban Dân vận Tỉnh ủy', 'province'), ('UBND các xã', None, 'commune')]
    """
    after = Succession(issued, registry)
    linked = []
    for each in addressees:
        record = after.identify(each.text).body
        body, level = (record.canonical, record.level) if record else (None, _level(each.text))
        linked.append(each.with_values(body=body, level=level))
    return linked


def _facts(name: str, after: Succession) -> dict[str, object]:
    found = after.identify(name)
    record, stages = found.body, after.stages(found)
    return {
        "level": record.level if record else _level(name),
        "kind": record.class_ if record else None,
        "successors": stages[-1] if stages else [],
    }


@cache
def _levels() -> dict[Level, re.Pattern[str]]:
    return {level: compiled(pattern) for level, pattern in table("levels")["levels"].items()}


def _level(name: str) -> Level | None:
    """Return the level that a word of the name tells, the lowest one where it names several."""
    return next((level for level, pattern in _levels().items() if pattern.search(name)), None)
