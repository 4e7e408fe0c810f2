"""What words mean before any sentence is read: one lexicon, tokens with their entries, names of bodies, rules.

lexicon/*.toml ── Lexicon ──┐
text ── Tokens ── Marks ────┴── names of bodies ── units ── rules (rules.toml) ── what a stretch of text says
"""

from .lexicon import Lexicon, lexicon
from .marks import Entry, Marks

__all__ = ["Entry", "Lexicon", "Marks", "lexicon"]
