"""The commands about the gazetteer."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whoheld.cli_options import Countries, Quiet
from whoheld.errors import BadOptionError
from whoheld.options import parse_countries
from whoheld.progress import progress_bar
from whoheld.session import one_line_errors

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.imported import Imported

GEONAMES = "GeoNames (geonames.org), CC BY 4.0"

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


@gazetteer_app.command("add")
def add_places(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="GeoNames dumps (.txt .zip), .csv, .geojson, .gpkg, .shp."),
    ],
    *,
    source: Annotated[
        str, typer.Option(metavar="WORDS", help="Where the places come from, for the credits.")
    ] = "",
    quiet: Quiet = False,
) -> None:
    """Add places of your own to the gazetteer, for good; a file of the same name replaces the earlier one.

    A CSV has the columns name, lat, lon and, if known, id, kind, country, admin1, population, aliases (with
    "|" between them).

    Example: whoheld gazetteer add villages.csv SY.zip
    """
    with one_line_errors():
        from geo.own_places import keep_table  # noqa: PLC0415

        for path, found in _read_all(files, quiet=quiet):
            dumped = path.suffix.lower() in (".txt", ".zip")
            keep_table(path.stem, found.entries, source=source or (GEONAMES if dumped else path.name))
            _tell_import(path.name, found)
        _open(quiet=quiet).close()


@gazetteer_app.command("fetch")
def fetch_dumps(
    countries: Annotated[list[str], typer.Argument(metavar="CODE", help="Two-letter codes: SY IQ.")],
    *,
    address: Annotated[
        str, typer.Option("--from", metavar="URL", help="Folder of the dumps, if not GeoNames' own.")
    ] = "",
    quiet: Quiet = False,
) -> None:
    """Download the country dumps of GeoNames and add their places; a download that broke off is resumed.

    Example: whoheld gazetteer fetch SY IQ
    """
    with one_line_errors():
        from geo.cache import cache_folder  # noqa: PLC0415
        from geo.fetch import DUMP_ADDRESS, LICENCE_NOTICE, fetch_dump  # noqa: PLC0415
        from geo.own_places import keep_table  # noqa: PLC0415

        archives = []
        for code in countries:
            with progress_bar(quiet=quiet) as progress:
                archives.append(
                    fetch_dump(
                        code.upper(),
                        cache_folder() / "dumps",
                        address=address or DUMP_ADDRESS,
                        progress=partial(progress, f"downloading {code.upper()}"),
                    )
                )
        for path, found in _read_all(archives, quiet=quiet):
            keep_table(path.stem, found.entries, source=GEONAMES)
            _tell_import(path.name, found)
        typer.echo(LICENCE_NOTICE, err=True)
        _open(quiet=quiet).close()


@gazetteer_app.command("remove")
def remove_places(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="As `gazetteer info` lists them.")],
) -> None:
    """Remove added places by the name of their file; the gazetteer is compiled anew when next used.

    Example: whoheld gazetteer remove villages
    """
    with one_line_errors():
        from geo.own_places import drop_table  # noqa: PLC0415

        for name in names:
            drop_table(name)


@gazetteer_app.command("find")
def find_place(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="Place names, in any spelling.")],
    *,
    country: Countries = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many places a name.")] = 10,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell where the name would be put, and why: scores and reasons.")
    ] = False,
    text: Annotated[
        str, typer.Option("--in", metavar="TEXT", help="Words it stands in, for --explain.")
    ] = "",
    quiet: Quiet = False,
) -> None:
    """Print the places a name may stand for: id, name, kind, country, first-level unit, lat, lon, population.

    Exits with 1 if one of the names is not there; similar names are then suggested.

    Example: whoheld gazetteer find Rawa --country IQ

    Example: whoheld gazetteer find Rawa --explain --in "Iraqi forces entered Rawa, near Anah."
    """
    with one_line_errors():
        countries = parse_countries(country)
        if text and not explain:
            raise BadOptionError("--in goes with --explain")
        if explain:
            _explain(names, text, countries, quiet=quiet)
            return
        missing = [name for name in names if not _print_places(_open(quiet=quiet), name, countries, limit)]
    if missing:
        raise typer.Exit(1)


@gazetteer_app.command("info")
def describe_gazetteer(*, quiet: Quiet = False) -> None:
    """Print what the gazetteer holds, its versions and credits.

    Example: whoheld gazetteer info
    """
    with one_line_errors():
        from geo.own_places import list_tables  # noqa: PLC0415

        for name, value in _open(quiet=quiet).info().items():
            typer.echo(f"{name}\t{value}")
        for table in list_tables():
            typer.echo(f"added\t{table.stem}")


def _read_all(paths: Sequence[Path], *, quiet: bool) -> list[tuple[Path, "Imported"]]:
    """Read every file before anything is kept, so that a bad one changes nothing."""
    from geo.place_files import read_place_file  # noqa: PLC0415

    found = []
    for path in paths:
        with progress_bar(quiet=quiet) as progress:
            found.append((path, read_place_file(path, progress=partial(progress, f"reading {path.name}"))))
    return found


def _tell_import(name: str, found: "Imported") -> None:
    left_out = sum(found.left_out.values())
    most = ", ".join(f"{reason} {count}" for reason, count in list(found.left_out.items())[:5])
    typer.echo(
        f"{name}: {len(found.entries)} places" + (f", {left_out} lines left out ({most})" if left_out else "")
    )


def _open(*, quiet: bool) -> "Gazetteer":
    from geo.cache import ensure_gazetteer  # noqa: PLC0415
    from geo.gazetteer import Gazetteer  # noqa: PLC0415

    with progress_bar(quiet=quiet) as progress:
        return Gazetteer.open(ensure_gazetteer(progress=progress))


def _explain(names: Sequence[str], text: str, countries: frozenset[str], *, quiet: bool) -> None:
    from geo.resolver import ResolveOptions  # noqa: PLC0415
    from whoheld.explaining_places import explain_name  # noqa: PLC0415

    gazetteer = _open(quiet=quiet)
    theatre = ResolveOptions(countries=countries)
    for name in names:
        typer.echo(explain_name(name, text=text, gazetteer=gazetteer, theatre=theatre))


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
