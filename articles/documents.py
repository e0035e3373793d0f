"""Documents to read: bytes with a name, from a file, the standard input, or out of another document."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from articles.models import DateSource

STANDARD_INPUT = "-"
UNPACKED_BYTES_MOST = 4_000_000_000
UNPACKED_DOCUMENTS_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """What the carrier of a document says of it: a mail, a feed, an archive of web pages.

    Attributes:
        published: UTC day; used where the text itself says nothing better.
        published_from: Where `published` came from.
        charset: Encoding of the text, or "".
    """

    url: str = ""
    title: str = ""
    source: str = ""
    author: str = ""
    published: date | None = None
    published_from: DateSource = DateSource.METADATA
    charset: str = ""


@dataclass(slots=True)
class Allowance:
    """How many bytes and documents may still come out of the containers of one file."""

    left_bytes: int = UNPACKED_BYTES_MOST
    left_documents: int = UNPACKED_DOCUMENTS_MOST

    def take(self, size_bytes: int) -> bool:
        """Tell whether so many bytes may be unpacked, and count them."""
        self.left_bytes -= size_bytes
        return self.left_bytes >= 0

    def take_document(self, size_bytes: int) -> bool:
        """Tell whether a document of so many bytes may be unpacked, and count it."""
        self.left_documents -= 1
        return self.take(size_bytes) and self.left_documents >= 0


@dataclass(frozen=True, slots=True)
class Document:
    """Something to read.

    Attributes:
        label: File, or file and member, for messages.
        name: Its own name without folders; its suffix chooses the reader.
        opener: Opens the bytes at their beginning.
        size_bytes: None = not known before it is read.
        depth: Number of containers around it.
        said: What its carrier says of it.
        allowance: Shared by all that comes out of one file.
    """

    label: str
    name: str
    opener: Callable[[], BinaryIO]
    size_bytes: int | None = None
    depth: int = 0
    said: Said = Said()
    allowance: Allowance = field(default_factory=Allowance, compare=False)

    @classmethod
    def at(cls, path: Path) -> "Document":
        """Return the document of a file; "-" is the standard input.

        Raises:
            OSError: If there is no such file.
        """
        if str(path) == STANDARD_INPUT:
            return cls("standard input", "", lambda: sys.stdin.buffer)
        return cls(str(path), path.name, lambda: path.open("rb"), path.stat().st_size)

    @classmethod
    def of(cls, data: bytes, *, label: str, name: str, said: Said | None = None) -> "Document":
        """Return the document of bytes that are at hand, such as the body of a web page.

        Args:
            data: The bytes.
            label: Where they came from, for messages.
            name: Its suffix chooses the reader; without one the bytes do.
            said: What their carrier says of them.
        """
        return cls(label, name, lambda: io.BytesIO(data), len(data), said=said or Said())

    @property
    def suffix(self) -> str:
        """Return the suffix that chooses the reader, in lower case."""
        name = self.name.lower()
        if name.endswith(".warc.gz"):
            return ".warc"
        return PurePosixPath(name).suffix

    def member(self, name: str, opener: Callable[[], BinaryIO], *, size_bytes: int | None) -> "Document":
        """Return a document that lies inside this one.

        Args:
            name: As the container writes it; only ever used in messages and for its suffix.
            opener: Opens its bytes.
            size_bytes: As the container says, or None.
        """
        own = PurePosixPath(name.replace("\\", "/")).name
        label = f"{self.label}!{_printable(name)}"
        return replace(
            self, label=label, name=own, opener=opener, size_bytes=size_bytes, depth=self.depth + 1
        )

    def read(self, most_bytes: int) -> bytes | None:
        """Return the bytes; None where there are more than allowed.

        Raises:
            OSError: If it cannot be opened.
        """
        if self.size_bytes is not None and self.size_bytes > most_bytes:
            return None
        with self.opener() as stream:
            data = stream.read(most_bytes + 1)
        return data if len(data) <= most_bytes else None


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in name[:200])
