"""How exports stand beside other sources: which of their rows are shown, what is weighed anew."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from articles.models import Article, Claim, Issue
from articles.reading import issue
from geo.models import Place
from layers.models import ControlInterval, LocatedClaim
from whoheld.exportsource import Export
from whoheld.options import CARRIED_AFTER_DAYS, FUSION, UNKNOWN_AFTER_DAYS, RunOptions

_NEAR_DEG = 1e-6


@dataclass(frozen=True, slots=True)
class Exported:
    """What the exports of a run bring together.

    Attributes:
        articles: That no other source holds.
        claims: That no other source makes.
        intervals: The rows to show where no other source speaks of their place.
        moved: Ids of places that a person moved.
        names: Of actors, by id.
        weighed: Ids of places that claims of exports without rows are about.
    """

    articles: tuple[Article, ...] = ()
    claims: tuple[LocatedClaim, ...] = ()
    intervals: tuple[ControlInterval, ...] = ()
    moved: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    weighed: frozenset[str] = frozenset()

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of claims and of rows."""
        return (*(found.place for found in self.claims), *(found.place for found in self.intervals))


def join_exports(
    exports: Sequence[Export], *, read_anew: Sequence[Article], claims: Sequence[LocatedClaim]
) -> Exported:
    """Return what exports bring beyond the other sources.

    An article that is read itself brings its claims anew, so that those in the export give way. Where two
    exports have rows of one place, those of the one named last are shown.

    Args:
        exports: In the order in which they were named.
        read_anew: Articles of the other sources.
        claims: Of the other sources.
    """
    known_articles = {article.id for article in read_anew}
    articles: dict[str, Article] = {}
    kept: dict[str, LocatedClaim] = {}
    rows: dict[str, tuple[Export, list[ControlInterval]]] = {}
    problems: list[Issue] = []
    taken = {found.claim.id: found for found in claims}
    for named in exports:
        export = _with_own_ids(named, taken | kept, problems)
        articles |= {found.id: found for found in export.articles if found.id not in known_articles}
        for found in export.claims:
            if found.claim.article_id not in known_articles and found.claim.id not in taken:
                kept.setdefault(found.claim.id, found)
        own: dict[str, tuple[Export, list[ControlInterval]]] = {}
        for interval in export.intervals:
            own.setdefault(interval.place.id, (export, []))[1].append(interval)
        problems += [_replaced(rows[one], export) for one in sorted(rows.keys() & own.keys())]
        rows |= own
    intervals = (interval for one in sorted(rows) for interval in rows[one][1])
    return Exported(
        tuple(articles.values()),
        tuple(kept.values()),
        tuple(intervals),
        frozenset(one for export in exports for one in export.moved),
        {one: name for export in exports for one, name in export.names.items()},
        tuple(problems),
        frozenset(found.place.id for export in exports if not export.has_control for found in export.claims),
    )


