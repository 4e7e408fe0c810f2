"""Findings as SARIF 2.1.0, the format in which editors and review tools take the results of checks."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..checking import Finding, Severity, rules
from ..models import Directive

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


class Lines:
    """Line and column of a place in a text, both from 1; a line ends with its line feed.

    >>> Lines("một\\nhai").place(5)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        lengths = (len(line) + 1 for line in text.split("\n"))
        self._starts = [0, *accumulate(lengths)]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of `text[offset]`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def sarif(checked: Iterable[tuple[Directive, Sequence[Finding]]]) -> str:
    """Return one SARIF log of documents with their findings, as JSON text.

    Columns count characters (Unicode code points), like the offsets of findings.

    >>> from danvan_docs import parse
    >>> from danvan_docs.checking import check
    >>> directive = parse("Thông báo số 160-KL/TW", source="tb 1.txt")
    >>> run = json.loads(sarif([(directive, check(directive))]))["runs"][0]
    >>> run["results"][0]["ruleId"], run["artifacts"][0]["location"]["uri"]
    ('type-symbol', 'tb%201.txt')
    """
    from .. import __version__

    pairs = list(checked)
    results = [
        result
        for index, (directive, found) in enumerate(pairs)
        for result in _results(directive, index, found)
    ]
    run = {
        "tool": {
            "driver": {
                "name": "danvan",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": _rules(),
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(directive.source)}} for directive, _ in pairs],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rules() -> list[dict[str, Any]]:
    return [
        {
            "id": code,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.help},
            "help": {"text": rule.help},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }
        for code, rule in rules().items()
    ]


def _results(directive: Directive, index: int, found: Sequence[Finding]) -> list[dict[str, Any]]:
    lines, order = Lines(directive.text), list(rules())
    return [_result(directive, index, each, lines, order.index(each.code)) for each in found]


def _result(directive: Directive, index: int, found: Finding, lines: Lines, rule: int) -> dict[str, Any]:
    (line, column), (last_line, last_column) = lines.place(found.start), lines.place(found.end)
    advice = f" Gợi ý: {found.suggestion}" if found.suggestion else ""
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": {"text": found.message + advice},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(directive.source), "index": index},
                    "region": {
                        "startLine": line,
                        "startColumn": column,
                        "endLine": last_line,
                        "endColumn": last_column,
                        "charOffset": found.start,
                        "charLength": found.end - found.start,
                        "snippet": {"text": directive.quote(found)},
                    },
                }
            }
        ],
    }


def _uri(source: str) -> str:
    """Return the path as a URI reference: relative as it was given, an absolute one with its scheme."""
    path = Path(source)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
