"""Results with a bit of everything, for the writers' tests."""

from dataclasses import replace

from shapely import LineString, MultiLineString, MultiPolygon, Polygon, box

from articles.models import Days, Issue
from geo.models import Status
from layers.changes import find_changes
from layers.models import Area, FrontKind, FrontLine, Holding, State
from layers.scorecard import SourceScore
from layers.timeline import TimelineOptions, build_intervals
from layers.views import Disagreement, Side, View
from output.models import PlacedMention, Results
from tests.builders import (
    day,
    make_actor,
    make_article,
    make_claim,
    make_interval,
    make_located,
    make_mention,
    make_place,
    make_region,
    make_resolution,
    make_results,
)

HOSTILE = "=1+1 <script>alert('x')</script> \"q\" ; \n`y` \u2028 Žepče دير"


def make_sample() -> Results:
    """Return the results of four articles: two towns, a province, an undated text, hostile words."""
    anah = make_place("Anah", lon=41.98764321987, lat=0.0, country="")
    loss = make_claim("lost", "Rebels", on=9, id="c3", sentence=HOSTILE)
    denial = make_claim("captured", "Army", on=9, stance="denied", id="c4")
    year = Days(day(-400), day(-300), 3)
    past = make_claim("held", "Rebels", days=year, extent="part", id="c5", article_id="a2")
    siege = make_claim("besieged", "Army", "Rebels", on=None, stance="claimed", id="c6", article_id="a2")
    claims = [
        make_located(make_claim("held", "Rebels", on=0, id="c1")),
        make_located(make_claim(on=9, id="c2"), published=day(9), source="Daily; News"),
        make_located(loss, published=day(9), title=HOSTILE),
        make_located(denial, published=day(9)),
        make_located(past, make_region(), place_precision=3),
        make_located(siege, anah),
    ]
    nowhere = make_mention("Nowhere", 3, kind="unknown")
    unplaced = make_claim(on=None, place=nowhere, article_id="a3", id="c7")
    intervals = build_intervals(claims, options=TimelineOptions(fusion="latest"))
    results = make_results(
        articles=[
            make_article(),
            make_article("Part of Anbar.", id="a2", published=day(9)),
            make_article("In Nowhere.", id="a3", published=None, source=""),
            make_article("Nothing.", id="a4", url="javascript:alert(1)"),
        ],
        claims=claims,
        unplaced=[unplaced],
        intervals=intervals,
        mentions=[
            PlacedMention("a1", make_mention(), make_resolution()),
            PlacedMention("a3", nowhere, make_resolution(status=Status.UNKNOWN)),
            PlacedMention("a3", make_mention("Rawa", 20), make_resolution(status=Status.AMBIGUOUS)),
        ],
        actors=[make_actor("Army", colour="#cc0000"), make_actor("Rebels")],
        issues=[
            Issue("no-date", "c.txt", "no publication day; --date gives one"),
            Issue("unknown-place", "c.txt", "no place of this name is known", "Nowhere"),
            Issue("bad-json", "d.jsonl:7", HOSTILE, "{<b>"),
        ],
    )
    return replace(
        results,
        areas=make_areas(),
        changes=find_changes(intervals),
        fronts=make_fronts(),
        series=make_holdings(),
        scores=make_scores(),
        views=make_views(),
        disagreements=make_disagreements(),
    )


def make_areas() -> tuple[Area, ...]:
    """Return land with a hole that somebody held, and land on both sides of the 180th meridian at issue."""
    ring = [(41.3, 34.3), (41.3, 34.6), (41.6, 34.6), (41.6, 34.3)]
    held = Polygon([(41.0, 34.0), (42.0, 34.0), (42.0, 35.123456789), (41.0, 35.0)], [ring])
    split = MultiPolygon([box(179.5, 1.0, 180.0, 2.0), box(-180.0, 1.0, -179.5, 2.0)])
    how = "midpoints"
    return (
        Area(State.CONTROLLED, ("rebels",), day(0), day(9), held, 9_000.1234567, ("test:rawa",), 0.91, how),
        Area(State.CONTESTED, ("army", "rebels"), day(9), None, split, 12_364.0, (), 0.5, how),
    )


def make_fronts() -> tuple[FrontLine, ...]:
    """Return a front line that ended, and one in two parts by contested land that is still there."""
    one = LineString([(41.0, 34.0), (41.5, 34.123456789)])
    two = MultiLineString([[(40.0, 0.0), (40.5, 0.0)], [(179.5, 1.0), (180.0, 1.0)]])
    sides, how = ("army", "rebels"), "midpoints"
    return (
        FrontLine(sides, FrontKind.CONTACT, day(0), day(9), one, 48.1234567, how),
        FrontLine(sides, FrontKind.CONTESTED, day(9), None, two, 111.0, how),
    )


def make_holdings() -> tuple[Holding, ...]:
    """Return what an actor held, and that it holds nothing any more."""
    return (
        Holding("rebels", day(0), day(9), 1, 1, 3_812_366_000, 78.1234567, 0, 0.0),
        Holding("rebels", day(9), None, 0, 0, 0, 0.0, 1, 12.0),
    )


def make_scores() -> tuple[SourceScore, ...]:
    """Return a source that speaks for a side and errs towards it, and one with nothing to judge."""
    return (
        SourceScore("Daily; News", False, "army", 9, 7, 0.8123, 1.9, "army", 4.25, 2),
        SourceScore("=1+1", True, "", 1, 0, None, 2.0, "", 1.0, 0),
    )


def make_views() -> tuple[View, ...]:
    """Return what two sources say of a town: one of them changed its mind, one bears no date."""
    first = make_interval(actors=("rebels",), end=day(9), evidence=("c1",))
    then = make_interval(
        state=State.BESIEGED,
        actors=("army", "rebels"),
        start=day(9),
        last_report=day(12),
        evidence=("c2", "c3"),
    )
    undated = make_interval(state=State.UNKNOWN, actors=(), start=None, last_report=None, probability=0.0)
    return (View(make_place(), "Daily; News", (first, then)), View(make_place(), HOSTILE, (undated,)))


def make_disagreements() -> tuple[Disagreement, ...]:
    """Return one disagreement that ended, and one that lasts."""
    army, rebels = Side("army", ("Daily; News",)), Side("rebels", ("Example News", HOSTILE))
    return (
        Disagreement(make_place(), day(9), day(12), (army, rebels)),
        Disagreement(make_region(), day(10), None, (army, rebels)),
    )
