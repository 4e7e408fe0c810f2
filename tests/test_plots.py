"""Pictures of a store: right figures, files that open, pages that load nothing."""

import base64
import doctest
import hashlib
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from conftest import CORPORA, ROOT
from PIL import Image
from typer.testing import CliRunner

import danvan_docs as dv
from danvan_docs.cli.app import app
from danvan_docs.corpus.build import build
from danvan_docs.corpus.diffusion import coverage, lag_days
from danvan_docs.corpus.graph import citation_graph
from danvan_docs.corpus.questions import implementers
from danvan_docs.corpus.store import Store
from danvan_docs.errors import ExportError, MissingExtra, StoreError
from danvan_docs.outputs.drawing import Dot, Drawing, Label, Rect
from danvan_docs.outputs.graph_page import MOST_INSTRUMENTS, graph_html, graph_picture, write_graph_picture
from danvan_docs.outputs.picture_files import Picture, picture_html, write_picture
from danvan_docs.outputs.pictures import coverage_picture, lag_picture, timeline_picture

CHROMIUM = shutil.which("chromium")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    build([CORPORA], folder)
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def graph(store: Store) -> nx.MultiDiGraph:
    return citation_graph(store)


def notes(picture: Picture, kind: type) -> list[str]:
    return [shape.note for shape in picture.drawing.shapes if isinstance(shape, kind) and shape.note]


class TestCoverage:
    def test_each_province_meets_each_instrument_once(self, store: Store) -> None:
        picture = coverage_picture(coverage(store))
        pairs = [(row[0], row[1]) for row in picture.rows]
        assert len(set(pairs)) == len(pairs) == 30
        assert list(dict.fromkeys(province for province, _ in pairs)) == ["Đông Khê", "Lam Hà", "Tân Giang"]
        assert len(notes(picture, Rect)) == len(pairs)

    def test_what_is_there_and_what_is_missing(self, store: Store) -> None:
        """57-NQ/TW: An Trầm in Lam Hà; three, one below the other, in Tân Giang; nobody in Đông Khê.

        See corpora/README.md.
        """
        picture = coverage_picture(coverage(store, ["57-NQ/TW"]))
        assert [tuple(row[::2]) for row in picture.rows] == [
            ("Đông Khê", "0", ""), ("Lam Hà", "1", "22/09/2025"), ("Tân Giang", "3", "12/11/2025"),
        ]  # fmt: skip
        assert "Đông Khê · 57-NQ/TW@2024-12-22: chưa có" in notes(picture, Rect)
        assert "còn thiếu 1 trên 3 ô" in picture.summary


class TestLag:
    def test_every_implementation_is_in_one_bar(self, store: Store) -> None:
        days = lag_days(store)
        picture = lag_picture(days)
        counted = [int(note.rsplit(": ", 1)[1]) for note in notes(picture, Rect)]
        assert sum(counted) == len(days) > 20
        assert [row[2] for row in picture.rows] == [str(count) for count in counted]

    @pytest.mark.parametrize(("days", "width"), [([0, 36], 30), ([10, 800], 60), ([5000], 365)])
    def test_bars_are_as_wide_as_the_days_need(self, days: list[int], width: int) -> None:
        picture = lag_picture(days)
        labels = [shape.text for shape in picture.drawing.shapes if isinstance(shape, Label)]
        assert f"Số ngày (mỗi cột {width} ngày)" in labels

    def test_bars_stand_as_high_as_they_count(self) -> None:
        bars = [shape for shape in lag_picture([1, 2, 3, 40]).drawing.shapes if isinstance(shape, Rect)]
        assert [round(bar.height / bars[1].height) for bar in bars] == [3, 1]
        assert len({bar.y + bar.height for bar in bars}) == 1


