"""What is known about instruments, types, issuers, bodies and provinces: checked CSV files, and look-ups.

    data/*.csv ──table.read──> rows (typed, frozen) ──> Registry ──> linking, graph, checklists

>>> from danvan_docs.authority import registry
>>> [each.id for each in registry().by_number("27/NQ-TW")][0]
'27-NQ/TW@2008-08-06'
"""

from .registry import Registry, registry, registry_of
from .rows import BodyRecord, DocumentType, Instrument, Issuer, Meeting, Province

__all__ = [
    "BodyRecord",
    "DocumentType",
    "Instrument",
    "Issuer",
    "Meeting",
    "Province",
    "Registry",
    "registry",
    "registry_of",
]
