"""From a file to a text that reads on: formats and encodings, folding of look-alike characters, paragraphs.

`read_source` gives the text of a file with the place of every stretch on its page; `read_layout` gives a text as
paragraphs that read on over line and page breaks, with a map back to every character of the source.
"""

from .files import find_files, read_bytes, read_source, read_text
from .layout import Paragraph, Reading, read_layout
from .source import Notice, Place, Source

__all__ = [
    "Notice", "Paragraph", "Place", "Reading", "Source", "find_files", "read_bytes", "read_layout", "read_source",
    "read_text",
]  # fmt: skip