class TestTimeline:
    def test_a_lane_for_each_instrument_and_a_dot_for_each_implementer(self, store: Store) -> None:
        """58-KH/HU of 20/9/2023 carries out 12-NQ/TU of 15/8/2023: 16 days of August and 20 of September."""
        rows = implementers(store, "12-NQ/TU")
        picture = timeline_picture(rows)
        dots = notes(picture, Dot)
        assert len(dots) == len(picture.rows) == len(rows)
        assert any(
            "58-KH/HU@2023-09-20" in note and note.endswith("20/09/2023, sau 36 ngày") for note in dots
        )
        labels = [shape.text for shape in picture.drawing.shapes if isinstance(shape, Label)]
        assert "12-NQ/TU (2023)" in labels

    def test_who_goes_through_another_is_told_apart(self, store: Store) -> None:
        rows = implementers(store, "25-NQ/TW@2013-06-03")
        dots = [shape for shape in timeline_picture(rows).drawing.shapes if isinstance(shape, Dot)]
        through = [dot for dot in dots if "thông qua" in dot.note]
        assert len(through) == sum(bool(row.via) for row in rows) > 0
        assert {dot.radius for dot in through} < {dot.radius for dot in dots}

    def test_no_label_lies_over_another(self, store: Store) -> None:
        picture = timeline_picture(implementers(store, "25-NQ/TW@2013-06-03"))
        labels = [shape for shape in picture.drawing.shapes if isinstance(shape, Label) and shape.size == 10]
        assert len(labels) > 4
        for one in labels:
            for other in labels:
                if one is not other and one.y == other.y and one.x <= other.x:
                    assert one.x + 0.62 * one.size * len(one.text) <= other.x

    def test_what_has_no_date_is_counted_but_not_drawn(self, store: Store) -> None:
        rows = implementers(store, "12-NQ/TU")
        rows = [rows[0].model_copy(update={"date": "2023"}), *rows[1:]]
        picture = timeline_picture(rows)
        assert len(notes(picture, Dot)) == len(rows) - 1
        assert "1 lượt không rõ ngày" in picture.summary


def test_where_there_is_nothing_to_draw() -> None:
    nothing = citation_graph([dv.parse("Không viện dẫn gì.", source="a.txt")])
    for draw in (lambda: coverage_picture(coverage(nothing)), lambda: lag_picture(lag_days(nothing)),
                 lambda: timeline_picture([])):  # fmt: skip
        with pytest.raises(StoreError, match="nothing to draw"):
            draw()


@pytest.mark.parametrize("kind", ["coverage", "lag", "timeline"])
class TestEveryPicture:
    @pytest.fixture
    def picture(self, store: Store, kind: str) -> Picture:
        if kind == "coverage":
            return coverage_picture(coverage(store))
        if kind == "lag":
            return lag_picture(lag_days(store))
        return timeline_picture(implementers(store, "25-NQ/TW@2013-06-03"))

    def test_all_lies_inside(self, picture: Picture) -> None:
        for shape in picture.drawing.shapes:
            x, y = shape[:2]
            assert 0 <= x <= picture.drawing.width, shape
            assert 0 <= y <= picture.drawing.height, shape

    def test_files_open(self, picture: Picture, tmp_path: Path) -> None:
        for suffix in ("html", "png", "svg"):
            write_picture(picture, tmp_path / f"out.{suffix}")
        root = ET.parse(tmp_path / "out.svg").getroot()
        words = [text.text for text in root.iter(f"{SVG}text")]
        assert words == [shape.text for shape in picture.drawing.shapes if isinstance(shape, Label)]
        with Image.open(tmp_path / "out.png") as image:
            assert image.width >= 2 * picture.drawing.width - 2
            assert len(image.convert("RGB").getcolors(maxcolors=1 << 20) or []) > 8
        page = (tmp_path / "out.html").read_text(encoding="utf-8")
        assert page.count("<tr>") == len(picture.rows) + 1
        assert "default-src 'none'" in page
        assert not re.search(r"https?://|<script|(?:src|href)=|url\(", page)


