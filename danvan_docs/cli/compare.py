"""Commands on two documents: `compare`, `diff`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import Format, FormatOption, RegistryOption
from .screen import print_json, print_tables, waiting

if TYPE_CHECKING:
    from ..comparing import Comparison, Diff

OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write .html (a page to read) or .json.")
]


def compare(
    provincial: Annotated[Path, typer.Argument(metavar="PROVINCIAL", help="What carries it out.")],
    central: Annotated[Path, typer.Argument(metavar="CENTRAL", help="The directive from above.")],
    output: FormatOption = Format.table,
    out: OutOption = None,
    registry: RegistryOption = None,
) -> None:
    """Set a local document beside the directive it carries out: what is kept, weakened, missing, added.

    [bold]Examples[/bold]

      danvan compare plan.txt resolution.txt

      danvan compare plan.txt resolution.txt --out comparison.html
    """
    from ..api import read
    from ..authority import registry_of
    from ..comparing import compare_directives

    known = registry_of(registry or ())
    with waiting("Reading and comparing"):
        upper, lower = (read(path, registry=known) for path in (central, provincial))
        comparison = compare_directives(upper, lower, registry=known)
    _give(comparison, output, out)


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The version before.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The version after.")],
    output: FormatOption = Format.table,
    out: OutOption = None,
    registry: RegistryOption = None,
) -> None:
    """Say what changed between two versions of a directive: duties, numbers, citations.

    [bold]Examples[/bold]

      danvan diff draft-1.txt draft-2.txt

      danvan diff draft-1.txt draft-2.txt --out changes.html
    """
    from ..api import read
    from ..authority import registry_of
    from ..comparing import diff_directives

    known = registry_of(registry or ())
    with waiting("Reading and comparing"):
        found = diff_directives(read(old, registry=known), read(new, registry=known))
    _give(found, output, out)


def _give(comparison: Comparison | Diff, output: Format, out: Path | None) -> None:
    from ..outputs.comparison_files import write_comparison
    from ..outputs.comparison_tables import comparison_view

    if out:
        write_comparison(comparison, out)
        typer.echo(f"{out}: written", err=True)
    elif output is Format.json:
        print_json(comparison.model_dump_json())
    else:
        print_tables(comparison_view(comparison))
