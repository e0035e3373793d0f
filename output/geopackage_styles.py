"""Put styles into a GeoPackage, where QGIS looks for them."""

import contextlib
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from output.errors import UnwritableError
from output.qgis_rules import Style

_FIXED_MOMENT = "2000-01-01T00:00:00.000Z"
_TABLE = (
    "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),"
    " f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30),"
    " styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),"
    " update_time DATETIME)"
)
_CONTENTS = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
    " VALUES ('layer_styles', 'attributes', 'layer_styles', 'styles for QGIS', ?)"
)
_GEOMETRY = "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?"
_STYLE = (
    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
    " styleQML, styleSLD, useAsDefault, description, owner, ui, update_time)"
    " VALUES ('', '', ?, ?, ?, ?, '', 1, 'made by whoheld', '', '', ?)"
)


def add_styles(path: Path, styles: Mapping[str, Style]) -> None:
    """Add the default style of each layer; the same styles give the same bytes.

    Args:
        path: A GeoPackage without styles.
        styles: By table; tables that the file does not hold are passed over.

    Raises:
        UnwritableError: If the file cannot be written.
    """
    try:
        with contextlib.closing(sqlite3.connect(os.fspath(path))) as connection, connection:
            connection.execute(_TABLE)
            connection.execute(_CONTENTS, (_FIXED_MOMENT,))
            for table, style in sorted(styles.items()):
                for (column,) in connection.execute(_GEOMETRY, (table,)).fetchall():
                    row = (table, column, f"whoheld {table}", style.qml(), _FIXED_MOMENT)
                    connection.execute(_STYLE, row)
    except sqlite3.Error as error:
        raise UnwritableError(f"cannot add styles to {path}: {error}") from error
