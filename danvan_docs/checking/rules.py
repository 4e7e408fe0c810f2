"""What each check is called, how grave its findings are and how they are worded: grammar/findings.toml, typed."""

from __future__ import annotations

from functools import cache
from string import Formatter

from pydantic import ValidationError

from ..errors import AuthorityError
from ..grammar import table
from ..models import Model
from .finding import Finding, Severity


class Rule(Model):
    """One kind of finding; `message` and `suggestion` name in braces the words that the check fills in."""

    severity: Severity
    title: str
    help: str
    message: str
    suggestion: str | None = None


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its code.

    Raises AuthorityError, naming the rule, where one does not hold.

    >>> rules()["type-symbol"].severity
    'error'
    """
    found = {}
    for code, row in table("findings")["findings"].items():
        try:
            found[code] = Rule(**row)
        except ValidationError as error:
            first = error.errors()[0]
            raise AuthorityError(
                f"grammar/findings.toml: {code}.{'.'.join(map(str, first['loc']))}: {first['msg']}"
            ) from None
    return found


def finding(code: str, span: tuple[int, int], **words: str | None) -> Finding:
    """Return a finding of the rule `code`; without one of its words, the suggestion is left out.

    >>> finding("symbol-style", (0, 8), symbol="27/NQ-TW", system="Đảng", proposed=None).suggestion is None
    True
    """
    rule = rules()[code]
    suggestion = rule.suggestion
    if suggestion is not None:
        named = {field for _, field, _, _ in Formatter().parse(suggestion) if field}
        suggestion = None if any(words[name] is None for name in named) else suggestion.format(**words)
    return Finding(
        start=span[0],
        end=span[1],
        code=code,
        severity=rule.severity,
        message=rule.message.format(**words),
        suggestion=suggestion,
    )
