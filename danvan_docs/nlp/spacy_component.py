"""Directives in spaCy: results as spans of a `Doc`.

The pipeline component is found by its entry point, without an import:

>>> import spacy
>>> nlp = spacy.blank("xx")
>>> _ = nlp.add_pipe("danvan")
>>> doc = nlp("Ban Dân vận Tỉnh ủy thực hiện Nghị quyết số 25-NQ/TW.")
>>> [span.text for span in doc.spans["danvan"] if span.label_ == "CITATION"]
['Nghị quyết số 25-NQ/TW']
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from ..api import parse
from ..authority import registry_of
from ..errors import DanvanError
from ..models import Directive, Span

SPANS_KEY = "danvan"
_JSON = "danvan.directive"  # in Doc.user_data


class DanvanComponent:
    """Parses the text of a Doc and puts the results in it; see `annotate`."""

    def __init__(self, spans_key: str = SPANS_KEY, registry: Sequence[str] = ()) -> None:
        """Take the key of the spans, and paths of authority files of the user."""
        self.spans_key, self.registry = spans_key, tuple(registry)
        registry_of(self.registry)  # says at once what is wrong with them

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its directive."""
        return annotate(doc, parse(doc.text, registry=registry_of(self.registry)), spans_key=self.spans_key)


@Language.factory("danvan", default_config={"spans_key": SPANS_KEY, "registry": []}, assigns=["doc.spans"])
def make_component(nlp: Language, name: str, spans_key: str, registry: list[str]) -> DanvanComponent:
    """Make the component for `nlp.add_pipe("danvan", config={"spans_key": …, "registry": ["ours.csv"]})`."""
    _register_extension()
    return DanvanComponent(spans_key, registry)


def to_doc(directive: Directive, nlp: Language | None = None) -> Doc:
    """Return a Doc of a directive that is parsed already, tokenized by `nlp` (by default a blank `xx`).

    Raises DanvanError where the tokenizer of `nlp` does not keep the text as it is.

    >>> doc = to_doc(parse("Thực hiện Nghị quyết số 25-NQ/TW."))
    >>> doc._.danvan.citations[0].symbol, doc.spans["danvan"][0].kb_id_
    ('25-NQ/TW', '')
    """
    if nlp is None:
        nlp = spacy.blank("xx")
        nlp.max_length = max(nlp.max_length, len(directive.text))
    doc = nlp.make_doc(directive.text)
    if doc.text != directive.text:
        raise DanvanError("the tokenizer of this pipeline changes the text; offsets would not hold")
    return annotate(doc, directive)


def annotate(doc: Doc, directive: Directive, *, spans_key: str = SPANS_KEY) -> Doc:
    """Put the results of `directive` into `doc.spans[spans_key]`, and the directive into `doc._.danvan`.

    Labels: SECTION, CITATION, NAMED, TASK, BODY, TARGET. `span.kb_id_` is the instrument or the body in the
    authority registry, `span.id_` the place of the result in the directive (`tasks/3/actors/0`). A span that
    begins or ends inside a token takes the whole token.
    """
    _register_extension()
    spans = []
    for label, place, found, kb_id in _results(directive):
        span = doc.char_span(
            found.start, found.end, label=label, kb_id=kb_id, span_id=place, alignment_mode="expand"
        )
        if span is not None:  # None for a span of no characters
            spans.append(span)
    doc.spans[spans_key] = spans
    doc.user_data[_JSON] = directive.model_dump_json()
    return doc


def _results(directive: Directive) -> Iterator[tuple[str, str, Span, str]]:
    """Yield label, place in the directive, span, and id in the authority registry of every result."""
    for index, section in enumerate(directive.sections):
        yield "SECTION", f"sections/{index}", section, ""
    for index, citation in enumerate(directive.citations):
        yield "CITATION", f"citations/{index}", citation, citation.instrument_id or ""
    for index, named in enumerate(directive.named):
        yield "NAMED", f"named/{index}", named, named.instrument_id or ""
    for index, task in enumerate(directive.tasks):
        yield "TASK", f"tasks/{index}", task, ""
        for number, actor in enumerate(task.actors):
            yield "BODY", f"tasks/{index}/actors/{number}", actor, actor.body or ""
    for index, target in enumerate(directive.targets):
        yield "TARGET", f"targets/{index}", target, ""


def _register_extension() -> None:
    """Register `doc._.danvan`; guarded, as a second registration is an error in spaCy.

    The directive is kept as JSON in `Doc.user_data`, so that it goes through `DocBin(store_user_data=True)`,
    `Doc.to_bytes` and the worker processes of `nlp.pipe`; typed objects would stop all three.
    """
    if not Doc.has_extension("danvan"):
        Doc.set_extension("danvan", getter=_directive_of)


def _directive_of(doc: Doc) -> Directive | None:
    json = doc.user_data.get(_JSON)
    return None if json is None else _load(json)


@lru_cache(maxsize=32)
def _load(json: str) -> Directive:
    return Directive.model_validate_json(json)
