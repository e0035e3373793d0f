"""The commands about the gazetteer."""

from typing import TYPE_CHECKING, Annotated

import typer

from whoheld.cli_options import Countries, Quiet
from whoheld.options import parse_countries
from whoheld.progress import progress_bar
from whoheld.session import one_line_errors

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

gazetteer_app = typer.Typer(help="The offline gazetteer.", no_args_is_help=True, rich_markup_mode=None)


@gazetteer_app.command("build")
def build_gazetteer(*, quiet: Quiet = False) -> None:
    """Compile the gazetteer into the user's cache folder, unless it is there already.

    Example: whoheld gazetteer build
    """
    with one_line_errors():
        from geo.cache import ensure_gazetteer  # noqa: PLC0415

        with progress_bar(quiet=quiet) as progress:
            path = ensure_gazetteer(thorough=True, progress=progress)
        typer.echo(path)


@gazetteer_app.command("find")
def find_place(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Place names, in any spelling.")],
    *,
    country: Countries = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many places a name.")] = 10,
    quiet: Quiet = False,
) -> None:
    """Print the places a name may stand for: id, name, kind, country, first-level unit, lat, lon, population.

    Exits with 1 if one of the names is not there; similar names are then suggested.

    Example: whoheld gazetteer find Rawa --country IQ
    """
    with one_line_errors():
        countries = parse_countries(country)
        missing = [name for name in names if not _print_places(_open(quiet=quiet), name, countries, limit)]
    if missing:
        raise typer.Exit(1)


@gazetteer_app.command("info")
def describe_gazetteer(*, quiet: Quiet = False) -> None:
    """Print what the gazetteer holds, its versions and credits.

    Example: whoheld gazetteer info
    """
    with one_line_errors():
        for name, value in _open(quiet=quiet).info().items():
            typer.echo(f"{name}\t{value}")


def _open(*, quiet: bool) -> "Gazetteer":
    from geo.cache import ensure_gazetteer  # noqa: PLC0415
    from geo.gazetteer import Gazetteer  # noqa: PLC0415

    with progress_bar(quiet=quiet) as progress:
        return Gazetteer.open(ensure_gazetteer(progress=progress))


def _print_places(gazetteer: "Gazetteer", name: str, countries: frozenset[str], limit: int) -> bool:
    """Print the places of a name, else suggestions on stderr; tell whether there were any."""
    named = [found.place for found in gazetteer.lookup(name)]
    fitting = [place for place in named if not countries or place.country in countries]
    for place in sorted(fitting, key=lambda found: (-found.population, found.id))[:limit]:
        cells = (place.id, place.name, place.kind, place.country, place.admin1)
        numbers = (f"{place.point.lat:.5f}", f"{place.point.lon:.5f}", str(place.population or ""))
        typer.echo("\t".join((*cells, *numbers)))
    if not fitting:
        close = gazetteer.suggest(name, countries=countries, limit=5)
        hint = f"; similar: {', '.join(place.name for place in close)}" if close else ""
        typer.echo(f"whoheld: no place is called {name!r}{hint}", err=True)
    return bool(fitting)
