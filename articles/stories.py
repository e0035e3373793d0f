"""Stories: articles that are copies of one text, whatever headline, dateline and footer they bear."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from articles.models import Article
from articles.signatures import BANDS, SLOTS, Signature, read_signature, signature_of
from articles.web.canonical import address_key

Ints = npt.NDArray[np.int64]

LEAST_SHARED = 0.5
"""Share of all runs of four words of two texts that both have."""

LEAST_CONTAINED = 0.75
"""Share of the shorter text's runs of four words that the longer one has."""

MOST_MISSING = 0.1
"""Share of the shorter text's names and numbers that the longer one may lack."""

SAME_PAGE_DAYS = 7
"""Articles of one address are one story if published within so many days; front pages change."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What tells whether an article is a copy.

    Attributes:
        signature: As `signature_of` returns it.
        url: http(s) address, or "".
        published: Day of publication; None = unknown.
    """

    article_id: str
    signature: bytes
    url: str = ""
    published: date | None = None


def sign(article: Article) -> Signed:
    """Return what tells whether an article is a copy."""
    return Signed(article.id, signature_of(article.text), article.url, article.published)


def find_stories(articles: Iterable[Article]) -> Mapping[str, str]:
    """Return the story of each article, by article id.

    Args:
        articles: With distinct ids, in any order.

    Returns:
        The same story id for copies of one text: the smallest of their article ids. An article without
        copies is a story of its own.
    """
    index = StoryIndex()
    index.add([sign(article) for article in articles])
    return index.stories()


def is_copy(one: Signature, other: Signature) -> bool:
    """Tell whether one text is a copy of the other, perhaps with other ends.

    Args:
        one: Of one text.
        other: Of the other text.
    """
    if one.digest == other.digest:
        return True
    if one.is_short or other.is_short:
        return False
    shorter, longer = sorted((one, other), key=lambda text: (text.words, text.digest))
    shared = float(np.mean(one.slots == other.slots))
    in_both = shared * (one.words + other.words) / (1 + shared)
    if shared < LEAST_SHARED or in_both < LEAST_CONTAINED * shorter.words:
        return False
    return shorter.missing_facts(longer) <= MOST_MISSING


class StoryIndex:
    """Stories that grow by batches of articles, in any order, without reading a text twice.

    The stories depend on the articles alone, not on the order or the batches in which they came.
    """

    def __init__(self) -> None:
        """Begin without articles."""
        self._rows: dict[str, int] = {}
        self._signatures: list[bytes] = []
        self._parent: list[int] = []
        self._slots = np.zeros((0, SLOTS), dtype=np.uint16)
        self._first_of: dict[object, int] = {}
        self._pages: dict[str, list[tuple[date, int]]] = {}

    def restore(self, known: Sequence[tuple[Signed, str]]) -> None:
        """Put back articles whose stories were found before, from what was kept of them.

        Args:
            known: Articles with their story ids, all of an earlier `stories`.
        """
        first_of: dict[str, int] = {}
        for row, (_, story) in zip(self._take([signed for signed, _ in known]), known, strict=True):
            self._join(first_of.setdefault(story, row), row)

    def add(self, batch: Sequence[Signed]) -> None:
        """Add articles, joining the stories that they are copies of.

        Raises:
            ValueError: If an article of one of the ids is there already, or a signature is none.
        """
        rows = self._take(batch)
        bands = _Bands(self._slots, rows)
        for row in rows:
            near = bands.near(row)
            if len(near):
                self._join_near(row, near)

    def stories(self) -> Mapping[str, str]:
        """Return the story of each article, by article id; sorted."""
        story_of: dict[int, str] = {}
        ids = sorted(self._rows)
        for article_id in ids:
            story_of.setdefault(self._root(self._rows[article_id]), article_id)
        return {article_id: story_of[self._root(self._rows[article_id])] for article_id in ids}

    def _take(self, batch: Sequence[Signed]) -> range:
        """Note articles, joining those of the same words or of one page; return their rows."""
        begin = len(self._parent)
        slots = np.zeros((len(batch), SLOTS), dtype=np.uint16)
        for number, signed in enumerate(batch):
            row = begin + number
            if self._rows.setdefault(signed.article_id, row) != row:
                raise ValueError(f"the story of article {signed.article_id!r} is known already")
            self._parent.append(row)
            self._signatures.append(signed.signature)
            signature = read_signature(signed.signature)
            if not signature.is_short:
                slots[number] = signature.slots
            self._join_same(row, signature, signed)
        self._slots = np.concatenate([self._slots, slots])
        return range(begin, len(self._parent))

    def _join_same(self, row: int, signature: Signature, signed: Signed) -> None:
        same = signature.digest, signed.published if signature.is_short else None
        self._join(self._first_of.setdefault(same, row), row)
        key = address_key(signed.url)
        if not key or signed.published is None:
            return
        others = self._pages.setdefault(key, [])
        for day, other in others:
            if abs((day - signed.published).days) <= SAME_PAGE_DAYS:
                self._join(other, row)
        others.append((signed.published, row))

    def _join_near(self, row: int, near: Ints) -> None:
        """Join a text to those that it is a near copy of.

        Args:
            row: Of the text.
            near: Rows of texts that it may be a copy of.
        """
        shared = np.mean(self._slots[near] == self._slots[row], axis=1)
        signature = read_signature(self._signatures[row])
        for other in near[shared >= LEAST_SHARED].tolist():
            is_known = self._root(other) == self._root(row)
            if not is_known and is_copy(signature, read_signature(self._signatures[other])):
                self._join(other, row)

    def _root(self, row: int) -> int:
        while (parent := self._parent[row]) != row:
            self._parent[row] = self._parent[parent]
            row = parent
        return row

    def _join(self, one: int, other: int) -> None:
        self._parent[self._root(one)] = self._root(other)


class _Bands:
    """Which long texts share a band of slots with new ones."""

    def __init__(self, slots: npt.NDArray[np.uint16], new: range) -> None:
        """Sort all texts by each band.

        Args:
            slots: Of all texts, those of short ones 0.
            new: Rows that will be asked for.
        """
        self._long = np.flatnonzero(slots.any(axis=1))
        self._number = {row: number for number, row in enumerate(self._long.tolist()) if row >= new.start}
        keys = np.ascontiguousarray(slots[self._long]).view(np.uint64)
        self._orders: list[Ints] = []
        self._runs: list[tuple[Ints, Ints]] = []
        for band in range(BANDS if self._number else 0):
            order = np.argsort(keys[:, band], kind="stable")
            mine = keys[len(keys) - len(self._number) :, band]
            ordered = keys[order, band]
            runs = np.searchsorted(ordered, mine), np.searchsorted(ordered, mine, side="right")
            self._orders.append(self._long[order])
            self._runs.append(runs)

    def near(self, row: int) -> Ints:
        """Return the rows before one that share a band with it, sorted."""
        number = self._number.get(row)
        if number is None:
            return self._long[:0]
        at = number - (len(self._long) - len(self._number))
        sharing = [
            order[begin[at] : end[at]]
            for order, (begin, end) in zip(self._orders, self._runs, strict=True)
            if end[at] - begin[at] > 1
        ]
        if not sharing:
            return self._long[:0]
        found = np.unique(np.concatenate(sharing))
        return found[found < row]
