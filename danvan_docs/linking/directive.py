"""A whole directive linked: its citations and names, with what its header says of time and place."""

from __future__ import annotations

from ..authority import Registry, registry
from ..models import Directive
from .bodies import link_addressees, link_bodies
from .citations import link_citations
from .locality import locality_of
from .named import link_named


def link_directive(directive: Directive, known: Registry | None = None) -> Directive:
    """Return the directive with citations, names and bodies linked to `known`, by default the package's registry.

    Local symbols (`/TU`, `-UBND`) are linked only where the document says of which province it is.
    """
    known = known or registry()
    header = directive.header
    citations = link_citations(
        directive.citations,
        directive.text,
        known,
        document_date=header.date,
        province=locality_of(directive, known).province,
    )
    named = link_named(
        directive.named, known, document_date=header.date, text=directive.text, citations=citations
    )
    tasks = link_bodies(directive.tasks, header.day, known)
    addressees = link_addressees(header.addressees, header.day, known)
    return directive.model_copy(
        update={
            "header": header.with_values(addressees=addressees),
            "citations": citations,
            "named": named,
            "tasks": tasks,
        }
    )
