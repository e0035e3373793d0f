"""The commands about actors."""

from pathlib import Path
from typing import Annotated

import typer

from whoheld.cli_options import ActorFiles
from whoheld.session import one_line_errors

actors_app = typer.Typer(help="The parties whoheld knows.", no_args_is_help=True, rich_markup_mode=None)


@actors_app.command("list")
def list_actors(actors: ActorFiles = None) -> None:
    """Print every actor: id, name, side, country, colour and aliases, tab-separated.

    Example: whoheld actors list
    """
    with one_line_errors():
        from articles.actors import load_actors  # noqa: PLC0415
        from output.style import colour_of  # noqa: PLC0415

        for actor in sorted(load_actors(actors or ()).actors.values(), key=lambda known: known.id):
            cells = (
                actor.id,
                actor.name,
                actor.side,
                actor.country,
                colour_of(actor),
                "; ".join(actor.aliases),
            )
            typer.echo("\t".join(cells))


@actors_app.command("check")
def check_actors(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Actor files (TOML) to check.")],
) -> None:
    """Check actor files and list every fault with its place; exit with 2 if there is one.

    Example: whoheld actors check my-actors.toml
    """
    with one_line_errors():
        from articles.actors import load_actors  # noqa: PLC0415

        load_actors(files)
    typer.echo(f"{len(files)} actor file{'s' if len(files) > 1 else ''}: no faults")
