"""Look names and places up in the compiled gazetteer."""

import os
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from math import cos, floor, radians
from pathlib import Path
from typing import Any

from geo.cache import gazetteer_path, is_sound
from geo.compile_names import LABELS, spelling_of
from geo.compile_store import ALIAS_SEPARATOR
from geo.errors import GazetteerMissingError
from geo.folding import fold
from geo.labels import Label, NamedPlace
from geo.models import LonLat, Place, PlaceKind, great_circle_km
from geo.translit import mild_key

__all__ = ["Gazetteer", "Label", "NamedPlace"]

_PLACE = "p.row, p.id, p.name, p.lon, p.lat, p.kind, p.country, p.admin1, p.population, p.aliases"
_BY_NAME = (
    f"SELECT n.label, {_PLACE} FROM name n JOIN place p ON p.row = n.place WHERE n.key = ? ORDER BY n.place"
)
_BY_NAMES = (
    f"SELECT n.key, n.label, {_PLACE} FROM name n JOIN place p ON p.row = n.place"
    " WHERE n.key IN (%s) ORDER BY n.place"
)
_BY_ID = f"SELECT {_PLACE} FROM place p WHERE p.id = ?"
_COUNTRY = f"SELECT {_PLACE} FROM place p WHERE p.kind = 'country' AND p.country = ?"
_BY_KEY = (
    f"SELECT DISTINCT {_PLACE} FROM spelling s JOIN place p ON p.row = s.place"
    " WHERE s.spelling = ? ORDER BY p.row"
)
_SPELLINGS = "SELECT spelling, place FROM spelling WHERE spelling > ? AND spelling < ?"
_BY_ROW = f"SELECT {_PLACE} FROM place p WHERE p.row = ?"
_IN_CELLS = "SELECT row, lon, lat FROM place WHERE cell BETWEEN ? AND ?"
_KINDS = {kind.value: kind for kind in PlaceKind}
_MAPPED_BYTES = 1 << 28
_KM_PER_DEGREE = 111.2
_MAX_AT_ONCE = 500
_MAX_REMEMBERED = 20_000
_LEAST_LIKENESS = 85.0


