"""The command `registry`."""

from __future__ import annotations

from .arguments import Format, FormatOption, RegistryOption
from .screen import print_models, print_tables


def registry(
    files: RegistryOption = None,
    output: FormatOption = Format.table,
) -> None:
    """Count the rows of the authority files; with files of your own, say first whether they hold.

    [bold]Examples[/bold]

      danvan registry

      danvan registry --registry our-resolutions.csv
    """
    from ..authority import registry_of
    from ..authority.counts import counts
    from ..outputs.registry_table import counts_table

    rows = counts(registry_of(files or ()))
    if output is Format.json:
        print_models(rows)
    else:
        print_tables([counts_table(rows)])
