"""An export, edited or not, is a source: the same map again, and a person's rows marked as such."""

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import pytest
from shapely import Point

from layers.models import ControlInterval, State
from output.geojson import write_geojson
from output.models import Results
from tests.whoheld.commands import whoheld, write_two_towns
from whoheld.options import RunOptions
from whoheld.pipeline import run
from whoheld.sample import sample_folder

LATEST = ("--fusion", "latest")
Edit = Callable[[list[dict[str, Any]]], None]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_two_towns(tmp_path)


def export(source: Path | str, target: Path, *options: str) -> Path:
    done = whoheld("export", source, "-o", target, "-q", *options)
    assert (done.exit_code, done.stderr) == (0, "")
    return target


@pytest.fixture(scope="module")
def read() -> Results:
    return run([str(sample_folder())])


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(sample_folder(), tmp_path_factory.mktemp("export") / "held.gpkg")


@pytest.fixture
def rows(table: Path, tmp_path: Path) -> Callable[[Edit], Path]:
    """Return a function that writes a GeoJSON export of two towns with its features edited."""

    def edited(edit: Edit) -> Path:
        path = export(table, tmp_path / "control.geojson", *LATEST)
        held = json.loads(path.read_text(encoding="utf-8"))
        edit(held["features"])
        path.write_text(json.dumps(held), encoding="utf-8")
        return path

    return edited


def feature(lon: float = 20.5, lat: float = 10.5, **properties: object) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


def codes(results: Results) -> list[str]:
    return [found.code for found in results.issues]


def only(results: Results, place: str) -> list[ControlInterval]:
    return [found for found in results.intervals if found.place.name == place]


def test_an_export_shows_the_same_intervals_as_its_sources(read: Results, held: Path, tmp_path: Path) -> None:
    again = run([str(held)])
    assert again.intervals == read.intervals
    assert len(again.intervals) > 50
    alone = tmp_path / "control.geojson"
    write_geojson(read, alone)
    assert run([str(alone)]).intervals == read.intervals


def test_a_geopackage_brings_its_claims_articles_and_issues(read: Results, held: Path) -> None:
    again = run([str(held)])
    assert [found.claim.id for found in again.claims] == [found.claim.id for found in read.claims]
    assert [found.claim.sentence for found in again.claims] == [found.claim.sentence for found in read.claims]
    assert [found.place for found in again.claims] == [found.place for found in read.claims]
    assert [found.id for found in again.articles] == [found.id for found in read.articles]
    assert again.issues == read.issues
    assert again.actors == read.actors


def test_an_export_of_an_export_is_the_same(table: Path, tmp_path: Path) -> None:
    first = export(table, tmp_path / "one.gpkg")
    second = export(first, tmp_path / "two.gpkg")
    for layer in ("control", "claims", "evidence"):
        with sqlite3.connect(first) as one, sqlite3.connect(second) as two:
            query = f"SELECT * FROM {layer}"
            assert one.execute(query).fetchall() == two.execute(query).fetchall()


def test_a_new_row_is_a_persons_and_says_so(rows: Callable[[Edit], Path]) -> None:
    new = feature(place="Ford", actor="North", start_date="2020-03-01", note="seen by me")
    results = run([str(rows(lambda found: found.append(new)))])
    (made,) = only(results, "Ford")
    assert (made.state, made.actors, made.start, made.end) == (
        State.CONTROLLED,
        ("north",),
        date(2020, 3, 1),
        None,
    )
    (said,) = results.claims
    assert made.evidence == (said.claim.id,)
    assert (said.source, said.claim.rule, said.claim.sentence) == (
        "edited by hand: control.geojson",
        "edited",
        "",
    )
    assert results.issues == ()


def test_a_renamed_actor_is_noticed_without_any_claims(rows: Callable[[Edit], Path]) -> None:
    def edit(found: list[dict[str, Any]]) -> None:
        for one in found:
            if one["properties"]["place"] == "West":
                one["properties"]["actor"] = "East"

    results = run([str(rows(edit))])
    (west,) = only(results, "West")
    assert (west.actors, west.against) == (("east",), ("1",))
    assert [found.claim.rule for found in results.claims] == ["edited"]


