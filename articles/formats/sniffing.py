"""What kind of document its first bytes show, for those that come without a name."""

import io
import json
import re
from dataclasses import replace
from typing import BinaryIO, cast

from articles.decoding import bom_encoding
from articles.documents import Document
from articles.tablelines import Rejoined, delimiter_of

_HEAD_BYTES = 65_536
_MAGIC = (
    (b"%PDF", ".pdf"),
    (b"PK\x03\x04", ".zip"),
    (b"PK\x05\x06", ".zip"),
    (b"WARC/", ".warc"),
    (b"\x1f\x8b", ".gz"),
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<(?:!doctype html|html|head|body|article|div|p|h1)[\s>]", re.IGNORECASE)
_OPENINGS = (
    (re.compile(r"From [^\n]+\n[\w-]+:"), ".mbox"),
    (
        re.compile(r"(?:From|Date|Subject|Return-Path|Received|MIME-Version|Message-ID): ", re.IGNORECASE),
        ".eml",
    ),
    (re.compile(r"\s*TY  - "), ".ris"),
)


def sniff_suffix(document: Document) -> Document:
    """Return the document with a name that has a suffix.

    Raises:
        OSError: If it cannot be opened.
    """
    stream = document.opener()
    head = stream.read(_HEAD_BYTES)
    again = cast("BinaryIO", io.BufferedReader(Rejoined(head, stream)))
    name = document.name or "input"
    return replace(document, name=f"{name}{suffix_of(head)}", opener=lambda: again)


def suffix_of(head: bytes) -> str:
    """Return the suffix for a document that begins with these bytes: ".txt" where nothing else fits."""
    magic = next((suffix for magic, suffix in _MAGIC if head.startswith(magic)), "")
    if magic:
        return ".docx" if magic == ".zip" and b"word/" in head else magic
    words = head.decode(bom_encoding(head) or "utf-8", errors="replace").lstrip("\ufeff")
    opening = words.lstrip()[:4000]
    if opening.startswith(("{", "[")):
        return ".jsonl" if _is_json_lines(words) else ".json"
    if opening.startswith("<"):
        is_page = _MARKUP.match(opening) or "<html" in opening.lower()
        return ".html" if is_page and not _FEED.search(opening) else ".xml"
    named = next((suffix for pattern, suffix in _OPENINGS if pattern.match(words)), "")
    return named or (".csv" if _is_header(opening.partition("\n")[0]) else ".txt")


def _is_json_lines(words: str) -> bool:
    first, *more = [line for line in words.split("\n") if line.strip()]
    try:
        return bool(more) and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _is_header(line: str) -> bool:
    """Whether a line is the header of a table of articles: several short names, one of them of a text."""
    names = [name.strip().strip('"').lower() for name in line.split(delimiter_of(line))]
    known = {"text", "notes", "url", "maintext", "body"}
    return len(names) > 1 and all(len(name) <= 40 for name in names) and not known.isdisjoint(names)
