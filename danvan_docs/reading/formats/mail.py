"""E-mail: the words of the message as a document, its attachments as documents of their own."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from ..encodings import decode
from ..source import Notice, Properties, Source
from .document import Document


def read(document: Document) -> Source:
    """Return the body of an e-mail, or of a page saved as one file; attachments are named and left out."""
    message = parse_mail(document)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise document.error("holds no text, only attachments")
    inner = Document(document.name, _payload(body))
    if body.get_content_subtype() == "html":
        from .html import read as read_html

        source = read_html(inner, declared=body.get_content_charset())
    else:
        decoded = decode(inner.data, document.name, declared=body.get_content_charset())
        if not decoded.text.strip():
            raise document.error(
                "holds no text, only attachments" if attachments(message) else "holds no text"
            )
        source = Source(
            name=document.name, format="mail", encoding=decoded.encoding, text=decoded.text,
            notices=decoded.notices,
        )  # fmt: skip
    left_out = [
        Notice(kind="left_out", message=f"attachment {name}, a document of its own")
        for name in attachments(message)
    ]
    return source.model_copy(
        update={
            "format": "mail",
            "properties": _properties(message),
            "notices": [*source.notices, *left_out],
        }
    )


def parse_mail(document: Document) -> EmailMessage:
    """Return the message that a file holds."""
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(document.data)


def attachments(message: EmailMessage) -> dict[str, bytes]:
    """Return the attached files by name; of two with one name, the second is numbered."""
    found: dict[str, bytes] = {}
    for part in message.iter_attachments():
        name = (part.get_filename() or "").replace("/", "_")
        if name:
            found[f"{len(found) + 1}-{name}" if name in found else name] = _payload(part)
    return found


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _properties(message: EmailMessage) -> Properties:
    try:
        created = parsedate_to_datetime(str(message["Date"])).date().isoformat()
    except (TypeError, ValueError):
        created = None
    subject, author = message["Subject"], message["From"]
    return Properties(
        title=str(subject) if subject else None, author=str(author) if author else None, created=created
    )