def test_a_siege_keeps_who_is_inside_first(rows: Callable[[Edit], Path]) -> None:
    new = feature(place="Ford", state="besieged", actor="North", opponent="South", start_date="2020-03-01")
    results = run([str(rows(lambda found: found.append(new)))])
    (made,) = only(results, "Ford")
    assert made.actors == ("north", "south")
    (said,) = results.claims
    assert said.claim.actor
    assert (said.claim.actor.actor_id, said.claim.relation.value) == ("south", "besieged")


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "East"},
        {"actor_id": "east"},
        {"actor": "East", "actor_id": "east"},
        {"actor": "East", "actor_id": "east", "actors": "east"},
        {"actor": "East", "actor_id": None, "actors": None},
    ],
)
def test_a_changed_actor_wins_over_columns_left_as_they_were(
    change: dict[str, str], table: Path, tmp_path: Path
) -> None:
    path = export(table, tmp_path / "held.gpkg", *LATEST)
    frame = geopandas.read_file(path, layer="control")
    for name, value in change.items():
        frame.loc[frame["place"] == "West", name] = value
    frame.to_file(path, layer="control", driver="GPKG")
    results = run([str(path)])
    (west,) = only(results, "West")
    assert west.actors == ("east",)
    (said,) = [found for found in results.claims if found.claim.rule == "edited"]
    assert west.evidence == (said.claim.id,)
    assert west.against == ("1",)
    assert [found.actors for found in only(results, "East")] == [("south",), ("north",)]


def test_a_place_that_was_taken_out_stays_out(table: Path, tmp_path: Path) -> None:
    path = export(table, tmp_path / "held.gpkg", *LATEST)
    frame = geopandas.read_file(path, layer="control")
    frame[frame["place"] != "West"].to_file(path, layer="control", driver="GPKG")
    assert {found.place.name for found in run([str(path)]).intervals} == {"East"}


def test_a_moved_point_lies_where_it_was_moved_to(table: Path, tmp_path: Path) -> None:
    path = export(table, tmp_path / "held.gpkg", *LATEST)
    frame = geopandas.read_file(path, layer="control")
    one_row = frame.index[frame["place"] == "East"][0]
    frame.loc[one_row, "geometry"] = Point(21.0, 11.0)
    frame.to_file(path, layer="control", driver="GPKG")
    results = run([str(path)])
    spots = {(found.place.point.lon, found.place.point.lat) for found in only(results, "East")}
    assert spots == {(21.0, 11.0)}
    assert {
        (found.place.point.lon, found.place.point.lat)
        for found in results.claims
        if found.place.name == "East"
    } == spots
    (note,) = results.issues
    assert (note.code, note.value) == ("moved", "East")


def test_every_fault_of_a_row_is_told_with_its_number(rows: Callable[[Edit], Path]) -> None:
    bad = feature(
        place="",
        state="owned",
        basis="hearsay",
        probability="7",
        start_date="2020-13-01",
        kind="hamlet",
        actor="North",
    )
    late = feature(place="Ford", actor="North", start_date="2020-03-01", end_date="2020-03-01")
    results = run([str(rows(lambda found: found.extend([bad, late])))])
    first, second = [found for found in results.issues if found.code == "bad-row"]
    assert first.where.endswith("control.geojson control feature 4")
    for words in (
        "no place",
        "state is",
        "basis is",
        "kind is",
        "start_date looks",
        "probability is between",
    ):
        assert words in first.message
    assert "ends before it begins" in second.message
    assert second.where.endswith("feature 5")
    assert len(results.intervals) == 3


@pytest.mark.parametrize(
    ("point", "words"),
    [((200.0, 10.0), "not on the globe"), (None, "no point"), ((20.0, -91.0), "not on the globe")],
)
def test_a_row_without_a_usable_point_is_an_issue(
    point: tuple[float, float] | None, words: str, rows: Callable[[Edit], Path]
) -> None:
    new = feature(*(point or (0, 0)), place="Ford", actor="North", start_date="2020-03-01")
    if point is None:
        new["geometry"] = None
    results = run([str(rows(lambda found: found.append(new)))])
    (fault,) = results.issues
    assert fault.code == "bad-row"
    assert words in fault.message


def test_a_row_that_begins_at_the_end_of_the_calendar_is_an_issue(rows: Callable[[Edit], Path]) -> None:
    new = feature(20, 10, place="Ford", actor="North", start_date="9999-12-31")
    (fault,) = run([str(rows(lambda found: found.append(new)))]).issues
    assert (fault.code, fault.message) == ("bad-row", "start_date lies before 2100, got 9999-12-31")


