"""Documents as a spaCy `DocBin`: what `spacy train`, Prodigy-like tools and `DocBin.from_disk` read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from spacy.util import filter_spans

from ..atomic import replacing
from ..models import Directive
from ..outputs.entities import entities
from .spacy_component import to_doc


def write_docbin(directives: Iterable[Directive], path: str | Path) -> int:
    """Write documents as one DocBin; return how many entities were written. Raises ExportError.

    Each Doc has all results in `doc.spans["danvan"]`, the flat ones (CITATION, NAMED, BODY, TARGET) in `doc.ents`
    too, and the whole directive in `doc._.danvan`. A span that begins or ends inside a token takes the whole token.
    """
    nlp = spacy.blank("xx")
    docs, count = DocBin(store_user_data=True), 0
    for directive in directives:
        nlp.max_length = max(nlp.max_length, len(directive.text))
        doc = to_doc(directive, nlp)
        spans = (
            doc.char_span(each.start, each.end, each.label, kb_id=each.known_as, alignment_mode="expand")
            for each in entities(directive)
        )
        doc.ents = filter_spans([span for span in spans if span is not None])
        docs.add(doc)
        count += len(doc.ents)
    with replacing(path) as temporary:
        temporary.write_bytes(docs.to_bytes())
    return count
