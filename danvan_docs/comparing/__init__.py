"""Two directives side by side: an upper one and the one that carries it out, or two versions of one.

    directives ──charges, clauses──> passages ──likeness──> pairs ──> verdicts with quotes, places and reasons

The words that it goes by and the sentences of its reasons are in grammar/comparing.toml; docs/comparing.md explains
them.
"""

from .compare import compare_directives
from .diff import diff_directives
from .results import Comparison, Diff, Difference, DutyPair, TargetPair
from .targets import compare_targets

__all__ = [
    "Comparison",
    "Diff",
    "Difference",
    "DutyPair",
    "TargetPair",
    "compare_directives",
    "compare_targets",
    "diff_directives",
]
