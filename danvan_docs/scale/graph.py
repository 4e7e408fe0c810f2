"""The citation graph of a dataset: the tables that a build of the store derives, made on the engine.

    documents ──each──> what it says ──by symbol──> settled instruments ──by document──> edges

What a document says, how the instruments of one symbol are settled and what makes an edge is told by
`corpus.derive` and `corpus.instruments`; the engine brings together what belongs together. Of instruments that
many documents speak of, only what differs travels, with its number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..authority import registry_of
from ..corpus.derive import Link, settled, spoken_in
from ..corpus.identity import Key
from ..corpus.instruments import Instruments, Said
from ..models import Directive
from .copies import find_copies
from .frames import DOCUMENTS, engine, frame, spread, staging, unfolded, write

if TYPE_CHECKING:
    import pyarrow as pa
    from daft import DataFrame

    from .dataset import Dataset

Rows = list[dict[str, Any]]
_SAID = tuple(field.name for field in fields(Said))
_LINK = tuple(field.name for field in fields(Link) if field.name != "document")
_SETTLED = {"ids": ("key", "id"), "owners": ("document", "instrument")}


def write_graph(dataset: Dataset, registry: tuple[Path, ...] = ()) -> None:
    """Derive copies and graph from the documents of a dataset, on the runner that Daft is set to.

    `registry` is the authority files that the documents were linked by, where every worker can read them. The
    tables are those of the store, row by row; each appears whole or not at all.

    Raises AuthorityError for an authority file that does not hold, MissingExtra without the extra `scale`.
    """
    registry_of(registry)  # what is wrong with it is said here, not by a worker
    daft = engine()
    col = daft.col
    documents = frame(dataset, "documents", "source", "directive")
    copies = daft.from_arrow(_copies(find_copies(dataset, registry)))
    with staging(dataset) as stage:
        originals = documents.join(copies, on="source", how="anti")
        spoken = stage(spread(originals, partial(_spoken, registry), _spoken_schema(), DOCUMENTS))
        known = stage(spread(_by_symbol(spoken), partial(_settled, registry), _settled_schema(dataset)))
        owners = unfolded(known, "owners")
        write(dataset, "instruments", unfolded(known, "instruments").sort("id"))
        write(dataset, "aliases", unfolded(known, "aliases").sort(["instrument", "alias"]))
        edges = spread(_with_ids(spoken, owners, unfolded(known, "ids")), _edges, dataset.schema("edges"))
        write(dataset, "edges", edges.sort(["document", "ordinal"]))
        identities = documents.select("source").join(copies, on="source", how="left")
        owner = daft.functions.coalesce(col("copy_of"), col("source"))
        identities = identities.with_column("document", owner).join(owners, on="document")
        write(dataset, "identities", identities.sort("source"))


def _by_symbol(spoken: DataFrame) -> DataFrame:
    """Return all that is said of the instruments of each symbol; what is said alike once, with its number."""
    daft = engine()
    col = daft.col
    alike = unfolded(spoken, "said").groupby("group", *_SAID)
    said = alike.agg(col("position").count().alias("times"), col("position").min())
    row = daft.functions.to_struct(*(col(name) for name in (*_SAID, "times", "position")))
    of_symbol = said.select(col("group"), row.alias("said")).groupby("group")
    return of_symbol.agg(col("said").list_agg()).select("said")


def _with_ids(spoken: DataFrame, owners: DataFrame, ids: DataFrame) -> DataFrame:
    """Return the links of each document, with its own id and the settled ids of what they lead to."""
    daft = engine()
    col = daft.col
    ends = spoken.select("document", "ends").explode("ends").where(col("ends").not_null())
    ends = ends.with_column_renamed("ends", "key").join(ids, on="key")
    named = daft.functions.to_struct(col("key"), col("id")).alias("ids")
    named = ends.select(col("document"), named).groupby("document").agg(col("ids").list_agg())
    links = spoken.select("document", "links").join(owners, on="document").join(named, on="document")
    return links.select("document", "links", "instrument", "ids")


def _spoken(registry: tuple[Path, ...], source: str, directive: str) -> Iterator[dict[str, Any]]:
    """Yield what a document says as one row; `position` puts what is said in the order of the corpus."""
    spoken = spoken_in(Directive.model_validate_json(directive), registry_of(registry))
    said = [
        {
            "group": each.id.key[0],
            "position": f"{source}\0{place:09}",
            **{name: getattr(each, name) for name in _SAID},
        }
        for place, each in enumerate((spoken.itself, *spoken.cited))
    ]
    links = [{name: getattr(link, name) for name in _LINK} for link in spoken.links]
    for link in links:
        link |= {"source": _text(link["source"]), "target": _text(link["target"])}
    ends = {link[end] for link in links for end in ("source", "target")} - {None}
    yield {"document": source, "said": said, "links": links, "ends": sorted(ends)}


def _settled(registry: tuple[Path, ...], said: Rows) -> Iterator[dict[str, Any]]:
    """Yield the instruments of one symbol as one row: with their aliases, and the ids of keys and documents."""
    instruments, keys, owners = Instruments(registry_of(registry)), set[Key](), dict[str, Key]()
    for row in sorted(said, key=lambda row: row["position"]):
        each = Said(**{name: row[name] for name in _SAID})
        key = instruments.add(each, row["times"])
        keys.add(key)
        if each.source is not None:
            owners[each.source] = key
    instruments.settle()
    yield {
        "instruments": [each.model_dump() for each in instruments.rows()],
        "aliases": [each.model_dump() for each in instruments.aliases()],
        "ids": [{"key": _text(key), "id": instruments.id_of(key)} for key in keys],
        "owners": [{"document": each, "instrument": instruments.id_of(key)} for each, key in owners.items()],
    }


def _edges(document: str, links: Rows, instrument: str, ids: Rows) -> Iterator[dict[str, Any]]:
    """Yield the edges of one document, in the order of its text."""
    known: dict[Key | None, str] = {None: instrument, **{_key(row["key"]): row["id"] for row in ids}}
    found = [
        Link(**row | {"document": document, "source": _key(row["source"]), "target": _key(row["target"])})
        for row in links
    ]
    for ordinal, edge in enumerate(settled(found, known)):
        yield {"ordinal": ordinal, **edge.model_dump()}


def _text(key: Key | None) -> str | None:
    """Return a key as one text that can be joined on."""
    return json.dumps(key, ensure_ascii=False) if key else None


def _key(text: str | None) -> Key | None:
    if text is None:
        return None
    symbol, date, place = json.loads(text)
    return symbol, date, place


def _copies(copies: dict[str, str]) -> pa.Table:
    import pyarrow as pa

    columns = [list(copies), list(copies.values())]
    return pa.table(columns, schema=pa.schema([("source", pa.string()), ("copy_of", pa.string())]))


def _spoken_schema() -> pa.Schema:
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    said = dict.fromkeys(("group", "position", *_SAID), text) | {"ambiguous": pa.bool_()}
    link = dict.fromkeys(_LINK, text) | {"start": number, "end": number, "confidence": pa.float64()}
    lists = {"said": pa.struct(said.items()), "links": pa.struct(link.items()), "ends": text}
    return pa.schema([("document", text), *((name, pa.list_(row)) for name, row in lists.items())])


def _settled_schema(dataset: Dataset) -> pa.Schema:
    import pyarrow as pa

    rows = {name: list(dataset.schema(name)) for name in ("instruments", "aliases")}
    rows |= {name: [(each, pa.string()) for each in pair] for name, pair in _SETTLED.items()}
    return pa.schema([(name, pa.list_(pa.struct(row))) for name, row in rows.items()])
