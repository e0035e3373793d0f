"""Small articles on disk, and projects made of them."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from output.mapoptions import MapOptions
from output.models import Results
from output.tables import write_claims
from output.webmap import write_map
from whoheld.options import RunOptions
from whoheld.project.adding import Asked, add_sources

TEXTS = (
    "Iraqi forces captured Rawa from Islamic State on Friday, officials said.",
    "Syrian rebels took the town of Azaz from Islamic State, residents said.",
    "Kurdish fighters drove Islamic State out of Kobani after months of fighting.",
    "The Syrian army recaptured Palmyra from Islamic State, state television reported.",
    "Bread prices rose in Damascus for the third week in a row.",
    "Islamic State seized Ramadi from Iraqi forces, a provincial official said.",
    "Militants of the group captured the village of Qarvandil near Idlib.",
)


def record(number: int, *, text: str = "", day: int = 0) -> dict[str, str]:
    """Return an article as a line of JSON has it."""
    return {
        "id": f"n{number}",
        "text": text or TEXTS[number % len(TEXTS)],
        "date": f"2017-01-{day or 1 + number % 28:02d}",
        "source": f"Outlet {number % 3}",
        "url": f"https://news.example/{number}",
        "title": f"Report {number}",
    }


def write_lines(path: Path, records: Iterable[Mapping[str, str]]) -> Path:
    """Write articles as JSON lines and return the path."""
    path.write_text("".join(json.dumps(line) + "\n" for line in records), encoding="utf-8")
    return path


def add(project: Path, *sources: Path, options: RunOptions | None = None) -> Mapping[str, int]:
    """Add sources to a project and return what was done, without the zeros."""
    counts = add_sources(project, Asked([str(source) for source in sources], options or RunOptions()))
    return {name: count for name, count in counts.items() if count}


def picture(results: Results, folder: Path) -> bytes:
    """Return the bytes of the map and of the table of claims."""
    page, table = folder / "picture.html", folder / "picture.csv"
    write_map(results, page, options=MapOptions())
    write_claims(results, table)
    return page.read_bytes() + table.read_bytes()
