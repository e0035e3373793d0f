"""What a KML placemark says when it is clicked: the state in words, and the reports it stands on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from layers.models import LocatedClaim
from output.cells import Cell
from output.escape import escape_html, safe_url

SHOWN_REPORTS = 12
_FACTS = (
    ("state", "State"),
    ("change", "Change"),
    ("actor", "Actor"),
    ("opponent", "Other sides"),
    ("other_actor", "Or"),
    ("taken_from", "Taken from"),
    ("basis", "Basis"),
    ("probability", "Probability"),
    ("last_report", "Last report"),
    ("evidence_count", "Reports for"),
    ("against_count", "Reports against"),
    ("sources", "Sources"),
    ("other_sources", "Sources of the other"),
    ("area_km2", "Area, km2"),
    ("length_km", "Length, km"),
    ("place_count", "Places"),
    ("method", "Method"),
)


def balloon(title: str, cells: Mapping[str, Cell], reports: Mapping[str, LocatedClaim]) -> str:
    """Return a row as HTML, every text escaped.

    Args:
        title: What the placemark is called.
        cells: Of the row, by column.
        reports: Claims by id.
    """
    facts = [
        f"<tr><td>{label}</td><td>{escape_html(_told(cells[name]))}</td></tr>"
        for name, label in _FACTS
        if cells.get(name) is not None
    ]
    cited = list(_cited(cells, reports))
    shown = "".join(_report(side, report) for side, report in cited[:SHOWN_REPORTS])
    more = len(cited) - SHOWN_REPORTS
    rest = f"<p>and {more} more; their ids are in the data</p>" if more > 0 else ""
    told = f"<ul>{shown}</ul>{rest}" if shown else ""
    return (
        f"<h3>{escape_html(title)}</h3><p>{escape_html(_span(cells))}</p><table>{''.join(facts)}</table>"
        f"{told}<p><i>As reported, not verified.</i></p>"
    )


def _told(cell: Cell) -> str:
    return str(cell).replace(";", "; ").replace("%3B", ";")


def _span(cells: Mapping[str, Cell]) -> str:
    """Return the row's days in words; the end is the day after the last one."""
    start, end = cells.get("start_date") or cells.get("date"), cells.get("end_date")
    if start is None and end is None:
        return "undated"
    if "end_date" not in cells:
        return f"on {start}"
    return f"from {start or 'an unknown day'} {f'until before {end}' if end else 'on, still so'}"


def _cited(
    cells: Mapping[str, Cell], reports: Mapping[str, LocatedClaim]
) -> Iterable[tuple[str, LocatedClaim]]:
    """Yield the reports for and against, newest first, with their side."""
    if own := reports.get(str(cells.get("claim_id"))):
        yield "", own
    for side, column in (("for", "evidence"), ("against", "against")):
        ids = [part.replace("%3B", ";") for part in str(cells.get(column) or "").split(";")]
        yield from ((side, report) for report in _newest_first([reports[i] for i in ids if i in reports]))


def _newest_first(reports: Sequence[LocatedClaim]) -> Sequence[LocatedClaim]:
    return sorted(reports, key=_day_of, reverse=True)


def _day_of(report: LocatedClaim) -> date:
    when = report.claim.when
    return when.start if when else report.published or date.min


def _report(side: str, report: LocatedClaim) -> str:
    """Return a report as a list item: day, outlet, its sentence, who says so and how."""
    claim, url = report.claim, safe_url(report.url)
    day = _day_of(report)
    words = escape_html(report.source or report.title or claim.article_id)
    outlet = f'<a href="{escape_html(url)}">{words}</a>' if url else words
    how = ", ".join(part for part in (side, claim.relation.value, claim.stance.value, claim.speaker) if part)
    when = "undated" if day == date.min else day.isoformat()
    return f"<li>{when}, {outlet}: “{escape_html(claim.sentence)}” ({escape_html(how)})</li>"
