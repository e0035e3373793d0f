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
    shared = int(np.count_nonzero(one.slots == other.slots)) / SLOTS
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
        shared = np.count_nonzero(self._slots[near] == self._slots[row], axis=1)
        likely = near[shared >= LEAST_SHARED * SLOTS].tolist()
        signature = read_signature(self._signatures[row]) if likely else None
        for other in likely:
            is_known = self._root(other) == self._root(row)
            if signature and not is_known and is_copy(signature, read_signature(self._signatures[other])):
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
        self._first = int(np.searchsorted(self._long, new.start))
        keys = np.ascontiguousarray(slots[self._long]).view(np.uint64)
        self._orders: list[Ints] = []
        new_count = len(self._long) - self._first
        runs = [self._sort(keys[:, band]) for band in range(BANDS if new_count else 0)]
        self._runs = np.array(runs, dtype=np.int64).reshape(len(runs), 2, new_count).transpose(2, 1, 0).copy()

    def _sort(self, keys: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
        """Return where the texts that share a band with each new one, and come before it, begin and end."""
        order = np.argsort(keys, kind="stable")
        self._orders.append(self._long[order])
        ordered, places = keys[order], np.arange(len(keys))
        begins = places.copy()
        begins[1:][ordered[1:] == ordered[:-1]] = 0
        begins = np.maximum.accumulate(begins)
        place_of = np.empty_like(places)
        place_of[order] = places
        mine = place_of[self._first :]
        return begins[mine], mine

    def near(self, row: int) -> Ints:
        """Return the rows before a new one that share a band with it, sorted."""
        number = int(np.searchsorted(self._long, row))
        if number == len(self._long) or self._long[number] != row:
            return self._long[:0]
        begins, ends = self._runs[number - self._first]
        sharing = [
            self._orders[band][begins[band] : ends[band]] for band in np.flatnonzero(begins < ends).tolist()
        ]
        if not sharing:
            return self._long[:0]
        found = np.sort(np.concatenate(sharing))
        is_other = np.ones(len(found), dtype=bool)
        np.not_equal(found[1:], found[:-1], out=is_other[1:])
        return found[is_other]
