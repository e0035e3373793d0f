"""Tables of coded claims: every row becomes a claim or an issue."""

from datetime import date
from pathlib import Path

import pytest

from articles.models import Basis, Days, Issue, Party, Relation, Stance
from geo.models import PlaceKind
from layers.models import LocatedClaim
from whoheld.claimtable import is_claim_table, read_claim_table

HEADER = "claim_id,place_id,place,lat,lon,date,actor,relation,stance,source\n"


def name_party(name: str) -> Party:
    return Party(name.lower(), name, name)


def read(path: Path) -> list[LocatedClaim | Issue]:
    return list(read_claim_table(path, party=name_party))


def read_row(tmp_path: Path, row: str, header: str = HEADER) -> LocatedClaim | Issue:
    path = tmp_path / "claims.csv"
    path.write_text(header + row + "\n", encoding="utf-8")
    (only,) = read(path)
    return only


def test_a_row_becomes_a_located_claim(tmp_path: Path) -> None:
    found = read_row(tmp_path, "7,g1,Kamenka,48.5,37.25,2024-05-09,Russia,held,claimed,wire")
    assert isinstance(found, LocatedClaim)
    assert (found.place.id, found.place.name, found.place.kind) == ("g1", "Kamenka", PlaceKind.TOWN)
    assert (found.place.point.lat, found.place.point.lon) == (48.5, 37.25)
    assert found.claim.id == "7"
    assert found.claim.actor == Party("russia", "Russia", "Russia")
    assert (found.claim.relation, found.claim.stance) == (Relation.HELD, Stance.CLAIMED)
    assert found.claim.when == Days.day(date(2024, 5, 9))
    assert (found.source, found.published) == ("wire", date(2024, 5, 9))


def test_nobody_need_be_named(tmp_path: Path) -> None:
    found = read_row(tmp_path, ",,Rawa,34.5,41.9,2014-06-10,,besieged,,")
    assert isinstance(found, LocatedClaim)
    assert found.claim.actor is None


def test_the_equator_and_the_meridian_are_ordinary_places(tmp_path: Path) -> None:
    found = read_row(tmp_path, ",,Null,0,0,2024-05-09,A,captured,,")
    assert isinstance(found, LocatedClaim)
    assert (found.place.point.lat, found.place.point.lon) == (0, 0)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2014", Days(date(2014, 1, 1), date(2015, 1, 1), 3)),
        ("2014-12", Days(date(2014, 12, 1), date(2015, 1, 1), 3)),
        ("2014-06-10/2014-06-12", Days(date(2014, 6, 10), date(2014, 6, 13), 2)),
        ("", None),
    ],
)
def test_dates_may_be_coarse_ranges_or_absent(tmp_path: Path, when: str, expected: Days | None) -> None:
    found = read_row(tmp_path, f",,Rawa,34.5,41.9,{when},A,captured,,")
    assert isinstance(found, LocatedClaim)
    assert found.claim.when == expected
    assert found.claim.when_basis is (Basis.EXPLICIT if expected else Basis.REPORT)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",,,34.5,41.9,2014-06-10,A,captured,,", "no place"),
        (",,Rawa,34.5,41.9,2014-06-10,A,bought,,", "relation is one of"),
        (",,Rawa,34.5,41.9,2014-06-10,A,captured,shouted,", "stance is one of"),
        (",,Rawa,,41.9,2014-06-10,A,captured,,", "lat and lon are degrees"),
        (",,Rawa,134.5,41.9,2014-06-10,A,captured,,", "lat and lon are degrees"),
        (",,Rawa,34.5,41.9,10 June,A,captured,,", "a date looks like"),
        (",,Rawa,34.5,41.9,2014-02-30,A,captured,,", "a date looks like"),
        (",,Rawa,34.5,41.9,9999-12-31,A,captured,,", "no day follows 9999-12-31"),
    ],
)
def test_a_bad_row_is_an_issue_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    found = read_row(tmp_path, row)
    assert isinstance(found, Issue)
    assert (found.code, found.where) == ("bad-row", f"{tmp_path}/claims.csv:2")
    assert words in found.message


def test_all_faults_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    found = read_row(tmp_path, ",,,x,y,never,,bought,,")
    assert isinstance(found, Issue)
    assert len(found.message.split("; ")) == 4


def test_json_lines_are_read_and_a_broken_one_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    row = '{"place": "Rawa", "lat": 34.5, "lon": 41.9, "date": "2014", "actor": "A", "relation": "captured"}'
    path.write_text(f"{row}\nnot json\n[1]\n\n{row}\n", encoding="utf-8")
    found = read(path)
    assert [type(item) for item in found] == [LocatedClaim, Issue, Issue, LocatedClaim]
    assert [item.where for item in found if isinstance(item, Issue)] == [f"{path}:2", f"{path}:3"]


def test_other_delimiters_and_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes("place;lat;lon;date;actor;relation\nTébessa;35.4;8.1;2024;A;held\n".encode("cp1252"))
    found = [item for item in read(path) if isinstance(item, LocatedClaim)]
    assert [item.place.name for item in found] == ["Tébessa"]
    assert [item.code for item in read(path) if isinstance(item, Issue)] == ["encoding"]


def test_rows_that_differ_only_in_their_line_stay_two_claims(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(HEADER + ",,Rawa,34.5,41.9,2014-06-21,A,captured,,\n" * 2, encoding="utf-8")
    first, second = read(path)
    assert isinstance(first, LocatedClaim)
    assert isinstance(second, LocatedClaim)
    assert first.claim.id != second.claim.id


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("place", "lat", "lon", "date", "actor", "relation"), True),
        (("Place_ID", "lat", "lon", "start_date", "Actor", "Relation"), True),
        (("id", "date", "text", "source"), False),
        (("id", "date", "text", "place", "actor", "relation"), False),
        ((), False),
    ],
)
def test_a_claim_table_is_told_by_its_columns(columns: tuple[str, ...], *, expected: bool) -> None:
    assert is_claim_table(columns) is expected


def test_precision_is_read_where_it_is_given(tmp_path: Path) -> None:
    header = "place,lat,lon,start_date,end_date,actor,relation,place_precision,time_precision"
    rows = ["Anbar,32,41,2017-01-01,2017-03-01,Army,held,3.0,3", "Rawa,34,41,2017-01-01,,Army,held,,"]
    bad = "Hit,34,41,2017-01-01,,Army,held,4,day"
    (tmp_path / "t.csv").write_text("\n".join([header, *rows, bad, ""]), encoding="utf-8")
    *located, fault = read(tmp_path / "t.csv")
    found = [one for one in located if isinstance(one, LocatedClaim)]
    told = [(one.place_precision, one.claim.when and one.claim.when.precision) for one in found]
    assert told == [(3, 3), (1, 1)]
    assert isinstance(fault, Issue)
    assert "place_precision is 1, 2 or 3, got '4'; time_precision is 1, 2 or 3, got 'day'" in fault.message


def test_a_row_of_hashtags_is_passed_over(tmp_path: Path) -> None:
    rows = ["place,lat,lon,date,actor,relation", "#loc+name,#geo+lat,#geo+lon,,#org+actor,#event"]
    rows.append("Rawa,34,41,2017-01-01,Army,held")
    (tmp_path / "t.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    (only,) = read(tmp_path / "t.csv")
    assert isinstance(only, LocatedClaim)
