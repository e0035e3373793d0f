"""From claims at places to the results of a run: one function for direct runs and for project files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from articles.actors import ActorBook
from articles.models import Actor, Article, Claim, Issue
from geo.boundaries import Boundaries
from geo.cache import ensure_gazetteer
from geo.gazetteer import Gazetteer
from geo.models import Place, PlaceKind
from layers.models import ControlInterval, LocatedClaim
from layers.regions import fill_silence
from layers.syndication import with_stories
from layers.timeline import TimelineOptions, build_intervals
from output.models import PlacedMention, Results
from whoheld.exportmerge import Exported, join_exports, stand_or_weigh, with_places
from whoheld.exportsource import Export
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet
from whoheld.versions import sort_naturally
from whoheld.weighing import known_sources, timeline_options

_GAZETTEER_IDS = ("geonames:", "ne:", "own:", "region:", "supplement:", "water:")
_POINT_KINDS = frozenset({PlaceKind.TOWN, PlaceKind.DISTRICT, PlaceKind.FACILITY})

Weigh = Callable[[Sequence[LocatedClaim], TimelineOptions], tuple[ControlInterval, ...]]


@dataclass(frozen=True, slots=True)
class Material:
    """What results are derived from.

    Attributes:
        articles: By day of publication and id.
        claims: Claims of articles that have a place, in the order of the articles and their texts.
        unplaced: Claims whose place name was ambiguous or unknown.
        mentions: Every place name found.
        coded: Claims that somebody coded.
        issues: Everything that could not be read, dated or placed, in any order.
        stories: Story id by article id: copies of one text share it.
        exports: Files that whoheld wrote, whose rows stand where nothing else speaks of a place.
    """

    articles: Sequence[Article]
    claims: Sequence[LocatedClaim]
    unplaced: Sequence[Claim]
    mentions: Sequence[PlacedMention]
    coded: Sequence[LocatedClaim]
    issues: Sequence[Issue]
    stories: Mapping[str, str] = field(default_factory=dict)
    exports: Sequence[Export] = ()


def _weigh(claims: Sequence[LocatedClaim], options: TimelineOptions) -> tuple[ControlInterval, ...]:
    return build_intervals(claims, options=options)


def derive_results(
    material: Material,
    *,
    options: RunOptions,
    book: ActorBook,
    weigh: Weigh = _weigh,
    progress: Progress = be_quiet,
) -> Results:
    """Derive who reportedly held what.

    Args:
        material: What was read; its order does not matter to the picture.
        options: What the user decided.
        book: The parties.
        weigh: Makes intervals of claims; project files keep those they made before.
        progress: Told how far it has come.

    Raises:
        UnknownFusionError: If the fusion does not exist.
        BadDataFileError: If a file of sources breaks its schema.
    """
    progress("deriving control", 0.0)
    placed = (*material.claims, *_with_known_places(material.coded, progress))
    said = _with_polygons(with_stories(placed, material.stories))
    exported = _join_exports(material, said, progress)
    claims = said + exported.claims
    known = known_sources((found.claim for found in claims), options=options, book=book)
    intervals = weigh(claims, timeline_options(options, sources=known))
    if options.has_region_priors:
        named = (found.resolution.place for found in material.mentions)
        intervals = fill_silence(intervals, silent=[place for place in named if place is not None])
    spoken_of = frozenset(found.place.id for found in said)
    intervals, notes = stand_or_weigh(exported, intervals, spoken_of=spoken_of, options=options)
    progress("deriving control", 1.0)
    issues = (*material.issues, *exported.issues, *notes)
    told = {f"options of {export.path.name}": export.options for export in material.exports if export.options}
    return Results(
        articles=(*material.articles, *exported.articles),
        claims=claims,
        unplaced=tuple(material.unplaced),
        intervals=intervals,
        mentions=material.mentions,
        actors=_actors_named(claims, material.unplaced, intervals, book, names=exported.names),
        issues=sort_naturally(issues, lambda found: (found.where, *_told(found))),
        settings={**options.settings(), **told},
        stories=material.stories,
    )


def _join_exports(material: Material, said: Sequence[LocatedClaim], progress: Progress) -> Exported:
    """Return what exports bring beyond the other sources, at the places of the gazetteer."""
    if not material.exports:
        return Exported()
    exported = join_exports(material.exports, read_anew=material.articles, claims=said)
    if not any(place.id.startswith(_GAZETTEER_IDS) for place in exported.places):
        return exported
    gazetteer, boundaries = Gazetteer.open(ensure_gazetteer(progress=progress)), Boundaries.open()

    def find(place_id: str) -> Place | None:
        place = gazetteer.place(place_id)
        if place is None or place.kind in _POINT_KINDS:
            return place
        return replace(place, geometry=boundaries.geometry(place_id))

    return with_places(exported, find)


def _told(issue: Issue) -> tuple[str, str, str]:
    return issue.code, issue.message, issue.value


def _with_known_places(coded: Sequence[LocatedClaim], progress: Progress) -> Sequence[LocatedClaim]:
    """Return coded claims, those that cite the gazetteer's ids with its places."""
    if not any(found.place.id.startswith(_GAZETTEER_IDS) for found in coded):
        return coded
    gazetteer = Gazetteer.open(ensure_gazetteer(progress=progress))
    known = {place_id: gazetteer.place(place_id) for place_id in {found.place.id for found in coded}}
    return [replace(found, place=known[found.place.id] or found.place) for found in coded]


def _with_polygons(claims: Sequence[LocatedClaim]) -> tuple[LocatedClaim, ...]:
    """Return the claims, those about regions and countries with their polygons."""
    boundaries = Boundaries.open()
    places = {
        found.place.id: replace(found.place, geometry=boundaries.geometry(found.place.id))
        for found in claims
        if found.place.kind not in _POINT_KINDS
    }
    return tuple(
        found if found.place.id not in places else replace(found, place=places[found.place.id])
        for found in claims
    )


def _actors_named(
    claims: Sequence[LocatedClaim],
    unplaced: Sequence[Claim],
    intervals: Sequence[ControlInterval],
    book: ActorBook,
    *,
    names: Mapping[str, str],
) -> Mapping[str, Actor]:
    """Return every actor that the results name, by id; unlisted ones are made from their names."""
    parties = [
        party
        for claim in (*(found.claim for found in claims), *unplaced)
        for party in (claim.actor, claim.opponent)
        if party is not None
    ]
    made = {party.actor_id: Actor(party.actor_id, party.name) for party in reversed(parties)}
    held = {
        actor_id: Actor(actor_id, names.get(actor_id, actor_id))
        for interval in intervals
        for actor_id in interval.actors
    }
    named = held | made
    return {actor_id: book.actors.get(actor_id, named[actor_id]) for actor_id in sorted(named)}
