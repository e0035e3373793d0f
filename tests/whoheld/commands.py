"""Commands as a user types them, and a small table of coded claims to run them on."""

from pathlib import Path

from typer.testing import CliRunner, Result

from whoheld.cli import app

TWO_TOWNS = """claim_id,place_id,place,lat,lon,date,actor,relation,source
1,x:west,West,10.0,20.0,2020-01-01,North,held,Wire
2,x:east,East,10.0,20.1,2020-01-01,South,held,Wire
3,x:east,East,10.0,20.1,2020-02-01,North,captured,Wire
"""


def whoheld(*words: str | Path) -> Result:
    """Run a command and return what it printed and its exit code."""
    return CliRunner().invoke(app, [str(word) for word in words])


def write_two_towns(folder: Path) -> Path:
    """Write a table about two towns, one of which changes hands, and return its path."""
    path = folder / "claims.csv"
    path.write_text(TWO_TOWNS, encoding="utf-8")
    return path
