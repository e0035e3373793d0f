"""An export as a source: its articles, claims and control rows, those a person wrote marked as such."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shapely import Point

from articles.actors import ActorBook
from articles.models import (
    Article,
    Basis,
    Claim,
    DateSource,
    Days,
    Extent,
    Issue,
    Mention,
    Party,
    Relation,
    Stance,
    claim_id,
)
from articles.reading import issue
from geo.models import Place
from layers.models import ControlBasis, ControlInterval, LocatedClaim, State
from whoheld.claimtable import Row, read_claim_rows
from whoheld.exportfile import ExportFile, Feature, read_export_file
from whoheld.exportrows import (
    HAND_PROBABILITY,
    ControlRow,
    parse_date,
    read_control_rows,
    resolve_overlaps,
)

EDITED = "edited"
"""The rule of statements that stand for rows a person wrote or changed."""
_RELATIONS = {
    State.CONTROLLED: Relation.HELD,
    State.CONTESTED: Relation.CONTESTED,
    State.BESIEGED: Relation.BESIEGED,
}


@dataclass(frozen=True, slots=True)
class Export:
    """What an export brings.

    Attributes:
        articles: With no text: it is not in the file.
        claims: With the statements that stand for a person's rows.
        intervals: The control rows as they stand, without overlaps.
        moved: Ids of places that a person moved.
        names: Of actors, by id.
        options: Of the run that wrote it, if it says so.
        has_control: Whether it has rows of control, which say what is shown, or claims alone.
    """

    path: Path
    articles: tuple[Article, ...]
    claims: tuple[LocatedClaim, ...]
    intervals: tuple[ControlInterval, ...]
    moved: frozenset[str]
    names: Mapping[str, str]
    issues: tuple[Issue, ...]
    options: str = ""
    has_control: bool = True


def read_export(path: Path, *, book: ActorBook) -> Export:
    """Read an export (GeoPackage or GeoJSON), edited or not.

    A row of control is a person's where it cites no report, where its columns name an actor by name and
    another one by id, or where no claim about the place names its actor: then a statement "edited by hand"
    stands for it, and what it cited speaks against it.

    Args:
        path: The file.
        book: Finds the actors of names.
    """
    file = read_export_file(path)
    problems = list(file.issues)
    rows, faults = read_control_rows(file.features.get("control", ()), book=book)
    problems += faults
    claims = _claims(file, rows, book, problems)
    intervals, statements = _intervals(rows, claims, path)
    disjoint, overlaps = resolve_overlaps(list(zip(rows, intervals, strict=True)))
    return Export(
        path=path,
        articles=_articles(file, problems),
        claims=(*claims, *statements),
        intervals=disjoint,
        moved=frozenset(row.place.id for row in rows if row.is_moved),
        names={one: name for row in rows for one, name in row.names.items()},
        issues=(*problems, *overlaps, *_old_issues(file)),
        options=file.options,
        has_control="control" in file.features,
    )


def _claims(
    file: ExportFile, rows: Sequence[ControlRow], book: ActorBook, problems: list[Issue]
) -> tuple[LocatedClaim, ...]:
    """Return the claims of a file at the places of its control rows, where they are among these."""
    places = {row.place.id: row.place for row in rows}
    kinds = {feature.get("place_id"): feature for feature in file.features.get("places", ())}
    ids = _ids_of_names(file.features.get("claims", ()), book)

    def party(name: str) -> Party:
        return Party(ids[name], name, name) if name in ids else book.party(name)

    found: list[LocatedClaim] = []
    for item in read_claim_rows(map(_table_row, file.features.get("claims", ())), party=party):
        if isinstance(item, Issue):
            problems.append(item)
            continue
        place = places.get(item.place.id) or _described(item.place, kinds.get(item.place.id))
        found.append(replace(item, place=place))
    return tuple(found)


def _table_row(feature: Feature) -> Row:
    cells = dict(feature.cells)
    shape = feature.geometry
    if isinstance(shape, Point) and not shape.is_empty:
        for name, degrees in (("lon", shape.x), ("lat", shape.y)):
            cells[name] = cells.get(name) or str(degrees)
    return Row(cells, feature.path, feature.number, feature.layer)


def _ids_of_names(features: Sequence[Feature], book: ActorBook) -> Mapping[str, str]:
    """Return the ids under which a file knows actors, by name; names that were edited are none of them."""
    columns = (("actor", "actor_id"), ("opponent", "opponent_id"))
    used = Counter((f.get(name), f.get(one)) for f in features for name, one in columns)
    ids: dict[str, str] = {}
    usual: dict[str, str] = {}
    for (name, actor_id), _ in used.most_common():
        usual.setdefault(actor_id, name)
        if name and actor_id and (usual[actor_id] == name or book.party(name).actor_id == actor_id):
            ids.setdefault(name, actor_id)
    return ids


def _described(place: Place, feature: Feature | None) -> Place:
    """Return a place with what the layer of places tells of it."""
    if feature is None:
        return place
    try:
        people = int(feature.get("population") or 0)
        kind = type(place.kind)(feature.get("kind") or place.kind)
    except ValueError:
        return place
    return replace(
        place,
        kind=kind,
        country=feature.get("country"),
        admin1=feature.get("admin1"),
        population=max(0, people),
    )


def _intervals(
    rows: Sequence[ControlRow], claims: Sequence[LocatedClaim], path: Path
) -> tuple[list[ControlInterval], list[LocatedClaim]]:
    """Return an interval for each row, and the statements that stand for a person's rows."""
    named: dict[str, set[str]] = {}
    for found in claims:
        for party in (found.claim.actor, found.claim.opponent):
            named.setdefault(found.place.id, set()).update({party.actor_id} if party else ())
    intervals: list[ControlInterval] = []
    statements: list[LocatedClaim] = []
    for row in rows:
        known = named.get(row.place.id)
        is_unheard_of = bool(known) and not set(row.actors) <= (known or set())
        if row.evidence and not (row.is_reassigned or is_unheard_of):
            intervals.append(_interval(row, row.evidence, row.against))
            continue
        said = _statement(row, path)
        statements += [said] if said else []
        cited = (said.claim.id,) if said else ()
        intervals.append(_interval(row, cited, tuple(dict.fromkeys((*row.evidence, *row.against)))))
    return intervals, statements


