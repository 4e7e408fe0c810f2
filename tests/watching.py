"""Which patterns the package compiles, and what they are given to read: run as a program, it prints that as JSON.

Every pattern that a module of the package compiles, wherever and whenever, is one that counts what goes through it.
That must be set up before the package is imported; so this is a program of its own, and `watched` starts it.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

PACKAGE = "danvan_docs"
_SINGLE = ("match", "fullmatch", "search")  # methods that stop at the first find


@dataclass
class Use:
    """A pattern, where it is compiled, and what it was given to read."""

    pattern: str
    flags: int
    where: str
    calls: int = 0
    searched: bool = False  # or only looked for where a text begins
    longest: int = 0  # characters of the longest stretch that it was given
    scanned: int = 0  # characters that it went over in all


@dataclass
class Watched:
    """Every pattern, and for each text how many characters all of them went over to analyse and check it."""

    uses: list[Use]
    scanned: list[int]


class WatchedPattern:
    """A compiled pattern that counts what it is given to read."""

    def __init__(self, plain: re.Pattern[Any], use: Use) -> None:
        self._plain, self._use = plain, use

    def __getattr__(self, name: str) -> Any:
        plain = getattr(self._plain, name)
        if not callable(plain):
            return plain

        def counted(*arguments: Any, **named: Any) -> Any:
            found = plain(*arguments, **named)
            self._count(name, _stretch(name, arguments), found if name in _SINGLE else None)
            return found

        self.__dict__[name] = counted  # found at once the next time
        return counted

    def _count(self, name: str, stretch: tuple[int, int], found: re.Match[Any] | None) -> None:
        start, end = stretch
        use, anchored = self._use, name in ("match", "fullmatch")
        use.calls += 1
        use.searched |= not anchored
        use.longest = max(use.longest, end - start)
        if found or not anchored:
            use.scanned += (found.end() if found else end) - start


def _stretch(name: str, arguments: tuple[Any, ...]) -> tuple[int, int]:
    """Return where a call of a pattern's method begins to read and where its text ends."""
    if name in ("sub", "subn", "split"):
        return 0, len(arguments[name != "split"])
    text, start, end = (*arguments, *(0, sys.maxsize)[len(arguments) - 1 :])
    return start, min(end, len(text))


def _watch() -> dict[tuple[str | bytes, int], WatchedPattern]:
    """Let every pattern that the package compiles from now on count; return where they will stand."""
    seen: dict[tuple[str | bytes, int], WatchedPattern] = {}
    compile_plain = re._compile  # type: ignore[attr-defined]

    def compile_watched(pattern: Any, flags: int) -> Any:
        if isinstance(pattern, WatchedPattern):
            return pattern
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals["__name__"] in ("re", f"{PACKAGE}.grammar"):
            frame = frame.f_back
        plain = compile_plain(pattern, flags)
        if not frame.f_globals["__name__"].startswith(PACKAGE) or isinstance(plain.pattern, bytes):
            return plain
        key = plain.pattern, plain.flags
        if key not in seen:
            where = f"{frame.f_globals['__name__'].removeprefix(PACKAGE + '.')}:{frame.f_lineno}"
            seen[key] = WatchedPattern(plain, Use(plain.pattern, plain.flags, where))
        return seen[key]

    re._compile = compile_watched  # type: ignore[attr-defined]
    return seen


def _load_all() -> None:
    """Import every module of the package, and call what is worked out once and takes no argument."""
    package = importlib.import_module(PACKAGE)
    for found in pkgutil.walk_packages(package.__path__, f"{PACKAGE}."):
        module = importlib.import_module(found.name)
        for each in list(vars(module).values()):
            if hasattr(each, "cache_info") and not inspect.signature(each).parameters:
                each()


def _read(text: str) -> Any:
    import danvan_docs as dv

    directive = dv.parse(text)
    dv.check(directive)
    return directive


def _put_out(directive: Any) -> None:
    """Do with a result what the parts of the package do that come after the analysis."""
    import danvan_docs as dv
    from danvan_docs.nlp.segment import sentences
    from danvan_docs.outputs.akoma_ntoso import akoma_ntoso

    for use in (dv.checklist, dv.view_html, akoma_ntoso):
        use(directive)
    dv.compare_directives(directive, directive)
    sentences(directive.text)


def _main() -> None:
    """Read texts from standard input, print what was seen."""
    seen = _watch()
    _load_all()
    scanned = []
    for text in (texts := json.load(sys.stdin))["read"]:
        before = sum(pattern._use.scanned for pattern in seen.values())
        _read(text)
        scanned.append(sum(pattern._use.scanned for pattern in seen.values()) - before)
    for text in texts["put_out"]:
        _put_out(_read(text))
    uses = [asdict(pattern._use) for pattern in seen.values()]
    json.dump({"uses": uses, "scanned": scanned}, sys.stdout)


def watched(texts: Iterable[str], put_out: Iterable[str] = ()) -> Watched:
    """Return every pattern of the package, and what each was given while texts were read, some also put out."""
    given = json.dumps({"read": list(texts), "put_out": list(put_out)})
    done = subprocess.run(
        [sys.executable, __file__], input=given, stdout=subprocess.PIPE, text=True, check=True,
        cwd=Path(__file__).parents[1],
    )  # fmt: skip
    found = json.loads(done.stdout)
    return Watched([Use(**use) for use in found["uses"]], found["scanned"])


if __name__ == "__main__":
    _main()
