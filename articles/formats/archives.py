"""Archives: the documents inside a zip, and the one inside a gzip, within limits that bombs break."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from articles.documents import Document
from articles.models import Issue
from articles.reading import MEGABYTE, ReadOptions, issue

BROKEN_ZIP = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
"""What `zipfile` raises on broken and unknown contents; of encrypted ones it raises RuntimeError."""

_ENCRYPTED = 0x1
_FREE_BYTES = 10 * MEGABYTE
_CHUNK_BYTES = 65_536


def read_zip(document: Document, options: ReadOptions) -> Iterator[Document | Issue]:
    """Yield the documents of a zip, sorted by name; nothing is written to the disk.

    Raises:
        OSError: If the file cannot be opened.
    """
    with document.opener() as stream:
        try:
            archive = zipfile.ZipFile(_seekable(stream, document, options))
        except BROKEN_ZIP as error:
            yield issue("bad-archive", document.label, f"no zip that can be read: {error}")
            return
        with archive:
            yield from _members(archive, document, options)


def _seekable(stream: BinaryIO, document: Document, options: ReadOptions) -> BinaryIO:
    """Return the stream, or its bytes in memory where it cannot go back, as inside another archive.

    Raises:
        ValueError: If there are too many for that.
    """
    if document.depth == 0 and stream.seekable():
        return stream
    data = stream.read(options.max_file_bytes + 1)
    if len(data) > options.max_file_bytes:
        most = options.max_file_bytes / MEGABYTE
        raise ValueError(f"an archive of over {most:g} MB, in a stream or another archive")
    return io.BytesIO(data)


def _members(
    archive: zipfile.ZipFile, document: Document, options: ReadOptions
) -> Iterator[Document | Issue]:
    found = sorted(
        (info for info in archive.infolist() if _is_document(info)),
        key=lambda info: (info.filename, info.header_offset),
    )
    if not found:
        yield issue("empty", document.label, "there is no file in this archive")
    if len(found) > options.max_members:
        message = f"{len(found):,} files; only the first {options.max_members:,} by name are read"
        yield issue("too-many", document.label, message)
    for info in found[: options.max_members]:
        refused = _refused(info, document, options)
        yield refused or document.member(
            info.filename, partial(_open, archive, info), size_bytes=info.file_size
        )


def _is_document(info: zipfile.ZipInfo) -> bool:
    return bool(info.filename) and not info.is_dir() and not _is_hidden(info.filename)


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or parts[:1] == (
        "__MACOSX",
    )


def _refused(info: zipfile.ZipInfo, document: Document, options: ReadOptions) -> Issue | None:
    """Return the issue of a member that is not opened, or None."""
    label = document.member(info.filename, io.BytesIO, size_bytes=0).label
    if info.flag_bits & _ENCRYPTED:
        return issue("encrypted", label, "this file is encrypted; unpack it with its password first")
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > _FREE_BYTES and ratio > options.max_ratio:
        return issue(
            "bomb", label, f"unpacks to {ratio:,.0f} times its size; at most {options.max_ratio} are read"
        )
    if not document.allowance.take_document(info.file_size):
        return issue("bomb", label, "the archive unpacks to more than is read of one file")
    return None


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    try:
        return cast("BinaryIO", io.BufferedReader(_Member(archive.open(info))))
    except (*BROKEN_ZIP, RuntimeError) as error:
        raise OSError(f"it cannot be unpacked: {error}") from error


class _Member(io.RawIOBase):
    """The bytes of a zip's member; broken ones end in an OSError, as those of files do."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(min(len(into), _CHUNK_BYTES))
        except (*BROKEN_ZIP, RuntimeError) as error:
            raise OSError(f"it cannot be unpacked: {error}") from error
        into[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def read_gzip(document: Document, options: ReadOptions) -> Iterator[Document | Issue]:
    """Yield the one document of a gzip, named without its suffix.

    Raises:
        OSError: If the file cannot be opened.
    """
    inner = document.name[: -len(".gz")] if document.name.lower().endswith(".gz") else document.name
    with document.opener() as stream:
        packed = Unpacked(stream, document, options)
        yield document.member(inner, lambda: cast("BinaryIO", io.BufferedReader(packed)), size_bytes=None)


class Unpacked(io.RawIOBase):
    """The bytes out of a gzip; ends in an OSError where they are too many for what went in."""

    def __init__(self, stream: BinaryIO, document: Document, options: ReadOptions) -> None:
        """Bind the stream to its limits."""
        self._packed = _Counted(stream)
        self._gzip = gzip.GzipFile(fileobj=cast("BinaryIO", self._packed), mode="rb")
        self._document = document
        self._ratio = options.max_ratio
        self._given = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        """Fill the bytes given.

        Raises:
            OSError: If the stream is broken or a bomb.
        """
        try:
            data = self._gzip.read1(min(len(into), _CHUNK_BYTES))
        except (EOFError, zlib.error) as error:
            raise OSError(f"the gzip is broken: {error}") from error
        self._given += len(data)
        if self._given > _FREE_BYTES + self._ratio * self._packed.count:
            raise OSError(f"it unpacks to more than {self._ratio} times its size")
        if not self._document.allowance.take(len(data)):
            raise OSError("it unpacks to more than is read of one file")
        into[: len(data)] = data
        return len(data)


class _Counted:
    """A stream that counts what is read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data
