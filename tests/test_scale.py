"""Datasets: the rows of the store, made part by part, by every engine, whatever happens on the way."""

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import chdir, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from conftest import CORPORA, ROOT, SHARED
from typer.testing import CliRunner

from benchmarks.documents import write_documents
from benchmarks.rows import differing
from danvan_docs.cli.app import app
from danvan_docs.corpus.build import BuildSummary, build
from danvan_docs.errors import AuthorityError, EngineError, ReadError, StoreError
from danvan_docs.scale import Dataset, build_dataset
from danvan_docs.scale.spark import analyse_batches
from danvan_docs.scale.tables import TABLES

DANVAN = Path(sys.executable).with_name("danvan")
FORMATS = ROOT / "formats"
FILES = [FORMATS / name for name in ("pile.zip", "directive.docx", "portal.html")]
TEXTS = [path for path in (CORPORA, *FILES, SHARED / "seeds", SHARED / "real") if path.exists()]
PLAN = """KẾ HOẠCH
thực hiện Kế hoạch số 99-KH/TW, ngày 05/02/2019 của Ban Bí thư

1. Giao Sở Nội vụ báo cáo trước ngày 15/12/2025.
"""
OURS = """id,symbol,type,date,issuer,title,level,system,status,source,confidence
99-KH/TW@2019-02-05,99-KH/TW,Kế hoạch,2019-02-05,Ban Bí thư,Thử nghiệm,central,party,unknown,directive,high
"""


def assert_like_store(paths: list[Path], root: Path, tmp_path: Path, registry: tuple[Path, ...] = ()) -> None:
    """Check that a dataset holds what a store holds that is built from the same files."""
    store = tmp_path / f"store-{time.monotonic_ns()}"
    build(paths, store, registry=registry)
    assert differing(store, root) == []


