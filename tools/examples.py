"""Fill our own example sentences with names, to train the place-name recogniser on.

The texts are blocks parted by blank lines in `tools/data`. Slots in braces are filled from the gazetteer by a
seeded generator: the same gazetteer gives the same texts. Some villages are misspelled on purpose.
"""

import random
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from geo.folding import fold

CONFLICT_COUNTRIES = [
    "SY",
    "IQ",
    "UA",
    "RU",
    "LY",
    "YE",
    "SD",
    "SS",
    "SO",
    "ET",
    "AF",
    "MM",
    "ML",
    "NE",
    "BF",
    "NG",
    "CD",
    "CF",
    "TD",
    "CM",
    "MZ",
    "PS",
    "LB",
    "PH",
    "AZ",
    "AM",
    "GE",
    "CO",
    "PK",
]
MISSPELLED = 0.6
PLACE_SLOTS = frozenset(
    [
        "town",
        "village",
        "province",
        "country",
        "demonym",
        "capital",
        "neighbour",
        "neighbour_demonym",
        "state",
        "county",
        "ST",
        "AP",
        "TOWN",
        "capital_of_state",
    ]
)
_SLOT = re.compile(r"\{(\w+?)(\d?)\}|(\[\[|\]\]|\(\(|\)\)|<<|>>)")
_CHANGES = (
    ("iy", "y"), ("i", "y"), ("ee", "i"), ("o", "u"), ("u", "ou"), ("a", "e"), ("kh", "h"), ("q", "k"),
    ("h", ""), ("v", "w"), ("e", "i"), ("sh", "ch"), ("a", "aa"), ("l", "ll"), ("y", "iy"), ("z", "s"),
    ("k", "kk"),
)  # fmt: skip
_HEADS = ("al-", "Al-", "Umm ", "Tal ", "Deir ", "Nova ", "Novo", "Kafr ", "Wadi ", "Bir ", "Stara ")
_AP_STATES = [
    "Ala.",
    "Ariz.",
    "Ark.",
    "Calif.",
    "Colo.",
    "Conn.",
    "Del.",
    "Fla.",
    "Ga.",
    "Ill.",
    "Ind.",
    "Kan.",
    "Ky.",
    "La.",
    "Md.",
    "Mass.",
    "Mich.",
    "Minn.",
    "Miss.",
    "Mo.",
    "Mont.",
    "Neb.",
    "Nev.",
    "Okla.",
    "Ore.",
    "Pa.",
    "Tenn.",
    "Tex.",
    "Vt.",
    "Va.",
    "Wash.",
    "Wis.",
    "Wyo.",
]
_POSTAL = [
    "AL",
    "AZ",
    "AR",
    "CA",
    "CO",
    "CT",
    "FL",
    "GA",
    "IL",
    "IN",
    "IA",
    "KS",
    "KY",
    "LA",
    "MD",
    "MA",
    "MI",
    "MN",
    "MO",
    "NE",
    "NV",
    "NJ",
    "NM",
    "NY",
    "NC",
    "ND",
    "OH",
    "OK",
    "OR",
    "PA",
    "SC",
    "TN",
    "TX",
    "UT",
    "VT",
    "VA",
    "WA",
    "WV",
    "WI",
    "WY",
]


@dataclass(frozen=True)
class Example:
    """A filled text with the spans of its place names.

    Attributes:
        unsure: Spans that annotators disagree on (peoples' names, names inside names); taken for no places.
    """

    text: str
    gold: frozenset[tuple[int, int]]
    unsure: frozenset[tuple[int, int]]


class NameStore:
    """Names of the gazetteer by country and kind, and people's names."""

    def __init__(self, gazetteer: Path, first_names: Path) -> None:
        self.names: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.demonyms: dict[str, list[str]] = defaultdict(list)
        self.countries: dict[str, str] = {}
        with closing(sqlite3.connect(gazetteer)) as connection:
            rows = connection.execute("SELECT name, country, kind FROM place ORDER BY population DESC, id")
            for name, country, kind in rows:
                self.names[country, kind].append(plain(name))
                if kind == "country":
                    self.countries[country] = plain(name)
            labels = connection.execute(
                "SELECT n.key, p.country FROM name n JOIN place p ON p.row = n.place"
                " WHERE p.kind = 'country' AND n.label = 2 ORDER BY n.key"
            )
            for key, country in labels:
                self.demonyms[country].append(key.title())
            self.known = {key for (key,) in connection.execute("SELECT DISTINCT key FROM name")}
        lines = first_names.read_text(encoding="utf-8").splitlines()
        self.people = sorted({word for line in lines if not line.startswith("#") for word in line.split()})


