"""The documents say what is so: their examples run, their outputs are real, their links lead somewhere."""

import doctest
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import danvan_docs as dv

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.vi.md")
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "corpora/README.md", ROOT / "phenomena/README.md"]
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
OMITTED = "…"


def blocks(path: Path, language: str) -> list[str]:
    return [body for name, body in FENCE.findall(path.read_text(encoding="utf-8")) if name == language]


def section(path: Path, title: str) -> str:
    return path.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]


def tidy(output: str) -> str:
    return "\n".join(line.rstrip() for line in output.splitlines()).strip("\n") + "\n"


def shown_commands(console: str) -> list[tuple[str, str]]:
    """Split a console block into commands and what it shows of their outputs."""
    parts = re.split(r"^\$ (.*)\n", console, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the documents' paths hold and nothing is left behind in the checkout."""
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "name", [*READMES, "docs/comparing.md", "docs/exports.md", "docs/questions.md", "docs/search.md"]
)
def test_outputs_are_what_the_program_prints(name: str, folder: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shown = [pair for block in blocks(ROOT / name, "console") for pair in shown_commands(block)]
    assert shown
    for command, expected in shown:
        done = subprocess.run(
            command,
            shell=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PATH": path, "COLUMNS": "100"},
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        pattern = "".join(
            r"(?:.*\n)*" if line == OMITTED else re.escape(line) + r"\n"
            for line in tidy(expected).splitlines()
        )
        assert re.fullmatch(pattern, tidy(done.stdout)), f"{command}\nshown:\n{expected}\nis:\n{done.stdout}"


@pytest.mark.parametrize("document", ["README.md", "docs/exports.md", "docs/model.md"])
def test_python_examples_run(document: str, folder: Path) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, document, document, 0)
    assert examples.examples
    assert doctest.DocTestRunner(verbose=False).run(examples).failed == 0


def test_start_has_two_commands_that_install_first() -> None:
    start = section(ROOT / "README.md", "Start")
    fences = FENCE.findall(start)
    assert [language for language, _ in fences] == ["sh", "sh"]
    job, tests = (body for _, body in fences)
    assert ".[all]" in job
    assert ".[test]" in tests
    for command in ("ruff check", "ruff format --check", "mypy", "pytest"):
        assert command in tests
    for body in (job, tests):  # so chained that the first failure ends it
        assert all(line.endswith(" &&") for line in body.splitlines()[:-1])
    assert blocks(ROOT / "README.vi.md", "sh") == [job, tests]


def test_start_shows_commands_that_exist() -> None:
    from typer.testing import CliRunner

    from danvan_docs.cli.app import app

    job = blocks(ROOT / "README.md", "sh")[0]
    commands = re.findall(r"danvan (graph \w+|\w+)", job)
    assert len(commands) == 4
    for command in commands:
        assert CliRunner().invoke(app, [*command.split(), "--help"]).exit_code == 0


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_somewhere(document: Path) -> None:
    for link in LINK.findall(FENCE.sub("", document.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, fragment = link.partition("#")
        target = document.parent / path if path else document
        assert target.exists(), f"{document.name}: {link}"
        if fragment:
            headings = HEADING.findall(target.read_text(encoding="utf-8"))
            assert fragment in map(anchor, headings), f"{document.name}: {link}"


def test_every_document_is_reached_from_the_readme() -> None:
    reached, new = set(), [ROOT / "README.md"]
    while new:
        document = new.pop()
        reached.add(document)
        links = LINK.findall(document.read_text(encoding="utf-8"))
        found = {(document.parent / link.partition("#")[0]).resolve() for link in links if ":" not in link}
        new += [path for path in found if path.suffix == ".md" and path not in reached]
    assert set(DOCUMENTS) <= reached


class TestModel:
    """docs/model.md tells every field and shows a real result."""

    DOCUMENT = ROOT / "docs/model.md"

    def test_every_field_is_explained(self) -> None:
        text = FENCE.sub("", self.DOCUMENT.read_text(encoding="utf-8"))
        schema = dv.json_schema()
        fields = {*schema["properties"], *(f for m in schema["$defs"].values() for f in m["properties"])}
        assert {field for field in fields if f"`{field}`" not in text} == set()

    def test_the_example_is_real(self, folder: Path) -> None:
        shown = json.loads(blocks(self.DOCUMENT, "json")[0])
        real = dv.read(shown["source"]).model_dump(mode="json")
        assert list(shown) == list(real)
        assert real["text"].startswith(shown.pop("text").rstrip(OMITTED))
        assert set(shown["header"].pop("recipients")) <= set(real["header"].pop("recipients"))
        for key, value in shown.items():
            if isinstance(value, list):
                assert all(item in real[key] for item in value), key
            else:
                assert value == real[key], key
