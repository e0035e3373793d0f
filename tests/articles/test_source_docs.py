"""What docs/sources.md tells of formats and columns is what the readers take."""

from pathlib import Path

import pytest

from articles.formats.eventtables import event_tables
from articles.readers import READERS
from articles.records import field_names

DOCS = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_suffix_is_documented(suffix: str) -> None:
    assert f"`{suffix}`" in DOCS


@pytest.mark.parametrize("field", sorted(field_names()))
def test_every_name_of_a_field_is_documented(field: str) -> None:
    assert [name for name in field_names()[field] if f"`{name}`" not in DOCS] == []


@pytest.mark.parametrize("table", event_tables(), ids=lambda table: table.name)
@pytest.mark.parametrize(
    "field", ["id", "text", "date", "place", "lat", "lon", "date_precision", "place_precision"]
)
def test_every_column_of_an_event_table_is_documented(table: object, field: str) -> None:
    columns = getattr(table, "columns", {})
    assert [name for name in columns.get(field, ()) if f"`{name}`" not in DOCS] == []