def plain(name: str) -> str:
    """Return a name without accents, as newspapers write it."""
    stripped = unicodedata.normalize("NFKD", name)
    return "".join(c for c in stripped if not unicodedata.combining(c)).replace("ʿ", "").replace("’", "'")


class Filler:
    """Fills the slots of one text; the same slot gets the same name throughout."""

    def __init__(self, store: NameStore, country: str, rng: random.Random) -> None:
        self.store = store
        self.country = country
        self.rng = rng
        self.filled: dict[str, str] = {}
        others = sorted(
            c for c in store.countries if store.demonyms[c] and store.names[c, "town"] and c != country
        )
        self.others = rng.sample(others, 5)

    def fill(self, slot: str, number: str) -> str:
        """Return the name for a slot."""
        whole = slot + number
        if whole not in self.filled:
            self.filled[whole] = self._draw(slot, int(number or 1))
        return self.filled[whole]

    def _draw(self, slot: str, number: int) -> str:  # noqa: C901, PLR0911  one case a slot
        rng, store, country = self.rng, self.store, self.country
        if slot in {"first", "surname"}:
            return rng.choice(store.people)
        if slot == "person":
            return f"{rng.choice(store.people)} {self._surname()}"
        if slot == "TOWN":
            return self.fill("town", "").upper()
        if slot == "village":
            return self._village()
        if slot in {"neighbour", "neighbour_demonym"}:
            code = self.others[0]
            return store.countries[code] if slot == "neighbour" else rng.choice(store.demonyms[code])
        if slot in {"country", "demonym", "capital"}:
            code = country if number == 1 else self.others[number - 1]
            if slot == "country":
                return store.countries[code]
            if slot == "demonym":
                return rng.choice(store.demonyms.get(code) or ["Arab"])
            return rng.choice(store.names[code, "town"][:2])
        if slot == "ST":
            return rng.choice(_POSTAL)
        if slot == "AP":
            return rng.choice(_AP_STATES)
        kind = {
            "town": "town",
            "capital_of_state": "town",
            "province": "admin1",
            "state": "admin1",
            "county": "admin2",
        }[slot]
        pool = store.names[country, kind] or store.names[country, "town"]
        return re.sub(r" (County|Province|Governorate|Oblast|Region|District|State)$", "", rng.choice(pool))

    def _surname(self) -> str:
        name = self.rng.choice(self.store.people)
        return f"al-{name}" if self.rng.random() < 0.1 else name

    def _village(self) -> str:
        name = self.rng.choice(self.store.names[self.country, "town"])
        for _ in range(12):
            if self.rng.random() > MISSPELLED:
                return name
            old, new = self.rng.choice(_CHANGES)
            name = name[0] + name[1:].replace(old, new, 1)
            if self.rng.random() < 0.12 and len(name) < 10:
                name = self.rng.choice(_HEADS) + name
            if fold(name) not in self.store.known:
                return name
        return name


def fill_examples(
    path: Path, store: NameStore, *, times: int, countries: list[str], seed: int
) -> Iterator[Example]:
    """Yield every text of a file, several times, each with other names."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    texts = [
        "\n".join(line for line in block.splitlines() if not line.startswith("#")).strip() for block in blocks
    ]
    rng = random.Random(seed)  # noqa: S311
    for text in texts:
        for _ in range(times if text else 0):
            yield fill_example(text, Filler(store, rng.choice(countries), rng))


def fill_example(template: str, filler: Filler) -> Example:
    """Return one text with its slots filled."""
    text, opened, hidden = "", -1, False
    gold: set[tuple[int, int]] = set()
    unsure: set[tuple[int, int]] = set()
    last = 0
    for match in _SLOT.finditer(template):
        text += template[last : match.start()]
        last = match.end()
        slot, number, mark = match.groups()
        if mark in {"[[", "<<"}:
            opened = len(text)
        elif mark in {"]]", ">>"}:
            (gold if mark == "]]" else unsure).add((opened, len(text)))
            opened = -1
        elif mark:
            hidden = mark.startswith("(")
        else:
            start = len(text)
            text += filler.fill(slot, number)
            if slot in PLACE_SLOTS and opened < 0 and not hidden:
                (unsure if "demonym" in slot else gold).add((start, len(text)))
    return Example(text + template[last:], frozenset(gold), frozenset(unsure))
