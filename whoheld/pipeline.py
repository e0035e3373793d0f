"""From sources to results: read, extract, place, derive."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from articles.actors import ActorBook, load_actors
from articles.extract import Extraction, extract
from articles.files import list_files
from articles.models import Actor, Article, Claim, Issue
from articles.readers import ReadOptions, read_file, sniff_columns
from geo.boundaries import Boundaries
from geo.cache import ensure_gazetteer
from geo.gazetteer import Gazetteer
from geo.models import LonLat, Place, PlaceKind, Resolution
from geo.recogniser import NameFinder
from geo.resolver import ResolveOptions
from layers.locate import locate_claims
from layers.models import ControlInterval, LocatedClaim
from layers.regions import fill_silence
from layers.timeline import build_intervals
from output.models import PlacedMention, Results
from whoheld.claimreaders import claim_reader
from whoheld.claimtable import is_claim_table, read_claim_table
from whoheld.errors import BadOptionError, NothingReadError
from whoheld.exportfile import EXPORT_SUFFIXES, is_export
from whoheld.exportmerge import Exported, join_exports, stand_or_weigh, with_places
from whoheld.exportsource import Export, read_export
from whoheld.options import RunOptions
from whoheld.placing import make_placer
from whoheld.progress import Progress, be_quiet
from whoheld.weighing import known_sources, timeline_options

_GAZETTEER_IDS = ("geonames:", "ne:", "own:", "region:", "supplement:", "water:")
_POINT_KINDS = frozenset({PlaceKind.TOWN, PlaceKind.DISTRICT, PlaceKind.FACILITY})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sources hold: articles, claims coded by others, exports, and what could not be read."""

    articles: tuple[Article, ...]
    coded: tuple[LocatedClaim, ...]
    issues: tuple[Issue, ...]
    exports: tuple[Export, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the articles say, and where."""

    claims: tuple[LocatedClaim, ...]
    unplaced: tuple[Claim, ...]
    mentions: tuple[PlacedMention, ...]
    issues: tuple[Issue, ...]


def run(
    sources: Sequence[str], *, options: RunOptions | None = None, progress: Progress = be_quiet
) -> Results:
    """Read the sources and derive who reportedly held what.

    Args:
        sources: Files and folders: texts, or tables of coded claims.
        options: What the user decided.
        progress: Told how far each stage has come.

    Raises:
        NothingReadError: If not one article or coded claim could be read.
        BadOptionError: If the place to look near is not in the gazetteer, or the reader cannot be used.
        BadReaderError: If a reader of the user's own returns what is no claim.
        BadPinError: If a table of pins breaks its schema.
        BadServiceError: If a geocoding service lacks its key, or its answers cannot be kept.
        BadDataFileError: If a file of actors or of sources breaks its schema.
        UnknownFusionError: If the fusion does not exist.
        GazetteerBuildError: If the gazetteer is missing and cannot be compiled.
    """
    chosen = options or RunOptions()
    book = load_actors(chosen.actors)
    timeline_options(chosen, sources=known_sources((), options=chosen, book=book))
    reading = read_sources(sources, options=chosen, book=book, progress=progress)
    finding = find_claims(reading.articles, options=chosen, book=book, progress=progress)
    said = finding.claims + _with_known_places(reading.coded, progress)
    exported = _join_exports(reading, said, progress)
    claims = said + exported.claims
    progress("deriving control", 0.0)
    intervals = _derive_control(claims, finding.mentions, options=chosen, book=book)
    spoken_of = frozenset(found.place.id for found in said)
    intervals, notes = stand_or_weigh(exported, intervals, spoken_of=spoken_of, options=chosen)
    progress("deriving control", 1.0)
    told = {f"options of {export.path.name}": export.options for export in reading.exports if export.options}
    return Results(
        articles=reading.articles + exported.articles,
        claims=claims,
        unplaced=finding.unplaced,
        intervals=intervals,
        mentions=finding.mentions,
        actors=_actors_named(claims, finding.unplaced, intervals, book, names=exported.names),
        issues=reading.issues + finding.issues + exported.issues + notes,
        settings={**chosen.settings(), **told},
    )


def _join_exports(reading: Reading, said: Sequence[LocatedClaim], progress: Progress) -> Exported:
    """Return what exports bring beyond the other sources, at the places of the gazetteer."""
    if not reading.exports:
        return Exported()
    exported = join_exports(reading.exports, read_anew=reading.articles, claims=said)
    if not any(place.id.startswith(_GAZETTEER_IDS) for place in exported.places):
        return exported
    gazetteer, boundaries = Gazetteer.open(ensure_gazetteer(progress=progress)), Boundaries.open()

    def find(place_id: str) -> Place | None:
        place = gazetteer.place(place_id)
        if place is None or place.kind in _POINT_KINDS:
            return place
        return replace(place, geometry=boundaries.geometry(place_id))

    return with_places(exported, find)


def _derive_control(
    claims: Sequence[LocatedClaim],
    mentions: Sequence[PlacedMention],
    *,
    options: RunOptions,
    book: ActorBook,
) -> tuple[ControlInterval, ...]:
    known = known_sources((found.claim for found in claims), options=options, book=book)
    intervals = build_intervals(claims, options=timeline_options(options, sources=known))
    if not options.has_region_priors:
        return intervals
    named = (found.resolution.place for found in mentions)
    return fill_silence(intervals, silent=[place for place in named if place is not None])


def read_sources(
    sources: Sequence[str], *, options: RunOptions, book: ActorBook, progress: Progress = be_quiet
) -> Reading:
    """Read every article and every coded claim of the sources.

    Raises:
        NothingReadError: If there is not one of either.
    """
    paths, issues = list_files(sources, others=EXPORT_SUFFIXES)
    articles: list[Article] = []
    coded: list[LocatedClaim] = []
    exports: list[Export] = []
    problems = list(issues)
    read_options = ReadOptions(published=options.published)
    for number, path in enumerate(paths):
        progress("reading", number / len(paths))
        for item in _read_path(path, read_options, book):
            match item:
                case Export():
                    exports.append(item)
                    problems += item.issues
                case Article():
                    articles.append(item)
                case LocatedClaim():
                    coded.append(item)
                case Issue():
                    problems.append(item)
    progress("reading", 1.0)
    if not articles and not coded and not any(export.claims or export.intervals for export in exports):
        raise NothingReadError(_nothing_read(sources, problems))
    distinct = _with_distinct_ids(articles, problems)
    return Reading(distinct, _with_distinct_claims(coded, problems), tuple(problems), tuple(exports))


def _read_path(
    path: Path, options: ReadOptions, book: ActorBook
) -> Iterable[Article | LocatedClaim | Export | Issue]:
    """Read a file as what it is: an export, a table of coded claims, or articles."""
    if is_export(path):
        return (read_export(path, book=book),)
    if is_claim_table(sniff_columns(path)):
        return read_claim_table(path, party=cache(book.party))
    return read_file(path, options=options)


def _nothing_read(sources: Sequence[str], problems: Sequence[Issue]) -> str:
    if not problems:
        return f"nothing could be read: no files in {', '.join(sources)}"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"nothing could be read: {problems[0].where}: {problems[0].message}{more}"


def _with_distinct_ids(articles: Sequence[Article], problems: list[Issue]) -> tuple[Article, ...]:
    """Return the articles with each text once; the same id for other words gets a number."""
    seen: dict[str, Article] = {}
    for article in articles:
        twin = seen.get(article.id)
        if twin is None:
            seen[article.id] = article
        elif twin.text == article.text:
            problems.append(Issue("duplicate", article.where, f"same article as {twin.where}", article.id))
        else:
            fresh = _fresh_id(article.id, seen)
            problems.append(
                Issue("duplicate-id", article.where, f"id of {twin.where}; read as {fresh}", article.id)
            )
            seen[fresh] = replace(article, id=fresh)
    return tuple(seen.values())


def _with_distinct_claims(coded: Sequence[LocatedClaim], problems: list[Issue]) -> tuple[LocatedClaim, ...]:
    """Return the coded claims; an id that another row bears already gets a number."""
    seen: dict[str, LocatedClaim] = {}
    for found in coded:
        claim = found.claim
        if claim.id not in seen:
            seen[claim.id] = found
            continue
        fresh = _fresh_id(claim.id, seen)
        message = f"another claim bears this id; read as {fresh}"
        problems.append(Issue("duplicate-id", claim.article_id, message, claim.id))
        seen[fresh] = replace(found, claim=replace(claim, id=fresh))
    return tuple(seen.values())


def _fresh_id(taken: str, seen: Mapping[str, object]) -> str:
    number = 2
    while f"{taken}#{number}" in seen:
        number += 1
    return f"{taken}#{number}"


def find_claims(
    articles: Sequence[Article], *, options: RunOptions, book: ActorBook, progress: Progress = be_quiet
) -> Finding:
    """Extract the claims of the articles and put them on the map.

    Raises:
        BadOptionError: If the place to look near is not in the gazetteer, or the reader cannot be used.
        BadReaderError: If a reader of the user's own returns what is no claim.
        BadPinError: If a table of pins breaks its schema.
        BadServiceError: If a geocoding service lacks its key, or its answers cannot be kept.
        GazetteerBuildError: If the gazetteer is missing and cannot be compiled.
    """
    if not articles:
        return Finding((), (), (), ())
    gazetteer = Gazetteer.open(ensure_gazetteer(progress=progress))
    theatre = ResolveOptions(countries=options.countries, near=_centre(options.near, gazetteer))
    names, reader = NameFinder(gazetteer), claim_reader(options.reader, book)
    placer = make_placer(gazetteer, theatre, options)
    claims: list[LocatedClaim] = []
    unplaced: list[Claim] = []
    mentions: list[PlacedMention] = []
    issues: list[Issue] = []
    for number, article in enumerate(articles):
        if number % 64 == 0:
            progress("reading claims", number / len(articles))
        extraction = extract(article, names=names, reader=reader)
        resolutions = placer.place(extraction)
        located = locate_claims(extraction, resolutions, governments=book.governments)
        mentions += _placed(extraction, resolutions)
        claims += located.claims
        unplaced += located.unplaced
        issues += (*extraction.issues, *located.issues)
    progress("reading claims", 1.0)
    issues += placer.issues()
    placer.close()
    return Finding(_with_polygons(claims), tuple(unplaced), tuple(mentions), tuple(issues))


def _placed(extraction: Extraction, resolutions: Sequence[Resolution]) -> list[PlacedMention]:
    pairs = zip(extraction.mentions, resolutions, strict=True)
    return [PlacedMention(extraction.article.id, mention, found) for mention, found in pairs]


def _centre(near: str, gazetteer: Gazetteer) -> LonLat | None:
    if not near:
        return None
    named = gazetteer.lookup(near)
    if not named:
        raise BadOptionError(f"--near takes a place such as 'Deir ez-Zor'; the gazetteer has no {near!r}")
    return max(named, key=lambda found: found.place.population).place.point


def _with_known_places(coded: Sequence[LocatedClaim], progress: Progress) -> tuple[LocatedClaim, ...]:
    """Return coded claims, those that cite the gazetteer's ids with its places."""
    if not any(found.place.id.startswith(_GAZETTEER_IDS) for found in coded):
        return tuple(coded)
    gazetteer = Gazetteer.open(ensure_gazetteer(progress=progress))
    known = {place_id: gazetteer.place(place_id) for place_id in {found.place.id for found in coded}}
    placed = [replace(found, place=known[found.place.id] or found.place) for found in coded]
    return _with_polygons(placed)


def _with_polygons(claims: Sequence[LocatedClaim]) -> tuple[LocatedClaim, ...]:
    """Return the claims, those about regions and countries with their polygons."""
    boundaries = Boundaries.open()
    places = {found.place.id: found.place for found in claims}
    drawn = {
        place_id: place
        if place.kind in _POINT_KINDS
        else replace(place, geometry=boundaries.geometry(place_id))
        for place_id, place in places.items()
    }
    return tuple(replace(found, place=drawn.get(found.place.id, found.place)) for found in claims)


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
