"""Write the tables of a project file into docs/projects.md, from the schema that makes them."""

from collections.abc import Iterator
from pathlib import Path

from whoheld.project.schema import APPLICATION_ID, TABLES, VERSION

PAGE = Path(__file__).resolve().parents[1] / "docs" / "projects.md"
HEADING = "## Tables\n"


def table_section() -> str:
    """Return the section: the columns of each table."""
    return HEADING + "".join(_lines())


def with_tables(page: str) -> str:
    """Return the page with its last section, the tables, made anew."""
    return page.partition(HEADING)[0] + table_section()


def _lines() -> Iterator[str]:
    yield f"\nApplication id {APPLICATION_ID:#x}, user version {VERSION}. "
    yield "Columns marked * are taken from the JSON of `record` when they are asked for.\n"
    for name, table in TABLES.items():
        yield f"\n### {name}\n\n{table.meaning}\n\n| column | type | meaning |\n|---|---|---|\n"
        for column in table.columns:
            kind = column.sql.split()[0].lower() + ("*" if "GENERATED" in column.sql else "")
            yield f"| `{column.name}` | {kind} | {column.meaning.replace('|', chr(92) + '|')} |\n"


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
