"""What a duty leaves behind: `kế hoạch thực hiện Nghị quyết`, `báo cáo kết quả`; the words as they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...grammar import compiled, table, words

_LONGEST = 200  # characters of the name of a document
_LOOK_BACK = 12  # characters before a verb that may change what it means


@dataclass(frozen=True, slots=True)
class _Patterns:
    made: re.Pattern[str]
    not_after: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = table("products")["product"]
    verb, joined, between, noun = (
        rf"{words(rules[name])}(?!\w)" for name in ("verbs", "joined", "between", "nouns")
    )
    before = rf"(?:\d{{1,3}}|{words(rules['determiners'])})(?!\w)"
    more = rf"(?:, | và |, và | hoặc |/)(?:{verb}|{joined})| (?:{verb}|{between})"
    first = "".join({letter for each in rules["verbs"] for letter in (each[0], each[0].upper())})
    verbs = rf"(?<!\w)(?=[{first}])(?i:{verb}(?:{more}){{0,4}})"
    nouns = rf"(?i:(?:{before} ){{0,3}}{noun}(?:(?:, | và |, và ){noun}){{0,4}})"
    addressee = rules["addressee"].replace("BODY", rules["body"])
    rest = rf"(?:[^,;.:()“\n]|“[^”\n]{{0,{_LONGEST}}}”){{0,{_LONGEST}}}?(?=[,;:()\n]|\.(?!\d)|$| {rules['stop']}| "
    return _Patterns(
        compiled(rf"{verbs} (?P<product>{nouns}(?!{rules['known']}){rest}{addressee}))"),
        compiled(rules["not_after"]),
    )


def after_label(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the place of what stands behind the label `Sản phẩm:`, without what closes it.

    >>> after_label("Sản phẩm: Kế hoạch.", 10, 19)
    (10, 18)
    """
    words = text[start:end].rstrip(" .;,/…")
    return (start, start + len(words)) if words else None


def find_product(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the place of the document that the duty `text[start:end]` is to leave, None without one.

    >>> text = "Sở Nội vụ tham mưu UBND tỉnh ban hành Kế hoạch thực hiện Đề án trong quý I."
    >>> start, end = find_product(text, 0, len(text))
    >>> text[start:end]
    'Kế hoạch thực hiện Đề án'
    """
    patterns = _patterns()
    for match in patterns.made.finditer(text, start, end):
        if not patterns.not_after.search(text, max(start, match.start() - _LOOK_BACK), match.start()):
            return match.span("product")
    return None
