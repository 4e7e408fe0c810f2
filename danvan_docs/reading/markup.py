"""Signs that are form only: tags of a saved page, signs of Markdown, the joints of word-segmented text.

Each is blanked out by a character of its own, so that no offset moves; the pieces of a line leave it out.
"""

from __future__ import annotations

import re

#: Stands where a sign was.
BLANKED = "\0"
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,80}>")
_HEADING = re.compile(r"#{1,6}(?= |$)|>(?= )")
_UNDERLINE = re.compile(r"(?<![\w_])_{1,3}(?=[^\W_])|(?<=[^\W_])_{1,3}(?![\w_])|(?<=[.,;:!?)”])_{1,3}(?= |$)")
_ESCAPE = re.compile(r"\\(?=[-+.#*_()\[\]!])")

#: Words that a tool joined (`Ban_Dân_vận`), how many in a thousand characters tell a segmented text, and the blanks
#: that it put before its signs.
_JOINT = re.compile(r"(?<=[^\W\d_])_(?=[^\W\d_])")
_JOINTS_IN_A_THOUSAND = 10
_UNGLUED = re.compile(r" (?=[.,;:!?)\]](?: |$))|(?<=[(\[]) | (?=/ )|(?<=/) ", re.MULTILINE)


def blank_out(line: str) -> str:
    """Return a line with its signs of form blanked out, each character by one.

    >>> blank_out("### 1. Tuyên truyền").replace(BLANKED, "")
    ' 1. Tuyên truyền'
    >>> blank_out("- _Sở Tài chính_ bố trí").replace(BLANKED, "")
    '- Sở Tài chính bố trí'
    """
    if "<" in line:
        line = _TAG.sub(_blanks, line)
    if line[:1] in ("#", ">") and line:
        line = _HEADING.sub(_blanks, line, count=1)
    if "_" in line:
        line = _UNDERLINE.sub(_blanks, line)
    if "\\" in line:
        line = _ESCAPE.sub(_blanks, line)
    return line


def _blanks(sign: re.Match[str]) -> str:
    return BLANKED * len(sign[0])


def without_joints(text: str) -> str:
    """Return word-segmented text as it is written, character by character; any other text as it is.

    >>> without_joints("1 . Ban_Dân_vận chủ_trì .").replace(BLANKED, "")
    '1. Ban Dân vận chủ trì.'
    """
    if "_" not in text or 1000 * len(_JOINT.findall(text)) < _JOINTS_IN_A_THOUSAND * len(text):
        return text
    return _UNGLUED.sub(BLANKED, _JOINT.sub(" ", text))
