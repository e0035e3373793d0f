"""Write the columns of every layer into docs/exports.md, from the code that makes them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from output.geopackage import GEOMETRY
from output.schema import ATTRIBUTES, LAYERS, TITLES, Column

PAGE = Path(__file__).resolve().parents[1] / "docs" / "exports.md"
HEADING = "## Columns\n"
_INTRODUCTION = """
`control_regions` has the columns of `control`, `base_countries` and `base_admin1` only `name`. In a
GeoPackage, a KML and a shapefile each layer has a column `feature_id` too, but not `articles`, `evidence`
and `issues`: the id that GeoJSON gives its features, and GeoParquet its index.
"""


def column_section() -> str:
    """Return the section: a table of columns for each layer and table."""
    return HEADING + "".join(_lines())


def with_columns(page: str) -> str:
    """Return the page with its last section, the columns, made anew."""
    return page.partition(HEADING)[0] + column_section()


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for name, columns in {**LAYERS, **ATTRIBUTES}.items():
        yield f"\n### {name}\n\n{TITLES[name]} ({GEOMETRY[name] or 'a table'}).\n\n"
        yield from _table(columns)


def _table(columns: Sequence[Column]) -> Iterator[str]:
    yield "| column | type | meaning |\n|---|---|---|\n"
    for column in columns:
        meaning = column.meaning.replace("|", "\\|")
        yield f"| `{column.name}` | {column.type} | {meaning} |\n"


if __name__ == "__main__":
    PAGE.write_text(with_columns(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
