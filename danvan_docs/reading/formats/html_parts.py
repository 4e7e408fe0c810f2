"""The parts of a web page that are no part of its text: furniture of the site, struck-out words, translations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from ...grammar import table

#: A node of selectolax, which is compiled and has no types of its own here.
Node = Any
LEFT_OUT = {
    "furniture": "furniture of the page, {} parts",
    "struck": "{} stretches of struck-out text",
    "english": "{} parts in English",
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_WORD = re.compile(r"[^\W\d_]+")
#: No word of Vietnamese: a page without it holds no part in English.
_ARTICLE = re.compile(r"\bthe\b", re.I)
_HOLDERS = "div, section, article, td, main"
_LONGEST_LINE = 400


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("files")["html"][name], re.I)


def without_furniture(page: Node) -> Counter[str]:
    """Take out what is no part of the text; return how many parts with words of each kind were."""
    rules = table("files")["html"]
    removed: Counter[str] = Counter()
    for node in page.css(", ".join(rules["drop"])):
        removed["furniture"] += node.tag in rules["told"] and bool(node.text(strip=True))
        node.decompose()
    for node in _outermost(page.css(f"{', '.join(rules['struck'])}, [style*='{rules['struck_style']}']")):
        removed["struck"] += bool(node.text(strip=True))
        node.decompose()
    whole = len(page.body.text(strip=True)) if page.body else 0
    for node in page.css(f"{rules['drop_outside']}, form, div, ul, ol, section, table, p, span"):
        if _is_furniture(node, rules, whole):
            removed["furniture"] += bool(node.text(strip=True))
            node.decompose()
    if page.body and _ARTICLE.search(page.body.text(separator=" ")):
        for node in _outermost([each for each in page.css(_HOLDERS) if _is_english(each, rules)]):
            removed["english"] += 1
            node.decompose()
    return +removed


def error_told(page: Node) -> str:
    """Return what a page says that only tells that there is no such document; '' for any other page."""
    words = " ".join(page.body.text(separator=" ").split()) if page.body else ""
    if not words or len(words.split()) > table("files")["html"]["longest_error"]:
        return ""
    told = _pattern("missing").search(words)
    return told[0] if told else ""


def _outermost(nodes: list[Node]) -> list[Node]:
    """Return the nodes that stand in none of the others."""
    chosen = {node.mem_id for node in nodes}
    return [node for node in nodes if not any(above.mem_id in chosen for above in _above(node))]


def _above(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_english(node: Node, rules: dict[str, Any]) -> bool:
    """Tell a part whose words are English; one that holds both languages is none."""
    words = _WORD.findall(node.text(separator=" "))
    english = sum(bool(_pattern("english").fullmatch(word)) for word in words)
    vietnamese = sum(not word.isascii() for word in words)
    return bool(
        english >= rules["english_words"]
        and english > rules["english_share"] * len(words)
        and vietnamese < rules["vietnamese_share"] * len(words)
    )


def _is_furniture(node: Node, rules: dict[str, Any], whole: int) -> bool:
    """Tell by its name, or by links that make up its words, that a part belongs to the site."""
    attributes = node.attributes
    if _HIDDEN.search(attributes.get("style") or "") or "hidden" in attributes:
        return True
    text = node.text(strip=True)
    words = len(text)
    if node.tag == "form":
        return bool(words <= rules["largest_form"] * whole)
    if words < _LONGEST_LINE and _pattern("site_lines").fullmatch(text):
        return True
    if node.tag in ("div", "ul", "ol", "section") and _is_menu(node, rules, words):
        return True
    if words > rules["largest"] * whole:
        return False  # whatever its name, it holds the text
    if node.tag == rules["drop_outside"]:
        return not _inside(node, rules["keep_inside"])
    names = " ".join(attributes.get(each) or "" for each in ("class", "id", "role"))
    return bool(names.strip() and _pattern("furniture").search(names))


def _is_menu(node: Node, rules: dict[str, Any], words: int) -> bool:
    links = node.css("a[href]")
    linked = sum(len(link.text(strip=True)) for link in links)
    return bool(len(links) >= rules["links"] and linked > rules["link_share"] * words)


def _inside(node: Node, names: list[str]) -> bool:
    return any(above.tag in names for above in _above(node))
