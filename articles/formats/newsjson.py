"""JSON files: one article, a list of them, or a list inside an object, as news tools save them."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from articles.decoding import Decoded
from articles.documents import Document
from articles.models import Article, Issue
from articles.readers_tables import read_jsonl, read_object
from articles.reading import ReadOptions, issue, read_whole

_BRACKETS_MOST = 5_000_000
_EXPECTED = 'expected an object with "text", a list of such objects, or JSON lines'


def read_json(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read a JSON file; one that holds JSON lines is read as such.

    Raises:
        OSError: If the file cannot be opened.
    """
    for found in read_whole(document, options, is_many=True):
        if isinstance(found, Issue):
            yield found
            continue
        if found.text.count("[") + found.text.count("{") > _BRACKETS_MOST:
            message = f"more than {_BRACKETS_MOST:,} lists and objects; write one article a line (.jsonl)"
            yield issue("too-large", document.label, message)
            return
        try:
            data = json.loads(found.text.removeprefix("\ufeff"))
        except (ValueError, RecursionError) as error:
            yield from _as_lines(found, error, document, options)
            return
        yield from _items(data, document, options)


def _as_lines(
    found: Decoded, error: Exception, document: Document, options: ReadOptions
) -> Iterator[Article | Issue]:
    """Read a file that is no JSON as a whole: as JSON lines if its first line is an object."""
    first = next((line for line in found.text.removeprefix("\ufeff").split("\n") if line.strip()), "")
    try:
        is_lines = isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        is_lines = False
    if is_lines:
        again = replace(document, opener=lambda: io.BytesIO(found.text.encode("utf-8", "replace")))
        yield from read_jsonl(again, options)
        return
    reason = str(error) if isinstance(error, ValueError) else "nested too deeply"
    yield issue("bad-json", document.label, f"no JSON: {reason}", first)


def _items(data: object, document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    listed = _list_of(data)
    if listed is None:
        yield issue("bad-json", document.label, _EXPECTED, str(type(data).__name__))
        return
    if not listed:
        yield issue("empty", document.label, "there is nothing in this file")
    for number, item in enumerate(listed, start=1):
        where = document.label if listed is not data and len(listed) == 1 else f"{document.label}#{number}"
        if isinstance(item, Mapping):
            yield from read_object(item, where, document, options)
        else:
            yield issue("bad-json", where, _EXPECTED, str(item)[:200])


def _list_of(data: object) -> Sequence[object] | None:
    """Return the records of a file: a list, the longest list of objects inside an object, or the object."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        return None
    inside = [value for value in data.values() if isinstance(value, list) and _is_of_objects(value)]
    has_own_text = any(isinstance(data.get(name), str) for name in ("text", "maintext"))
    if inside and not has_own_text:
        return max(inside, key=len)
    return [data] if data else []


def _is_of_objects(values: list[object]) -> bool:
    return bool(values) and all(isinstance(value, dict) for value in values)
