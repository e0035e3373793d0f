"""A tiny gazetteer built from a handful of rows by the real code, and the full one, built once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.boundaries import Boundaries
from geo.cache import ensure_gazetteer
from geo.compile import all_entries
from geo.compile_cities import CityRow
from geo.compile_store import write_gazetteer
from geo.entries import Entry
from geo.gazetteer import Gazetteer
from tests.cities import CITIES


@pytest.fixture(scope="session")
def few_entries() -> list[Entry]:
    """Return the entries of ten towns and of everything that ships with whoheld."""
    rows: list[CityRow] = list(CITIES)
    return all_entries(rows)


@pytest.fixture(scope="session")
def small_path(few_entries: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    write_gazetteer(path, few_entries, meta={"credits": "a few towns"})
    return path


@pytest.fixture(scope="session")
def gazetteer(small_path: Path) -> Iterator[Gazetteer]:
    found = Gazetteer.open(small_path)
    yield found
    found.close()


@pytest.fixture(scope="session")
def full_gazetteer() -> Iterator[Gazetteer]:
    """Open the full gazetteer of the cache folder (WHOHELD_CACHE), built if it is not there."""
    found = Gazetteer.open(ensure_gazetteer())
    yield found
    found.close()


@pytest.fixture(scope="session")
def boundaries() -> Iterator[Boundaries]:
    found = Boundaries.open()
    yield found
    found.close()