def test_words_are_escaped() -> None:
    picture = Picture("<b>", "a & b", Drawing(9, 9, [Dot(1, 1, 1, "#000", '"<i>"')]), ["<th>"], [["<td>"]])
    page = picture_html(picture)
    assert "<title>&quot;&lt;i&gt;&quot;</title>" in page
    assert "&lt;th&gt;" in page
    assert "<td>&lt;td&gt;</td>" in page


def test_without_matplotlib_only_png_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtra, match=r"danvan-docs\[plots\]"):
        write_picture(lag_picture([36, 49]), tmp_path / "lag.png")
    assert not list(tmp_path.iterdir())
    write_picture(lag_picture([36, 49]), tmp_path / "lag.html")


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.html \.png \.svg"):
        write_picture(lag_picture([36, 49]), tmp_path / "lag.gif")


class TestGraphPage:
    def data(self, page: str) -> dict:
        found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
        assert found
        return json.loads(found[1])

    def test_every_instrument_and_every_quote_is_there(self, graph: nx.MultiDiGraph) -> None:
        data = self.data(graph_html(graph))
        assert {node["id"] for node in data["nodes"]} == set(graph)
        said = [
            (edge["source"], edge["target"], edge["relation"], each["document"], each["quote"])
            for edge in data["edges"]
            for each in edge["quotes"]
        ]
        assert sorted(said) == sorted(
            (a, b, d["relation"], d["document"], d["quote"]) for a, b, d in graph.edges(data=True)
        )
        assert {edge["relation"] for edge in data["edges"]} <= set(data["relations"])
        assert {node["level"] for node in data["nodes"]} <= set(data["levels"])

    def test_no_two_instruments_stand_on_one_place(self, graph: nx.MultiDiGraph) -> None:
        places = [(node["x"], node["y"]) for node in self.data(graph_html(graph))["nodes"]]
        assert len(set(places)) == len(places)

    def test_only_the_named_scripts_run_and_nothing_is_loaded(self, graph: nx.MultiDiGraph) -> None:
        page = graph_html(graph)
        scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
        assert len(scripts) == 2
        allowed = " ".join(f"'sha256-{each}'" for each in digests)
        assert f'script-src {allowed}"' in page
        assert "The Cytoscape Consortium" in scripts[0]  # its licence stays with it
        assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=", page)

    def test_words_of_a_document_cannot_leave_their_place(self) -> None:
        text = "Thực hiện Nghị quyết số 25-NQ/TW </script><script>alert(1)</script> ngày 03/6/2013."
        page = graph_html(citation_graph([dv.parse(text, source="a.txt")]))
        assert page.count("<script") == 3
        assert "</script><script>alert" in self.data(page)["edges"][0]["quotes"][0]["quote"]

    def test_a_still_picture_has_a_dot_for_each(self, graph: nx.MultiDiGraph, tmp_path: Path) -> None:
        picture = graph_picture(graph)
        assert len(notes(picture, Dot)) == len(graph)
        assert len(picture.rows) == graph.number_of_edges()
        write_graph_picture(graph, tmp_path / "graph.png")
        with Image.open(tmp_path / "graph.png") as image:
            assert image.format == "PNG"

    def test_too_many_instruments_are_an_error(self, tmp_path: Path) -> None:
        large = nx.MultiDiGraph()
        large.add_nodes_from(range(MOST_INSTRUMENTS + 1))
        for suffix in ("html", "png"):
            with pytest.raises(ExportError, match="take fewer relations or levels"):
                write_graph_picture(large, tmp_path / f"graph.{suffix}")
        assert not list(tmp_path.iterdir())

    @pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
    def test_a_browser_runs_it(self, graph: nx.MultiDiGraph, tmp_path: Path) -> None:
        """The filters and the canvas are made by the scripts: the policy of the page let them run."""
        write_graph_picture(graph, tmp_path / "graph.html")
        dom = browsed(tmp_path / "graph.html", tmp_path)
        central = sum(data["level"] == "central" for _, data in graph.nodes(data=True))
        assert f"Trung ương<small>{central}</small>" in dom
        assert "<canvas" in dom


