"""The phrases that name days, compiled from `data/dates.toml`."""

import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_BLANKS = r"(?:\s{1,3})"
_SLOT = re.compile(r"\{([a-z]\w*)\}")
_LOOKBEHIND = re.compile(r"\(\?<[=!](?:[^()]|\(\?:\\s[^()]*\))*\)")
_GROUP = re.compile(r"\(\?P<(\w+)>")


@dataclass(frozen=True, slots=True)
class DateWords:
    """Word lists of the calendar; keys are lower-case, with single blanks and without dots."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    numbers: Mapping[str, tuple[int, int]]
    parts: Mapping[str, tuple[float, float]]
    joins: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to name days: its pattern, and the calendar rule that reads a match."""

    name: str
    kind: str
    resolve: str
    pattern: re.Pattern[str]
    days: int
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class DatePatterns:
    """All phrases, one pattern that finds any of them, and a cheap one that rules most sentences out."""

    words: DateWords
    phrases: Mapping[str, Phrase]
    any_phrase: re.Pattern[str]
    hint: re.Pattern[str]


@cache
def date_patterns() -> DatePatterns:
    """Return the compiled phrases; the file is read once per process."""
    data = tomllib.loads(files("articles").joinpath("data", "dates.toml").read_text("utf-8"))
    slots = _slots(data["words"])
    phrases = {row["name"]: _phrase(row, slots) for row in data["phrase"]}
    alternatives = (f"(?P<{name}>{_unnamed(phrase.pattern.pattern)})" for name, phrase in phrases.items())
    return DatePatterns(
        words=_words(data["words"]),
        phrases=phrases,
        any_phrase=re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})"),
        hint=re.compile(_hint(data["words"])),
    )


def _words(words: Mapping[str, Any]) -> DateWords:
    months = {name.lower(): number for number, name in enumerate(words["months"], start=1)}
    return DateWords(
        months=months | {name.lower(): number for name, number in words["short_months"].items()},
        weekdays={name.lower(): number for number, name in enumerate(words["weekdays"])},
        seasons=words["seasons"],
        numbers={name: (low, high) for name, (low, high) in words["numbers"].items()},
        parts={name: (low, high) for name, (low, high) in words["parts"].items()},
        joins=words["joins"],
    )


def _choice(words: Iterable[str]) -> str:
    """Return an alternation in which longer words stand first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _cased(words: Iterable[str]) -> list[str]:
    """Return names as written and in capitals, as headlines have them."""
    return sorted({case for word in words for case in (word, word.upper())})


def _capitalised(words: Iterable[str]) -> list[str]:
    """Return words as written and with a capital, as sentences begin."""
    return sorted({case for word in words for case in (word, word[0].upper() + word[1:])})


def _slots(words: Mapping[str, Any]) -> dict[str, str]:
    """Return the pattern that each {slot} of a phrase stands for."""
    full, short = _choice(_cased(words["months"])), _choice(_cased(words["short_months"]))
    weekdays, counts = _choice(_cased(words["weekdays"])), _choice(_capitalised(words["numbers"]))
    shy = set(words["shy_months"])
    adjectives = {"early", "mid", "late"}
    which = _choice(_capitalised(["last", "this past", "past", "previous", "next", "coming", "this"]))
    return {
        "month": rf"(?P<month>(?:{full})(?!\w)|(?:{short})(?:\.|(?!\w)))",
        "monthword": rf"(?:{full}|{short})\b",
        "fullmonth": rf"(?P<month>{full})(?!\w)",
        "boldmonth": rf"(?P<month>{_choice(_cased(set(words['months']) - shy))})(?!\w)",
        "weekday": rf"(?P<weekday>{weekdays})(?:s(?=\s[a-z]))?(?!\w)",
        "anyweekday": rf"(?:(?:{weekdays})\b|(?:{_choice(_cased(words['short_weekdays']))})\b\.?)",
        "day": r"(?<![\d/.,$€£-])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[.,:]\d)",
        "day2": r"(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[.,:]\d)",
        "year": r"(?<![\d/.,$€£])(?P<year>(?:19|20)\d\d)(?!\w|[.,:]\d)",
        "year4": r"(?P<year>(?:19|20)\d\d)",
        "count": rf"(?P<count>\d{{1,3}}|{counts})",
        "units": r"(?P<units>hour|day|week|month|year|decade)s?(?!\w)",
        "manyunits": r"(?P<units>day|week|month|year)s?(?!\w)",
        "unit": r"(?P<unit>week|month|year)(?!\w|-)",
        "which": rf"(?P<which>{which})",
        "whole": rf"(?P<which>{which}|[Tt]he past|[Tt]he last|[Tt]he)",
        "season": rf"(?P<season>{_choice(words['seasons'])})(?!\w)",
        "adjectivepart": rf"(?P<part>{_choice(_capitalised(adjectives))})",
        "nounpart": rf"(?P<nounpart>{_choice(_capitalised(set(words['parts']) - adjectives))})",
        "notcounted": rf"(?! (?:{_choice(words['counted'])})\b)",
    }


def _phrase(row: Mapping[str, Any], slots: Mapping[str, str]) -> Phrase:
    pattern = _SLOT.sub(lambda slot: slots[slot[1]], row["pattern"]).replace(r"\ ", " ").replace(" ", _BLANKS)
    pattern = _LOOKBEHIND.sub(lambda behind: behind[0].replace(_BLANKS, r"\s"), pattern)
    pattern = _numbered(pattern)
    return Phrase(
        name=row["name"],
        kind=row["kind"],
        resolve=row["resolve"],
        pattern=re.compile(pattern),
        days=row.get("days", 0),
        after=frozenset(row.get("after", ())),
    )


def _numbered(pattern: str) -> str:
    """Number the groups of a pattern, so that one name may stand in several branches."""
    count = itertools.count()
    return _GROUP.sub(lambda group: f"(?P<{group[1]}__{next(count)}>", pattern)


def group_words(match: re.Match[str]) -> dict[str, str]:
    """Return the words of a match by the name of their group, without those that are absent."""
    return {name.partition("__")[0]: text for name, text in match.groupdict().items() if text is not None}


def _unnamed(pattern: str) -> str:
    return _GROUP.sub("(?:", pattern)


def _hint(words: Mapping[str, Any]) -> str:
    """Return a pattern found in every sentence that can name a day."""
    names = [*words["months"], *words["short_months"], *words["weekdays"]]
    units = "day|night|week|month|year|hour|decade|morning|evening|afternoon|tomorrow"
    digits = r"(?:19|20)\d\d|\d/\d|\d(?:st|nd|rd|th)\b"
    return (
        rf"\b(?:{_choice(_cased(names))})\b|{digits}|{units}|Overnight|Tomorrow|{_choice(words['seasons'])}"
    )
