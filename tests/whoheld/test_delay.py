"""A delay: nothing of the newest days gets anywhere."""

from datetime import date
from pathlib import Path

import pytest

from articles.models import Issue
from tests.builders import day, make_article, make_claim, make_located
from tests.output.pageblobs import read_blob
from tests.whoheld.commands import whoheld
from whoheld.errors import BadOptionError, NothingReadError
from whoheld.holdback import hold_back
from whoheld.options import RunOptions

OLD, NEW, UNKNOWN = (
    make_article(id="old", published=day(0)),
    make_article(id="new", published=day(20)),
    make_article(id="undated", published=None),
)
TABLE = """claim_id,place,place_id,lat,lon,date,actor,relation,source,published
1,Westford,x:1,34.0,41.0,2020-01-01,North,captured,Wire,2020-01-02
2,Westford,x:1,34.0,41.0,2020-03-01,South,captured,Late Wire,2020-03-02
3,Eastford,x:2,34.5,42.0,2020-03-03,South,captured,Late Wire,2020-03-04
4,Nowford,x:3,34.6,42.2,,South,captured,Odd Wire,
"""


def write_table(folder: Path) -> Path:
    path = folder / "coded.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_what_is_too_new_or_bears_no_day_is_held_back() -> None:
    left = hold_back([OLD, NEW, UNKNOWN], [], [], options=RunOptions(delay_days=14))
    assert left.articles == (OLD,)
    assert left.last_day == day(6)


def test_as_of_is_the_day_a_delay_counts_from() -> None:
    options = RunOptions(delay_days=14, as_of=day(40))
    assert hold_back([OLD, NEW], [], [], options=options).articles == (OLD, NEW)


def test_coded_claims_count_by_their_last_day() -> None:
    coded = [make_located(make_claim(on=n), published=None) for n in (0, 5, 20)]
    left = hold_back([NEW], coded, [], options=RunOptions(delay_days=14))
    assert left.coded == tuple(coded[:2])


def test_issues_are_counted_without_their_words() -> None:
    left = hold_back(
        [OLD, NEW], [], [Issue("bad-json", "late.jsonl:1", "x", "Rawa")], options=RunOptions(delay_days=1)
    )
    assert [issue.code for issue in left.issues] == ["bad-json"]
    assert "late" not in repr(left.issues)
    assert "Rawa" not in repr(left.issues)


def test_delay_needs_a_day_to_count_from() -> None:
    with pytest.raises(BadOptionError, match="give --as-of"):
        hold_back([UNKNOWN], [], [], options=RunOptions(delay_days=1))


def test_delay_that_leaves_nothing_says_so() -> None:
    with pytest.raises(NothingReadError, match="nothing is left"):
        hold_back([OLD], [], [], options=RunOptions(delay_days=1))


def test_account_of_a_place_is_that_of_the_last_day(tmp_path: Path) -> None:
    table = write_table(tmp_path)
    told = whoheld("explain", "Westford", table, "--delay", "30", "--quiet").output
    assert told == whoheld("explain", "Westford", table, "--as-of", "2020-02-03", "--quiet").output
    assert "South" not in told


@pytest.mark.parametrize("days", [0, -3])
def test_delay_is_at_least_a_day(days: int) -> None:
    with pytest.raises(BadOptionError, match="such as 14"):
        RunOptions(delay_days=days)


def test_nothing_newer_enters_the_map(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    done = whoheld("map", write_table(tmp_path), "--delay", "30", "--date", "2020-03-04", "-o", target)
    assert done.exit_code == 0, done.output
    assert "held back: everything after 2020-02-03" in done.output
    html = target.read_text("utf-8")
    core, evidence = read_blob(html, "whoheld-data"), read_blob(html, "whoheld-evidence")
    told = str(core) + str(evidence)
    assert core["places"]["name"] == ["Westford"]
    for newer in ("Late Wire", "Odd Wire", "Eastford", "Nowford", "2020-03", "South", "30"):
        assert newer not in str([core["about"], core["actors"], core["places"]["name"], evidence]), newer
    assert "Eastford" not in told
    first = date(1970, 1, 1).toordinal() + core["first"]
    assert date.fromordinal(first + core["days"] - 1) <= date(2020, 2, 3)


def test_delayed_map_is_the_map_of_that_day(tmp_path: Path) -> None:
    table = write_table(tmp_path)
    old = tmp_path / "old.csv"
    old.write_text("\n".join(TABLE.splitlines()[:2]) + "\n", encoding="utf-8")
    for source, target, words in ((table, "a.geojson", ("--delay", "30")), (old, "b.geojson", ())):
        assert whoheld("export", source, *words, "-o", tmp_path / target).exit_code == 0
    assert (tmp_path / "a.geojson").read_bytes() == (tmp_path / "b.geojson").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--box", "1,2,3"), "a box is west,south,east,north in degrees, such as 36,32,48,38; got '1,2,3'"),
        (("--box", "5,2,3,4"), "west < east and south < north, such as 36,32,48,38; got 5,2,3,4"),
        (("--box", "nan,2,3,4"), "such as 36,32,48,38; got nan,2,3,4"),
        (("--precision", "village"), "--precision takes exact or district, got 'village'"),
        (("--delay", "0"), "--delay takes a number of days from 1 up, such as 14; got 0"),
        (("--delay", "99999999"), "--delay reaches before the calendar"),
    ],
)
def test_wrong_choices_are_one_clear_line(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = whoheld("map", write_table(tmp_path), *words, "-o", tmp_path / "map.html")
    assert done.exit_code == 2
    assert said in done.output
    assert len(done.output.strip().splitlines()) == 1
