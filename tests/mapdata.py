"""Results to draw maps of: a small theatre with every state, and a large one of any size."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from articles.models import Actor, Issue, Relation, Stance
from geo.boundaries import Basemap
from geo.models import LonLat, Place, PlaceKind, Status
from layers.models import ControlBasis, ControlInterval, LocatedClaim, State
from output.models import PlacedMention, Results
from tests.builders import (
    DAY_ZERO,
    day,
    make_article,
    make_claim,
    make_interval,
    make_located,
    make_mention,
    make_place,
    make_resolution,
    make_results,
)

HOSTILE = (
    "</script><script>window.hacked=1</script>",
    '<img src=x onerror="window.hacked=2">',
    "`${window.hacked=3}`",
    "javascript:window.hacked=4",
    "\u2028--><svg onload=window.hacked=5>",
)


class SquareWorld:
    """Outlines of two square countries with two provinces each, a river and a lake."""

    def clip(self, west: float, south: float, east: float, north: float, *, admin1: bool = True) -> Basemap:
        """Return what of the squares lies in the window."""
        window = box(west, south, east, north)
        squares = {"Westland": box(36, 32, 42, 38), "Eastland": box(42, 32, 48, 38)}
        halves = {"North": box(36, 35, 42, 38), "South": box(36, 32, 42, 35)}
        lines = {"Long River": LineString([(37, 37), (40, 35), (47, 33)])}

        def cut(shapes: Mapping[str, BaseGeometry]) -> tuple[tuple[str, BaseGeometry], ...]:
            parts = [(name, shape.intersection(window)) for name, shape in shapes.items()]
            return tuple((name, part) for name, part in parts if not part.is_empty)

        return Basemap(
            countries=cut(squares),
            admin1=cut(halves) if admin1 else (),
            rivers=cut(lines),
            lakes=cut({"Salt Lake": box(43, 36, 43.5, 36.5)}),
        )

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the outline of Westland alone."""
        return box(36, 32, 42, 38) if place_id == "test:westland" else None


PLACES = {
    "Palms": replace(
        make_place("Palms", lon=38.2, lat=34.5), population=55_000, aliases=("Al-Nakhl", "النخل")
    ),
    "Old Ford": replace(make_place("Old Ford", lon=40.9, lat=34.4), population=290_000),
    "Millbrook": replace(make_place("Millbrook", lon=43.1, lat=34.3), population=9_000),
    "Gate": make_place("Gate", lon=39.0, lat=35.9),
    "Dust": make_place("Dust", lon=41.0, lat=36.5),
    "Westland": make_place("Westland", kind=PlaceKind.COUNTRY, lon=39.0, lat=35.0),
}
RED, BLUE = "Red Army", "Blue Front"
_REPORTS: tuple[tuple[str, Relation, str, str | None, int | None, str], ...] = (
    ("Palms", Relation.CAPTURED, BLUE, RED, 10, "The Blue Front took Palms from the Red Army on Sunday."),
    ("Palms", Relation.CAPTURED, RED, BLUE, 60, "The Red Army retook Palms."),
    ("Palms", Relation.CAPTURED, RED, BLUE, 61, "The Blue Front denied that Palms had fallen."),
    ("Old Ford", Relation.HELD, RED, None, 5, "The Red Army holds Old Ford."),
    ("Old Ford", Relation.CONTESTED, RED, BLUE, 90, "Red Army and Blue Front fight inside Old Ford."),
    (
        "Millbrook",
        Relation.BESIEGED,
        BLUE,
        RED,
        30,
        "The Blue Front rings the Red Army 🏰 in Millbrook town.",
    ),
    ("Gate", Relation.CAPTURED, BLUE, None, 40, "We took Gate, the Blue Front said."),
    ("Gate", Relation.CAPTURED, RED, None, 80, "The Red Army plans to take Gate."),
    ("Dust", Relation.HELD, RED, None, None, "Dust is held by the Red Army."),
    ("Westland", Relation.HELD, RED, None, 3, "The Red Army runs most of Westland."),
)
_STANCES = {3: Stance.DENIED, 7: Stance.CLAIMED, 8: Stance.PLANNED}
_SOURCES = {3: "Blue Herald", 7: "Blue Herald", 8: "Red Times", 10: "Red Times"}
_SPEAKERS = {2: "a Red Army spokesman"}


def make_town_results() -> Results:
    """Return five towns, one area, an undated and an unplaced claim: every state of the page at once."""
    nowhere = make_mention("Nowhere", 22)
    lost = make_claim(place=nowhere, sentence="The Red Army captured Nowhere.", id="u1")
    articles = [
        make_article(f"Text {n}.", id=f"a{n}", source=source, url=f"https://{n}.example/x")
        for n, source in enumerate(("Example News", "Blue Herald", "Red Times"), start=1)
    ]
    made = make_results(
        articles=articles,
        claims=[_report(number) for number in range(1, len(_REPORTS) + 1)],
        intervals=_town_intervals(),
        unplaced=[lost],
        mentions=[PlacedMention("a1", nowhere, make_resolution(status=Status.AMBIGUOUS))],
        actors=[Actor("red-army", RED, colour="#b4201c"), Actor("blue-front", BLUE, colour="#2257a0")],
        issues=[Issue("bad-json", "news.jsonl:7", "this line is no JSON", "{oops")],
    )
    return replace(made, settings={"theatre": "36,32,48,38"})


