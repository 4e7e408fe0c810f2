"""docs/study.ipynb runs from top to bottom, and shows what it prints.

After a change of what it shows: `jupyter execute --inplace docs/study.ipynb`.
"""

from pathlib import Path

import nbclient
import nbformat
from conftest import ROOT

NOTEBOOK = ROOT / "docs/study.ipynb"
SECONDS = 60


def shown(notebook) -> list[list[tuple[str, str]]]:
    """Return what each cell shows: kind and text of its outputs, without what a kernel says of itself."""
    return [
        [
            pair
            for output in cell.get("outputs", [])
            if output.get("name") != "stderr"
            for pair in sorted(
                {**output.get("data", {}), **{k: output[k] for k in ("text",) if k in output}}.items()
            )
        ]
        for cell in notebook.cells
    ]


def test_the_notebook_runs_and_its_outputs_are_real(tmp_path: Path) -> None:
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    (tmp_path / "docs").mkdir()
    saved = nbformat.read(NOTEBOOK, as_version=4)
    fresh = nbformat.read(NOTEBOOK, as_version=4)
    for cell in fresh.cells:
        cell.pop("outputs", None)
        if cell.cell_type == "code":
            cell.outputs = []
    client = nbclient.NotebookClient(
        fresh,
        timeout=SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path / "docs")}},
    )
    client.execute()  # a cell that fails raises
    assert shown(fresh) == shown(saved)
    assert not list((tmp_path / "docs").iterdir())


def test_every_code_cell_was_run_in_order_and_names_no_machine() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    pictures = [text for cell in shown(notebook) for kind, text in cell if kind == "image/svg+xml"]
    assert len(pictures) == 4
    written = NOTEBOOK.read_text(encoding="utf-8")
    assert not any(place in written for place in ("/home/", "/root/", "/tmp/", "/work/"))
