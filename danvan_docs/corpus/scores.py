"""The figures of an evaluation, and the counts that they are made of."""

from __future__ import annotations

from collections import Counter

from ..models import Model


class Measure(Model):
    """How entries of one kind were found; `gold` is the number of gold entries."""

    measure: str
    precision: float
    recall: float
    f1: float
    gold: int


class Accuracy(Model):
    """How often an attribute of matched entries was right."""

    measure: str
    accuracy: float
    cases: int


class Scores(Model):
    """Measures of entries, accuracies of their attributes; what the gold does not hold is not scored."""

    measures: list[Measure]
    accuracies: list[Accuracy]

    def figure(self, measure: str) -> float:
        """Return the F1 (or the accuracy) of `measure`; KeyError where it was not scored."""
        figures = {row.measure: row.f1 for row in self.measures}
        figures.update({row.measure: row.accuracy for row in self.accuracies})
        return figures[measure]


class Tally:
    """Counts of one document, or of several: entries by measure, and their attributes.

    >>> tally = Tally()
    >>> tally.entries("citations", matched=3, missed=1, extra=0)
    >>> tally.measures()[0].recall
    0.75
    """

    def __init__(self) -> None:
        self._entries: dict[str, Counter[str]] = {}
        self._attributes: dict[str, Counter[bool]] = {}

    def entries(self, measure: str, **counts: int) -> None:
        """Count entries as `matched`, `missed` or `extra`; a measure with none of them is scored as well."""
        self._entries.setdefault(measure, Counter()).update(counts)

    def attribute(self, measure: str, right: bool) -> None:
        """Count one attribute that was compared."""
        self._attributes.setdefault(measure, Counter()).update([right])

    def add(self, other: Tally) -> None:
        """Count what `other` has counted."""
        for measure, counts in other._entries.items():
            self._entries.setdefault(measure, Counter()).update(counts)
        for attribute, cases in other._attributes.items():
            self._attributes.setdefault(attribute, Counter()).update(cases)

    def measures(self) -> list[Measure]:
        """Return precision, recall and F1, in the order in which the measures came."""
        return [_measure(name, **counts) for name, counts in self._entries.items()]

    def accuracies(self) -> list[Accuracy]:
        """Return the share of right attributes, in the order in which they came."""
        return [
            Accuracy(measure=name, accuracy=cases[True] / cases.total(), cases=cases.total())
            for name, cases in self._attributes.items()
        ]


def _measure(name: str, matched: int, missed: int, extra: int) -> Measure:
    found, gold = matched + extra, matched + missed
    precision = matched / found if found else float(not missed)
    recall = matched / gold if gold else 1.0
    f1 = 2 * precision * recall / (precision + recall) if matched else float(not gold and not found)
    return Measure(measure=name, precision=precision, recall=recall, f1=f1, gold=gold)
