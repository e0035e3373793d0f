"""Lines of large tables: never more than one in memory, in one encoding, with what was wrong on the way."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from articles.decoding import bom_encoding, decode
from articles.documents import Document
from articles.models import Issue
from articles.reading import ReadOptions, guessed_encoding, too_large

HEAD_BYTES = 8192
_LINE_ENDS = re.compile(r"(?<=\r)(?!\n)(?=.)", re.DOTALL)


def delimiter_of(header: str) -> str:
    """Return what parts the cells of a table by its header: a comma, a semicolon or a tab."""
    return max(",;\t", key=header.count)


def bounded_lines(file: BinaryIO, head: bytes, options: ReadOptions) -> Iterator[bytes | int]:
    """Yield lines without ever holding more than one; for a line over the limit only its length in bytes.

    Args:
        file: Open behind `head`.
        head: Its first bytes, read already.
        options: The limit.
    """
    encoding = bom_encoding(head)
    if encoding not in ("", "utf-8-sig"):
        yield from _wide_lines(Rejoined(head, file), encoding, options)
        return
    stream = io.BufferedReader(Rejoined(head[3:] if encoding else head, file))
    while line := stream.readline(options.max_bytes + 1):
        if len(line) <= options.max_bytes or line.endswith(b"\n"):
            yield line
            continue
        length = len(line)
        while (rest := stream.readline(options.max_bytes)) and not rest.endswith(b"\n"):
            length += len(rest)
        yield length + len(rest)


class Rejoined(io.RawIOBase):
    """A stream with its first bytes put back: pipes cannot go back to their beginning."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        """Bind the first bytes to what comes behind them."""
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        """Fill the bytes given: first from the head."""
        data = self._head[: len(into)] if self._head else self._rest.read(len(into))
        self._head = self._head[len(data) :]
        into[: len(data)] = data
        return len(data)


def _wide_lines(file: io.RawIOBase, encoding: str, options: ReadOptions) -> Iterator[bytes | int]:
    """Yield the lines of UTF-16 and UTF-32 as UTF-8."""
    text = io.TextIOWrapper(io.BufferedReader(file), encoding=encoding, errors="replace", newline="\n")
    while line := text.readline(options.max_bytes + 1):
        data = line.encode("utf-8", "replace")
        yield data if len(data) <= options.max_bytes else len(data)


class TextLines:
    """The lines of a CSV as text, for `csv.reader`; iteration ends at a line over the limit.

    Attributes:
        number: Lines given so far.
        problems: What was wrong since they were last taken.
    """

    def __init__(self, lines: Iterator[bytes | int], document: Document, options: ReadOptions) -> None:
        """Bind the lines to what is told about them."""
        self._lines = lines
        self._document = document
        self._options = options
        self._encoding = "utf-8"
        self._pieces: list[str] = []
        self.number = 0
        self.problems: list[Issue] = []

    def __iter__(self) -> "TextLines":
        return self

    def __next__(self) -> str:
        """Return the next line with its end."""
        if self._pieces:
            return self._pieces.pop()
        line = next(self._lines)
        if isinstance(line, int):
            self.problems.append(too_large(self._document.label, line, self._options.max_bytes))
            raise StopIteration
        self.number += 1
        try:
            words = line.decode(self._encoding)
        except UnicodeDecodeError:
            words = self._guessed(line)
        if "\r" not in words or words.find("\r") == len(words) - 2:
            return words
        self._pieces = _LINE_ENDS.split(words)[::-1]
        return self._pieces.pop()

    def take_problems(self) -> list[Issue]:
        """Return what was wrong, and forget it."""
        taken, self.problems = self.problems, []
        return taken

    def _guessed(self, line: bytes) -> str:
        """Decode a line that is not in the encoding so far; the first such line settles a new one."""
        if self._encoding != "utf-8":
            return line.decode(self._encoding, errors="replace")
        found = decode(line, declared=self._document.said.charset)
        if found.guessed:
            self._encoding = found.guessed
            self.problems.append(guessed_encoding(self._document.label, found.guessed))
        return found.text
