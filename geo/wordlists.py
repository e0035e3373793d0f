"""Load the word lists and the lexicon that the recogniser goes by, and check them."""

import csv
import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from geo.errors import BadPlaceDataError

GROUPS = (
    "abbreviation", "belief", "calendar", "capture_verb", "compass", "facility_suffix", "facility_tail",
    "facility_tail_end", "facility_tail_modifier", "geographic_suffix", "link", "name_head", "name_suffix",
    "never", "ordinal", "organisation", "other_preposition", "place_preposition", "settlement_noun",
    "speech_verb", "title",
)  # fmt: skip
LEXICON_COLUMNS = ["word", "ordinary", "first_name", "surname"]
_LEVELS = frozenset(["", *"abcde"])
_BUCKETS = frozenset(["", *"12345"])
_NO_TAGS: frozenset[str] = frozenset()

LexiconEntry = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class WordLists:
    """The word lists of the recogniser.

    Attributes:
        groups: Group -> its words, in lower case.
        tags_of: Word -> the groups that hold it.
        facility_tails: Lower-case word sequences that end a facility's name, as tuples of words.
        lexicon: Folded word -> (level as an ordinary word, bucket as a first name, bucket as a surname).
    """

    groups: Mapping[str, frozenset[str]]
    tags_of: Mapping[str, frozenset[str]]
    facility_tails: frozenset[tuple[str, ...]]
    lexicon: Mapping[str, LexiconEntry]

    def tags(self, lower: str) -> frozenset[str]:
        """Return the groups that hold a word."""
        return self.tags_of.get(lower, _NO_TAGS)


@functools.cache
def load_word_lists() -> WordLists:
    """Return the shipped word lists.

    Raises:
        BadPlaceDataError: If a shipped file breaks its schema.
    """
    data = files("geo") / "data" / "recogniser"
    lists = tomllib.loads((data / "wordlists.toml").read_text(encoding="utf-8"))
    groups = parse_groups(lists.get("groups", {}))
    tails = lists.get("sequences", {}).get("facility_tail", [])
    lexicon = parse_lexicon((data / "lexicon.csv").read_text(encoding="utf-8").splitlines())
    return WordLists(groups, _tags_by_word(groups), frozenset(tuple(tail.split()) for tail in tails), lexicon)


def parse_groups(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return group -> words.

    Raises:
        BadPlaceDataError: If a group is missing, unknown, empty, or holds capitals.
    """
    faults = [f"unknown group {name!r}" for name in table if name not in GROUPS]
    faults += [f"no group {name!r}" for name in GROUPS if not table.get(name, "").split()]
    faults += [
        f"{name}: {word!r} is not lower case"
        for name in table
        for word in table[name].split()
        if word != word.lower()
    ]
    if faults:
        raise BadPlaceDataError("wordlists.toml: " + "; ".join(faults))
    return {name: frozenset(table[name].split()) for name in GROUPS}


def parse_lexicon(lines: Iterable[str]) -> dict[str, LexiconEntry]:
    """Return folded word -> its levels.

    Raises:
        BadPlaceDataError: If the header or a row is not as expected.
    """
    rows = csv.reader(lines)
    if next(rows, None) != LEXICON_COLUMNS:
        raise BadPlaceDataError(f"lexicon.csv: line 1: the columns are {','.join(LEXICON_COLUMNS)}")
    lexicon: dict[str, LexiconEntry] = {}
    faults = []
    for number, row in enumerate(rows, start=2):
        try:
            word, ordinary, first, last = row
        except ValueError:
            faults.append(f"line {number}: {len(row)} columns, not {len(LEXICON_COLUMNS)}")
            continue
        if ordinary not in _LEVELS or first not in _BUCKETS or last not in _BUCKETS:
            faults.append(f"line {number}: levels are a to e and buckets 1 to 5, got {','.join(row)!r}")
        lexicon[word] = (ordinary, first, last)
    if faults:
        raise BadPlaceDataError("lexicon.csv: " + "; ".join(faults))
    return lexicon


def _tags_by_word(groups: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return word -> the groups that hold it."""
    tags: dict[str, set[str]] = {}
    for name, words in groups.items():
        for word in words:
            tags.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in tags.items()}
