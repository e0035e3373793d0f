"""The tables of a project file, column by column, and how files of earlier versions are brought up to date.

`TABLES` is the one description: `create_statements` makes the file from it, docs/projects.md shows it, and a
test compares both with what SQLite says of a new file and of a migrated one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

APPLICATION_ID = 0x57484F48  # "WHOH"
VERSION = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type and constraints as SQL, and what it holds."""

    name: str
    sql: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        constraints: Further clauses of the table, as SQL.
        suffix: What follows the closing bracket.
        indexes: Column lists of its indexes, as SQL.
    """

    meaning: str
    columns: tuple[Column, ...]
    constraints: tuple[str, ...] = ()
    suffix: str = ""
    indexes: tuple[str, ...] = ()


def _told(name: str, kind: str, meaning: str, *, key: str = "") -> Column:
    """Return a column that SQLite takes from the JSON of `record`; it costs no room."""
    sql = f"{kind} GENERATED ALWAYS AS (json_extract(record, '$.{key or name}')) VIRTUAL"
    return Column(name, sql, meaning)


_ARTICLE = "INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE"
_ORIGIN = "INTEGER NOT NULL REFERENCES origins (key) ON DELETE CASCADE"

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "meta": Table(
            "What is known of the project as a whole.",
            (
                Column(
                    "key",
                    "TEXT PRIMARY KEY NOT NULL",
                    "options; actors (parties when texts were read), actors_source (hash of their files)",
                ),
                Column("value", "TEXT NOT NULL", "JSON"),
            ),
            suffix="WITHOUT ROWID",
        ),
        "runs": Table(
            "Every command that changed the file.",
            (
                Column("id", "INTEGER PRIMARY KEY", "number, counting up"),
                Column("command", "TEXT NOT NULL", "add, refresh, remove, review, ..."),
                Column("program", "TEXT NOT NULL", "version of whoheld"),
                Column("started", "TEXT NOT NULL", "UTC, such as 2026-11-20T17:31:20Z"),
                Column("finished", "TEXT", "UTC; empty while it runs, and if it was cut short"),
                Column("counts", "TEXT NOT NULL DEFAULT '{}'", "JSON: what it added, redid, removed"),
            ),
        ),
        "files": Table(
            "Files given as options (--actors, --pins, --sources): the project keeps their contents.",
            (
                Column("role", "TEXT NOT NULL", "actors, pins or outlets"),
                Column("number", "INTEGER NOT NULL", "place in the order they were given in"),
                Column("name", "TEXT NOT NULL", "file name"),
                Column("sha256", "TEXT NOT NULL", "of the contents"),
                Column("content", "BLOB NOT NULL", "the file"),
            ),
            ("PRIMARY KEY (role, number)",),
        ),
        "origins": Table(
            "Files and addresses that were added.",
            (
                Column("key", "INTEGER PRIMARY KEY", "number"),
                Column("address", "TEXT NOT NULL UNIQUE", "absolute path, http(s) address, or - for stdin"),
                Column("kind", "TEXT NOT NULL", "file, url or stdin"),
                Column("size", "INTEGER", "bytes"),
                Column("mtime_ns", "INTEGER", "when the file was last changed, in nanoseconds"),
                Column("sha256", "TEXT NOT NULL DEFAULT ''", "of the contents"),
                Column("etag", "TEXT NOT NULL DEFAULT ''", "as the server gave it"),
                Column("last_modified", "TEXT NOT NULL DEFAULT ''", "as the server gave it"),
                Column("reading", "TEXT NOT NULL DEFAULT ''", "hash of what it was read with"),
                Column("published", "TEXT NOT NULL DEFAULT ''", "--date it was added with"),
                Column("run", "INTEGER NOT NULL REFERENCES runs (id)", "that last read it"),
            ),
        ),
        "articles": Table(
            "Each version of each article, without its text.",
            (
                Column("key", "INTEGER PRIMARY KEY", "number; tells nothing of the order"),
                Column(
                    "id", "TEXT NOT NULL", "as outputs show it: given_id, marked where others bear it too"
                ),
                Column(
                    "given_id", "TEXT NOT NULL", "given by the source, else a hash of the URL or the text"
                ),
                Column("version", "TEXT NOT NULL", "hash of everything but where it was read"),
                Column("sha256", "TEXT NOT NULL", "of the text"),
                Column("title", "TEXT NOT NULL", "headline"),
                Column("published", "TEXT", "UTC day of publication; empty = unknown"),
                Column("published_from", "TEXT NOT NULL", "where the day came from"),
                Column("source", "TEXT NOT NULL", "outlet"),
                Column("language", "TEXT NOT NULL", "ISO 639-1 code"),
                Column("url", "TEXT NOT NULL", "http(s) address"),
                Column("more", "TEXT NOT NULL", "JSON: whatever else the reader found out"),
                Column("counts", "INTEGER NOT NULL", "1: enters the map; 0: superseded or retired"),
                Column("run", "INTEGER NOT NULL REFERENCES runs (id)", "that added it"),
                Column("left_run", "INTEGER", "number of the run since which it does not count any more"),
            ),
            ("UNIQUE (given_id, version)",),
            indexes=("counts",),
        ),
        "texts": Table(
            "The text of each article, read only when it is worked on.",
            (
                Column("article", f"{_ARTICLE} PRIMARY KEY", "key of the article"),
                Column("text", "TEXT NOT NULL", "as it was read; all offsets refer to it"),
            ),
        ),
        "holdings": Table(
            "Which origin holds which article; an article that none holds is retired.",
            (
                Column("origin", _ORIGIN, "key of the origin"),
                Column("article", _ARTICLE, "key of the article"),
                Column("place", "TEXT NOT NULL", "file and line, for messages"),
            ),
            ("PRIMARY KEY (origin, article)",),
            "WITHOUT ROWID",
            ("article, place",),
        ),
        "extractions": Table(
            "What each article was read and placed with.",
            (
                Column("article", f"{_ARTICLE} PRIMARY KEY", "key of the article"),
                Column("reading", "TEXT NOT NULL", "hash of what texts are read with; '' = to be read again"),
                Column(
                    "placing", "TEXT NOT NULL", "hash of what names are placed with; '' = to be placed again"
                ),
                Column("names", "INTEGER NOT NULL", "place names found"),
            ),
            indexes=("reading, placing",),
        ),
        "places": Table(
            "The places that names were put at, as the gazetteer, a pin or a table had them.",
            (
                Column("key", "INTEGER PRIMARY KEY", "number"),
                Column("record", "TEXT NOT NULL UNIQUE", "JSON of the place"),
                _told("id", "TEXT", "id with its origin, such as geonames:170654"),
                _told("name", "TEXT", "name"),
                _told("kind", "TEXT", "town, district, admin1, country, ..."),
                _told("country", "TEXT", "ISO 3166 alpha-2 code"),
                _told("lon", "REAL", "WGS 84 degrees", key="point.lon"),
                _told("lat", "REAL", "WGS 84 degrees", key="point.lat"),
            ),
        ),
        "mentions": Table(
            "Each place name of each article.",
            (
                Column("article", _ARTICLE, "key of the article"),
                Column("number", "INTEGER NOT NULL", "place in the text's order"),
                Column("start", "INTEGER NOT NULL", "offset of its first character"),
                Column("surface", "TEXT NOT NULL", "as written"),
                Column("role", "TEXT NOT NULL", "target, reference, origin, route, associative"),
                Column("kind", "TEXT NOT NULL", "what the gazetteer knows of the name"),
                Column("score", "REAL NOT NULL", "how surely the words name a place"),
                Column("resolution", "INTEGER", "number of its resolution"),
            ),
            ("PRIMARY KEY (article, number)",),
            "WITHOUT ROWID",
        ),
        "resolutions": Table(
            "Where the names of each article were put; names of one sense share one.",
            (
                Column("article", _ARTICLE, "key of the article"),
                Column("number", "INTEGER NOT NULL", "counting up in each article"),
                Column("status", "TEXT NOT NULL", "resolved, ambiguous or unknown"),
                Column("place", "INTEGER REFERENCES places (key)", "the choice"),
                Column("score", "REAL NOT NULL", "probability of the choice"),
                Column("precision", "INTEGER NOT NULL", "1 the place itself, 2 near it, 3 in the area"),
                Column("candidates", "TEXT NOT NULL", "JSON: [key of the place, score, [reasons]] of each"),
            ),
            ("PRIMARY KEY (article, number)",),
            "WITHOUT ROWID",
        ),
        "claims": Table(
            "The claims that each text makes.",
            (
                Column("article", _ARTICLE, "key of the article"),
                Column("number", "INTEGER NOT NULL", "place in reading order"),
                Column("record", "TEXT NOT NULL", "JSON of the claim as read, but for the article's id"),
                Column("place", "INTEGER REFERENCES places (key)", "where it was put; empty = nowhere"),
                Column("place_precision", "INTEGER", "1 named town, 2 near it or a small area, 3 region"),
                Column("named", "TEXT", "JSON of actor and opponent where the place tells whose they are"),
                _told("id", "TEXT", "id of the claim"),
                _told("relation", "TEXT", "captured, lost, held, contested, besieged, repelled, attacked"),
                _told("stance", "TEXT", "asserted, claimed, denied, planned"),
                _told("actor_id", "TEXT", "id of the actor", key="actor.actor_id"),
                _told("opponent_id", "TEXT", "id of the opponent", key="opponent.actor_id"),
                _told("surface", "TEXT", "name of the place as written", key="place.surface"),
                _told("start_date", "TEXT", "first day it is about", key="when.start"),
                _told("sentence", "TEXT", "the words it stands on"),
            ),
            ("PRIMARY KEY (article, number)",),
            "WITHOUT ROWID",
        ),
        "coded": Table(
            "Claims that somebody coded: rows of tables that were added.",
            (
                Column("origin", _ORIGIN, "key of the table's origin"),
                Column("number", "INTEGER NOT NULL", "place in the table"),
                Column("record", "TEXT NOT NULL", "JSON of the located claim"),
            ),
            ("PRIMARY KEY (origin, number)",),
        ),
        "issues": Table(
            "Everything that could not be read, dated or placed.",
            (
                Column("key", "INTEGER PRIMARY KEY", "number"),
                Column(
                    "origin", "INTEGER REFERENCES origins (key) ON DELETE CASCADE", "read from it, or empty"
                ),
                Column(
                    "article", "INTEGER REFERENCES articles (key) ON DELETE CASCADE", "about it, or empty"
                ),
                Column("stage", "TEXT NOT NULL", "gathering, reading, placing or asking"),
                Column("code", "TEXT NOT NULL", "short name of the kind, such as no-date"),
                Column("place", "TEXT NOT NULL", "file and line, or article id; '' = that of the article"),
                Column("message", "TEXT NOT NULL", "one line for a person"),
                Column("value", "TEXT NOT NULL", "the offending words, shortened"),
            ),
            indexes=("article", "origin"),
        ),
        "answer": Table(
            "Answers of geocoding services, so that nothing is asked twice.",
            (
                Column("service", "TEXT", "which service"),
                Column("address", "TEXT", "its host"),
                Column("query", "TEXT", "what was asked"),
                Column("countries", "TEXT", "where"),
                Column("found", "TEXT", "JSON of the answer; null = nothing"),
            ),
            ("PRIMARY KEY (service, address, query, countries)",),
            "WITHOUT ROWID",
        ),
        "decisions": Table(
            "What people decided; rows are never changed or deleted, only superseded by later ones.",
            (
                Column("id", "INTEGER PRIMARY KEY", "number, counting up"),
                Column("kind", "TEXT NOT NULL", "accept, reject, correct, pin, merge, trust, distrust, ..."),
                Column("target", "TEXT NOT NULL", "JSON: what it is about"),
                Column("payload", "TEXT NOT NULL DEFAULT '{}'", "JSON: what was decided"),
                Column("by", "TEXT NOT NULL", "who"),
                Column("at", "TEXT NOT NULL", "when, UTC"),
                Column("why", "TEXT NOT NULL DEFAULT ''", "the reason given"),
                Column("supersedes", "INTEGER REFERENCES decisions (id)", "the decision that it replaces"),
                Column("run", "INTEGER REFERENCES runs (id)", "the command that recorded it"),
            ),
        ),
        "stories": Table(
            "Signatures of texts, by which copies of one story are found.",
            (
                Column("article", f"{_ARTICLE} PRIMARY KEY", "key of the article"),
                Column("maker", "TEXT NOT NULL", "how the signature was made"),
                Column("signature", "BLOB NOT NULL", "the signature"),
            ),
        ),
        "derived": Table(
            "What was worked out from the rest; it may be deleted at any time.",
            (
                Column("key", "TEXT PRIMARY KEY NOT NULL", "hash of all that it depends on"),
                Column("kind", "TEXT NOT NULL", "intervals, ..."),
                Column("value", "BLOB NOT NULL", "compressed JSON"),
                Column("run", "INTEGER", "number of the last run when it was made"),
            ),
        ),
    }
)

_NEVER_EDITED = tuple(
    f"CREATE TRIGGER decisions_never_{verb.lower()}d BEFORE {verb} ON decisions "
    "BEGIN SELECT RAISE(ABORT, 'decisions are never changed, only superseded'); END"
    for verb in ("UPDATE", "DELETE")
)
_LEAVING = (
    "CREATE TRIGGER articles_left AFTER UPDATE OF counts ON articles WHEN OLD.counts <> NEW.counts "
    "BEGIN UPDATE articles SET left_run = CASE NEW.counts WHEN 0 THEN (SELECT max(id) FROM runs) END "
    "WHERE key = NEW.key; END"
)

MIGRATIONS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        1: (
            """CREATE TABLE stories (
                article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE PRIMARY KEY,
                maker TEXT NOT NULL, signature BLOB NOT NULL)""",
            """CREATE TABLE derived (
                key TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, value BLOB NOT NULL, run INTEGER)""",
            "ALTER TABLE decisions ADD COLUMN run INTEGER REFERENCES runs (id)",
            "ALTER TABLE articles ADD COLUMN left_run INTEGER",
            _LEAVING,
        ),
    }
)
"""Statements that bring a file of each earlier version to the next one; never changed once released."""


def create_statements(*tables: str) -> Iterator[str]:
    """Yield the statements that make some tables with their indexes; all of them unless named."""
    for name in tables or TABLES:
        table = TABLES[name]
        columns = [f'"{column.name}" {column.sql}' for column in table.columns]
        yield f"CREATE TABLE {name} ({', '.join((*columns, *table.constraints))}) {table.suffix}".rstrip()
        for number, index in enumerate(table.indexes, start=1):
            yield f"CREATE INDEX {name}_{number} ON {name} ({index})"
    if not tables or "articles" in tables:
        yield _LEAVING
    if not tables or "decisions" in tables:
        yield from _NEVER_EDITED
