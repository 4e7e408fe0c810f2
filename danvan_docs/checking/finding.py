"""The result of a check."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..models import Span

#: From the gravest to the lightest.
Severity = Literal["error", "warning", "info"]


class Finding(Span):
    """Something to query: `text[start:end]` are the words concerned. Nothing is ever corrected by itself."""

    code: str = Field(description="stable name of the check: symbol-issuer, date-registry …")
    severity: Severity
    message: str = Field(description="one sentence, in Vietnamese")
    suggestion: str | None = Field(
        None, description="what to write or to look up, None where nothing is known"
    )
