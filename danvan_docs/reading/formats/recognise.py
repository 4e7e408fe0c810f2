"""What a file is, told from its bytes; its name plays no part."""

from __future__ import annotations

import re

from .document import Document
from .zips import member_bytes, open_zip

HEAD = 4096  # bytes at the beginning that tell most formats
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_FIELD = re.compile(
    rb"^(?:From|To|Cc|Date|Subject|Received|Return-Path|Message-ID|MIME-Version|Content-Type|Delivered-To"
    rb"|X-[\w-]+|DKIM-Signature|Reply-To|Sender): ?\S",
    re.I | re.M,
)
_FIRST_FIELD = re.compile(rb"(?:>?From )?[^\n]*\n?")
_FEWEST_FIELDS = 3
#: Parts of compound and zip files that name what wrote them.
_OLE_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("__substg1.0_", "msg"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)
#: Names of parts of office files; what the list of their types says where a part has another name.
_ZIP_MEMBERS = (("word/", "docx"), ("xl/workbook.bin", "xlsb"), ("xl/", "xlsx"), ("ppt/", "ppt"))
_ZIP_TYPES = ((b"wordprocessingml.document.main", "docx"), (b"spreadsheetml.sheet.main", "xlsx"))
_REFUSED = {
    "locked": "protected by a password",
    "msg": "an Outlook message: save it as .eml",
    "xls": "a spreadsheet of Excel before 2007 (XLS): save it as XLSX",
    "xlsb": "a binary spreadsheet of Excel (XLSB): save it as XLSX",
    "ppt": "a presentation (PPT or PPTX), not a directive: save it as PDF to read its words",
    "ole": "a compound file of a program that is not known",
    "odf": "an OpenDocument file, but no text",
}


def recognise(document: Document) -> str:
    """Return the name of the format of a file: a key of FORMATS, or `zip` for an archive.

    Raises ReadError for what is recognised and cannot be read.

    >>> recognise(Document("scan.txt", b"%PDF-1.7"))
    'pdf'
    """
    found = _recognise(document)
    if found in _REFUSED:
        raise document.error(_REFUSED[found])
    return found


def is_plain(head: bytes) -> bool:
    """Tell from its first bytes whether a file is plain text: nothing opens it but our own decoder.

    >>> is_plain("Nghị quyết".encode()), is_plain(b"PK\\3\\4")
    (True, False)
    """
    return not head.startswith((b"PK", _OLE)) and _recognise(Document("", head)) == "text"


def _recognise(document: Document) -> str:
    data = document.data
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_OLE):
        return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data), "ole")
    if head.startswith((b"PK\3\4", b"PK\5\6")):
        return _kind_of_zip(document)
    if _is_picture(head):
        return "picture"
    if _HTML.match(_narrow(head)):
        return "html"
    if _FIELD.match(head) and len(_FIELD.findall(head)) >= _FEWEST_FIELDS:
        return "mail"
    return "text"


def _is_picture(head: bytes) -> bool:
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith(_PICTURES) or webp or (head[:2] == b"BM" and head[6:10] == bytes(4))


def _narrow(head: bytes) -> bytes:
    """Return the beginning of a UTF-16 file as ASCII, so that its tags can be seen."""
    return head[2:].replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head


def _kind_of_zip(document: Document) -> str:
    archive = open_zip(document)
    names = archive.namelist()
    if "mimetype" in names:
        kind = member_bytes(document, archive, "mimetype")
        if b"opendocument" in kind:
            return "odt" if b"opendocument.text" in kind else "odf"
    if "[Content_Types].xml" in names:
        found = next((kind for part, kind in _ZIP_MEMBERS if any(n.startswith(part) for n in names)), "")
        types = b"" if found else member_bytes(document, archive, "[Content_Types].xml")
        return found or next((kind for name, kind in _ZIP_TYPES if name in types), "zip")
    return "zip"
