"""Text that can be written as Unicode: halves of UTF-16 put together, lone ones replaced, every offset moved along."""

from __future__ import annotations

import re
from bisect import bisect_left

from .source import Notice, Properties, Source

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def encodable(text: str) -> str:
    r"""Return a text of the same length in which halves of UTF-16 are replaced.

    >>> encodable("dân\ud83d vận"), encodable("dân vận 😀")
    ('dân� vận', 'dân vận 😀')
    """
    return text if text.isascii() else _HALF.sub(REPLACEMENT, text)


def without_halves(source: Source) -> Source:
    """Return a source whose text and words about it can be encoded; what was replaced is told."""
    text, notices = source.text, [_told(notice) for notice in source.notices]
    places, words, pages = source.places, source.words, source.pages
    if not text.isascii() and _HALF.search(text):
        cuts = [pair.start() + 1 for pair in _PAIR.finditer(text)]
        whole = _PAIR.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)
        text, lone = _HALF.subn(REPLACEMENT, whole)

        def moved(offset: int) -> int:
            return offset - bisect_left(cuts, offset)

        places = [place.with_values(start=moved(place.start), end=moved(place.end)) for place in places]
        words = [word.with_values(start=moved(word.start), end=moved(word.end)) for word in words]
        pages = [moved(page) for page in pages]
        if lone:
            message = f"{lone} broken characters, each shown as {REPLACEMENT}"
            notices.append(Notice(kind="unreadable", message=message))
    told = Properties(**{key: value and encodable(value) for key, value in source.properties})
    if text is source.text and notices == source.notices and told == source.properties:
        return source
    return source.model_copy(
        update={
            "text": text, "notices": notices, "places": places, "words": words, "pages": pages, "properties": told,
        }
    )  # fmt: skip


def _told(notice: Notice) -> Notice:
    message = encodable(notice.message)
    return notice if message == notice.message else Notice(kind=notice.kind, message=message)
