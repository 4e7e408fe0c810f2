"""From a file to a text that reads on: decoding, folding of look-alike characters, paragraphs.

`read_text` gives the text as it stands; `read_layout` gives the same text as paragraphs that read on over
line and page breaks, with a map back to every character of the source.
"""

from .files import find_files, read_text
from .layout import Paragraph, Reading, read_layout

__all__ = ["Paragraph", "Reading", "find_files", "read_layout", "read_text"]
