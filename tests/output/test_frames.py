"""Frames have the schema's columns, typed."""

from datetime import date

import pandas as pd
import pytest

from output.frames import claims_frame, control_frame, layer_frame, places_frame
from output.schema import LAYERS
from tests.builders import make_results
from tests.output.samples import make_sample

TYPES = {"text": "object", "date": "datetime64[ms]", "number": "float64", "count": "Int64"}


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("results", [make_sample(), make_results(claims=[], intervals=[], mentions=[])])
def test_columns_are_those_of_the_schema_with_their_types(layer: str, results: object) -> None:
    frame = layer_frame(results, layer=layer)  # type: ignore[arg-type]
    assert [*frame.columns] == [*(column.name for column in LAYERS[layer]), "geometry"]
    for column in LAYERS[layer]:
        assert str(frame[column.name].dtype) == TYPES[column.type], column.name
    assert frame.crs.to_epsg() == 4326
    assert frame.index.is_unique


def test_control_rows_are_the_intervals() -> None:
    results = make_sample()
    frame = control_frame(results)
    assert len(frame) == len(results.intervals)
    assert frame.geometry.geom_type.tolist() == ["Point", "Polygon", "Point", "Point"]
    held = frame.loc["test:rawa@2017-01-01"]
    assert (held.start_date, held.end_date) == (
        pd.Timestamp(date(2017, 1, 1)),
        pd.Timestamp(date(2017, 1, 10)),
    )
    assert held.evidence_count == 1


def test_claims_without_a_place_are_not_in_the_frame() -> None:
    results = make_sample()
    assert len(claims_frame(results)) == len(results.claims)


def test_places_count_what_names_them() -> None:
    frame = places_frame(make_sample())
    assert frame.loc["test:rawa", ["mention_count", "article_count", "claim_count"]].tolist() == [1, 1, 4]
    assert frame.loc["test:anah", "lat"] == 0.0
