"""What roles, uses, severities and quantities are called for office staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..models import Comparator, Role, Target, Use

if TYPE_CHECKING:
    from ..checking import Finding

ROLES: dict[Role, str] = {
    "lead": "Chủ trì",
    "coordinate": "Phối hợp",
    "directed": "Chỉ đạo",
    "report_to": "Báo cáo",
    "advise": "Tham mưu cho",
}
USES: dict[Use, str] = {
    "implements": "thực hiện",
    "continues": "tiếp tục thực hiện",
    "based_on": "căn cứ",
    "guides": "hướng dẫn",
    "amends": "sửa đổi, bổ sung",
    "replaces": "thay thế",
    "repeals": "bãi bỏ",
    "promulgates": "ban hành",
    "reviews": "sơ kết, tổng kết",
    "to_amend": "giao hoặc đề nghị sửa đổi, bổ sung",
    "to_replace": "giao hoặc đề nghị thay thế",
    "to_repeal": "giao hoặc đề nghị bãi bỏ",
    "mentions": "nhắc đến",
}
_SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Lưu ý"}
_SIGNS: dict[Comparator, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}


def severity(finding: Finding) -> str:
    """Return how grave a finding is called."""
    return _SEVERITIES[finding.severity]


def quantity(target: Target) -> str:
    """Return a quantity in signs, with the number that it starts from and whether it is part of the one above.

    >>> from danvan_docs import find_targets
    >>> [quantity(each) for each in find_targets("CHỈ THỊ\\n\\n1. Phấn đấu trên 90% hội viên tham gia.")]
    ['> 90 %']
    """
    start = "" if target.baseline is None else f"{target.baseline:,.12g} → "
    place = "# " if target.rank else "↳ " if target.part_of is not None else ""
    return f"{place}{start}{_SIGNS.get(target.op, '')} {_value(target)} {target.unit}".strip()


def _value(target: Target) -> str:
    if not isinstance(target.value, tuple):
        return f"{target.value:,.12g}"
    low, high = (f"{value:,.12g}" for value in target.value)
    return f"{low}/{high}" if target.op == "fraction" else f"{low}–{high}{'+' if target.open else ''}"
