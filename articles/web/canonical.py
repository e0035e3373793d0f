"""Addresses of pages: written in one way, without what only says where the reader came from."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

SCHEMES = ("http", "https")
_PORTS = {"http": 80, "https": 443}
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_PLAIN = re.compile(r"https?://(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?P<path>/[A-Za-z0-9/._~-]*)?")
_AMP_PATH = re.compile(r"/(?:amp|index\.html?)$")


@dataclass(frozen=True, slots=True)
class _Tracking:
    names: frozenset[str]
    beginnings: tuple[str, ...]
    first_words: tuple[str, ...]


@cache
def _tracking() -> _Tracking:
    data = tomllib.loads(files("articles").joinpath("data", "tracking.toml").read_text("utf-8"))
    names = data["parameters"]
    return _Tracking(
        names=frozenset(name for name in names if not name.endswith("*")),
        beginnings=tuple(name[:-1] for name in names if name.endswith("*")),
        first_words=tuple(f"{word}." for word in data["first_words"]),
    )


def is_address(text: str) -> bool:
    """Tell whether a text begins as a web address, of whatever scheme: "https://..." or "ftp://..."."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text.strip()) is not None


def canonical_url(url: str) -> str:
    """Return an address as it is asked for and shown: lower-case host, no fragment, no tracking parameters.

    Args:
        url: http(s) address; its path may bear letters of any script.

    Returns:
        "" if it is no http or https address with a host.
    """
    parts = _split(url)
    if parts is None:
        return ""
    query = "&".join(piece for piece in parts.query.split("&") if piece and not _tracks(piece))
    path = quote(parts.path or "/", safe=_KEPT)
    return urlunsplit((parts.scheme, _host_and_port(parts), path, quote(query, safe=_KEPT), ""))


def address_key(url: str) -> str:
    """Return what addresses of one page share, however it is linked to.

    Scheme, "www.", "m." and "amp." hosts, a slash at the end and the order of parameters do not count.

    Returns:
        "" for what is no address of a page: no http(s) address, or the front page of a host.
    """
    plain = _PLAIN.fullmatch(url)
    if plain is not None:  # most addresses; taking them apart by the book takes ten times as long
        return _key_of(_without_first_word(plain["host"]), plain["path"] or "", "")
    parts = _split(canonical_url(url))
    return "" if parts is None else _key_of(site_of(url), parts.path, parts.query)


def _key_of(site: str, path: str, query: str) -> str:
    path = _AMP_PATH.sub("", path).rstrip("/")
    query = "&".join(sorted(query.split("&")))
    if not path and not query:
        return ""
    return f"{site}{path}{'?' if query else ''}{query}"


def site_of(url: str) -> str:
    """Return the host of an address without "www.", "m." or "amp."; "" if it has none."""
    parts = _split(url)
    if parts is None:
        return ""
    return _without_first_word(_host_and_port(parts))


def _without_first_word(host: str) -> str:
    for word in _tracking().first_words:
        if host.startswith(word) and host.count(".") > 1:
            return host.removeprefix(word)
    return host


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(_UNSAFE.sub("", url))
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if is_whole and parts.scheme in SCHEMES else None


def _host_and_port(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _PORTS[parts.scheme]) else f"{host}:{parts.port}"


def _tracks(piece: str) -> bool:
    name = piece.partition("=")[0].lower()
    return name in _tracking().names or name.startswith(_tracking().beginnings)
