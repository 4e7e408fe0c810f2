"""From a file to a text that reads on: formats and encodings, folding of look-alike characters, paragraphs.

`read_source` gives the text of a file with the place of every stretch on its page; `read_layout` gives a text as
paragraphs that read on over line and page breaks, with a map back to every character of the source.
"""

from .door import digest, end_children, read_bytes, read_source
from .files import find_files, read_text
from .layout import Paragraph, Reading, read_layout
from .limits import Limits
from .source import Notice, Place, Source

__all__ = [
    "Limits", "Notice", "Paragraph", "Place", "Reading", "Source", "digest", "end_children", "find_files",
    "read_bytes", "read_layout", "read_source", "read_text",
]  # fmt: skip
