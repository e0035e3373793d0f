"""The worked example of docs/control.md comes out as it says."""

import pytest

from layers.models import LocatedClaim
from layers.timeline import TimelineOptions, build_intervals
from tests.builders import day, make_claim, make_located, make_place

REPORTS = [
    ("held", "North", None, 0, "Wire", "asserted", ""),
    ("held", "North", None, 12, "Monitor", "asserted", ""),
    ("captured", "South", "North", 40, "Wire", "asserted", ""),
    ("held", "North", None, 41, "Radio", "claimed", "North"),
    ("held", "South", None, 55, "Monitor", "asserted", ""),
    ("attacked", "North", "South", 80, "Wire", "asserted", ""),
]


def reports() -> list[LocatedClaim]:
    told = []
    for relation, actor, opponent, on, source, stance, speaker in REPORTS:
        claim = make_claim(
            relation, actor, opponent, on=on, stance=stance, speaker=speaker, id=f"day {on}",
            article_id=f"{source} {on}", sentence=f"{source} {on}",
        )  # fmt: skip
        told.append(make_located(claim, make_place("Millbridge"), source=source, published=None))
    return told


@pytest.mark.parametrize(
    ("fusion", "holders"),
    [
        ("latest", {20: "north", 40: "south", 48: "north", 60: "south"}),
        ("as-it-stood", {20: "north", 40: "south", 48: "south", 60: "south"}),
        ("looking-back", {20: "north", 40: "south", 48: "south", 60: "south"}),
    ],
)
def test_the_example_comes_out_as_documented(fusion: str, holders: dict[int, str]) -> None:
    intervals = build_intervals(reports(), options=TimelineOptions(fusion=fusion))
    for on, holder in holders.items():
        (at_that_time,) = [
            i for i in intervals if i.start and i.start <= day(on) and (i.end is None or day(on) < i.end)
        ]
        assert at_that_time.actors == (holder,)


def test_the_hedged_report_is_listed_against_and_the_attack_counts_for_the_defender() -> None:
    last = build_intervals(reports())[-1]
    assert last.against == ("day 41",)
    assert last.evidence == ("day 40", "day 55", "day 80")
