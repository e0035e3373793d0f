"""docs/exports.md lists the columns, layers and formats that there are."""

import pytest

from output.geopackage import GEOMETRY
from output.schema import LAYERS, TITLES, Column
from output.writers import WRITERS
from tools.column_docs import PAGE, column_section, with_columns

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_page_lists_the_columns_as_they_are() -> None:
    assert with_columns(TEXT) == TEXT


def test_a_new_column_would_be_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    more = (*LAYERS["control"], Column("mood", "text", "good|bad"))
    monkeypatch.setattr("tools.column_docs.LAYERS", {**LAYERS, "control": more})
    assert "| `mood` | text | good\\|bad |\n" in column_section()
    assert with_columns(TEXT) != TEXT


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_page_names_every_format(suffix: str) -> None:
    assert f"`{suffix}`" in TEXT


@pytest.mark.parametrize("name", GEOMETRY)
def test_the_page_tells_each_layers_kind(name: str) -> None:
    assert f"| `{name}` | {GEOMETRY[name] or 'table'} | {TITLES[name]} |" in TEXT
