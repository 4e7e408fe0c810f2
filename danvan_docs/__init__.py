"""Document intelligence for the directive texts of the Vietnamese Communist Party and the state.

The names below load on first use, so that `import danvan_docs` costs next to nothing.

>>> import danvan_docs as dv
>>> dv.find_citations("theo Quyết định 217, 218 -QĐ/TW")[1].symbol
'218-QĐ/TW'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

_HOME = {
    "read": "api", "parse": "api", "parse_many": "api", "json_schema": "api",
    "find_sections": "api", "find_citations": "api", "find_named": "api", "find_tasks": "api",
    "find_targets": "api",
    "checklist": "outputs.checklist", "write_checklist": "outputs.checklist", "ChecklistRow": "outputs.checklist",
    "Store": "corpus.store", "build": "corpus.build", "citation_graph": "corpus.graph",
    "Registry": "authority", "registry": "authority",
    "check": "checking", "Finding": "checking",
    "evaluate": "corpus.evaluation",
    "Directive": "models", "Header": "models", "Section": "models", "Citation": "models",
    "NamedInstrument": "models", "Relation": "models", "Task": "models", "Actor": "models", "Target": "models",
    "DanvanError": "errors", "ReadError": "errors",
}  # fmt: skip

__version__ = "0.1.0"
__all__ = sorted([*_HOME, "__version__"])

if TYPE_CHECKING:
    from .api import find_citations as find_citations
    from .api import find_named as find_named
    from .api import find_sections as find_sections
    from .api import find_targets as find_targets
    from .api import find_tasks as find_tasks
    from .api import json_schema as json_schema
    from .api import parse as parse
    from .api import parse_many as parse_many
    from .api import read as read
    from .checking import Finding as Finding
    from .checking import check as check
    from .models import Actor as Actor
    from .models import Citation as Citation
    from .models import Directive as Directive
    from .models import Header as Header
    from .models import NamedInstrument as NamedInstrument
    from .models import Relation as Relation
    from .models import Section as Section
    from .models import Target as Target
    from .models import Task as Task


def __getattr__(name: str) -> Any:
    try:
        module = _HOME[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(import_module(f"{__name__}.{module}"), name)


def __dir__() -> list[str]:
    return __all__