def _with_own_ids(export: Export, taken: Mapping[str, LocatedClaim], problems: list[Issue]) -> Export:
    """Return an export in which no claim bears the id of another claim of other sources."""
    fresh: dict[str, str] = {}
    for found in export.claims:
        other = taken.get(found.claim.id)
        if other is None or _is_same(other.claim, found.claim):
            continue
        fresh[found.claim.id] = f"{found.claim.id}@{export.path.name}"
        message = f"another claim bears this id; read as {fresh[found.claim.id]}"
        problems.append(issue("duplicate-id", export.path, message, found.claim.id))
    if not fresh:
        return export

    def cited(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(fresh.get(one, one) for one in ids)

    claims = (
        replace(found, claim=replace(found.claim, id=fresh.get(found.claim.id, found.claim.id)))
        for found in export.claims
    )
    intervals = (
        replace(found, evidence=cited(found.evidence), against=cited(found.against))
        for found in export.intervals
    )
    return replace(export, claims=tuple(claims), intervals=tuple(intervals))


def _is_same(one: Claim, other: Claim) -> bool:
    """Tell whether two claims of one id are one: of one article, about the same days, with the same words."""
    first, second = ((c.article_id, c.relation, c.when, c.sentence) for c in (one, other))
    return first == second


def _replaced(before: tuple[Export, list[ControlInterval]], by: Export) -> Issue:
    export, intervals = before
    message = f"{by.path.name} has rows of this place, too: its {len(intervals)} here are left out"
    return issue("other-export", export.path, message, intervals[0].place.name)


def stand_or_weigh(
    exported: Exported,
    derived: Sequence[ControlInterval],
    *,
    spoken_of: frozenset[str],
    options: RunOptions,
) -> tuple[tuple[ControlInterval, ...], tuple[Issue, ...]]:
    """Return the intervals to show: rows of exports as they stand, but where other sources speak of a place.

    A place whose rows a person took out stays out.

    Args:
        exported: What the exports bring.
        derived: Intervals weighed from all claims, those of the exports among them.
        spoken_of: Ids of places that claims of other sources are about.
        options: Of the run.
    """
    open_to_all = spoken_of | exported.weighed
    standing = [interval for interval in exported.intervals if interval.place.id not in open_to_all]
    settled = {place.id for place in exported.places} - open_to_all
    shown = [*standing, *(interval for interval in derived if interval.place.id not in settled)]
    problems: list[Issue] = []
    lost: dict[str, list[ControlInterval]] = {}
    for interval in exported.intervals:
        if interval.place.id in open_to_all:
            lost.setdefault(interval.place.id, []).append(interval)
    for place_id, rows in sorted(lost.items()):
        if _spans(rows) == _spans(one for one in derived if one.place.id == place_id):
            continue
        message = (
            f"other sources speak of this place: {len(rows)} rows of the export were weighed anew with them"
        )
        problems.append(issue("weighed-anew", rows[0].place.id, message, rows[0].place.name))
    if standing and (ignored := _weighing(options)):
        message = f"rows of an export stand as they are: {', '.join(ignored)} did not change them"
        problems.append(issue("as-exported", "options", message))
    shown.sort(key=lambda found: (found.place.id, found.start or date.min))
    return tuple(shown), tuple(problems)


def _spans(intervals: Iterable[ControlInterval]) -> list[tuple[object, ...]]:
    return [(one.state, one.actors, one.start, one.end) for one in intervals]


def _weighing(options: RunOptions) -> list[str]:
    """Return the options of a run that only bear on claims that are weighed."""
    chosen = {
        "--as-of": options.as_of is not None,
        "--fusion": options.fusion != FUSION,
        "--carried-after": options.carried_after_days != CARRIED_AFTER_DAYS,
        "--unknown-after": options.unknown_after_days != UNKNOWN_AFTER_DAYS,
        "--region-priors": options.has_region_priors,
    }
    return [name for name, is_chosen in chosen.items() if is_chosen]


def with_places(exported: Exported, find: Callable[[str], Place | None]) -> Exported:
    """Return what exports bring with the gazetteer's places: other names, people, outlines.

    What the file says of name and spot stays; a moved place keeps where it was moved to.

    Args:
        exported: What the exports bring.
        find: Finds a place of the gazetteer by id.
    """
    own = {place.id: place for place in exported.places}
    places = {one: _known(place, find(one), is_moved=one in exported.moved) for one, place in own.items()}
    return replace(
        exported,
        claims=tuple(replace(found, place=places[found.place.id]) for found in exported.claims),
        intervals=tuple(replace(found, place=places[found.place.id]) for found in exported.intervals),
    )


def _known(place: Place, found: Place | None, *, is_moved: bool) -> Place:
    if found is None:
        return place
    is_same_spot = (
        abs(found.point.lon - place.point.lon) < _NEAR_DEG
        and abs(found.point.lat - place.point.lat) < _NEAR_DEG
    )
    known = replace(found, name=place.name, geometry=place.geometry)
    return known if is_same_spot and not is_moved else replace(known, point=place.point)
