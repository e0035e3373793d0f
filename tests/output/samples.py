"""Results with a bit of everything, for the writers' tests."""

from articles.models import Days, Issue
from geo.models import Status
from layers.timeline import TimelineOptions, build_intervals
from output.models import PlacedMention, Results
from tests.builders import (
    day,
    make_actor,
    make_article,
    make_claim,
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
    return make_results(
        articles=[
            make_article(),
            make_article("Part of Anbar.", id="a2", published=day(9)),
            make_article("In Nowhere.", id="a3", published=None, source=""),
            make_article("Nothing.", id="a4", url="javascript:alert(1)"),
        ],
        claims=claims,
        unplaced=[unplaced],
        intervals=build_intervals(claims, options=TimelineOptions(fusion="latest")),
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
