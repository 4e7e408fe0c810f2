"""Document intelligence for the directive texts of the Vietnamese Communist Party and the state.

The names below load on first use, so that `import danvan_docs` costs next to nothing.

>>> import danvan_docs as dv
>>> dv.find_citations("theo Quyết định 217, 218 -QĐ/TW")[1].symbol
'218-QĐ/TW'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

_HOME = {
    "read": "api", "read_source": "api", "parse": "api", "parse_many": "api", "json_schema": "api",
    "find_sections": "api", "find_citations": "api", "find_named": "api", "find_tasks": "api",
    "find_targets": "api",
    "checklist": "outputs.checklist", "write_checklist": "outputs.checklist", "ChecklistRow": "outputs.checklist_row",
    "view_html": "outputs.view_page", "write_view": "outputs.view_page",
    "coverage_picture": "outputs.pictures", "lag_picture": "outputs.pictures", "timeline_picture": "outputs.pictures",
    "write_picture": "outputs.picture_files",
    "graph_picture": "outputs.graph_page", "write_graph_picture": "outputs.graph_page",
    "Store": "corpus.store", "build": "corpus.build", "citation_graph": "corpus.graph",
    "frame": "corpus.frames", "select": "corpus.selection", "CypherGraph": "corpus.cypher",
    "write_akn": "outputs.akoma_ntoso", "write_conll": "outputs.conll", "write_docbin": "nlp.docbin",
    "Registry": "authority", "registry": "authority",
    "check": "checking", "Finding": "checking",
    "compare_targets": "comparing", "compare_directives": "comparing", "diff_directives": "comparing",
    "Comparison": "comparing", "DutyPair": "comparing", "TargetPair": "comparing",
    "Diff": "comparing", "Difference": "comparing",
    "evaluate": "corpus.evaluation",
    "Source": "reading", "Limits": "reading",
    "Directive": "models", "Header": "models", "Section": "models", "Citation": "models",
    "NamedInstrument": "models", "Relation": "models", "Task": "models", "Actor": "models", "Target": "models",
    "DanvanError": "errors", "ReadError": "errors",
}  # fmt: skip

__version__ = "0.1.0"
__all__ = sorted([*_HOME, "__version__"])

if TYPE_CHECKING:  # a name that is not here is an error to mypy and pyright
    from .api import find_citations as find_citations
    from .api import find_named as find_named
    from .api import find_sections as find_sections
    from .api import find_targets as find_targets
    from .api import find_tasks as find_tasks
    from .api import json_schema as json_schema
    from .api import parse as parse
    from .api import parse_many as parse_many
    from .api import read as read
    from .api import read_source as read_source
    from .authority import Registry as Registry
    from .authority import registry as registry
    from .checking import Finding as Finding
    from .checking import check as check
    from .comparing import Comparison as Comparison
    from .comparing import Diff as Diff
    from .comparing import Difference as Difference
    from .comparing import DutyPair as DutyPair
    from .comparing import TargetPair as TargetPair
    from .comparing import compare_directives as compare_directives
    from .comparing import compare_targets as compare_targets
    from .comparing import diff_directives as diff_directives
    from .corpus.build import build as build
    from .corpus.cypher import CypherGraph as CypherGraph
    from .corpus.evaluation import evaluate as evaluate
    from .corpus.frames import frame as frame
    from .corpus.graph import citation_graph as citation_graph
    from .corpus.selection import select as select
    from .corpus.store import Store as Store
    from .errors import DanvanError as DanvanError
    from .errors import ReadError as ReadError
    from .models import Actor as Actor
    from .models import Citation as Citation
    from .models import Directive as Directive
    from .models import Header as Header
    from .models import NamedInstrument as NamedInstrument
    from .models import Relation as Relation
    from .models import Section as Section
    from .models import Target as Target
    from .models import Task as Task
    from .nlp.docbin import write_docbin as write_docbin
    from .outputs.akoma_ntoso import write_akn as write_akn
    from .outputs.checklist import checklist as checklist
    from .outputs.checklist import write_checklist as write_checklist
    from .outputs.checklist_row import ChecklistRow as ChecklistRow
    from .outputs.conll import write_conll as write_conll
    from .outputs.graph_page import graph_picture as graph_picture
    from .outputs.graph_page import write_graph_picture as write_graph_picture
    from .outputs.picture_files import write_picture as write_picture
    from .outputs.pictures import coverage_picture as coverage_picture
    from .outputs.pictures import lag_picture as lag_picture
    from .outputs.pictures import timeline_picture as timeline_picture
    from .outputs.view_page import view_html as view_html
    from .outputs.view_page import write_view as write_view
    from .reading import Limits as Limits
    from .reading import Source as Source
else:

    def __getattr__(name: str) -> Any:
        try:
            module = _HOME[name]
        except KeyError:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
        return getattr(import_module(f"{__name__}.{module}"), name)


def __dir__() -> list[str]:
    return __all__
