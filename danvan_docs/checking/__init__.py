"""What a careful clerk would query in a directive: findings with code, place, severity and a suggestion.

    directive ──Case──> each check in CHECKS ──> findings, in the order of the text

The words of the findings and what they are called are in grammar/findings.toml; docs/checking.md explains each.

>>> from danvan_docs import parse
>>> from danvan_docs.checking import check
>>> directive = parse("Thực hiện Thông báo số 160-KL/TW ngày 15/01/2020 của Bộ Chính trị.")
>>> [(each.code, each.suggestion) for each in check(directive)]
[('type-symbol', 'Ghi là Thông báo số 160-TB/TW; đối chiếu với bản gốc.')]
"""

from .checks import CHECKS, check
from .finding import Finding, Severity
from .rules import Rule, rules

__all__ = ["CHECKS", "Finding", "Rule", "Severity", "check", "rules"]
