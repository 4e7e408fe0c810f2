"""Commands that look after a store: `store verify`, `repair`, `migrate`, `backup`, `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import Format, FormatOption, StoreOption
from .failures import SOME_FAILED, report
from .screen import print_json, print_models, waiting

if TYPE_CHECKING:
    from ..corpus.upkeep import Upkeep

store = typer.Typer(
    no_args_is_help=True, help="Look after a store: verify, repair, migrate, backup, restore."
)


@store.command()
def verify(store: StoreOption, output: FormatOption = Format.table) -> None:
    """Say whether a store holds what was written into it; exit 1 where it does not.

    [bold]Example[/bold]

      danvan store verify --store out/store
    """
    from ..corpus.verify import verify as look

    with waiting("Comparing"):
        found = look(store)
    if output is Format.json:
        print_models(found)
    else:
        for damage in found:
            report(damage.message)
        if not found:
            typer.echo(f"{store}: whole")
    if found:
        raise typer.Exit(SOME_FAILED)


@store.command()
def repair(store: StoreOption, output: FormatOption = Format.table) -> None:
    """Keep what is whole of a damaged store, read the rest anew from its files; a copy of the old database is kept.

    [bold]Example[/bold]

      danvan store repair --store out/store
    """
    from ..corpus.upkeep import repair as mend

    with waiting("Mending"):
        done = mend(store)
    _told(store, done, output)


@store.command()
def migrate(store: StoreOption, output: FormatOption = Format.table) -> None:
    """Bring a store of an older version to that of today; a copy of the old database is kept.

    [bold]Example[/bold]

      danvan store migrate --store out/store
    """
    from ..corpus.upkeep import migrate as bring

    with waiting("Migrating"):
        done = bring(store)
    _told(store, done, output)


@store.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")], store: StoreOption
) -> None:
    """Copy a store into one file, also while a build goes on.

    [bold]Example[/bold]

      danvan store backup backup.sqlite --store out/store
    """
    from ..corpus.upkeep import backup as copy

    copy(store, file)
    typer.echo(f"{file}: written", err=True)


@store.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `store backup` wrote.")],
    store: StoreOption,
) -> None:
    """Make a backup the store of a folder; what was there before is kept beside it.

    [bold]Example[/bold]

      danvan store restore backup.sqlite --store out/store
    """
    from ..corpus.upkeep import restore as bring_back

    before = bring_back(file, store)
    typer.echo(f"{store}: restored" + (f"; what was there before is {before}" if before else ""), err=True)


def _told(folder: Path, done: Upkeep, output: Format) -> None:
    if output is Format.json:
        print_json(done.model_dump_json())
    elif done.copy_kept is None:
        typer.echo(f"{folder}: nothing to be done")
    else:
        read = len(done.read_again)
        typer.echo(f"{folder}: {done.taken_over} documents kept, {read} read again, {len(done.lost)} lost")
        typer.echo(f"the database as it was: {done.copy_kept}")
    for source in done.lost:
        report(f"{source}: damaged in the store, and its file cannot be read")
    if done.lost:
        raise typer.Exit(SOME_FAILED)
