"""The blob reads back to the results it was made from."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Relation, Stance
from geo.models import LonLat, PlaceKind
from layers.models import ControlBasis, ControlInterval, State
from output.columns import decode_counts, decode_deltas, decode_optional, decode_signed
from output.mapoptions import MapOptions
from output.models import Results
from output.payload import Payload, build_payload, pack
from output.payload_areas import find_regions
from output.payload_days import EPOCH
from output.payload_evidence import mark_words
from output.payload_places import gather_histories
from tests.builders import (
    day,
    make_claim,
    make_interval,
    make_located,
    make_mention,
    make_place,
    make_region,
    make_results,
)
from tests.mapdata import SquareWorld, make_large_results, make_town_results


def build(results: Results, **options: Any) -> Payload:
    chosen = MapOptions(outlines=SquareWorld(), **options)
    histories = gather_histories(results.intervals, results.claims, until=chosen.until)
    return build_payload(results, histories, find_regions(histories, SquareWorld()), options=chosen)


def read_intervals(core: dict[str, Any]) -> list[tuple[object, ...]]:
    """Read the intervals as the page does: place id, state, actors, first day, end, last report, per cent."""
    blob, places = core["intervals"], core["places"]
    prefix, number = decode_counts(places["id"]["prefix"]), decode_counts(places["id"]["number"])
    gaps, lengths = decode_signed(blob["gap"]), decode_counts(blob["days"])
    lasts, sure, looks = (
        decode_optional(blob["last"]),
        decode_counts(blob["sure"]),
        decode_counts(blob["look"]),
    )
    first = EPOCH + timedelta(days=core["first"])
    found: list[tuple[object, ...]] = []
    for place, count in enumerate(decode_counts(blob["count"])):
        cursor = 0
        place_id = places["id"]["prefixes"][prefix[place]] + (str(number[place]) if number[place] else "")
        for i in range(len(found), len(found) + count):
            state, basis, dated, *actors = blob["looks"][looks[i]]
            start = cursor + gaps[i]
            cursor = start + lengths[i] if dated else cursor
            days: tuple[date | None, ...] = (None, None, None)
            if dated:
                end = first + timedelta(days=cursor) if lengths[i] else None
                last = None if lasts[i] is None else first + timedelta(days=start + (lasts[i] or 0))
                days = (first + timedelta(days=start), end, last)
            names = tuple(core["actors"][actor][0] for actor in actors)
            found.append((place_id, state, basis, names, *days, sure[i]))
    return found


def expected(intervals: tuple[ControlInterval, ...]) -> list[tuple[object, ...]]:
    return [
        (
            span.place.id, span.state.value, span.basis.value, span.actors, span.start, span.end,
            span.last_report, round(100 * span.probability),
        )
        for span in intervals
    ]  # fmt: skip


def by_words(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(rows, key=str)


@pytest.mark.parametrize("results", [make_town_results(), make_large_results(towns=60, intervals=400)])
def test_intervals_read_back(results: Results) -> None:
    assert by_words(read_intervals(build(results).core)) == by_words(expected(results.intervals))


SPANS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 90), st.integers(0, 500)), max_size=5)


@settings(max_examples=60)
@given(st.lists(SPANS, min_size=1, max_size=4))
def test_any_disjoint_intervals_read_back(towns: list[list[tuple[int, int, int]]]) -> None:
    spans = []
    for number, rows in enumerate(towns):
        reached = 0
        place = make_place(f"T{number}", id=f"geonames:{number + 1}")
        for gap, length, last in rows:
            start, end = reached + gap, reached + gap + length
            reached = end
            spans.append(make_interval(place, start=day(start), end=day(end), last_report=day(last)))
    results = make_results(intervals=spans, claims=[])
    assert by_words(read_intervals(build(results).core)) == by_words(expected(results.intervals))


@pytest.mark.parametrize(
    "place_id", ["geonames:170654", "ne:SYR", "test:007", "geonames:0", "12", "x:99999999999"]
)
def test_place_ids_read_back(place_id: str) -> None:
    core = build(make_results(intervals=[make_interval(make_place(id=place_id))], claims=[])).core
    assert read_intervals(core)[0][0] == place_id


@pytest.mark.parametrize(("lon", "lat"), [(0.0, 0.0), (-179.9999, -84.1234), (41.98765, 34.50004)])
def test_coordinates_read_back_to_a_ten_thousandth(lon: float, lat: float) -> None:
    place = replace(make_place(), point=LonLat(lon=lon, lat=lat))
    places = build(make_results(intervals=[make_interval(place)], claims=[])).core["places"]
    assert decode_deltas(places["lon"])[0] / 10_000 == pytest.approx(lon, abs=5.1e-5)
    assert decode_deltas(places["lat"])[0] / 10_000 == pytest.approx(lat, abs=5.1e-5)


def test_areas_are_outlines_and_never_dots() -> None:
    region = make_region()
    results = make_results(intervals=[make_interval(region)], claims=[])
    assert build(results).core["regions"][0]["rings"]
    bare = replace(region, geometry=None, kind=PlaceKind.COUNTRY)
    core = build(make_results(intervals=[make_interval(bare)], claims=[])).core
    assert core["regions"] == [{"place": 0, "rings": ""}]


def test_until_keeps_later_days_out_of_the_page() -> None:
    late = make_claim(Relation.CAPTURED, "Red Army", on=80, sentence="Secret later sentence.", id="late")
    results = make_results(
        claims=[make_located(make_claim(id="c1")), make_located(late, published=day(81))],
        intervals=[
            make_interval(end=day(80), evidence=["c1"]),
            make_interval(actors=["red-army"], start=day(80), evidence=["late"]),
        ],
    )
    payload = build(results, until=day(60))
    assert "Secret" not in str(payload)
    assert "red-army" not in str(payload)
    rows = read_intervals(payload.core)
    assert [row[5] for row in rows] == [None]
    assert payload.core["days"] == 60


def test_days_run_from_first_to_last_known_day() -> None:
    payload = build(make_town_results())
    assert EPOCH + timedelta(days=payload.core["first"]) == day(3)
    assert payload.core["days"] == 88


def test_a_few_stray_old_days_do_not_stretch_the_slider() -> None:
    town, old = make_place("New"), make_place("Old")
    recent = [
        make_interval(replace(town, id=f"test:{n}"), start=day(n), end=day(n + 1), last_report=day(n))
        for n in range(100)
    ]
    stray = make_interval(old, start=date(1973, 1, 1), last_report=date(1973, 1, 1), evidence=["c0"])
    payload = build(make_results(intervals=[stray, *recent], claims=[]))
    assert EPOCH + timedelta(days=payload.core["first"]) == day(0)
    held = {row[0]: row[4] for row in read_intervals(payload.core)}
    assert held["test:old"] == date(1973, 1, 1)


def test_histogram_counts_reports_by_day() -> None:
    pairs = decode_counts(build(make_town_results()).core["daily"])
    assert sum(pairs[1::2]) == 9
    assert sum(pairs[0::2]) == 87


def test_words_to_mark_count_in_utf16() -> None:
    claim = make_claim(
        Relation.CAPTURED, "Army", sentence="🏰🏰 Army took Rawa.", place=make_mention("Rawa", 13)
    )
    assert mark_words(claim) == [2, 5, 4, 1, 15, 4, 0]


def test_place_named_in_another_sentence_is_not_marked() -> None:
    claim = replace(make_claim(sentence="The city fell.", actor=None), sentence_start=100)
    assert mark_words(claim) == [0]


def test_marks_do_not_overlap() -> None:
    claim = make_claim(actor="Rawa Brigade", sentence="Rawa Brigade rules.", place=make_mention("Rawa", 0))
    assert mark_words(claim) == [1, 0, 4, 0]


def test_evidence_cites_reports_for_and_against() -> None:
    results = make_town_results()
    payload = build(results)
    histories = gather_histories(results.intervals, results.claims, until=None)
    cited = iter(decode_counts(payload.evidence["cited"]))
    read = []
    for history in histories:
        for _ in history.intervals:
            groups = [[history.claims[next(cited)].claim.id for _ in range(next(cited))] for _ in range(2)]
            read.append(tuple(map(tuple, groups)))
    assert (("c2",), ("c3",)) in read
    assert (("c9",), ()) in read
    assert len(read) == len(results.intervals)


def test_unplaced_claims_come_with_their_reason() -> None:
    row = build(make_town_results()).evidence["gaps"]["unplaced"][0]
    assert row["why"] == "ambiguous"
    assert row["maybe"] == ["Rawa, Al Anbar, IQ", "Rawa, Al Anbar, SY"]
    assert row["marks"] == [1, 22, 7, 0]


def test_only_web_addresses_become_links() -> None:
    claims = [
        make_located(make_claim(id=f"c{n}"), url=url)
        for n, url in enumerate(("javascript:x", "https://a.example/"))
    ]
    assert build(make_results(claims=claims)).evidence["articles"]["url"] == ["", "https://a.example/"]


def test_pack_gives_the_same_bytes_twice() -> None:
    value = {"text": "word " * 9_000}
    assert pack(value) == pack(value) != ""
    assert pack({"text": "word"}) == ""


def test_every_state_basis_and_stance_has_words() -> None:
    from output.messages import load_messages  # noqa: PLC0415

    words = load_messages("en").words
    wanted = [f"basis_{basis}" for basis in ControlBasis] + [f"stance_{stance}" for stance in Stance]
    wanted += [f"state_{state}" for state in State] + [f"relation_{relation}" for relation in Relation]
    wanted += [f"gist_{relation}_{form}" for relation in Relation for form in ("ab", "a", "b", "none")]
    wanted += [f"kind_{kind}" for kind in PlaceKind if kind is not PlaceKind.TOWN]
    assert not [key for key in wanted if key not in words]


@pytest.mark.parametrize(
    ("probability", "percent"), [(0.597, 59), (0.6, 60), (0.604, 60), (0.999, 100), (0.0, 0)]
)
def test_doubtful_holder_never_rounds_up_to_a_sure_one(probability: float, percent: int) -> None:
    results = make_results(intervals=[make_interval(probability=probability)])
    assert decode_counts(build(results).core["intervals"]["sure"]) == [percent]
