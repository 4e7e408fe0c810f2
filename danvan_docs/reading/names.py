r"""Names of files as text that can be stored, printed and read back.

A name may hold bytes that are no UTF-8, and signs that a terminal obeys. Such a byte is written `\xe9`; so is every
byte of a control sign, of one that turns the direction of writing, and the backslash of a name that looks like that
already. So two files never share a name, and each name leads back to its file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

MEMBER = "!/"
"""Between an archive or e-mail and what it holds: `pile.zip!/plans/a.docx`."""

#: Lone halves of UTF-16 (which is how Python holds bytes that are no UTF-8), control signs, signs of direction,
#: and what looks like an escaped byte.
_UNSAFE = re.compile(
    "[\ud800-\udfff\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]|\\\\(?=x[0-9a-f]{2})"
)
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


def shown(path: str | Path) -> str:
    r"""Return the name of a file, or of a member of one, as text.

    >>> shown("b\udce9.txt"), shown("a\x1b[31m.txt"), shown("kế hoạch.txt"), shown("a\\xe9")
    ('b\\xe9.txt', 'a\\x1b[31m.txt', 'kế hoạch.txt', 'a\\x5cxe9')
    """
    name = str(path)
    if _UNSAFE.search(name) is None:
        return name
    outer, mark, inner = name.partition(MEMBER)
    return safe_name(outer) + mark + inner  # what an archive holds was named so when it was opened


def harmless_name(name: str) -> str:
    """Return a name that somebody gave, which may have been made by `shown` already: only what harms is escaped."""
    return _UNSAFE.sub(lambda sign: sign[0] if sign[0] == "\\" else _escaped(sign[0]), name)


def safe_name(name: str) -> str:
    """Return one name, or one stretch of it, without signs that harm (see the top of the module)."""
    return _UNSAFE.sub(lambda sign: _escaped(sign[0]), name)


def real(name: str) -> str:
    r"""Return the path that a name was made from; what it names inside an archive stays as it is.

    >>> real(shown("b\udce9.txt")) == "b\udce9.txt", real("kế hoạch.txt")
    (True, 'kế hoạch.txt')
    """
    outer, mark, inner = name.partition(MEMBER)
    if "\\x" in outer:
        outer = os.fsdecode(_ESCAPED.sub(lambda byte: bytes.fromhex(byte[1].decode()), os.fsencode(outer)))
    return outer + mark + inner


def _escaped(sign: str) -> str:
    data = sign.encode("utf-8", "surrogateescape" if "\udc80" <= sign <= "\udcff" else "surrogatepass")
    return "".join(f"\\x{byte:02x}" for byte in data)
