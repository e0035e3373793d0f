"""HXL: a row of hashtags that the standard knows, one for each column."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.hxl import is_tag, is_tag_row, load_tags
from output.schema import LAYERS, SHAPED
from output.tables import write_layer_csv
from tests.output.samples import make_sample

# As libhxl reads a tag: a hash, a word, then attributes after +, each a letter first.
PATTERN = re.compile(r"#[a-z][0-9a-z_]*(\+[a-z][0-9a-z_]*)*")


@pytest.mark.parametrize("layer", LAYERS)
def test_the_second_row_tags_every_column_once(layer: str, tmp_path: Path) -> None:
    write_layer_csv(make_sample(), tmp_path / "x.csv", layer=layer, has_tags=True)
    write_layer_csv(make_sample(), tmp_path / "y.csv", layer=layer)
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        header, tags, *rows = csv.reader(stream)
    with (tmp_path / "y.csv").open(encoding="utf-8", newline="") as stream:
        assert [header, *rows] == list(csv.reader(stream))
    assert header == [*(c.name for c in LAYERS[layer]), *(["wkt"] if layer in SHAPED else [])]
    assert all(PATTERN.fullmatch(tag) for tag in tags)
    assert len({*tags}) == len(tags) == len(header)


def test_the_tags_that_others_look_for() -> None:
    wanted = {
        "lat": "#geo+lat",
        "lon": "#geo+lon",
        "place": "#loc+name",
        "place_id": "#loc+code",
        "start_date": "#date+start",
        "end_date": "#date+end",
        "admin1": "#adm1+name",
        "population": "#population",
    }
    tags = load_tags()
    assert {name: tags[name] for name in wanted} == wanted
    assert tags["actor"].startswith("#org")


@pytest.mark.parametrize("text", ["#geo+lat", "#date +start", " #LOC+name ", "#adm1"])
def test_tags(text: str) -> None:
    assert is_tag(text)


@pytest.mark.parametrize(
    "text", ["", "#", "# geo", "#1geo", "geo", "#geo+", "#geo+1a", "#geo lat", "#geo-lat"]
)
def test_what_is_no_tag(text: str) -> None:
    assert not is_tag(text)


def test_a_row_of_tags_may_have_gaps_but_no_words() -> None:
    assert is_tag_row(["#geo+lat", "", " "])
    assert not is_tag_row(["", ""])
    assert not is_tag_row(["#geo+lat", "34.5"])


@given(st.lists(st.sampled_from(sorted(load_tags().values())), min_size=1))
def test_every_row_of_our_tags_is_one(tags: list[str]) -> None:
    assert is_tag_row(tags)
