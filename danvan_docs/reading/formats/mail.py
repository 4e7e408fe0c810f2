"""E-mail: the words of the message as a document, its attachments as documents of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from ..encodings import decode
from ..source import Notice, Properties, Source
from . import SUFFIXES
from .document import Document

_TEXTS = ("text/plain", "text/html")
#: The suffix of an attachment without a name, by its kind.
_NAMED_BY_KIND = {
    "text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf", "application/msword": ".doc",
    "application/rtf": ".rtf", "message/rfc822": ".eml", "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a message that is a file of its own."""

    name: str
    part: Message

    def content(self) -> bytes:
        """Return the bytes of the file."""
        if self.part.get_content_type() == "message/rfc822":
            inner = self.part.get_payload()
            return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""
        return _payload(self.part)

    @property
    def is_document(self) -> bool:
        """Tell, by its name, whether it is a document or an archive."""
        return PurePosixPath(self.name).suffix.lower() in (*SUFFIXES, ".zip")


def read(document: Document) -> Source:
    """Return the body of an e-mail, or of a page saved as one file; attachments are named and left out."""
    message = parse_mail(document)
    attached = list(attachments(message))
    source = _body(document, message, bool(attached))
    left_out = [
        Notice(
            kind="left_out",
            message=f"attachment {each.name}, "
            + ("a document of its own" if each.is_document else "no document, not read"),
        )
        for each in attached
    ]
    if pictures := sum(1 for _ in _leaves(message, of_page=True)):
        left_out.append(Notice(kind="left_out", message=f"{pictures} pictures or parts of the page"))
    notices = [*source.notices, *left_out]
    update = {"format": "mail", "properties": _properties(message), "notices": notices}
    return source.model_copy(update=update)


def _body(document: Document, message: EmailMessage, attached: bool) -> Source:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise document.error("holds no text, only attachments")
    inner, charset = Document(document.name, _payload(body)), body.get_content_charset()
    if body.get_content_subtype() == "html":
        from .html import read as read_html

        return read_html(inner, declared=charset)
    decoded = decode(inner.data, document.name, declared=charset)
    if not decoded.text.strip():
        raise document.error("holds no text, only attachments" if attached else "holds no text")
    return Source(
        name=document.name,
        format="mail",
        encoding=decoded.encoding,
        text=decoded.text,
        notices=decoded.notices,
    )


def parse_mail(document: Document) -> EmailMessage:
    """Return the message that a file holds."""
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(document.data)


def attachments(message: EmailMessage) -> Iterator[Attachment]:
    """Yield all parts that are files of their own, a message in the message among them, in their order.

    Neither the words of the message nor the pictures of a saved page are. One without a name is named by its place.
    """
    for number, part in enumerate(_leaves(message), start=1):
        name = (_filename(part) or "").replace("/", "_").strip()
        kind = part.get_content_type()
        if not name:
            name = f"part-{number}{_NAMED_BY_KIND.get(kind, '')}"
        elif kind == "message/rfc822" and not name.lower().endswith(".eml"):
            name += ".eml"
        yield Attachment(name, part)


def _leaves(message: EmailMessage, *, of_page: bool = False) -> Iterator[Message]:
    """Yield the parts that hold no others and are not the body; `of_page`: those that a page refers to instead."""
    body = message.get_body(preferencelist=("plain", "html"))

    def below(part: Message, kind: str) -> Iterator[Message]:
        if part.get_content_maintype() == "multipart" and isinstance(inner := part.get_payload(), list):
            for each in inner:
                if isinstance(each, Message):
                    yield from below(each, part.get_content_subtype())
            return
        attached = part.get_content_disposition() == "attachment"
        if part is body or (kind == "alternative" and part.get_content_type() in _TEXTS):
            return
        if (kind == "related" and not attached) is of_page:
            yield part

    return below(message, "")


def _filename(part: Message) -> str | None:
    try:
        return part.get_filename()
    except Exception:  # the parser of headers trips over some that are spoilt
        return None


def _payload(part: MIMEPart | Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _properties(message: EmailMessage) -> Properties:
    sent, subject, author = (_field(message, name) for name in ("Date", "Subject", "From"))
    try:
        created = parsedate_to_datetime(sent or "").date().isoformat()
    except (TypeError, ValueError):
        created = None
    return Properties(title=subject or None, author=author or None, created=created)


def _field(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
        return None if value is None else str(value)
    except Exception:  # the parser of headers trips over some that are spoilt
        return None
