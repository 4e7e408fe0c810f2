"""What this installation can read, and how to add what is missing."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

from ..models import Model
from .formats import FORMATS, Format
from .formats.document import PACKAGES
from .formats.recognition import LANGUAGE, languages

_INPUTS = "pip install 'danvan-docs[inputs]'"
_EXPORT = "pip install 'danvan-docs[export]'"
#: Optional parts that read nothing: title, module.
_EXPORTS = (("Checklists as XLSX", "xlsxwriter"), ("Checklists as DOCX", "docx"))


class Part(Model):
    """Something that this installation can do, or could do."""

    title: str
    files: str = ""
    needs: list[str]
    missing: list[str]
    how: str = ""

    @property
    def present(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.missing


def inventory() -> list[Part]:
    """Return each reader, the languages of OCR and the optional outputs, with what is missing.

    >>> inventory()[0].title, inventory()[0].present
    ('Plain text, Markdown', True)
    """
    parts = [_reader(each) for each in FORMATS.values()]
    parts.append(Part(title="ZIP archives, folders", files=".zip", needs=[], missing=[]))
    for title, module in _EXPORTS:
        missing = [] if find_spec(module) else [module]
        parts.append(Part(title=title, needs=[module], missing=missing, how=_EXPORT if missing else ""))
    return parts


def _reader(each: Format) -> Part:
    modules = [name for name in each.modules if not find_spec(name)]
    programs = [name for name in each.programs if not shutil.which(name)]
    needs = [*each.modules, *each.programs]
    missing = [*modules, *programs]
    tesseract = shutil.which("tesseract")
    if "tesseract" in each.programs:
        needs.append(f"Tesseract's {LANGUAGE}")
        if tesseract and LANGUAGE not in languages(tesseract):
            missing.append(f"Tesseract's {LANGUAGE}")
            programs.append("tesseract")
    ways = ([_INPUTS] if modules else []) + [f"apt install {PACKAGES[name]}" for name in programs]
    return Part(
        title=each.title, files=" ".join(each.suffixes), needs=needs, missing=missing, how="; ".join(ways)
    )
