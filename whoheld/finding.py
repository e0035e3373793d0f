"""What articles say, and where: each article read, its names placed, its claims located."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from articles.actors import ActorBook
from articles.extract import ClaimReader, Extraction, extract
from articles.models import Article, Claim, Issue, PlaceNames
from geo.cache import ensure_gazetteer
from geo.gazetteer import Gazetteer
from geo.models import LonLat, Resolution
from geo.recogniser import NameFinder
from geo.resolver import ResolveOptions
from layers.locate import Located, locate_claims
from layers.models import LocatedClaim
from output.models import PlacedMention
from whoheld.claimreaders import claim_reader
from whoheld.errors import BadOptionError
from whoheld.options import RunOptions
from whoheld.placing import Placer, make_placer
from whoheld.progress import Progress, be_quiet
from whoheld.versions import renamed_claim

_NOTHING_RENAMED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Finding:
    """What articles say, and where.

    Attributes:
        claims: Claims that have a place, in the order of the articles and their texts.
        unplaced: Claims whose place name was ambiguous or unknown.
        mentions: Every place name found.
    """

    claims: tuple[LocatedClaim, ...]
    unplaced: tuple[Claim, ...]
    mentions: tuple[PlacedMention, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Finder:
    """Reads one article after the other, as a run's options say; each is read by itself."""

    names: PlaceNames
    reader: ClaimReader
    placer: Placer
    book: ActorBook

    def read(self, article: Article) -> Extraction:
        """Return the names and claims of an article."""
        return extract(article, names=self.names, reader=self.reader)

    def place(self, extraction: Extraction) -> tuple[Resolution, ...]:
        """Return a resolution for each name of an article."""
        return self.placer.place(extraction)

    def locate(self, extraction: Extraction, resolutions: Sequence[Resolution]) -> Located:
        """Return the claims of an article, at their places."""
        return locate_claims(extraction, resolutions, governments=self.book.governments)

    def close(self) -> None:
        """Close the file of answers."""
        self.placer.close()


def open_finder(
    options: RunOptions, *, book: ActorBook, answers: Path | None = None, progress: Progress = be_quiet
) -> Finder:
    """Open what finds claims.

    Args:
        options: What the user decided.
        book: The parties.
        answers: File that keeps the answers of services; None = the one in the cache folder.
        progress: Told how far the gazetteer is built, if it has to be.

    Raises:
        BadOptionError: If the place to look near is not in the gazetteer, or the reader cannot be used.
        BadPinError: If a table of pins breaks its schema.
        BadServiceError: If a geocoding service lacks its key, or its answers cannot be kept.
        GazetteerBuildError: If the gazetteer is missing and cannot be compiled.
    """
    gazetteer = Gazetteer.open(ensure_gazetteer(progress=progress))
    theatre = ResolveOptions(countries=options.countries, near=_centre(options.near, gazetteer))
    names, reader = NameFinder(gazetteer), claim_reader(options.reader, book)
    return Finder(names, reader, make_placer(gazetteer, theatre, options, answers=answers), book)


def _centre(near: str, gazetteer: Gazetteer) -> LonLat | None:
    if not near:
        return None
    named = gazetteer.lookup(near)
    if not named:
        raise BadOptionError(f"--near takes a place such as 'Deir ez-Zor'; the gazetteer has no {near!r}")
    return max(named, key=lambda found: found.place.population).place.point


def find_claims(
    articles: Sequence[Article],
    *,
    options: RunOptions,
    book: ActorBook,
    given: Mapping[str, str] = _NOTHING_RENAMED,
    progress: Progress = be_quiet,
) -> Finding:
    """Extract the claims of the articles and put them on the map.

    Args:
        articles: Each once.
        options: What the user decided.
        book: The parties.
        given: Ids that sources gave to articles that had to be called otherwise.
        progress: Told how far it has come.

    Raises:
        BadReaderError: If a reader of the user's own returns what is no claim.
        WhoheldError, GeoError: As `open_finder`.
    """
    if not articles:
        return Finding((), (), (), ())
    finder = open_finder(options, book=book, progress=progress)
    parts = []
    for number, article in enumerate(articles):
        if number % 64 == 0:
            progress("reading claims", number / len(articles))
        parts.append(_found(finder, article, given.get(article.id, article.id)))
    progress("reading claims", 1.0)
    issues = finder.placer.issues()
    finder.close()
    return Finding(
        claims=tuple(claim for part in parts for claim in part.claims),
        unplaced=tuple(claim for part in parts for claim in part.unplaced),
        mentions=tuple(mention for part in parts for mention in part.mentions),
        issues=(*(issue for part in parts for issue in part.issues), *issues),
    )


def _found(finder: Finder, article: Article, given: str) -> Finding:
    """Return what one article says; `given` is the id that its source gave it."""
    extraction = finder.read(replace(article, id=given))
    resolutions = finder.place(extraction)
    located = finder.locate(extraction, resolutions)
    pairs = zip(extraction.mentions, resolutions, strict=True)
    claims, unplaced = located.claims, located.unplaced
    if given != article.id:
        claims = tuple(replace(found, claim=renamed_claim(found.claim, article.id)) for found in claims)
        unplaced = tuple(renamed_claim(claim, article.id) for claim in unplaced)
    return Finding(
        claims,
        unplaced,
        tuple(PlacedMention(article.id, mention, resolution) for mention, resolution in pairs),
        (*extraction.issues, *located.issues),
    )
