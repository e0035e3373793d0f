"""Small records for tests: every builder gives a valid one, and takes what the test is about."""

from collections.abc import Sequence
from datetime import date, timedelta

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from articles.models import (
    Actor,
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
    Role,
    Stance,
    claim_id,
)
from geo.models import Candidate, LonLat, Place, PlaceKind, Resolution, Status
from layers.models import ControlBasis, ControlInterval, LocatedClaim, State
from output.models import PlacedMention, Results

DAY_ZERO = date(2017, 1, 1)


def day(number: int) -> date:
    """Return the day that many days after 1 January 2017."""
    return DAY_ZERO + timedelta(days=number)


def make_article(
    text: str = "The army took Rawa on Friday.",
    *,
    id: str = "a1",  # noqa: A002
    title: str = "Town taken",
    published: date | None = DAY_ZERO,
    source: str = "Example News",
    url: str = "https://news.example/1",
    where: str = "articles.jsonl:1",
) -> Article:
    """Return an article of 1 January 2017."""
    origin = DateSource.UNKNOWN if published is None else DateSource.METADATA
    return Article(
        id=id, text=text, title=title, published=published, published_from=origin, source=source,
        language="en", url=url, where=where,
    )  # fmt: skip


def make_mention(
    surface: str = "Rawa",
    start: int = 14,
    *,
    role: Role = Role.TARGET,
    kind: str = "town",
    score: float = 1.0,
) -> Mention:
    """Return a mention of a town."""
    return Mention(start, start + len(surface), surface, role, kind, score)


def make_party(name: str | None) -> Party | None:
    """Return a party whose id is the name in lower case with hyphens; None stays None."""
    return None if name is None else Party(name.lower().replace(" ", "-"), name, name)


def make_claim(
    relation: Relation | str = Relation.CAPTURED,
    actor: str | None = "Army",
    opponent: str | None = None,
    *,
    on: int | date | None = 0,
    days: Days | None = None,
    stance: Stance | str = Stance.ASSERTED,
    extent: Extent | str = Extent.WHOLE,
    place: Mention | None = None,
    article_id: str = "a1",
    id: str = "",  # noqa: A002
    sentence: str = "The army took Rawa on Friday.",
    speaker: str = "",
    confidence: float = 0.9,
    when_basis: Basis = Basis.EXPLICIT,
) -> Claim:
    """Return a claim about one day (`on`: a date or days since 1 January 2017; None = undated)."""
    when = days
    if when is None and on is not None:
        when = Days.day(on if isinstance(on, date) else day(on))
    mention = place or make_mention()
    made = claim_id(
        article_id, str(mention), str(relation), str(actor), str(opponent), str(stance), str(when)
    )
    return Claim(
        id=id or made, article_id=article_id, sentence=sentence, sentence_start=0, place=mention,
        relation=Relation(relation), actor=make_party(actor), opponent=make_party(opponent),
        stance=Stance(stance), extent=Extent(extent), when=when, when_basis=when_basis, speaker=speaker,
        rule="test", confidence=confidence,
    )  # fmt: skip


def make_place(
    name: str = "Rawa",
    *,
    id: str = "",  # noqa: A002
    lon: float = 41.9,
    lat: float = 34.5,
    kind: PlaceKind = PlaceKind.TOWN,
    country: str = "IQ",
    admin1: str = "Al Anbar",
    geometry: BaseGeometry | None = None,
) -> Place:
    """Return a town; id "test:<name in lower case>" unless given."""
    return Place(
        id=id or f"test:{name.lower()}", name=name, point=LonLat(lon=lon, lat=lat), kind=kind,
        country=country, admin1=admin1, geometry=geometry,
    )  # fmt: skip


def make_region(name: str = "Anbar", *, west: float = 39.0, south: float = 31.0) -> Place:
    """Return a province: a box of four by three degrees."""
    shape = box(west, south, west + 4, south + 3)
    return make_place(name, kind=PlaceKind.ADMIN1, lon=west + 2, lat=south + 1.5, geometry=shape)


def make_resolution(place: Place | None = None, *, status: Status = Status.RESOLVED) -> Resolution:
    """Return a resolution; ambiguous ones offer the place and a namesake."""
    chosen = place or make_place()
    if status is Status.RESOLVED:
        return Resolution(status, chosen, 0.9, (Candidate(chosen, 0.9, ("only one",)),))
    if status is Status.UNKNOWN:
        return Resolution(status)
    twin = make_place(chosen.name, id=f"{chosen.id}-2", lon=10.0, lat=0.0, country="SY")
    return Resolution(status, None, 0.5, (Candidate(chosen, 0.5, ("near",)), Candidate(twin, 0.5)))


def make_located(
    claim: Claim | None = None,
    place: Place | None = None,
    *,
    source: str = "Example News",
    place_precision: int = 1,
    published: date | None = DAY_ZERO,
    url: str = "https://news.example/1",
    title: str = "Town taken",
    story: str = "",
) -> LocatedClaim:
    """Return a claim at a place."""
    return LocatedClaim(
        claim or make_claim(), place or make_place(), place_precision, source, published, url, title, story
    )


def make_interval(
    place: Place | None = None,
    *,
    state: State = State.CONTROLLED,
    actors: Sequence[str] = ("army",),
    start: date | None = DAY_ZERO,
    end: date | None = None,
    last_report: date | None = DAY_ZERO,
    probability: float = 0.9,
    basis: ControlBasis = ControlBasis.ASSESSED,
    evidence: Sequence[str] = ("c1",),
    against: Sequence[str] = (),
) -> ControlInterval:
    """Return an open interval from 1 January 2017."""
    return ControlInterval(
        place or make_place(), state, tuple(actors), basis, start, end, last_report, probability,
        tuple(evidence), tuple(against),
    )  # fmt: skip


def make_actor(name: str = "Army", *, colour: str = "") -> Actor:
    """Return an actor whose id matches `make_party`."""
    return Actor(name.lower().replace(" ", "-"), name, colour=colour)


def make_results(
    *,
    articles: Sequence[Article] | None = None,
    claims: Sequence[LocatedClaim] | None = None,
    unplaced: Sequence[Claim] = (),
    intervals: Sequence[ControlInterval] | None = None,
    mentions: Sequence[PlacedMention] | None = None,
    actors: Sequence[Actor] = (),
    issues: Sequence[Issue] = (),
) -> Results:
    """Return the results of one article with one claim, one mention and one interval."""
    the_claims = (make_located(make_claim(id="c1")),) if claims is None else tuple(claims)
    found = (PlacedMention("a1", make_mention(), make_resolution()),) if mentions is None else tuple(mentions)
    known = {a.id: a for a in actors} or {"army": make_actor()}
    return Results(
        articles=(make_article(),) if articles is None else tuple(articles),
        claims=the_claims,
        unplaced=tuple(unplaced),
        intervals=(make_interval(),) if intervals is None else tuple(intervals),
        mentions=found,
        actors=known,
        issues=tuple(issues),
        settings={},
    )