def _interval(row: ControlRow, evidence: tuple[str, ...], against: tuple[str, ...]) -> ControlInterval:
    usual = 0.0 if row.state is State.UNKNOWN else 0.5 if row.state is State.CONTESTED else HAND_PROBABILITY
    return ControlInterval(
        place=row.place,
        state=row.state,
        actors=row.actors,
        basis=row.basis if evidence else ControlBasis.INFERRED,
        start=row.start,
        end=row.end,
        last_report=row.last_report or (None if row.evidence else row.start),
        probability=usual if row.probability is None else row.probability,
        evidence=evidence,
        against=against,
    )


def _statement(row: ControlRow, path: Path) -> LocatedClaim | None:
    """Return a claim that says who wrote a row; None where nobody holds the place and none fits."""
    if row.state not in _RELATIONS or row.basis is ControlBasis.INFERRED:
        return None
    parties = [Party(one, row.names.get(one, one), "") for one in row.actors]
    first, second = [*parties, None, None][:2]
    if row.state is State.BESIEGED:  # the one inside is the holder, and comes first in the row
        first, second = second, first
    words = (row.place.id, row.state, ";".join(row.actors), str(row.start), str(row.end))
    made = Claim(
        id=claim_id(EDITED, *words),
        article_id=f"{EDITED}:{path.name}",
        sentence="",
        sentence_start=0,
        place=Mention(0, len(row.place.name), row.place.name),
        relation=_RELATIONS[row.state],
        actor=first,
        opponent=second,
        stance=Stance.ASSERTED,
        extent=Extent.WHOLE,
        when=Days.day(row.start) if row.start else None,
        when_basis=Basis.EXPLICIT if row.start else Basis.REPORT,
        speaker="",
        rule=EDITED,
        confidence=HAND_PROBABILITY if row.probability is None else row.probability,
    )
    source = f"edited by hand: {path.name}"
    return LocatedClaim(made, row.place, 1, source=source, published=row.start)


def _articles(file: ExportFile, problems: list[Issue]) -> tuple[Article, ...]:
    found: dict[str, Article] = {}
    for feature in file.features.get("articles", ()):
        try:
            published = parse_date(feature.get("published"))
        except ValueError:
            message = f"published looks like 2017-11-17, got {feature.get('published')!r}"
            problems.append(issue("bad-row", feature.where, message))
            published = None
        if not feature.get("article_id"):
            problems.append(issue("bad-row", feature.where, "an article without article_id"))
            continue
        found[feature.get("article_id")] = Article(
            id=feature.get("article_id"),
            text="",
            title=feature.get("title"),
            published=published,
            published_from=DateSource.METADATA if published else DateSource.UNKNOWN,
            source=feature.get("source"),
            language=feature.get("language"),
            url=feature.get("url"),
            where=feature.get("where") or feature.where,
        )
    return tuple(found.values())


def _old_issues(file: ExportFile) -> list[Issue]:
    """Return what the run that wrote the file could not read, date or place: it is still not on the map."""
    return [
        Issue(f.get("code"), f.get("where"), f.get("message"), f.get("value"))
        for f in file.features.get("issues", ())
        if f.get("code")
    ]
