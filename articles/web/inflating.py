"""Bodies as servers pack them, unpacked within a limit."""

import zlib
from collections.abc import Iterable, Iterator

from articles.errors import WebError

PACKINGS = "gzip, deflate"
_GZIP_OR_ZLIB = 47
_BARE = -zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"


def unpack(blocks: Iterable[bytes], packing: str, *, max_bytes: int) -> bytes:
    """Return a body unpacked.

    Args:
        blocks: As they come.
        packing: Content-Encoding of the answer.
        max_bytes: Most bytes, as they come and unpacked.

    Raises:
        WebError: If it is larger, broken, or packed in a way that is not known.
    """
    kind = packing.strip().lower()
    limited = _limited(blocks, max_bytes)
    if kind in ("", "identity"):
        return b"".join(limited)
    if kind not in ("gzip", "x-gzip", "deflate"):
        raise WebError("unknown-packing", f"packed in a way that was not asked for: {packing[:40]!r}")
    return b"".join(_inflated(limited, max_bytes))


def unpack_gzip(data: bytes, *, max_bytes: int) -> bytes:
    """Return what a .gz file holds; other bytes as they are.

    Raises:
        WebError: If it unpacks to more, or is broken.
    """
    return unpack([data], "gzip", max_bytes=max_bytes) if data.startswith(_GZIP_MAGIC) else data


def _limited(blocks: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    came = 0
    for block in blocks:
        came += len(block)
        if came > max_bytes:
            raise too_large(max_bytes)
        yield block


def too_large(max_bytes: int) -> WebError:
    """Return the error of a body over the limit."""
    return WebError("too-large", f"larger than {max_bytes / 1e6:g} MB, the most that is fetched")


def _inflated(blocks: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    engine, left, is_first = zlib.decompressobj(_GZIP_OR_ZLIB), max_bytes, True
    for block in blocks:
        data = block
        while data:
            try:
                piece = engine.decompress(data, left + 1)
            except zlib.error as error:
                if not is_first or data.startswith(_GZIP_MAGIC):
                    raise WebError(
                        "broken", f"what came cannot be unpacked: {error}", is_passing=True
                    ) from error
                engine, is_first = zlib.decompressobj(_BARE), False
                continue
            left, is_first = left - len(piece), False
            if left < 0:
                message = f"unpacks to more than {max_bytes / 1e6:g} MB, the most that is fetched"
                raise WebError("bomb", message)
            yield piece
            data = engine.unconsumed_tail
            if engine.eof and engine.unused_data.startswith(_GZIP_MAGIC):  # several in a row
                data, engine = engine.unused_data, zlib.decompressobj(_GZIP_OR_ZLIB)
    if not engine.eof and not is_first:
        raise WebError("broken", "what came breaks off before its end", is_passing=True)