def _report(number: int) -> LocatedClaim:
    name, relation, actor, opponent, on, text = _REPORTS[number - 1]
    claim = make_claim(
        relation, actor, opponent, on=on, stance=_STANCES.get(number, Stance.ASSERTED), sentence=text,
        place=make_mention(name, text.index(name)), id=f"c{number}", speaker=_SPEAKERS.get(number, ""),
    )  # fmt: skip
    return make_located(
        claim, PLACES[name], source=_SOURCES.get(number, "Example News"), title=f"Headline {number}",
        published=None if on is None else day(on + 1), url=f"https://example.org/{number}",
    )  # fmt: skip


def _town_intervals() -> list[ControlInterval]:
    red, blue, both = ("red-army",), ("blue-front",), ("red-army", "blue-front")

    def span(
        name: str, actors: tuple[str, ...], days: tuple[int | None, int | None], last: int | None, *cited: str
    ) -> ControlInterval:
        start, end, newest = (None if number is None else day(number) for number in (*days, last))
        place = PLACES[name]
        return make_interval(
            place, actors=actors, start=start, end=end, last_report=newest, evidence=cited, probability=0.71
        )

    return [
        span("Palms", blue, (10, 60), 10, "c1"),
        replace(span("Palms", red, (60, None), 61, "c2"), against=("c3",)),
        span("Old Ford", red, (5, 90), 5, "c4"),
        replace(span("Old Ford", both, (90, None), 90, "c5"), state=State.CONTESTED),
        replace(span("Millbrook", both, (30, None), 30, "c6"), state=State.BESIEGED),
        replace(span("Gate", blue, (40, None), 80, "c7"), basis=ControlBasis.CLAIMED),
        span("Dust", red, (None, None), None, "c9"),
        span("Westland", red, (3, None), 3, "c10"),
    ]


def make_large_results(
    *,
    towns: int,
    intervals: int,
    seed: int = 7,
    reports: bool = False,
    box_deg: tuple[float, float, float, float] = (34, 29, 48, 38),
) -> Results:
    """Return random towns that change hands; the same numbers give the same results.

    Args:
        towns: How many places.
        intervals: How many intervals in all, spread evenly.
        seed: Of the random numbers.
        reports: Whether each interval cites a report of its own.
        box_deg: West, south, east, north of the theatre.
    """
    dice = random.Random(seed)  # noqa: S311
    actors = [Actor(f"actor-{n}", f"Actor {n}") for n in range(8)]
    west, south, east, north = box_deg
    spans: list[ControlInterval] = []
    claims: list[LocatedClaim] = []
    for number in range(towns):
        place = Place(
            id=f"geonames:{100000 + number}", name=f"Town {number}", kind=PlaceKind.TOWN, country="SY",
            point=LonLat(lon=round(dice.uniform(west, east), 4), lat=round(dice.uniform(south, north), 4)),
            population=dice.choice((0, 0, 800, 4_000, 20_000, 90_000, 600_000)),
            admin1=f"Province {number % 14}",
        )  # fmt: skip
        share = intervals * (number + 1) // towns - intervals * number // towns
        days = sorted(dice.sample(range(3000), share))
        for start, end in pairwise([*days, None]):
            spans.append(_random_span(place, start or 0, end, actors, dice, cited=f"r{len(spans)}"))
            if reports:
                claims.append(_random_report(spans[-1], len(claims)))
    return make_results(articles=[make_article()], claims=claims, intervals=spans, actors=actors, mentions=[])


def _random_span(
    place: Place, start: int, end: int | None, actors: Sequence[Actor], dice: random.Random, *, cited: str
) -> ControlInterval:
    state = dice.choices((State.CONTROLLED, State.CONTESTED, State.BESIEGED, State.UNKNOWN), (85, 8, 4, 3))[0]
    first, second = dice.sample([actor.id for actor in actors], 2)
    parties = {State.CONTROLLED: (first,), State.UNKNOWN: ()}.get(state, (first, second))
    return make_interval(
        place, state=state, actors=parties, start=day(start), end=None if end is None else day(end),
        basis=dice.choice((ControlBasis.ASSESSED, ControlBasis.ASSESSED, ControlBasis.CLAIMED)),
        last_report=DAY_ZERO + timedelta(days=start + dice.randrange(0, 9)),
        probability=round(dice.uniform(0.5, 0.99), 2), evidence=[cited],
    )  # fmt: skip


def _random_report(span: ControlInterval, number: int) -> LocatedClaim:
    holder = span.actors[0].replace("-", " ").title() if span.actors else "Nobody"
    town = span.place.name
    text = f"{holder} took {town} after {number % 17} days of fighting on the road, report {number} says."
    claim = make_claim(
        Relation.CAPTURED, holder, on=span.start, sentence=text, id=f"r{number}",
        place=make_mention(town, text.index(town)),
    )  # fmt: skip
    return make_located(
        claim,
        span.place,
        source=f"Outlet {number % 40}",
        published=span.start,
        url=f"https://example.org/{number}",
    )
