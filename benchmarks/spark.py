"""The adapter for Spark, run by a real Spark on this machine: does it leave the rows of a dataset?

    PYSPARK_PYTHON=$(which python) python -m benchmarks.spark [COUNT]       documents, 500 by default

Needs pyspark and Java. Spark listens on loopback alone, and shows no pages.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from rich.console import Console
from rich.table import Table

from benchmarks.documents import write_documents
from benchmarks.rows import same_rows
from danvan_docs.scale import Dataset, build_dataset
from danvan_docs.scale.spark import analyse_batches, analysed_schema
from danvan_docs.scale.tables import TABLES

COUNT = 500
SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
}


def session() -> SparkSession:
    """Return a session with two processors of this machine."""
    builder = SparkSession.builder.master("local[2]").appName("danvan-docs")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def analysed(spark: SparkSession, texts: Path) -> DataFrame:
    """Return one row for each document below a folder, with the rows of all tables."""
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(texts.as_uri())
    documents = files.selectExpr("replace(path, 'file:', '') AS source", "content").repartition(8)
    return documents.mapInArrow(analyse_batches, from_arrow_schema(analysed_schema()))


def rows_of(found: DataFrame, dataset: Dataset, table: str) -> pa.Table:
    """Return the rows that Spark found of a table of a dataset."""
    return found.selectExpr(f"inline({table})").toArrow().cast(dataset.schema(table))


def main() -> None:
    """Print how long each took, and the tables that differ."""
    count = int(sys.argv[1]) if sys.argv[1:] else COUNT
    with TemporaryDirectory(prefix="danvan-") as folder:
        texts, root = Path(folder, "texts"), Path(folder, "dataset")
        write_documents(texts, count)
        began = time.monotonic()
        build_dataset([texts], root, jobs=2)
        local = time.monotonic() - began
        spark = session()
        began = time.monotonic()
        found = analysed(spark, texts).localCheckpoint()
        by_spark = time.monotonic() - began
        dataset = Dataset.open(root)
        wrong = [
            table for table in TABLES if not same_rows(rows_of(found, dataset, table), dataset.read(table))
        ]
        spark.stop()
    table = Table("Engine", "Seconds", "Documents a second", title=f"{count:,} documents, 2 processors")
    table.add_row("local, with graph", f"{local:.1f}", f"{count / local:.0f}")
    table.add_row("Spark, without graph", f"{by_spark:.1f}", f"{count / by_spark:.0f}")
    Console().print(table)
    Console().print(f"OTHER ROWS in {', '.join(wrong)}" if wrong else "Every table holds the same rows.")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