class Gazetteer:
    """Places by name, id and nearness; a file opened read-only, safe to share between threads.

    All answers come most prominent place first: wider kinds before narrower, then by population, then by id.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._connection.execute(f"PRAGMA mmap_size={_MAPPED_BYTES}")
        self._found: dict[str, tuple[NamedPlace, ...]] = {}

    def __reduce__(self) -> tuple[type["Gazetteer"], tuple[Path]]:
        """Travel to another process as the path alone."""
        return type(self), (self.path,)

    @classmethod
    def open(cls, path: Path | None = None) -> "Gazetteer":
        """Open a compiled gazetteer.

        Args:
            path: The file; None = the one in the cache folder.

        Raises:
            GazetteerMissingError: If there is no sound file of today's schema.
        """
        chosen = path or gazetteer_path()
        if not is_sound(chosen.absolute()):
            raise GazetteerMissingError(f"no gazetteer at {os.fspath(chosen)}: run `whoheld gazetteer build`")
        return cls(chosen)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        """Return all places that go by a name, spelled like this but for case, accents and signs."""
        key = fold(name)
        found = self._found.get(key)
        if found is None:
            rows = self._rows(_BY_NAME, (key,))
            found = tuple(NamedPlace(_place(row[1:]), LABELS[row[0]]) for row in rows)
            self._remember({key: found})
        return found

    def lookup_all(self, keys: Collection[str]) -> dict[str, tuple[NamedPlace, ...]]:
        """Return what `lookup` returns for each of many folded names, in few queries.

        Args:
            keys: Names as `geo.folding.fold` returns them.
        """
        known = self._found
        answers = {key: known[key] for key in keys if key in known}
        strange = [key for key in keys if key not in answers]
        found: dict[str, list[NamedPlace]] = {key: [] for key in strange}
        for first in range(0, len(strange), _MAX_AT_ONCE):
            some = tuple(strange[first : first + _MAX_AT_ONCE])
            for row in self._rows(_BY_NAMES % ",".join("?" * len(some)), some):
                found[row[0]].append(NamedPlace(_place(row[2:]), LABELS[row[1]]))
        fresh = {key: tuple(places) for key, places in found.items()}
        self._remember({key: places for key, places in fresh.items() if places})
        return answers | fresh

    def _remember(self, found: Mapping[str, tuple[NamedPlace, ...]]) -> None:
        if len(self._found) > _MAX_REMEMBERED:
            self._found.clear()
        self._found.update(found)

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query.

        Raises:
            GazetteerMissingError: If the file turns out to be spoilt.
        """
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise GazetteerMissingError(
                f"{self.path} is spoilt ({error}): run `whoheld gazetteer build`"
            ) from error

    def _one(self, query: str, value: object) -> Place | None:
        """Return the first place of a query, or None."""
        rows = self._rows(query, (value,))
        return _place(rows[0]) if rows else None

    def place(self, place_id: str) -> Place | None:
        """Return the place with this id, or None."""
        return self._one(_BY_ID, place_id)

    def country(self, code: str) -> Place | None:
        """Return the country with this ISO 3166 alpha-2 code, or None."""
        return self._one(_COUNTRY, code)

    def lookup_key(self, name: str, *, countries: Collection[str]) -> tuple[Place, ...]:
        """Return the places of some countries with a name that is plausibly another spelling of this one.

        Args:
            name: As written; Latin letters.
            countries: ISO 3166 alpha-2 codes to search; none = no answer, the key is too loose for the world.
        """
        milds = [(country, mild_key(fold(name), country=country)) for country in sorted(countries)]
        spellings = [spelling_of(mild, country) for country, mild in milds if mild]
        return tuple(_place(row) for key in spellings for row in self._rows(_BY_KEY, (key,)))

    def suggest(self, name: str, *, countries: Collection[str], limit: int = 5) -> tuple[Place, ...]:
        """Return places of some countries with similar spellings, most similar first, for people to judge.

        Args:
            name: As written.
            countries: ISO 3166 alpha-2 codes to search.
            limit: Most places to return.
        """
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        folded = fold(name)
        alike: set[int] = set()
        for country in sorted(countries):
            span = (spelling_of("", country), spelling_of("~", country))
            known = self._rows(_SPELLINGS, span)
            keys = [spelling.partition(" ")[2] for spelling, _row in known]
            mild = mild_key(folded, country=country)
            found = process.extract(
                mild, keys, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS, limit=10 * limit
            )
            alike.update(known[index][1] for _key, _likeness, index in found)
        places = [_place(found) for row in sorted(alike) for found in self._rows(_BY_ROW, (row,))]
        likeness = {
            place.id: max(fuzz.ratio(folded, fold(known)) for known in (place.name, *place.aliases))
            for place in places
        }
        return tuple(sorted(places, key=lambda place: -likeness[place.id])[:limit])

    def near(self, point: LonLat, *, radius_km: float) -> tuple[Place, ...]:
        """Return the places within a great-circle distance, nearest first.

        Args:
            point: Centre.
            radius_km: Kilometres, at least 0.
        """
        found = [
            (great_circle_km(point, LonLat(lon, lat)), row)
            for first, last in _cell_ranges(point, radius_km)
            for row, lon, lat in self._rows(_IN_CELLS, (first, last))
        ]
        rows = [row for km, row in sorted(found) if km <= radius_km]
        return tuple(_place(found) for row in rows for found in self._rows(_BY_ROW, (row,)))

    def info(self) -> Mapping[str, str]:
        """Return counts, versions and credits."""
        return dict(self._rows("SELECT key, value FROM meta ORDER BY key"))


def _place(row: tuple[Any, ...]) -> Place:
    """Return the place of a row of the columns in `_PLACE`."""
    _row, place_id, name, lon, lat, kind, country, admin1, population, aliases = row
    return Place(
        id=place_id,
        name=name,
        point=LonLat(lon, lat),
        kind=_KINDS[kind],
        country=country,
        admin1=admin1,
        population=population,
        aliases=tuple(aliases.split(ALIAS_SEPARATOR)) if aliases else (),
    )


def _cell_ranges(point: LonLat, radius_km: float) -> Iterable[tuple[int, int]]:
    """Yield ranges of cell numbers that cover a circle, also across the 180th meridian and the poles."""
    height = radius_km / _KM_PER_DEGREE
    south, north = max(-90.0, point.lat - height), min(90.0, point.lat + height)
    widest = max(abs(south), abs(north))
    width = 180.0 if widest >= 89.0 else min(180.0, height / cos(radians(widest)))
    west, east = point.lon - width, point.lon + width
    spans = [(max(west, -180.0), min(east, 180.0))]
    if west < -180.0:
        spans.append((west + 360.0, 180.0))
    if east > 180.0:
        spans.append((-180.0, east - 360.0))
    for lat in range(floor(south), floor(north) + 1):
        for first, last in spans:
            base = (lat + 90) * 361 + 180
            yield base + floor(first), base + floor(last)
