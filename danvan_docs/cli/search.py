"""The command `search`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .arguments import Format, FormatOption, StoreOption
from .screen import print_models, print_tables


class Kind(StrEnum):
    """What a quantity is."""

    target = "target"
    statistic = "statistic"


class Diacritics(StrEnum):
    """Whether diacritics count."""

    auto = "auto"
    exact = "exact"
    ignore = "ignore"


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="All must occur. A phrase: '\"dân vận khéo\"'.")
    ],
    store: StoreOption,
    body: Annotated[str | None, typer.Option("--body", help="A duty in the section names this body.")] = None,
    instrument: Annotated[
        str | None, typer.Option("--instrument", metavar="SYMBOL", help="The section cites it.")
    ] = None,
    province: Annotated[str | None, typer.Option("--province", help="Province of the document.")] = None,
    year: Annotated[int | None, typer.Option("--year", help="Year of the document.")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="The section holds such a quantity.")] = None,
    diacritics: Annotated[
        Diacritics, typer.Option("--diacritics", help="auto: they count if WORDS have any.")
    ] = Diacritics.auto,
    whole_words: Annotated[
        bool, typer.Option("--whole-words", help="Leave out what tears words apart, by underthesea.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many.")] = 20,
    output: FormatOption = Format.table,
) -> None:
    """Find sections of the documents in a store, with or without diacritics.

    [bold]Examples[/bold]

      danvan search dan van kheo --store out/store

      danvan search '"mô hình" "dân vận khéo"' --province "Lam Hà" --year 2023 --store out/store

      danvan search báo cáo --body "Ban Dân vận Tỉnh ủy" --instrument 25-NQ/TW --store out/store
    """
    from ..corpus.store import Store
    from ..outputs.search_table import search_table

    asked = " ".join(words)
    with Store.open(store) as corpus:
        hits = corpus.search(
            asked,
            body=body,
            instrument=instrument,
            province=province,
            year=year,
            kind=kind.value if kind else None,
            diacritics=diacritics.value,
            whole_words=whole_words,
            limit=limit,
        )
    if output is Format.json:
        print_models(hits)
    else:
        print_tables([search_table(hits, asked)])
