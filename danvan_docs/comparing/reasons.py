"""The sentences that say why: grammar/comparing.toml."""

from __future__ import annotations

from typing import Literal

from ..grammar import table
from ..models import Model
from .results import Aspect


def reason(code: str, **words: str | None) -> str:
    """Return the sentence of a code, filled in with `words`.

    >>> reason("gone", central="2030")
    'Không nêu thời hạn 2030.'
    """
    return str(table("comparing")["reasons"][code]).format(**words)


class Label(Model):
    """What a verdict is called, the sign before it, and how good it is."""

    label: str
    sign: str
    tone: Literal["good", "weak", "bad", "open", "plain"]


def verdict_label(code: str) -> Label:
    """Return how a verdict, or a kind of difference, is shown.

    >>> verdict_label("weakened").label
    'Nhẹ hơn'
    """
    return Label(**table("comparing")["verdicts"][code])


def aspect_label(aspect: Aspect) -> str:
    """Return what an aspect that changed is called.

    >>> aspect_label("deadline")
    'thời hạn'
    """
    return str(table("comparing")["aspects"][aspect])
