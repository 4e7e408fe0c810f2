"""The words and codes by which a type of document is named, from the authority files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...grammar import words
from ...knowledge import KEPT, Knowledge
from ...reading.folding import plain


@dataclass(frozen=True, slots=True)
class TypeWords:
    """Lookups between type words, short forms and codes; keys are plain (no diacritics, small letters).

    `name_of_code` holds codes as printed too, since HD and HĐ are two of them; `codes` are all of them, plain.

    `before` finds a type word or short form that ends a plain string (see `type_before`).
    """

    names: dict[str, str]
    short_forms: dict[str, str]
    codes_of: dict[str, frozenset[str]]
    name_of_code: dict[str, str]
    codes: frozenset[str]
    before: re.Pattern[str]


@lru_cache(maxsize=KEPT)
def type_words(known: Knowledge) -> TypeWords:
    """Return the vocabulary of document types.

    >>> words = type_words(Knowledge.of())
    >>> words.names["nghi quyet"], words.name_of_code["KL"], sorted(words.codes_of["Quy định"])[:2]
    ('Nghị quyết', 'Kết luận', ['qd', 'qdi'])
    """
    names: dict[str, str] = {}
    short_forms: dict[str, str] = {}
    codes: dict[str, set[str]] = {}
    exact: dict[str, str] = {}
    for row in known.registry.document_types:
        names[plain(row.name)] = row.name
        short_forms.update(
            (plain(alias), row.name) for alias in row.aliases if plain(alias) not in short_forms
        )
        own = [plain(code) for code in (row.code, *row.code_variants) if code and "/" not in code]
        codes.setdefault(row.name, set()).update(own)
        # The shortest name is the general one: CTr is Chương trình before Chương trình hành động. QĐ stands for
        # Quyết định and Quy định alike; the first is what the state and most of the Party mean by it.
        general = exact.get(row.code or "")
        if row.code and (general is None or len(row.name) < len(general)):
            exact[row.code] = row.name
    exact["QĐ"] = "Quyết định"
    name_of_code = exact | {plain(code): name for code, name in exact.items()} | {"hd": exact["HD"]}
    return TypeWords(
        names,
        short_forms,
        {name: frozenset(own) for name, own in codes.items()},
        name_of_code,
        frozenset().union(name_of_code, *codes.values()),
        re.compile(rf"(?<![a-z0-9])(?<!phap ){words([*names, *short_forms])}(?![a-z0-9])"),
    )
