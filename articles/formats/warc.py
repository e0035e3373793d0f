"""Web archives: the pages of a WARC, each with its address and the day it was fetched."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from articles.documents import Document, Said
from articles.models import Issue
from articles.reading import ReadOptions, issue, too_large

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "text/xml": ".xml",
    "application/xml": ".xml",
}
_KINDS = ("response", "resource", "conversion")
_STATUS_DONE = "200"
# What warcio lets through of broken records: a missing header is None, on which it calls a method.
_BROKEN = (EOFError, zlib.error, ValueError, AttributeError, TypeError, IndexError, KeyError)
_PACKINGS = frozenset({"", "gzip", "x-gzip", "deflate", "identity"})
_CHARSET = re.compile(r"charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def read_warc(document: Document, options: ReadOptions) -> Iterator[Document | Issue]:
    """Yield the pages, texts and PDFs of a web archive, compressed or not, in the order of the file.

    Other records (requests, images, scripts, error pages) are no articles and are only counted.

    Raises:
        OSError: If the file cannot be opened.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    left_out = count = 0
    with document.opener() as stream:
        try:
            for count, record in enumerate(ArchiveIterator(stream, arc2warc=True), start=1):
                if count > options.max_members:
                    message = f"only the first {options.max_members:,} records are read"
                    yield issue("too-many", document.label, message)
                    break
                page = _page(record, document, options)
                left_out += page is None
                if page is not None:
                    yield page
        except (ArchiveLoadFailed, *_BROKEN) as error:
            yield issue("bad-archive", f"{document.label}#{count + 1}", f"no WARC from here on: {error}")
            return
    if count == left_out:
        yield issue("empty", document.label, f"none of its {count:,} records is a page that was read")


def _page(record: Any, document: Document, options: ReadOptions) -> Document | Issue | None:
    """Return what a record holds, the issue that keeps it from being read, or None if it is no page."""
    headers = record.http_headers or record.rec_headers
    content_type = str(headers.get_header("Content-Type") or "")
    kind, _, parameters = content_type.partition(";")
    suffix = _SUFFIXES.get(kind.strip().lower())
    if suffix is None or record.rec_type not in _KINDS:
        return None
    if record.rec_type == "response" and record.http_headers.get_statuscode() != _STATUS_DONE:
        return None
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    label = f"{document.label}!{url}"
    packing = str(headers.get_header("Content-Encoding") or "").strip().lower()
    if packing not in _PACKINGS:
        return issue("unknown-packing", label, "the page is packed in a way that cannot be unpacked", packing)
    data = record.content_stream().read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        return too_large(label, None, options.max_bytes)
    if not document.allowance.take(len(data)):
        return issue("bomb", label, "the archive unpacks to more than is read of one file")
    found = document.member(url, lambda: io.BytesIO(data), size_bytes=len(data))
    web = url if url.startswith(("http://", "https://")) else ""
    said = Said(url=web, source=urlsplit(web).hostname or "", charset=_charset(parameters))
    return replace(found, name=f"{found.name or 'page'}{suffix}", said=said)


def _charset(parameters: str) -> str:
    found = _CHARSET.search(parameters)
    return found[1] if found else ""
