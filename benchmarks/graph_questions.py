"""The questions of `benchmarks/graph.py`, asked of the store and, as one would write them, of plain networkx."""

from __future__ import annotations

import sqlite3
from collections import Counter, deque
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from danvan_docs.corpus.store import DATABASE, Store

#: What is asked one by one, and the function that returns the size of the answer.
Question = tuple[list[Any], Callable[[Any], int]]

CARRIES_OUT, STANDS_ON = (
    {"implements", "continues", "guides"},
    {"implements", "continues", "guides", "based_on"},
)
ASKED = 20  # instruments that each question on one instrument is asked of
ONCE = [None]


def asked_of(folder: Path) -> tuple[list[str], list[str]]:
    """Return central instruments, much and little cited, and plans of communes that the questions are about."""
    with sqlite3.connect(folder / DATABASE) as connection:
        central = [row[0] for row in connection.execute("SELECT id FROM instruments WHERE level = 'central'")]
        communes = connection.execute("SELECT id FROM instruments WHERE level = 'commune' LIMIT ?", (ASKED,))
        return central[:: max(1, len(central) // ASKED)][:ASKED], [row[0] for row in communes]


def store_side(folder: Path) -> dict[str, Question]:
    """Return the questions, asked of the compact graph of the store."""
    from danvan_docs.corpus.centrality import most_cited, pagerank
    from danvan_docs.corpus.chains import chains
    from danvan_docs.corpus.compact import Compact
    from danvan_docs.corpus.diffusion import adopters, coverage, lag
    from danvan_docs.corpus.gaps import orphans, outdated_bases
    from danvan_docs.corpus.questions import basis, implementers
    from danvan_docs.corpus.sharing import cocited, communities, shared

    graph = Compact.of(Store.open(folder))
    some, plans = asked_of(folder)
    return {
        "implementers, direct and through": (some, lambda one: len(implementers(graph, one))),
        "basis, all hops": (plans, lambda one: len({row.target for row in basis(graph, one)})),
        "chain up": (plans, lambda one: len(chains(graph, one))),
        "adopters": (some, lambda one: len(adopters(graph, one))),
        "lag of one": (some, lambda one: lag(graph, one)[0].implementers),
        "cited together": (some, lambda one: sum(row.together for row in cocited(graph, one))),
        "shared by twenty plans": (ONCE, lambda _: len(shared(graph, plans).common)),
        "lag of all": (ONCE, lambda _: lag(graph)[0].implementers),
        "coverage of the ten most followed": (ONCE, lambda _: len(coverage(graph).missing)),
        "most cited": (ONCE, lambda _: most_cited(graph)[0].documents),
        "PageRank": (ONCE, lambda _: len(pagerank(graph))),
        "orphans": (ONCE, lambda _: len(orphans(graph))),
        "outdated bases": (ONCE, lambda _: len(outdated_bases(graph))),
        "communities (Leiden)": (ONCE, lambda _: len(communities(graph))),
    }


def networkx_side(folder: Path) -> dict[str, Question]:
    """Return the same questions, asked of a networkx graph; it gives sizes, without the words of the texts."""
    import networkx as nx

    plain = Plain(folder)
    some, plans = asked_of(folder)
    return {
        "implementers, direct and through": (some, lambda one: len(plain.reach(one, CARRIES_OUT))),
        "basis, all hops": (plans, lambda one: len(plain.reach(one, STANDS_ON, up=True))),
        "adopters": (some, lambda one: len(plain.provinces(plain.reach(one, CARRIES_OUT)))),
        "lag of one": (some, plain.lag_of_one),
        "cited together": (some, plain.together),
        "shared by twenty plans": (ONCE, lambda _: plain.common(plans)),
        "lag of all": (ONCE, lambda _: sum(plain.days[a] >= plain.days[b] for a, b in plain.pairs())),
        "coverage of the ten most followed": (ONCE, lambda _: plain.missing()),
        "most cited": (ONCE, lambda _: plain.most()),
        "PageRank": (ONCE, lambda _: len(nx.pagerank(plain.graph))),
    }


class Plain:
    """A networkx graph with the attributes that the questions need, read from the rows of a store."""

    def __init__(self, folder: Path) -> None:
        import networkx as nx

        self.graph = graph = nx.MultiDiGraph()
        with sqlite3.connect(folder / DATABASE) as connection:
            for row in connection.execute("SELECT id, date, level, province, in_corpus FROM instruments"):
                graph.add_node(row[0], date=row[1], level=row[2], province=row[3], in_corpus=row[4])
            for source, target, relation in connection.execute("SELECT source, target, relation FROM edges"):
                graph.add_edge(source, target, relation=relation)
        self.days = {node: date.fromisoformat(day).toordinal() for node, day in graph.nodes(data="date")}

    def reach(self, start: str, first: set[str], up: bool = False) -> set[str]:
        """Return what can be reached along edges of `first`, then of those that stand on each other."""
        seen, queue = {start}, deque([(start, first)])
        while queue:
            node, kinds = queue.popleft()
            edges = self.graph.out_edges if up else self.graph.in_edges
            for source, target, relation in edges(node, data="relation"):
                there = target if up else source
                if relation in kinds and there not in seen:
                    seen.add(there)
                    queue.append((there, STANDS_ON))
        return seen - {start}

    def provinces(self, nodes: set[str]) -> set[str]:
        """Return the provinces of nodes."""
        return {self.graph.nodes[node]["province"] for node in nodes} - {None}

    def pairs(self) -> set[tuple[str, str]]:
        """Return who carries out what, each pair once."""
        return {(a, b) for a, b, relation in self.graph.edges(data="relation") if relation in CARRIES_OUT}

    def lag_of_one(self, one: str) -> int:
        """Return how many carry an instrument out after its day."""
        edges = self.graph.in_edges(one, data="relation")
        direct = {source for source, _, relation in edges if relation in CARRIES_OUT}
        return sum(self.days[node] >= self.days[one] for node in direct)

    def together(self, one: str) -> int:
        """Return how often the ten instruments most cited together with one are."""
        citing = {source for source in self.graph.predecessors(one) if self.graph.nodes[source]["in_corpus"]}
        counts = Counter(other for source in citing for other in set(self.graph.successors(source)) - {one})
        return sum(count for _, count in counts.most_common(10))

    def common(self, plans: list[str]) -> int:
        """Return how many instruments more than one of the plans cites."""
        counts = Counter(target for plan in plans for target in self.graph.successors(plan))
        return sum(count > 1 for count in counts.values())

    def missing(self) -> int:
        """Return how many provinces do not carry out the ten instruments that most provinces do."""
        followed: dict[str, set[str]] = {}
        for source, target in self.pairs():
            if self.graph.nodes[target]["level"] == "central":
                followed.setdefault(target, set()).add(self.graph.nodes[source]["province"])
        best = sorted(followed, key=lambda one: (-len(followed[one]), one))[:10]
        everywhere = self.provinces(set(self.graph))
        return sum(len(everywhere - self.provinces(self.reach(one, CARRIES_OUT))) for one in best)

    def most(self) -> int:
        """Return how many documents cite the most cited central instrument."""
        central = (node for node, level in self.graph.nodes(data="level") if level == "central")
        return max(len(self.graph.pred[node]) for node in central)
