"""What the process that reads and the one that asks say to each other: a line of JSON, then the bytes it announces.

Nothing is pickled: what comes back from a process that has met a hostile file is data, and is checked as such.
"""

from __future__ import annotations

from io import BufferedIOBase, RawIOBase
from typing import Literal

from ...models import Model

Task = Literal["source", "listing", "digest", "content"]
_LONGEST_LINE = 1 << 20


class Request(Model):
    """What is to be done with a file: `path` says where it is, as hexadecimal digits; else its bytes follow."""

    task: Task
    name: str
    path: str | None = None
    size: int = 0
    max_seconds: float
    max_memory: int
    max_megabytes: int
    max_characters: int


class Reply(Model):
    """What came of it: a body of `size` bytes, an error, or the wish for `more` seconds.

    `spent` says that the process ends now: it has used up much of its memory.
    """

    size: int = 0
    error: str | None = None
    needed: str | None = None
    more: float | None = None
    spent: bool = False


def send(stream: RawIOBase, head: Request | Reply, body: bytes = b"") -> None:
    """Write one message."""
    for part in (head.model_dump_json().encode() + b"\n", body):
        rest = memoryview(part)
        while rest:
            rest = rest[stream.write(rest) or 0 :]


def receive_request(stream: BufferedIOBase) -> tuple[Request, bytes] | None:
    """Return the next request; None where the other side is gone."""
    line = stream.readline(_LONGEST_LINE)
    if not line.endswith(b"\n"):
        return None
    request = Request.model_validate_json(line)
    return request, stream.read(request.size)


def receive_reply(stream: BufferedIOBase) -> tuple[Reply, bytes] | None:
    """Return the next reply; None where the other side is gone, or says what cannot be understood."""
    line = stream.readline(_LONGEST_LINE)
    try:
        reply = Reply.model_validate_json(line)
    except ValueError:
        return None
    body = stream.read(reply.size)
    return (reply, body) if len(body) == reply.size else None
