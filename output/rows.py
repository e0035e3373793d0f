"""Results as flat rows, one per feature: the same cells for every format."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from articles.models import Actor, Article, Claim, Party
from geo.models import Candidate, Status
from layers.models import ControlInterval, LocatedClaim
from output.area_rows import area_rows
from output.cells import Cell, Row, coordinate_cells, join_words, name_of, place_cells
from output.errors import UnknownFormatError
from output.models import PlacedMention, Results
from output.movement import change_rows, front_rows, series_rows
from output.report_cells import Report, reports_of, sum_reports
from output.schema import ENDS, LAYERS, TABLES
from output.source_rows import disagreement_rows, source_rows, view_rows
from output.style import colour_of, colour_of_state

_SHOWN_CANDIDATES = 5


def layer_rows(results: Results, layer: str) -> Iterator[Row]:
    """Yield the rows of a layer that have a place or lie somewhere else; of tables, all rows.

    What lasts ends on `results.open_end`, if that is given.

    Args:
        results: Of one run.
        layer: Key of `output.schema.LAYERS`.

    Raises:
        UnknownFormatError: If there is no such layer.
    """
    check_layer(layer)
    rows = _ROWS[layer](results)
    found = rows if layer in TABLES else (row for row in rows if row.is_somewhere)
    return _end_rows(found, layer, results.open_end) if results.open_end else iter(found)


def _end_rows(rows: Iterable[Row], layer: str, open_end: date) -> Iterator[Row]:
    """Yield rows with a last day where they had none, because what they tell of lasts."""
    number = ENDS.get(layer)
    for row in rows:
        if number is None or row.cells[number] is not None:
            yield row
        else:
            yield row._replace(cells=(*row.cells[:number], open_end, *row.cells[number + 1 :]))


def check_layer(layer: str) -> None:
    """Refuse layers that do not exist.

    Raises:
        UnknownFormatError: Names the ones that do.
    """
    if layer not in LAYERS:
        raise UnknownFormatError(f"a layer is one of {', '.join(LAYERS)}; got {layer!r}")


def control_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each control interval, in their order; cells as `schema.CONTROL_COLUMNS`."""
    reports = reports_of(results)
    sides: dict[tuple[str, ...], tuple[Cell, ...]] = {}
    where: dict[str, tuple[Cell, ...]] = {}
    for interval in results.intervals:
        place, actors = interval.place, interval.actors
        if actors not in sides:
            sides[actors] = _sides_cells(actors, results.actors)
        if place.id not in where:
            where[place.id] = place_cells(place)
        cells = where[place.id] + _interval_cells(interval, sides[actors], reports)
        yield Row(interval_id(interval), cells, place)


def interval_id(interval: ControlInterval) -> str:
    """Return the id of a control interval: its place and first day."""
    start = interval.start.isoformat() if interval.start else "undated"
    return f"{interval.place.id}@{start}"


def _sides_cells(sides: tuple[str, ...], actors: Mapping[str, Actor]) -> tuple[Cell, ...]:
    """Return the cells of actor, actor_id, opponent, actors, and the colour of the first, if any."""
    first, others = sides[:1], sides[1:]
    return (
        join_words([name_of(actor, actors) for actor in first]),
        join_words(first),
        join_words([name_of(actor, actors) for actor in others]),
        join_words(sides),
        colour_of(actors.get(first[0], first[0])) if first else None,
    )


def _interval_cells(
    interval: ControlInterval, sides: tuple[Cell, ...], reports: Mapping[str, Report]
) -> tuple[Cell, ...]:
    evidence, against = interval.evidence, interval.against
    first_report, place_precision, time_precision, outlets = sum_reports(evidence, reports)
    told = (
        interval.basis.value,
        interval.probability,
        first_report,
        interval.last_report,
        len(evidence),
        len(against),
        place_precision,
        time_precision,
        outlets,
        join_words(evidence),
        join_words(against) if against else None,
        sides[-1] or colour_of_state(interval.state),
    )
    return (interval.start, interval.end, interval.state.value, *sides[:-1], *told)


