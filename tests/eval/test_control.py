"""Who held what when, against the real front of 2024 and 2025 (simulated reports)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from articles.models import Actor, Party
from layers.models import LocatedClaim
from layers.timeline import TimelineOptions, build_intervals
from output.models import Results
from output.tables import write_layer_csv
from whoheld.claimtable import read_claim_table

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
    command = [sys.executable, FOLDER / "score_control.py", "--intervals", tmp_path / "control.csv"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = {key: float(value) for key, value in re.findall(r"(acc|brier|found|false) +([\d.]+)", told)}
    floor = FLOORS[fusion]
    assert figures["acc"] >= floor["acc"], told
    assert figures["found"] >= floor["found"], told
    assert figures["brier"] <= floor["brier"], told
    assert figures["false"] <= floor["false"], told
