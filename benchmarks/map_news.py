"""Made-up news in large amounts: articles with sentences that compress about as real ones do."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from articles.models import Actor, Relation, Stance
from geo.models import LonLat, Place, PlaceKind
from layers.models import ControlInterval, LocatedClaim
from output.models import Results
from tests.builders import (
    DAY_ZERO,
    make_article,
    make_claim,
    make_interval,
    make_located,
    make_mention,
    make_results,
)

REPORTS_PER_ARTICLE = (1, 1, 2, 2, 3, 5)
_PARTIES = (
    "government forces", "the rebels", "militia fighters", "the Northern Front", "army units",
    "the River Brigades", "tribal fighters", "the People's Guard", "coalition troops", "the Desert Column",
)  # fmt: skip
_DONE = (
    "took", "seized", "captured", "entered", "retook", "pushed into", "now hold", "overran", "shelled",
    "withdrew from", "lost", "surrounded", "are fighting for", "cleared", "regained", "advanced towards",
)  # fmt: skip
_OPENINGS = (
    "", "", "", "Overnight, ", "On Monday ", "After days of clashes ", "According to a monitor, ", "By dawn ",
    "Witnesses told reporters that ", "State television reported that ", "A commander claimed that ",
    "In a second push this week ", "Despite the ceasefire ", "Backed by air strikes, ", "Late on Friday ",
)  # fmt: skip
_NOUNS = (
    "bridge", "hospital", "suburb", "checkpoint", "airfield", "harbour", "convoy", "ceasefire",
    "school", "bakery", "refinery", "market", "granary", "mosque", "church", "barracks", "depot",
    "ridge", "valley", "dam", "canal", "road", "junction", "crossing", "district", "village",
    "farm", "orchard", "prison", "station", "quarry", "factory", "pipeline", "tunnel", "trench",
    "tower", "museum", "square", "stadium", "camp", "shelter", "clinic", "warehouse", "outpost",
    "hill", "plain", "river", "border", "garrison", "post", "dormitory", "substation", "cemetery",
    "council",
)  # fmt: skip
_ADJECTIVES = (
    "eastern", "western", "northern", "southern", "old", "new", "ruined", "narrow", "main", "last",
    "outer", "inner", "strategic", "besieged", "empty", "crowded", "provincial", "disputed",
    "fortified", "abandoned", "nearby", "distant", "damaged", "central", "coastal", "rural",
    "heavy", "sudden", "fierce", "brief", "failed", "joint", "fresh", "renewed", "limited", "third",
    "second", "daily", "nightly", "secret",
)  # fmt: skip
_VERBS = (
    "shelled", "reached", "blocked", "damaged", "cleared", "crossed", "searched", "mined",
    "evacuated", "destroyed", "reopened", "defended", "struck", "burned", "supplied", "closed",
    "guarded", "bombed", "flooded", "looted", "approached", "isolated", "threatened", "repaired",
    "watched", "secured", "stormed", "divided", "emptied", "encircled",
)  # fmt: skip
_LINKS = (
    "after", "before", "near", "beyond", "while", "though", "because", "until", "beside", "behind",
    "across", "despite", "inside", "outside", "where",
)  # fmt: skip
_SYLLABLES = (
    "ba", "ka", "ra", "mi", "sho", "tel", "dar", "nu", "qa", "hal", "zor", "fin", "lu", "mar", "gha", "tir",
    "an", "el", "om", "sa", "ji", "bek", "wad", "ros", "yan", "kal", "dur", "is", "tan", "vel", "no", "per",
)  # fmt: skip


def make_news_results(*, articles: int, towns: int, seed: int = 11) -> Results:
    """Return towns with intervals and the reports they stand on; the same numbers give the same results.

    Args:
        articles: How many articles; each gives one to five reports.
        towns: How many places they speak of.
        seed: Of the random numbers.

    Returns:
        Results whose sentences are of varied words, names and numbers: 60 to 220 characters, 145 on average.
    """
    dice = random.Random(seed)  # noqa: S311
    actors = [Actor(_id_of(name), name) for name in _PARTIES]
    places = [_make_town(number, dice) for number in range(towns)]
    claims = [claim for number in range(articles) for claim in _report(number, places, dice)]
    reports: dict[str, list[LocatedClaim]] = {}
    for claim in claims:
        reports.setdefault(claim.place.id, []).append(claim)
    intervals = [span for told in reports.values() for span in _hold(told, dice)]
    made = make_results(articles=[], claims=claims, intervals=intervals, actors=actors, mentions=[])
    return replace(made, articles=tuple(make_article(f"text {n}") for n in range(articles)))


def _id_of(party: str) -> str:
    return party.lower().replace(" ", "-")


def _make_name(dice: random.Random) -> str:
    return "".join(dice.choices(_SYLLABLES, k=dice.choice((2, 2, 3, 3, 4)))).title()


def _make_town(number: int, dice: random.Random) -> Place:
    return Place(
        id=f"geonames:{200000 + number * 7}", name=_make_name(dice), kind=PlaceKind.TOWN, country="SY",
        point=LonLat(lon=round(dice.uniform(36, 48), 4), lat=round(dice.uniform(30, 38), 4)),
        population=dice.choice((0, 900, 7_000, 40_000, 300_000)), admin1=f"Province {number % 14}",
    )  # fmt: skip


def _write_sentence(town: str, parties: Sequence[str], dice: random.Random) -> str:
    one, other = parties
    clauses = [f"{dice.choice(_OPENINGS)}{one} {dice.choice(_DONE)} {town}"]
    if dice.random() < 0.4:
        clauses.append(f"from {other}")
    clauses += [_write_clause(dice) for _ in range(dice.choice((1, 1, 2, 2, 3)))]
    text = " ".join(clauses)
    return f"{text[0].upper()}{text[1:]}."


def _write_clause(dice: random.Random) -> str:
    doer = dice.choice((_make_name(dice), f"{dice.randrange(2, 900)} men", f"the {dice.choice(_NOUNS)}"))
    words = (_LINKS, doer, _VERBS, "the", _ADJECTIVES, _NOUNS, "of", _make_name(dice))
    return " ".join(word if isinstance(word, str) else dice.choice(word) for word in words)


def _report(number: int, places: Sequence[Place], dice: random.Random) -> Iterator[LocatedClaim]:
    on = DAY_ZERO + timedelta(days=dice.randrange(3000))
    outlet = f"Outlet {min(dice.randrange(120), dice.randrange(120))}"
    centre = dice.randrange(len(places))
    title = _write_sentence(places[centre].name, dice.sample(_PARTIES, 2), dice)[:80].rsplit(" ", 1)[0]
    slug = "-".join(word.strip(",.'").lower() for word in title.split()[:9])
    url = (
        f"https://www.{outlet.lower().replace(' ', '')}.example/{on:%Y/%m/%d}/{slug}-{dice.randrange(10**7)}"
    )
    for part in range(dice.choice(REPORTS_PER_ARTICLE)):
        place = places[(centre + part * dice.randrange(1, 9)) % len(places)]
        parties = dice.sample(_PARTIES, 2)
        text = _write_sentence(place.name, parties, dice)
        claim = make_claim(
            dice.choice(list(Relation)), *parties, on=on - timedelta(days=dice.randrange(3)),
            stance=dice.choices(list(Stance), (70, 20, 5, 5))[0], sentence=text, id=f"r{number}-{part}",
            place=make_mention(place.name, text.index(place.name)),
            speaker=dice.choice(("", "", "", "a monitor", "the army", "residents")),
        )  # fmt: skip
        yield make_located(claim, place, source=outlet, published=on, url=url, title=title)


def _hold(reports: Sequence[LocatedClaim], dice: random.Random) -> Iterator[ControlInterval]:
    """Give a town a new holder with every third report or so."""
    told = sorted(
        reports, key=lambda one: (one.claim.when.start if one.claim.when else DAY_ZERO, one.claim.id)
    )
    spans = [told[at : at + 3] for at in range(0, len(told), 3)]
    starts = [span[0].claim.when.start for span in spans if span[0].claim.when is not None]
    for number, (span, start) in enumerate(zip(spans, starts, strict=True)):
        end = starts[number + 1] if number + 1 < len(starts) else None
        if end == start:
            continue
        yield make_interval(
            span[0].place, actors=[_id_of(dice.choice(_PARTIES))], start=start, end=end,
            last_report=start, probability=round(dice.uniform(0.5, 0.99), 2),
            evidence=[one.claim.id for one in span[:2]], against=[one.claim.id for one in span[2:]],
        )  # fmt: skip
