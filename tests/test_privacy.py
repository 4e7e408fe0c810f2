"""Nothing goes over a network, and nothing is written outside of the folders asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

FORMATS = ROOT / "formats"
#: Loaded by every Python process that a command starts: whoever asks for an address is told of and refused.
WATCH = """
import os, socket
def refused(*arguments, **options):
    with open(os.environ["DANVAN_TEST_WATCHED"], "a") as file:
        file.write(f"{arguments}\\n")
    raise OSError("no network here")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refused
"""


def test_commands_ask_no_network_and_leave_the_home_alone(tmp_path: Path) -> None:
    home, work, temporary, site = (tmp_path / name for name in ("home", "work", "temporary", "site"))
    for folder in (home, work, temporary, site):
        folder.mkdir()
    (site / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(home), "TMPDIR": str(temporary), "PYTHONPATH": f"{site}{os.pathsep}{ROOT}",
        "DANVAN_TEST_WATCHED": str(tmp_path / "asked"), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    names = [
        str(FORMATS / name)
        for name in ("directive.txt", "directive.docx", "portal.html", "printed.pdf", "pile.zip")
    ]
    commands = [
        ["parse", *names, "--format", "jsonl"],
        ["read", names[1]],
        ["check", *names],
        ["checklist", names[0], "--out", str(work / "a.xlsx")],
        ["checklist", names[0], "--out", str(work / "a.docx")],
        ["parse", names[0], "--out", str(work / "a.html")],
        ["export", names[0], "--to", "akn", "--out", str(work / "a.xml")],
        ["export", names[0], "--to", "conll", "--out", str(work / "a.conll")],
        ["build", *names, "--store", str(work / "store"), "--jobs", "1"],
        ["sql", "SELECT count(*) FROM documents", "--store", str(work / "store")],
        ["cypher", "MATCH (n) RETURN count(*)", "--store", str(work / "store")],
        ["search", "nhiệm vụ", "--store", str(work / "store")],
        ["graph", "orphans", "--store", str(work / "store")],
        ["store", "verify", "--store", str(work / "store")],
        ["doctor"],
    ]
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-c", "from danvan_docs.cli import main; main()", *command],
            cwd=work, env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, (command, done.stderr)
        assert done.returncode in (0, 1), (command, done.stderr)
    assert not (tmp_path / "asked").exists()
    assert list(home.iterdir()) == []
    assert list(temporary.iterdir()) == []
    made = {path.name for path in work.iterdir()}
    assert made <= {"a.xlsx", "a.docx", "a.html", "a.xml", "a.conll", "store"}
