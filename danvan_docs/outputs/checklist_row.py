"""One line of a checklist: a duty as an office follows it up."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from ..models import Model, Role

Status = Literal["Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Quá hạn"]
STATUSES: tuple[Status, ...] = get_args(Status)


class ChecklistRow(Model):
    """One duty: what is to be done, by whom, by when, on what authority, and where the text says so."""

    number: int = Field(ge=1)
    group: str = Field("", description="heading under which the row stands, '' without one")
    section: str = Field(description="path of the section that holds the duty, '' outside of any")
    section_title: str = Field(description="title of the nearest heading that holds the duty, '' without one")
    what: str = Field(description="the text of the duty on one line, without footnotes that stand in it")
    product: str | None = Field(None, description="the document that the duty leaves")
    lead: list[str]
    coordinate: list[str]
    directed: list[str]
    report_to: list[str]
    advise: list[str]
    succession: dict[str, list[list[str]]] = Field(
        default_factory=dict,
        description="for a body that no longer exists those that took over, then those of today",
    )
    deadline: str | None = Field(description="ISO date or year")
    deadline_text: str | None = Field(
        None, description="the words that say by when, also of a day that recurs and where they give no date"
    )
    due: str | None = Field(None, description="last day that the deadline leaves, ISO date")
    next_due: str | None = Field(
        None,
        description="first day on which it is due, once or again, from the document's date or `today` on",
    )
    frequency: str | None
    recurrence: str | None = Field(None, description="the frequency as rules of RFC 5545, one a line")
    issued: str | None = Field(None, description="ISO date of the document")
    basis: list[str] = Field(description="symbols and names cited inside the duty")
    quote: str = Field(description="the source text, `text[start:end]`")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    status: Status = STATUSES[0]

    @property
    def by_role(self) -> dict[Role, list[str]]:
        """The bodies that the duty names, by role; a role that no body has is left out."""
        roles: dict[Role, list[str]] = {
            "lead": self.lead, "coordinate": self.coordinate, "directed": self.directed,
            "report_to": self.report_to, "advise": self.advise,
        }  # fmt: skip
        return {role: bodies for role, bodies in roles.items() if bodies}
