"""Bridges to spaCy and underthesea, for callers; the analysis itself needs neither."""
