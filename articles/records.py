"""One record of a table, with whatever names its tool gives to the fields, as an article."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from articles.documents import Document
from articles.errors import BadDataFileError, BadDateError
from articles.models import Article, Issue
from articles.published import PartialDay, read_partial_day
from articles.reading import (
    Draft,
    ReadOptions,
    completed,
    dated,
    finish,
    issue,
    missing_text,
    too_large,
    without_surrogates,
)

_FIELDS = ("id", "text", "title", "date", "source", "url", "author", "language")
_NAMES_MOST = 20


@cache
def field_names() -> Mapping[str, tuple[str, ...]]:
    """Return the names of each field of an article, best first.

    Raises:
        BadDataFileError: If the list breaks its schema.
    """
    data = tomllib.loads(files("articles").joinpath("data", "article_fields.toml").read_text("utf-8"))
    if sorted(data) != sorted(_FIELDS) or not all(_is_names(names) for names in data.values()):
        raise BadDataFileError(f"article_fields.toml: a list of lower-case names for each of {_FIELDS}")
    return {field: tuple(names) for field, names in data.items()}


def _is_names(names: object) -> bool:
    return isinstance(names, list) and all(isinstance(name, str) and name == name.lower() for name in names)


def has_text(columns: tuple[str, ...]) -> bool:
    """Tell whether one of these columns, in lower case, holds the texts of articles."""
    return not set(field_names()["text"]).isdisjoint(columns)


def read_record(
    record: Mapping[str, Any], where: str, document: Document, options: ReadOptions
) -> Iterator[Article | Issue]:
    """Yield the article of one record, and what is wrong with its fields.

    Args:
        record: Values by name of column, in lower case.
        where: File and line.
        document: What the record stands in.
        options: How to read.
    """
    given = {field: value for field in _FIELDS if (value := _first(record, field)) is not None}
    text = given.pop("text", None)
    fields, problems = _texts(given, where)
    if not isinstance(text, str) or not text.strip():
        yield _without_text(text, fields, where)
        return
    if len(text) > options.max_bytes:
        yield too_large(where, len(text), options.max_bytes)
        return
    yield from problems
    published, problems = _checked(fields, where)
    yield from problems
    draft = Draft(
        text=without_surrogates(text),
        where=where,
        fallback_source=document.name or document.label,
        id=fields.get("id", ""),
        title=fields.get("title", ""),
        published=published.day if published else None,
        published_precision=published.precision if published else 1,
        source=fields.get("source", ""),
        language=fields.get("language", ""),
        url=fields.get("url", ""),
        author=fields.get("author", ""),
    )
    yield from dated(finish(completed(draft, document.said), options))


def _first(record: Mapping[str, Any], field: str) -> Any:
    """Return the first value of a field that is neither missing nor blank, else a blank one."""
    values = [record[name] for name in field_names()[field] if record.get(name) is not None]
    return next((value for value in values if value not in ("", [])), values[0] if values else None)


def _without_text(text: object, fields: Mapping[str, str], where: str) -> Issue:
    if text is not None and not isinstance(text, str):
        return issue(
            "no-text", where, f'"text" should be a text, got {type(text).__name__}', fields.get("id", "")
        )
    url = fields.get("url", "")
    if url.startswith(("http://", "https://")):
        return missing_text(where, url)
    if text is None:
        return issue("no-text", where, '"text" should be a text, it is missing', fields.get("id", ""))
    return issue("empty", where, "the text is empty", fields.get("id", ""))


def _texts(given: Mapping[str, Any], where: str) -> tuple[dict[str, str], list[Issue]]:
    """Return the fields that are texts, and an issue for each that is something else."""
    fields: dict[str, str] = {}
    problems = []
    for name, value in given.items():
        words = _as_text(name, value)
        if words is None:
            message = f'"{name}" should be a text, got {type(value).__name__}'
            problems.append(issue("bad-field", where, message, str(value)))
        else:
            fields[name] = without_surrogates(words.strip())
    return {name: value for name, value in fields.items() if value}, problems


def _as_text(name: str, value: object) -> str | None:
    if isinstance(value, str):
        return value
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    is_names = isinstance(value, list) and all(isinstance(word, str) for word in value)
    if name == "author" and isinstance(value, list) and is_names:
        return ", ".join(value[:_NAMES_MOST])
    if name == "source" and isinstance(value, dict) and isinstance(value.get("name"), str):
        return str(value["name"])
    return None


def _checked(fields: dict[str, str], where: str) -> tuple[PartialDay | None, list[Issue]]:
    """Return the day of a record and the issues of its date and address; a bad address is removed."""
    problems = []
    published = None
    if "date" in fields:
        try:
            published = read_partial_day(fields["date"])
        except BadDateError as error:
            problems.append(issue("bad-date", where, str(error), fields["date"]))
    if fields.get("url", "http://").partition("://")[0].lower() not in ("http", "https"):
        problems.append(issue("bad-url", where, "expected an http or https address", fields.pop("url")))
    return published, problems