@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
def test_a_browser_runs_the_view(tmp_path: Path) -> None:
    dv.write_view(dv.read(CORPORA / "lam-ha/kh-58-hu-2023.txt"), tmp_path / "view.html")
    assert '<details open=""><summary>' in browsed(tmp_path / "view.html", tmp_path, width=1280)
    assert "<details><summary>" in browsed(tmp_path / "view.html", tmp_path, width=600)


def browsed(page: Path, folder: Path, width: int = 1280) -> str:
    """Return the page as a real browser has it after its scripts have run."""
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
        f"--window-size={width},900", "--virtual-time-budget=3000", "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return done.stdout.decode()


def test_the_example_in_the_docs_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpora").symlink_to(CORPORA)
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs/pictures.md").read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, "pictures.md", "pictures.md", 0)
    assert examples.examples
    assert doctest.DocTestRunner(verbose=False).run(examples).failed == 0


class TestCommand:
    @pytest.mark.parametrize("question", ["coverage", "lag", "timeline", "implementers 25-NQ/TW", "draw"])
    @pytest.mark.parametrize("suffix", ["html", "png"])
    def test_an_answer_is_drawn(self, folder: Path, tmp_path: Path, question: str, suffix: str) -> None:
        out = tmp_path / f"out.{suffix}"
        command = ["graph", *question.split(), "--store", str(folder), "--plot", str(out)]
        done = CliRunner().invoke(app, command)
        assert (done.exit_code, done.stdout) == (0, "")
        start = b"\x89PNG" if suffix == "png" else b"<!DOCTYPE html>"
        assert out.read_bytes().startswith(start)

    def test_the_picture_has_the_filters_of_the_question(self, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "lag.html"
        command = [
            "graph",
            "lag",
            "57-NQ/TW",
            "--level",
            "commune",
            "--store",
            str(folder),
            "--plot",
            str(out),
        ]
        assert CliRunner().invoke(app, command).exit_code == 0
        assert "1 lượt triển khai; trung vị 274 ngày" in out.read_text(encoding="utf-8")

    def test_timeline_prints_who_carries_out_what(self, folder: Path) -> None:
        command = ["graph", "timeline", "12-NQ/TU", "57-NQ/TW", "--store", str(folder)]
        printed = CliRunner().invoke(app, command).stdout
        assert "12-NQ/TU@2023-08-15#Lam Hà: implemented by" in printed
        assert "57-NQ/TW@2024-12-22: implemented by 4" in printed
        rows = json.loads(CliRunner().invoke(app, [*command, "--format", "json"]).stdout)
        assert {row["instrument"] for row in rows} == {"12-NQ/TU@2023-08-15#Lam Hà", "57-NQ/TW@2024-12-22"}

    def test_the_graph_can_be_narrowed(self, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "graph.html"
        command = ["graph", "draw", "--store", str(folder), "--out", str(out)]
        command += ["--relation", "implements", "--level", "central", "--level", "province"]
        assert CliRunner().invoke(app, command).exit_code == 0
        data = TestGraphPage().data(out.read_text(encoding="utf-8"))
        assert {edge["relation"] for edge in data["edges"]} == {"implements"}
        assert {node["level"] for node in data["nodes"]} == {"central", "province"}

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["timeline", "99-NQ/TW", "--plot", "out.png"], "99-NQ/TW: no document of this corpus"),
            (["lag", "--plot", "out.gif"], "out.gif: unknown picture format '.gif'; known: .html .png .svg"),
            (["draw", "--out", "out.gif"], "out.gif: unknown picture format '.gif'; known: .html .png .svg"),
        ],
    )
    def test_a_slip_is_one_line(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        done = CliRunner().invoke(app, ["graph", *words, "--store", str(folder)])
        assert done.exit_code == 2
        assert done.stderr.startswith(f"danvan: {message}")
        assert not list(tmp_path.iterdir())
