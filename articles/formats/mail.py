"""Mails: one article a message, its text or HTML part, with what its headers say."""

import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from articles.decoding import decode
from articles.documents import Document
from articles.formats.markup import plain_text
from articles.models import Article, DateSource, Issue
from articles.published import utc_day
from articles.reading import (
    Draft,
    ReadOptions,
    completed,
    dated,
    finish,
    guessed_encoding,
    issue,
    read_bytes,
    too_large,
    without_surrogates,
)

_ENVELOPE = b"From "
_QUOTED_ENVELOPE = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADERS = ("from", "date", "subject", "message-id", "received", "mime-version")
_LIST_NAME = re.compile(r'\s*"?(?P<name>[^"<>]{2,120}?)"?\s*<')
_PARTS_MOST = 2000
_HEADER_CHARACTERS_MOST = 2000
_BAD_HEADER = (HeaderParseError, UnicodeError, LookupError, ValueError, TypeError, AttributeError)


def read_eml(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read one mail.

    Raises:
        OSError: If the file cannot be opened.
    """
    for data in read_bytes(document, options.max_file_bytes):
        if isinstance(data, Issue):
            yield data
        else:
            yield from _mail(data, document.label, document, options)


def read_mbox(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read a mailbox: mails, each behind a line that begins with "From ".

    Raises:
        OSError: If the file cannot be opened.
    """
    number = 0
    with document.opener() as stream:
        for number, data in enumerate(_mails(stream, options), start=1):
            where = f"{document.label}#{number}"
            if len(data) > options.max_file_bytes:
                yield too_large(where, None, options.max_file_bytes)
            else:
                yield from _mail(_QUOTED_ENVELOPE.sub(rb"\1", data), where, document, options)
    if not number:
        yield issue("no-mail", document.label, 'expected a mailbox, whose mails begin with "From "')


def _mails(stream: BinaryIO, options: ReadOptions) -> Iterator[bytes]:
    """Yield the mails of a box; of one over the limit only so much as shows that it is."""
    held: list[bytes] | None = None
    size, before = 0, b"\n"
    while line := stream.readline(options.max_file_bytes + 1):
        if line.startswith(_ENVELOPE) and not before.strip():
            if held is not None:
                yield b"".join(held)
            held, size = [], 0
        elif held is not None and size <= options.max_file_bytes:
            held.append(line)
            size += len(line)
        before = line
    if held is not None:
        yield b"".join(held)


def _mail(data: bytes, where: str, document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    try:
        message = message_from_bytes(data)
    except RecursionError:
        yield issue("too-deep", where, "a mail of mails inside each other without end")
        return
    if not any(message.get_all(name) for name in _HEADERS):
        yield issue("no-mail", where, 'expected a mail with headers such as "From:" and "Date:"')
        return
    title = _header(message, "subject")
    parts = _parts(message)
    if len(parts) >= _PARTS_MOST:
        yield issue("too-many", where, f"a mail of many parts; the first {_PARTS_MOST:,} are read", title)
    attached = [name for part in parts if (name := _attachment(part))]
    if attached:
        message_words = "attached files are not opened; save them and give them as sources"
        yield issue("attachment", where, message_words, ", ".join(attached))
    text, guessed = _body(parts)
    if guessed:
        yield guessed_encoding(where, guessed)
    if not text:
        yield issue("empty", where, "there is no text in this mail", title)
        return
    if len(text) > options.max_bytes:
        yield too_large(where, len(text), options.max_bytes)
        return
    day, problems = _day(message, where)
    yield from problems
    draft = Draft(
        text=text,
        where=where,
        fallback_source=document.name or document.label,
        title=title,
        published=day,
        published_from=DateSource.HEADER,
        source=_outlet(message),
        author=_author(message),
    )
    yield from dated(finish(completed(draft, document.said), options))


def _parts(message: Message) -> list[Message]:
    """Return the parts that hold something, in order; nested ones are walked without recursion."""
    found: list[Message] = []
    waiting: list[Message] = [message]
    while waiting and len(found) < _PARTS_MOST:
        part = waiting.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            waiting += [inner for inner in reversed(payload) if isinstance(inner, Message)]
        else:
            found.append(part)
    return found


def _attachment(part: Message) -> str:
    """Return the name of an attached file, or "" of a part that is the mail itself."""
    name = _decoded_words(part.get_filename() or "")
    is_text = part.get_content_maintype() == "text"
    if part.get_content_disposition() == "attachment" or (name and not is_text):
        return name or part.get_content_type()
    return "" if is_text or part.get_content_maintype() == "image" else part.get_content_type()


def _body(parts: list[Message]) -> tuple[str, str]:
    """Return the text of a mail, and the encoding if it was guessed: plain parts, else HTML."""
    for kind in ("text/plain", "text/html"):
        pieces, guesses = [], []
        for part in parts:
            if part.get_content_type() == kind and not _attachment(part):
                words, guessed = _words(part)
                pieces.append(words)
                guesses.append(guessed)
        text = "\n\n".join(piece for piece in pieces if piece)
        if text:
            return text, next((guess for guess in guesses if guess), "")
    return "", ""


def _words(part: Message) -> tuple[str, str]:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, MessageError):  # broken transfer encodings
        data = None
    if not isinstance(data, bytes):
        return "", ""
    is_markup = part.get_content_subtype() == "html"
    decoded = decode(data, is_markup=is_markup, declared=_charset(part))
    text = without_surrogates(decoded.text.replace("\r\n", "\n").replace("\r", "\n"))
    return (plain_text(text) if is_markup else text.strip()), decoded.guessed


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except _BAD_HEADER:
        return ""


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    return _decoded_words(str(value)) if value is not None else ""


def _decoded_words(raw: str) -> str:
    raw = raw[:_HEADER_CHARACTERS_MOST]
    try:
        words = str(make_header(decode_header(raw)))
    except _BAD_HEADER:
        words = raw
    return " ".join(without_surrogates(words).split())


def _author(message: Message) -> str:
    name, address = parseaddr(_header(message, "from"))
    return name or address


def _outlet(message: Message) -> str:
    """Return the name of the list or newsletter that sent a mail, else its sender's."""
    named = _LIST_NAME.match(_header(message, "list-id"))
    return named["name"] if named else _author(message)


def _day(message: Message, where: str) -> tuple[date | None, list[Issue]]:
    words = _header(message, "date")
    if not words:
        return None, []
    try:
        return utc_day(parsedate_to_datetime(words)), []
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, [issue("bad-date", where, "expected a date such as 3 Jun 2016 10:21:00 +0000", words)]