def claim_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each claim, unplaced ones included; cells as `schema.CLAIM_COLUMNS`.

    Claims come in the order of their articles and in text order; coded claims follow in the given order.
    """
    articles = {article.id: article for article in results.articles}
    rank = {article_id: number for number, article_id in enumerate(articles)}
    unplaced = [
        (claim, _unplaced_row(claim, articles.get(claim.article_id), results.stories))
        for claim in results.unplaced
    ]
    placed = [(located.claim, _placed_row(located)) for located in results.claims]

    def order(entry: tuple[Claim, Row]) -> tuple[int, int]:
        claim = entry[0]
        known = claim.article_id in rank
        return (rank[claim.article_id], claim.place.start) if known else (len(rank), 0)

    for _, row in sorted([*placed, *unplaced], key=order):
        yield row


def _placed_row(located: LocatedClaim) -> Row:
    claim, place = located.claim, located.place
    where = (place.id, *coordinate_cells(place))
    origin = (located.source or None, located.url or None, located.published, located.title or None)
    cells = _claim_cells(claim, where, located.place_precision, (*origin, place.name), located.story)
    return Row(claim.id, cells, place)


def _unplaced_row(claim: Claim, article: Article | None, stories: Mapping[str, str]) -> Row:
    origin: tuple[Cell, ...] = (None, None, None, None)
    if article is not None:
        origin = (article.source or None, article.url or None, article.published, article.title or None)
    story = stories.get(claim.article_id, "")
    return Row(claim.id, _claim_cells(claim, (None, None, None), None, (*origin, None), story), None)


def _claim_cells(
    claim: Claim, where: Sequence[Cell], place_precision: int | None, origin: Sequence[Cell], story: str
) -> tuple[Cell, ...]:
    when = claim.when
    days = (when.start, when.end, when.precision) if when else (None, None, None)
    return (
        claim.article_id,
        claim.place.surface,
        claim.place.start,
        claim.place.end,
        *where,
        claim.relation.value,
        *_party_cells(claim.actor),
        *_party_cells(claim.opponent),
        claim.stance.value,
        claim.extent.value,
        *days,
        place_precision,
        claim.speaker or None,
        claim.sentence or None,
        claim.rule,
        claim.confidence,
        *origin,
        claim.when_basis.value,
        claim.id,
        story or None,
    )


def _party_cells(party: Party | None) -> tuple[Cell, ...]:
    return (party.name, party.actor_id, party.surface) if party else (None, None, None)


def mention_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each place name found, in reading order; cells as `schema.MENTION_COLUMNS`."""
    for number, found in enumerate(results.mentions):
        yield Row(
            f"{found.article_id}:{found.mention.start}:{number}",
            _mention_cells(found),
            found.resolution.place,
        )


def _mention_cells(found: PlacedMention) -> tuple[Cell, ...]:
    mention, resolution, place = found.mention, found.resolution, found.resolution.place
    return (
        found.article_id,
        mention.start,
        mention.end,
        mention.surface,
        mention.role.value,
        place.id if place else None,
        *(coordinate_cells(place) if place else (None, None)),
        resolution.score if resolution.status is not Status.UNKNOWN else None,
        resolution.status.value,
        (place.country or None) if place else None,
        place.kind.value if place else mention.kind,
        place.name if place else None,
        "; ".join(_describe(candidate) for candidate in resolution.candidates[:_SHOWN_CANDIDATES]) or None,
        resolution.precision if place else None,
    )


def _describe(candidate: Candidate) -> str:
    """Return a candidate in words: "Rawa (Al Anbar, IQ) 0.91: same country as the rest, near Anah"."""
    place = candidate.place
    area = ", ".join(part for part in (place.admin1, place.country) if part)
    reasons = f": {', '.join(candidate.reasons)}" if candidate.reasons else ""
    return f"{place.name} ({area or place.id}) {candidate.score:.2f}{reasons}"


def place_rows(results: Results) -> Iterator[Row]:
    """Yield a row for each place that articles name or claims speak of, by id; cells as `PLACE_COLUMNS`."""
    named = [(found.resolution.place, found.article_id) for found in results.mentions]
    places = {place.id: place for place, _ in named if place is not None}
    places |= {located.place.id: located.place for located in results.claims}
    mentions = Counter(place.id for place, _ in named if place is not None)
    articles = Counter(place_id for place_id, _ in {(place.id, a) for place, a in named if place is not None})
    claims = Counter(located.place.id for located in results.claims)
    for place_id in sorted(places):
        place = places[place_id]
        counts = (place.population or None, mentions[place_id], articles[place_id], claims[place_id])
        yield Row(place_id, (*place_cells(place), *counts), place)


_ROWS: Mapping[str, Callable[[Results], Iterator[Row]]] = MappingProxyType(
    {
        "control": control_rows,
        "claims": claim_rows,
        "places": place_rows,
        "areas": area_rows,
        "front": front_rows,
        "changes": change_rows,
        "series": series_rows,
        "sources": source_rows,
        "views": view_rows,
        "disagreements": disagreement_rows,
    }
)
