"""Word documents: their paragraphs and tables in order, and what their properties say."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from articles.documents import Document
from articles.errors import BadDateError
from articles.formats.archives import BROKEN_ZIP
from articles.formats.properties import plausible_author, plausible_day, plausible_title
from articles.models import Article, Issue
from articles.published import read_day
from articles.readers_text import find_title
from articles.reading import MEGABYTE, Draft, ReadOptions, completed, dated, finish, issue, read_bytes

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def read_docx(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read one Word document.

    Raises:
        OSError: If the file cannot be opened.
    """
    for data in read_bytes(document, options.max_file_bytes):
        if isinstance(data, Issue):
            yield data
        elif data.startswith(_OLD_OFFICE):
            message = "encrypted, or in the old format; save it as .docx without a password"
            yield issue("encrypted", document.label, message)
        else:
            yield from _read(data, document, options)


def _read(data: bytes, document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    from lxml import etree  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, "word/document.xml", options)
            properties = _part(archive, "docProps/core.xml", options)
        text = _text_of(_parse(body)) if body else ""
    except (*BROKEN_ZIP, RuntimeError, etree.LxmlError) as error:
        yield issue("bad-docx", document.label, f"no Word document that can be read: {error}")
        return
    if not text:
        yield issue("empty", document.label, "there is no text in this document")
        return
    yield from dated(finish(completed(_draft(text, properties, document), document.said), options))


def _draft(text: str, properties: bytes, document: Document) -> Draft:
    said = _properties(properties)
    return Draft(
        text=text,
        where=document.label,
        fallback_source=document.name,
        title=plausible_title(said.get("title", "")) or find_title(text),
        author=plausible_author(said.get("creator", "")),
        published=plausible_day(_day(said.get("created", "")), text),
    )


def _part(archive: zipfile.ZipFile, name: str, options: ReadOptions) -> bytes:
    """Return a part of the document, b"" where it is missing.

    Raises:
        ValueError: If it unpacks to too much.
    """
    try:
        info = archive.getinfo(name)
    except KeyError:
        return b""
    with archive.open(info) as stream:
        data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise ValueError(f"{name} unpacks to more than {options.max_bytes / MEGABYTE:g} MB")
    return data


def _parse(data: bytes) -> Any:
    """Return the tree of a part; entities are neither resolved nor fetched.

    Raises:
        lxml.etree.LxmlError: If it is no XML.
    """
    from lxml import etree  # noqa: PLC0415

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _text_of(tree: Any) -> str:
    """Return the words of a body: a line for each paragraph, cells of a row joined by tabs."""
    lines: list[str] = []
    for paragraph in tree.iter(*_names("p")):
        words = "".join(_pieces(paragraph)).strip()
        if words:
            lines.append(words)
    return "\n\n".join(lines)


def _pieces(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter(*_names("t"), *_names("tab"), *_names("br"), *_names("noBreakHyphen")):
        match element.tag.rpartition("}")[2]:
            case "t":
                yield element.text or ""
            case "noBreakHyphen":
                yield "-"
            case "tab":
                yield "\t"
            case _:
                yield "\n"


def _names(name: str) -> tuple[str, str]:
    return _WORD + name, _STRICT + name


def _properties(data: bytes) -> Mapping[str, str]:
    """Return title, creator and day of creation, as far as they are given."""
    from lxml import etree  # noqa: PLC0415

    try:
        tree = _parse(data) if data else None
    except etree.LxmlError:
        return {}
    if tree is None:
        return {}
    names = {"title": _DUBLIN + "title", "creator": _DUBLIN + "creator", "created": _TERMS + "created"}
    return {key: tree.findtext(name) or "" for key, name in names.items()}


def _day(words: str) -> date | None:
    try:
        return read_day(words) if words else None
    except BadDateError:
        return None
