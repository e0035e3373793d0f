"""Who held what when, against the real front of 2024 and 2025 (simulated reports)."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import shapely

from articles.models import Actor, Party
from layers.areas import build_areas
from layers.clusters import AreaOptions
from layers.models import Area, LocatedClaim
from layers.startmap import StartArea, build_from_start
from layers.timeline import TimelineOptions, build_intervals
from output.geojson import write_geojson
from output.models import Results
from output.tables import write_layer_csv
from whoheld.claimtable import read_claim_table
from whoheld.drawing import land_of

FOLDER = Path(__file__).parents[2] / "../shared/eval/control"
FLOORS = {
    "looking-back": {"acc": 0.987, "brier": 0.0092, "found": 0.85, "false": 35.0},
    "as-it-stood": {"acc": 0.983, "brier": 0.0132, "found": 0.85, "false": 62.0},
    "latest": {"acc": 0.885, "brier": 0.085, "found": 0.72, "false": 320.0},
}

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the control benchmark is not beside the checkout"
)


@pytest.fixture(scope="module")
def claims() -> list[LocatedClaim]:
    rows = read_claim_table(FOLDER / "claims.csv", party=lambda name: Party(name.lower(), name, name))
    return [row for row in rows if isinstance(row, LocatedClaim)]


@pytest.mark.parametrize("fusion", FLOORS)
def test_control_holds_its_floor(fusion: str, claims: list[LocatedClaim], tmp_path: Path) -> None:
    intervals = build_intervals(claims, options=TimelineOptions(fusion=fusion))
    actors = {name.lower(): Actor(name.lower(), name) for name in ("Russia", "Ukraine")}
    results = Results((), tuple(claims), (), intervals, (), actors, (), {})
    write_layer_csv(results, tmp_path / "control.csv")
    command: list[str | Path] = [
        sys.executable,
        FOLDER / "score_control.py",
        "--intervals",
        tmp_path / "control.csv",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = {key: float(value) for key, value in re.findall(r"(acc|brier|found|false) +([\d.]+)", told)}
    floor = FLOORS[fusion]
    assert figures["acc"] >= floor["acc"], told
    assert figures["found"] >= floor["found"], told
    assert figures["brier"] <= floor["brier"], told
    assert figures["false"] <= floor["false"], told


DAYS = [
    date.fromisoformat(day)
    for day in (
        "2024-07-08", "2024-08-07", "2024-09-06", "2024-10-06", "2024-11-05", "2024-12-05", "2025-01-04",
        "2025-02-03", "2025-03-05",
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "floor"),
    [(AreaOptions(), 0.93), (AreaOptions(is_cells=True), 0.925), (AreaOptions(fill_km=0), 0.70)],
)
def test_areas_hold_their_floor(
    options: AreaOptions, floor: float, claims: list[LocatedClaim], tmp_path: Path
) -> None:
    intervals = build_intervals(claims)
    areas = build_areas(intervals, on=DAYS, land=land_of(intervals), options=options)
    assert belt_iou(areas, tmp_path) >= floor


def test_areas_from_a_starting_map_hold_their_floor(claims: list[LocatedClaim], tmp_path: Path) -> None:
    truth = json.loads((FOLDER / "areas_truth.geojson").read_text("utf-8"))["features"]
    start = [
        StartArea("russia", shapely.make_valid(shapely.geometry.shape(found["geometry"])), DAYS[0])
        for found in truth
        if (found["properties"]["date"], found["properties"]["kind"]) == (DAYS[0].isoformat(), "russia")
    ]
    areas = build_from_start(build_intervals(claims), start, on=DAYS)
    assert all(area.geometry.is_valid for area in areas)
    assert belt_iou(areas, tmp_path) >= 0.96


def belt_iou(areas: tuple[Area, ...], folder: Path) -> float:
    actors = {name.lower(): Actor(name.lower(), name) for name in ("Russia", "Ukraine")}
    results = Results((), (), (), (), (), actors, (), {}, areas=areas, days=tuple(DAYS))
    write_geojson(results, folder / "areas.geojson", layer="areas")
    command: list[str | Path] = [
        sys.executable,
        FOLDER / "score_control.py",
        "--areas",
        folder / "areas.geojson",
    ]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    (figure,) = re.findall(r"belt IoU mean ([\d.]+)", printed)
    return float(figure)
