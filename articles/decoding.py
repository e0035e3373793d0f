"""Bytes of foreign files turned into text, and what had to be guessed on the way."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",  # zip, and office documents
    b"\x1f\x8b",  # gzip
    b"BZh",
    b"7z\xbc\xaf",
    b"\x89PNG",
    b"\xff\xd8\xff",  # JPEG
    b"GIF8",
    b"\xd0\xcf\x11\xe0",  # old office documents
)
_DECLARED = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_PROLOG = re.compile(
    rb"\s{0,20}<\?xml\b[^>]{0,80}\bencoding\s{0,3}=\s{0,3}[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_HEAD_BYTES = 8192
_SAMPLE_BYTES = 65_536
_SAMPLE_LETTERS = 2000
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_CONTROL_MOST = 0.02
_LAST_RESORT = "cp1252"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding if it had to be guessed.

    Attributes:
        guessed: Name of the encoding assumed, or "" where the bytes say it themselves.
    """

    text: str
    guessed: str = ""


def bom_encoding(head: bytes) -> str:
    """Return the encoding that a byte order mark tells, or ""."""
    return next((encoding for bom, encoding in _BOMS if head.startswith(bom)), "")


def is_binary(head: bytes) -> bool:
    """Tell whether the first bytes of a file are no text in any encoding."""
    head = head[:_HEAD_BYTES]
    if bom_encoding(head):
        return False
    if head.startswith(_MAGIC) or b"\0" in head:
        return True
    return len(head.translate(None, _CONTROL)) < len(head) * (1 - _CONTROL_MOST)


def decode(data: bytes, *, is_markup: bool = False, declared: str = "") -> Decoded:
    """Decode a text: byte order mark, UTF-8, what it or its carrier declares, else the likeliest encoding.

    Args:
        data: The bytes of one whole text.
        is_markup: Whether "charset=..." or "encoding=..." near the beginning names the encoding.
        declared: Encoding that a mail or a web server named, or "".

    Returns:
        The text; characters that the encoding lacks become U+FFFD.
    """
    encoding = bom_encoding(data)
    if encoding:
        return Decoded(data.decode(encoding, errors="replace"))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    named = text_codec(declared) or (_declared(data) if is_markup else "")
    if named and named != "utf-8":
        return Decoded(data.decode(named, errors="replace"))
    guess = _guess(data)
    return Decoded(data.decode(guess, errors="replace"), guess)


def text_codec(name: str) -> str:
    """Return the codec of an encoding's name, or "" where there is none for texts."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return codec.name if codec._is_text_encoding else ""  # noqa: SLF001


def _declared(data: bytes) -> str:
    found = _PROLOG.match(data) or _DECLARED.search(data, 0, _HEAD_BYTES)
    return text_codec(found[1].decode("ascii")) if found else ""


def _guess(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8."""
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is None or best.encoding in ("utf_8", "ascii") or _is_latin(str(best)):
        return _LAST_RESORT  # guesses among the Latin code pages are no better than the commonest one
    return best.encoding


def _is_latin(text: str) -> bool:
    letters = [char for char in text[:_SAMPLE_BYTES] if char.isalpha()][:_SAMPLE_LETTERS]
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return 2 * latin >= len(letters)