def written(root: Path) -> dict[str, int]:
    """Return when every file of the parts was written."""
    return {str(path): path.stat().st_mtime_ns for path in root.glob("[!g]*/*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `texts` and the `dataset` that was built from them, by a path that is not absolute."""
    folder = tmp_path_factory.mktemp("made")
    write_documents(folder / "texts", 120)  # three parts
    with chdir(folder):
        build_dataset(["texts"], "dataset", jobs=2)
    return folder


@pytest.fixture
def texts(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(made, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    return Path("texts")


@pytest.fixture
def dataset(texts: Path) -> Path:
    return Path("dataset")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildSummary]:
    """A store of all texts there are, and what its build said."""
    folder = tmp_path_factory.mktemp("store")
    return folder, build(TEXTS, folder, jobs=2)


@pytest.mark.parametrize("engine", ["local", "native"])
def test_every_engine_leaves_the_rows_of_the_store(
    engine: str, store: tuple[Path, BuildSummary], tmp_path: Path
) -> None:
    if engine != "local":
        pytest.importorskip("daft")
    folder, expected = store
    made = build_dataset(TEXTS, tmp_path / "dataset", engine=engine, jobs=2)
    assert made == expected
    assert made.citations > 100
    assert differing(folder, tmp_path / "dataset") == []


def test_the_comparison_sees_one_row_that_differs(texts: Path, dataset: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([texts], store)
    assert differing(store, dataset) == []
    path = texts / "0000/0000007.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\n\nTheo Nghị quyết số 25-NQ/TW.\n", encoding="utf-8")
    build([texts], store)
    assert {"documents", "citations", "edges"} <= set(differing(store, dataset))


class TestAgain:
    def test_nothing_is_done_twice(self, texts: Path, dataset: Path) -> None:
        before = written(dataset)
        summary = build_dataset([texts], dataset)
        assert (summary.read, summary.unchanged) == (0, 120)
        assert written(dataset) == before

    def test_new_documents_leave_old_parts_alone(self, texts: Path, dataset: Path, tmp_path: Path) -> None:
        before = written(dataset)
        (texts / "new.txt").write_text(PLAN, encoding="utf-8")
        assert build_dataset([texts], dataset, jobs=1).read == 1
        after = written(dataset)
        assert {path: after[path] for path in before} == before
        assert_like_store([texts], dataset, tmp_path)

    def test_of_a_part_only_what_has_changed_is_read(
        self, texts: Path, dataset: Path, tmp_path: Path
    ) -> None:
        (texts / "0000/0000007.txt").write_text(PLAN, encoding="utf-8")
        (texts / "0000/0000060.txt").unlink()
        summary = build_dataset([texts], dataset, jobs=1)
        assert (summary.read, summary.removed, summary.documents) == (1, 1, 119)
        assert_like_store([texts], dataset, tmp_path)

    def test_a_part_without_documents_goes(self, texts: Path, dataset: Path, tmp_path: Path) -> None:
        for path in sorted(texts.rglob("*.txt"))[:50]:
            path.unlink()
        assert build_dataset([texts], dataset, jobs=1).removed == 50
        assert len(list((dataset / "citations").iterdir())) == 2
        assert_like_store([texts], dataset, tmp_path)

    def test_documents_of_other_folders_stay(self, dataset: Path, tmp_path: Path) -> None:
        assert build_dataset([CORPORA], dataset, jobs=1).documents == 138

    def test_all_of_a_dataset(self, texts: Path, dataset: Path) -> None:
        (texts / "0000/0000007.txt").unlink()
        summary = build_dataset([], dataset, again=True, jobs=2)
        assert (summary.read, summary.removed) == (119, 1)


class TestRegistry:
    """The user's authority files grow."""

    @pytest.fixture
    def ours(self, tmp_path: Path) -> Path:
        path = tmp_path / "ours.csv"
        path.write_text(OURS, encoding="utf-8")
        return path

    @pytest.mark.parametrize("engine", ["local", "native"])
    def test_documents_are_linked_anew_and_not_read(
        self, engine: str, texts: Path, ours: Path, dataset: Path, tmp_path: Path
    ) -> None:
        if engine != "local":
            pytest.importorskip("daft")
        (texts / "new.txt").write_text(PLAN, encoding="utf-8")
        build_dataset([texts], dataset, jobs=1)
        summary = build_dataset([texts], dataset, registry=[ours], engine=engine, jobs=2)
        assert (summary.read, summary.relinked, summary.unchanged) == (0, 121, 0)
        linked = Dataset.open(dataset).read("citations").filter(pc.field("symbol") == "99-KH/TW")
        assert linked["instrument_id"].to_pylist() == ["99-KH/TW@2019-02-05"]
        assert_like_store([texts], dataset, tmp_path, (ours,))

    def test_without_it_the_dataset_is_as_before(
        self, texts: Path, ours: Path, dataset: Path, tmp_path: Path
    ) -> None:
        build_dataset([texts], dataset, registry=[ours], jobs=2)
        assert build_dataset([texts], dataset, jobs=2).relinked == 120
        assert_like_store([texts], dataset, tmp_path)

    def test_a_registry_that_does_not_hold_stops_the_build(self, texts: Path, tmp_path: Path) -> None:
        with pytest.raises(AuthorityError, match=r"none\.csv"):
            build_dataset([texts], tmp_path / "dataset", registry=[tmp_path / "none.csv"])
        assert not (tmp_path / "dataset").exists()


class TestTrouble:
    """Documents that cannot be read, processes that end, builds that are broken off."""

    def test_what_cannot_be_read_is_a_row(self, texts: Path, dataset: Path, tmp_path: Path) -> None:
        (texts / "broken.docx").write_bytes(b"PK\x03\x04")
        (texts / "empty.txt").write_bytes(b"")
        summary = build_dataset([texts], dataset, jobs=1)
        assert (summary.read, summary.failed, summary.documents) == (0, 2, 120)
        assert_like_store([texts], dataset, tmp_path)
        assert build_dataset([texts], dataset, jobs=1).failed == 0  # known, and not tried again
        (texts / "empty.txt").write_text(PLAN, encoding="utf-8")
        summary = build_dataset([texts], dataset, jobs=1)
        assert (summary.read, summary.failed, summary.documents) == (1, 1, 121)

    def test_what_takes_too_long_is_given_up(self, texts: Path, dataset: Path) -> None:
        (texts / "endless.txt").write_text(PLAN * 4000, encoding="utf-8")
        assert build_dataset([texts], dataset, jobs=1, timeout=0.5).failed == 1
        [row] = Dataset.open(dataset).read("errors").to_pylist()
        assert row["message"] == f"{texts / 'endless.txt'}: cannot be analysed within 0.5 seconds"

    def test_what_takes_its_process_down_is_given_up(self, texts: Path, dataset: Path) -> None:
        endless = texts / "endless.txt"
        endless.write_text(PLAN * 4000, encoding="utf-8")
        over = threading.Event()

        def kill() -> None:
            while not over.wait(0.2):
                for child in multiprocessing.active_children():
                    with suppress(ProcessLookupError):
                        os.kill(child.pid or 0, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            assert build_dataset([texts], dataset, jobs=1).failed == 1
        finally:
            over.set()
            killer.join()
        [row] = Dataset.open(dataset).read("errors").to_pylist()
        assert row["source"] == str(endless)
        assert "its process ended with code" in row["message"]

    @pytest.mark.parametrize("engine", ["local", "native"])
    def test_a_build_broken_off_is_gone_on_with(self, engine: str, texts: Path, tmp_path: Path) -> None:
        if engine != "local":
            pytest.importorskip("daft")
        root = tmp_path / "dataset"
        command = [DANVAN, "build", texts, "--store", root, "--engine", engine, "--jobs", "1"]
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
        while not Dataset(root).whole():
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
        process.wait()
        whole = Dataset(root).whole()
        assert len(whole) < 3, "it was done before"
        kept = {
            name: at for name, at in written(root).items() if Path(name).stem in {f"{n:05}" for n in whole}
        }
        time.sleep(1.5)  # what the engine runs in ends by itself
        assert Dataset(root).whole() == whole
        build_dataset([texts], root, engine=engine, jobs=1)
        after = written(root)
        assert {name: after[name] for name in kept} == kept
        assert not list(root.rglob("*.tmp")) + list(root.rglob("*.plan.json"))
        assert_like_store([texts], root, tmp_path)

    def test_half_a_part_is_no_part(self, texts: Path, dataset: Path, tmp_path: Path) -> None:
        (dataset / "parts/00002.json").unlink()
        (dataset / "citations/.00002.parquet.0.tmp").write_bytes(b"half")
        assert 50 < Dataset(dataset).read("documents").num_rows < 120
        assert build_dataset([texts], dataset, jobs=1).read == 50
        assert_like_store([texts], dataset, tmp_path)

    def test_without_a_cluster_nothing_is_done(self, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("ray")
        monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:1")
        with pytest.raises(EngineError, match=r"auto: the cluster cannot be reached"):
            build_dataset([texts], "lost", engine="ray")
        assert Dataset("lost").whole() == set()


class TestPlaces:
    def test_urls_leave_the_same_rows(self, texts: Path, dataset: Path, tmp_path: Path) -> None:
        url, root = texts.absolute().as_uri(), f"{tmp_path.as_uri()}/by url"
        (texts / "Kế hoạch 99%.txt").write_text(PLAN, encoding="utf-8")
        made = build_dataset([url], root, jobs=1)
        assert made.documents == 121
        assert made == build_dataset([texts], tmp_path / "by path", jobs=1)
        sources = Dataset.open(root).read("documents")["source"].to_pylist()
        assert f"{url}/Kế hoạch 99%.txt" in sources
        assert build_dataset([url], root, jobs=1).unchanged == 121

    def test_what_is_wrong_with_a_place_is_said(self, texts: Path, dataset: Path, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="environment"):
            build_dataset(["s3://key:secret@bucket/texts"], dataset)
        with pytest.raises(StoreError, match="other files"):
            build_dataset([texts], texts / "0000")
        with pytest.raises(StoreError, match="no dataset"):
            Dataset.open(texts)
        with pytest.raises(StoreError, match="no table 'none'"):
            Dataset.open(dataset).read("none")
        with pytest.raises(ReadError, match="below this address"):
            build_dataset([(tmp_path / "nothing").as_uri()], dataset)
        (dataset / "dataset.json").write_text('{"format": 99}', encoding="utf-8")
        with pytest.raises(StoreError, match="format 99"):
            build_dataset([texts], dataset)


def test_the_adapter_for_spark_leaves_the_same_rows(texts: Path, dataset: Path) -> None:
    files = sorted(texts.rglob("*.txt"))[:20]
    columns = {"source": list(map(str, files)), "content": [path.read_bytes() for path in files]}
    found = pa.Table.from_batches(analyse_batches(pa.table(columns).to_batches(max_chunksize=8)))
    held = Dataset.open(dataset)
    for table in TABLES:
        lists = found[table].combine_chunks()
        rows = [row for each in lists.to_pylist() for row in each]
        of = "source" if table in ("documents", "errors") else "document"
        assert rows == [row for row in held.read(table).to_pylist() if row[of] in columns["source"]]


def test_the_adapter_keeps_a_failure_in_its_row() -> None:
    batch = pa.RecordBatch.from_pydict({"source": ["a", "b"], "content": [b"\0\1", PLAN.encode()]})
    [found] = analyse_batches([batch])
    assert [len(row["errors"]) for row in found.to_pylist()] == [1, 0]
    assert [len(row["citations"]) for row in found.to_pylist()] == [0, 1]


class TestCommand:
    def run(self, *arguments: object) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, ["build", *map(str, arguments)])
        return done.exit_code, done.stdout, done.stderr

    def test_it_builds_a_dataset(self, texts: Path, tmp_path: Path) -> None:
        code, out, _ = self.run(texts, "--store", tmp_path / "d", "--engine", "local", "-j", 1, "-f", "json")
        assert code == 0
        assert BuildSummary.model_validate(json.loads(out)).documents == 120

    def test_failures_are_told(self, texts: Path, tmp_path: Path) -> None:
        (texts / "broken.docx").write_bytes(b"PK\x03\x04")
        code, _, told = self.run(texts, "--store", tmp_path / "d", "--engine", "local", "-j", 1)
        assert (code, told.count("\n")) == (1, 1)
        assert "broken.docx" in told

    def test_an_object_store_out_of_reach_is_one_line(
        self, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"):
            monkeypatch.setenv(name, "none")
        monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        code, out, told = self.run("s3://archive/2024", "--store", tmp_path / "d", "--engine", "local")
        assert (code, out, told.count("\n")) == (2, "", 1)
        assert told.startswith("danvan: s3://archive: cannot be used (")

    def test_an_unknown_engine_is_one_line(self, texts: Path, tmp_path: Path) -> None:
        code, out, told = self.run(texts, "--store", tmp_path / "d", "--engine", "dask")
        assert (code, out) == (2, "")
        assert told == "danvan: dask: unknown engine; known: local, native, ray, ray://HOST:PORT\n"
        assert not (tmp_path / "d").exists()


def test_nothing_of_an_engine_loads_before_it_is_asked_for() -> None:
    heavy = "{'daft', 'ray', 'pyarrow', 'pebble', 'networkx'} & set(sys.modules)"
    script = f"import sys, danvan_docs.cli.app, danvan_docs.scale.build; assert not {heavy}, {heavy}"
    subprocess.run([sys.executable, "-c", script], check=True)
