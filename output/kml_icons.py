"""Small pictures of places for KMZ files: discs, rings and halves, as PNG without any library."""

import struct
import zlib
from collections.abc import Callable

_SIZE = 32
_CENTRE = (_SIZE - 1) / 2
_RADIUS = 13.0
_INK = (0x33, 0x33, 0x33)

Colour = tuple[int, int, int]
Paint = Callable[[float, float], Colour | None]
"""Gives the colour at a distance to the right of the centre and a distance from it; None = see-through."""


def disc(colour: str, *, ring_px: float = 2.0) -> bytes:
    """Return a disc in "#rrggbb" with a dark ring as PNG."""
    inner = _rgb(colour)
    return _png(lambda _, away: inner if away < _RADIUS - ring_px else _INK)


def halves(left: str, right: str) -> bytes:
    """Return a disc of two colours with a thin dark ring as PNG."""
    one, other = _rgb(left), _rgb(right)
    return _png(lambda x, away: _INK if away > _RADIUS - 2 else (one if x < 0 else other))


def hollow(colour: str) -> bytes:
    """Return a ring as PNG."""
    edge = _rgb(colour)
    return _png(lambda _, away: edge if away > _RADIUS - 4 else None)


def _rgb(colour: str) -> Colour:
    red, green, blue = (int(colour[first : first + 2], 16) for first in (1, 3, 5))
    return red, green, blue


def _png(paint: Paint) -> bytes:
    """Return a picture, stored and not packed: the same bytes with every version of zlib."""
    lines = b"".join(b"\0" + b"".join(_pixel(x, y, paint) for x in range(_SIZE)) for y in range(_SIZE))
    head = struct.pack(">IIBBBBB", _SIZE, _SIZE, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _pixel(x: int, y: int, paint: Paint) -> bytes:
    right, down = x - _CENTRE, y - _CENTRE
    away = (right * right + down * down) ** 0.5
    colour = paint(right, away) if away < _RADIUS + 0.5 else None
    cover = min(1.0, _RADIUS + 0.5 - away)
    return bytes((*colour, round(255 * cover))) if colour else bytes(4)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