@pytest.mark.parametrize("point", [Point(), Point(float("nan"), float("nan")), Point(float("inf"), 10.0)])
def test_coordinates_that_are_no_numbers_are_an_issue(point: Point, table: Path, tmp_path: Path) -> None:
    path = export(table, tmp_path / "held.gpkg", *LATEST)
    frame = geopandas.read_file(path, layer="control")
    frame.loc[frame["place"] == "West", "geometry"] = point
    frame.to_file(path, layer="control", driver="GPKG")
    results = run([str(path)])
    (fault,) = results.issues
    assert (fault.code, fault.value) == ("bad-row", "West")
    assert not only(results, "West")


def test_latitude_and_longitude_zero_are_a_place(rows: Callable[[Edit], Path]) -> None:
    new = feature(0.0, 0.0, place="Null", actor="North", start_date="2020-03-01")
    (made,) = only(run([str(rows(lambda found: found.append(new)))]), "Null")
    assert (made.place.point.lon, made.place.point.lat) == (0, 0)


def test_a_later_row_cuts_the_one_before(rows: Callable[[Edit], Path]) -> None:
    new = feature(20.0, 10.0, place="West", place_id="x:west", actor="South", start_date="2020-05-01")
    results = run([str(rows(lambda found: found.append(new)))])
    assert [(found.actors, found.end) for found in only(results, "West")][-2:] == [
        (("north",), date(2020, 5, 1)),
        (("south",), None),
    ]
    assert codes(results) == ["overlap"]


def test_of_two_rows_of_one_day_the_persons_stays(rows: Callable[[Edit], Path]) -> None:
    new = feature(20.0, 10.0, place="West", place_id="x:west", actor="South", start_date="2020-01-01")
    results = run([str(rows(lambda found: found.insert(0, new)))])
    assert only(results, "West")[0].actors == ("south",)
    assert "overlap" in codes(results)


def test_nobody_holds_a_controlled_place(rows: Callable[[Edit], Path]) -> None:
    results = run([str(rows(lambda found: found.append(feature(place="Ford", state="controlled"))))])
    assert "controlled by nobody" in results.issues[0].message


def test_another_coordinate_system_is_turned(table: Path, tmp_path: Path) -> None:
    path = export(table, tmp_path / "held.gpkg", *LATEST)
    frame = geopandas.read_file(path, layer="control").to_crs(3857)
    moved = tmp_path / "control.gpkg"
    frame.to_file(moved, layer="control", driver="GPKG")
    results = run([str(moved)])
    assert [found.place.point.lon for found in only(results, "West")] == pytest.approx([20.0])
    assert results.issues == ()


def test_a_file_without_a_coordinate_system_is_taken_as_degrees_and_says_so(
    table: Path, tmp_path: Path
) -> None:
    frame = geopandas.read_file(export(table, tmp_path / "held.gpkg", *LATEST), layer="control").set_crs(
        None, allow_override=True
    )
    path = tmp_path / "control.gpkg"
    with pytest.warns(UserWarning, match="crs"):
        frame.to_file(path, layer="control", driver="GPKG")
    results = run([str(path)])
    assert len(results.intervals) == 3
    assert "no coordinate system" in results.issues[0].message


def test_a_far_end_means_still_so(rows: Callable[[Edit], Path]) -> None:
    new = feature(place="Ford", actor="North", start_date="2020-03-01", end_date="9999-12-31")
    (made,) = only(run([str(rows(lambda found: found.append(new)))]), "Ford")
    assert made.end is None


def test_a_renamed_layer_is_known_by_its_columns(table: Path, tmp_path: Path) -> None:
    frame = geopandas.read_file(export(table, tmp_path / "held.gpkg", *LATEST), layer="control")
    path = tmp_path / "mine.gpkg"
    frame.to_file(path, layer="my towns", driver="GPKG")
    assert len(run([str(path)]).intervals) == 3


def test_claims_as_geojson_are_weighed_again(table: Path, tmp_path: Path) -> None:
    path = tmp_path / "claims.geojson"
    assert whoheld("export", table, "--layer", "claims", "-o", path, "-q").exit_code == 0
    read, again = run([str(table)]), run([str(path)])
    assert [(found.place.id, found.actors, found.start, found.end) for found in again.intervals] == [
        (found.place.id, found.actors, found.start, found.end) for found in read.intervals
    ]


