"""The lexicon: every word that the readers know, once, with its classes.

The words stand in `lexicon/*.toml`, in groups that share their classes (`classes.toml` tells what each means). A word
is one or more syllables in small letters; commas and dashes inside it are part of it (`sở, ban, ngành`). Names of
bodies in the authority file are words of the class `organ` as they stand there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

from ..authority import Registry, registry
from ..errors import AuthorityError
from .tokens import words_of

#: Names of bodies with fewer syllables are left to their heads.
_SHORTEST_NAME = 3

#: A syllable leads to the node of those that may follow it; "" to the classes of the word that ends here.
Node: TypeAlias = "dict[str, Node | frozenset[str]]"


@cache
def class_table() -> dict[str, Any]:
    """Return the classes of words and the units of sentences, as `classes.toml` tells them."""
    return tomllib.loads(files(__package__).joinpath("classes.toml").read_text(encoding="utf-8"))


@cache
def classes_of_words() -> tuple[str, ...]:
    """Return the names of all classes, in their order."""
    return tuple(class_table()["classes"])


@dataclass(slots=True)
class Lexicon:
    """Words with their classes, as a tree of syllables.

    >>> words = Lexicon()
    >>> words.add("Chi cục Thú y", {"organ"})
    >>> words.classes("chi cục thú y")
    frozenset({'organ'})
    """

    tree: Node = field(default_factory=dict)

    def add(self, word: str, classes: Iterable[str]) -> None:
        """Add a word, or classes to a word that is there. Raises AuthorityError for a class that does not exist."""
        if unknown := set(classes) - set(classes_of_words()):
            raise AuthorityError(f"lexicon: {word!r} has an unknown class {sorted(unknown)[0]!r}")
        node = self.tree
        for syllable in words_of(word):
            node = node.setdefault(syllable, {})  # type: ignore[assignment]
        known = node.get("", frozenset())
        node[""] = frozenset(known) | frozenset(classes)

    def classes(self, word: str) -> frozenset[str]:
        """Return the classes of a whole word, none where it is not known."""
        node: Node = self.tree
        for syllable in words_of(word):
            if syllable not in node:
                return frozenset()
            node = node[syllable]  # type: ignore[assignment]
        return frozenset(node.get("", frozenset()))

    def read(self, path: Path) -> None:
        """Add the words of a file: groups of `classes` and `list`, as in our own files.

        Raises AuthorityError, naming the file, where it cannot be read or is not of that form.
        """
        try:
            groups = list(_groups(path.read_text(encoding="utf-8"), path.name))
        except (OSError, UnicodeDecodeError) as error:
            raise AuthorityError(f"{path}: {error}") from None
        for word, classes in groups:
            self.add(word, classes)


def _groups(text: str, name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the words of a file of the lexicon with their classes."""
    try:
        groups = tomllib.loads(text)["words"]
        for group in groups:
            for word in group["list"].replace("\n", " ").split(";"):
                if word.strip():
                    yield " ".join(word.split()), group["classes"]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise AuthorityError(f"lexicon {name}: expected [[words]] with classes and list: {error}") from None


def packaged_words() -> Iterator[tuple[str, str, list[str]]]:
    """Yield `(file, word, classes)` of every word of the package's own files, as it stands there."""
    folder = files(__package__).joinpath("lexicon")
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        for word, classes in _groups(file.read_text(encoding="utf-8"), file.name):
            yield file.name, word, classes


def make_lexicon(registry: Registry, path: Path | None = None) -> Lexicon:
    """Return the package's words, the bodies of a registry, and the words of a file of one's own."""
    made = Lexicon()
    for _, word, classes in packaged_words():
        made.add(word, classes)
    for body in registry.bodies:
        for name in (body.canonical, *body.aliases):
            if len(words_of(name)) >= _SHORTEST_NAME and not name[0].islower() and " và các " not in name:
                made.add(name, ["organ", "proper"])
    if path:
        made.read(path)
    return made


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the package, built once."""
    return make_lexicon(registry())
