"""The order in which the pieces of text on a page are read: columns one after the other, lines joined."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_GUTTER_LEAST_PT = 8.0
_CROSSING_MOST = 0.12
_COLUMN_LINES_LEAST = 4
_COLUMN_SHARE_LEAST = 0.15
_MARK_SIZE = 0.55
_BLANK_WIDTH = 0.15
_PARAGRAPH_GAP = 1.8
_SHORT_LINE = 0.7
_HEADLINE_SIZE = 1.6
_STEPS = 200
_LIGATURES = {ord(char): unicodedata.normalize("NFKC", char) for char in "ﬀﬁﬂﬃﬄﬅﬆ"} | {0xAD: None}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on a page; coordinates in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """Height in points."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Height of its middle above the page's foot, in points."""
        return (self.top + self.bottom) / 2


def order_pieces(pieces: Sequence[Piece], *, page_width: float) -> list[str]:
    """Return the lines of a page in the order in which they are read; "" stands between paragraphs.

    Args:
        pieces: Runs of text in any order.
        page_width: In points.
    """
    gutters = _gutters(pieces, page_width)
    lines: list[str] = []
    for band in _bands(pieces, gutters):
        for column in _columns(band, gutters):
            found = _lines(column)
            if lines and found:
                lines.append("")
            lines += found
    return lines


def _gutters(pieces: Sequence[Piece], page_width: float) -> list[float]:
    """Return the middles of the white stripes between columns, from left to right.

    A stripe is crossed by few pieces (headlines), and lines of text stand on either side at the same height.
    """
    step = page_width / _STEPS
    if len(pieces) < 2 * _COLUMN_LINES_LEAST or step <= 0:
        return []
    most = _CROSSING_MOST * len(pieces)
    crossed = [0] * (_STEPS + 1)
    for piece in pieces:
        first, last = int(piece.left / step) + 1, int(piece.right / step)
        for index in range(max(first, 0), min(last, _STEPS) + 1):
            crossed[index] += 1
    gutters, begin = [], None
    for index in range(_STEPS + 1):
        if crossed[index] <= most:
            begin = index if begin is None else begin
            continue
        if begin is not None and begin > 0 and (index - begin) * step >= _GUTTER_LEAST_PT:
            gutters.append((begin + index - 1) / 2 * step)
        begin = None
    return [x for x in gutters if _parts_columns(pieces, x)]


def _parts_columns(pieces: Sequence[Piece], x: float) -> bool:
    left = [piece for piece in pieces if piece.right <= x]
    right = [piece for piece in pieces if piece.left >= x]
    least = max(_COLUMN_LINES_LEAST, _COLUMN_SHARE_LEAST * len(pieces))
    if min(len(left), len(right)) < least:
        return False
    low = max(min(piece.bottom for piece in side) for side in (left, right))
    high = min(max(piece.top for piece in side) for side in (left, right))
    beside = min(sum(low <= piece.middle <= high for piece in side) for side in (left, right))
    return beside >= _COLUMN_LINES_LEAST


def _bands(pieces: Sequence[Piece], gutters: Sequence[float]) -> list[list[Piece]]:
    """Return the pieces from top to bottom, cut where one runs across a gutter, as a headline does."""
    bands: list[list[Piece]] = [[]]
    was_across = False
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, piece.left)):
        across = any(piece.left < x < piece.right for x in gutters)
        if bands[-1] and across != was_across:
            bands.append([])
        bands[-1].append(piece)
        was_across = across
    return bands


def _columns(band: Sequence[Piece], gutters: Sequence[float]) -> list[list[Piece]]:
    if any(piece.left < x < piece.right for x in gutters for piece in band):
        return [list(band)]
    columns: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    for piece in band:
        columns[sum(piece.left >= x for x in gutters)].append(piece)
    return columns


def _lines(pieces: Sequence[Piece]) -> list[str]:
    """Return the lines of one column: pieces at the same height joined, a blank line before a wide gap."""
    return _with_paragraphs([sorted(row, key=lambda piece: piece.left) for row in _rows(pieces)])


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces of each line from top to bottom.

    Commas, dots and quotation marks set apart are lower or higher than the words of their line; they join it.
    """
    usual = median(piece.height for piece in pieces) if pieces else 0.0
    rows: list[list[Piece]] = []
    marks: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, piece.left)):
        if piece.height < _MARK_SIZE * usual:
            marks.append(piece)
        elif rows and rows[-1][0].bottom <= piece.middle <= rows[-1][0].top:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for mark in marks:
        row = min(rows, key=lambda row: abs(row[0].middle - mark.middle), default=None)
        if row is not None and abs(row[0].middle - mark.middle) <= row[0].height:
            row.append(mark)
        else:
            rows.append([mark])
    return sorted(rows, key=lambda row: -row[0].middle)


def _joined(row: Sequence[Piece]) -> str:
    """Return the words of a line; pieces that touch are one word."""
    words = row[0].text
    for before, piece in pairwise(row):
        touches = piece.left - before.right < _BLANK_WIDTH * max(before.height, piece.height)
        words += piece.text if touches else f" {piece.text}"
    return words.translate(_LIGATURES)


def _with_paragraphs(rows: Sequence[Sequence[Piece]]) -> list[str]:
    """Return the words of lines, "" before each that begins a paragraph."""
    steps = [above[0].middle - below[0].middle for above, below in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    begin = min((row[0].left for row in rows), default=0.0)
    end = max((row[-1].right for row in rows), default=0.0)
    lines: list[str] = []
    for index, row in enumerate(rows):
        words = _joined(row)
        if index:
            gap = steps[index - 1] > _PARAGRAPH_GAP * usual
            ended = rows[index - 1][-1].right < begin + _SHORT_LINE * (end - begin)
            sized = _differ(rows[index - 1], row)
            if gap or sized or (ended and not words[:1].islower()):
                lines.append("")
        lines.append(words)
    return lines


def _differ(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """Whether two lines are set in sizes so different that one of them is a headline."""
    heights = [max((piece.height for piece in row), default=0.0) for row in (above, below)]
    return min(heights) * _HEADLINE_SIZE < max(heights)