def test_rows_stand_where_no_other_source_speaks_of_their_place(
    rows: Callable[[Edit], Path], tmp_path: Path
) -> None:
    changed = rows(lambda found: found[-1]["properties"].update(place="West", actor="East"))
    more = tmp_path / "more.csv"
    more.write_text(
        "claim_id,place_id,place,lat,lon,date,actor,relation\n9,x:east,East,10,20.1,2020-06-01,South,captured\n",
        encoding="utf-8",
    )
    results = run([str(changed), str(more)])
    assert {found.actors for found in only(results, "West")} == {("east",)}
    assert only(results, "East")[-1].actors == ("south",)
    (note,) = [found for found in results.issues if found.code == "weighed-anew"]
    assert note.value == "East"


def test_an_article_that_is_read_itself_is_not_counted_twice(read: Results, held: Path) -> None:
    both = run([str(sample_folder()), str(held)])
    assert [found.claim.id for found in both.claims] == [found.claim.id for found in read.claims]
    assert len(both.articles) == len(read.articles)
    assert both.intervals == read.intervals


def test_ids_that_other_claims_bear_are_kept_apart(table: Path, tmp_path: Path) -> None:
    path = export(table, tmp_path / "held.gpkg", *LATEST)
    other = tmp_path / "other.csv"
    other.write_text(
        "claim_id,place_id,place,lat,lon,date,actor,relation\n1,x:far,Far,12,22,2020-06-01,South,held\n",
        encoding="utf-8",
    )
    results = run([str(path), str(other)])
    assert sorted(found.claim.id for found in results.claims) == ["1", "1@held.gpkg", "2", "3"]
    (west,) = only(results, "West")
    assert west.evidence == ("1@held.gpkg",)
    assert codes(results) == ["duplicate-id"]


def test_an_export_beside_its_own_sources_changes_nothing(table: Path, tmp_path: Path) -> None:
    path = tmp_path / "held.gpkg"
    assert whoheld("export", table, "-o", path, "-q").exit_code == 0
    both = run([str(table), str(path)])
    assert both.intervals == run([str(table)]).intervals
    assert len(both.claims) == 3
    assert both.issues == ()


def test_of_two_exports_the_last_named_has_the_say(table: Path, tmp_path: Path) -> None:
    first = export(table, tmp_path / "a.geojson", *LATEST)
    second = tmp_path / "b.geojson"
    held = json.loads(first.read_text(encoding="utf-8"))
    held["features"] = [
        feature(20.0, 10.0, place="West", place_id="x:west", actor="South", start_date="2021-01-01")
    ]
    second.write_text(json.dumps(held), encoding="utf-8")
    results = run([str(first), str(second)])
    assert [found.actors for found in only(results, "West")] == [("south",)]
    assert len(only(results, "East")) == 2
    assert codes(results) == ["other-export"]


def test_options_of_weighing_that_change_no_row_are_told(rows: Callable[[Edit], Path]) -> None:
    results = run([str(rows(lambda _: None))], options=RunOptions(as_of=date(2020, 1, 5), fusion="latest"))
    (note,) = results.issues
    assert (note.code, "--as-of, --fusion" in note.message) == ("as-exported", True)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("x.geojson", "{oops", "cannot be read as a layer file"),
        ("x.gpkg", "no database", "cannot be read as a layer file"),
        ("x.geojson", '{"type": "FeatureCollection", "features": []}', "no layer to make a map of"),
        (
            "x.geojson",
            json.dumps({"type": "FeatureCollection", "features": [feature(name="A")]}),
            "no layer to make a map of",
        ),
    ],
)
def test_what_is_no_export_is_one_line(name: str, text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    done = whoheld("map", path, "-o", tmp_path / "map.html", "-q")
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "map.html").exists()


def test_map_report_and_explain_take_an_export(rows: Callable[[Edit], Path], tmp_path: Path) -> None:
    new = feature(place="Ford", actor="North", start_date="2020-03-01")
    path = rows(lambda found: found.append(new))
    assert whoheld("map", path, "-o", tmp_path / "map.html", "-q").exit_code == 0
    assert "edited by hand: control.geojson" in (tmp_path / "map.html").read_text(encoding="utf-8")
    assert whoheld("report", path, "-q").exit_code == 0
    told = whoheld("explain", "Ford", path, "-q")
    assert told.exit_code == 0
    assert "North" in told.stdout
