"""Put the names of articles on the map: by gazetteer, services, and what people settled."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from articles.extract import Extraction
from articles.models import Issue
from geo.answers import AnswerCache
from geo.asking import Asker
from geo.boundaries import Boundaries
from geo.cache import cache_folder
from geo.countries import CountryFinder
from geo.folding import fold
from geo.gazetteer import Gazetteer
from geo.given import place_given
from geo.models import LonLat, Resolution
from geo.pins import Pin, apply_pins, read_pins
from geo.resolver import ResolveOptions, resolve_names
from geo.services import open_service
from whoheld.options import RunOptions

ANSWERS = "answers.sqlite"
_LEAST_SHARE = 0.25
_MOST_COUNTRIES = 3


@dataclass(slots=True)
class Placer:
    """Places the names of one article after the other.

    Attributes:
        gazetteer: What is looked up first.
        theatre: Countries and neighbourhood that texts are about.
        pins: Names that a person settled.
        asker: Services for names that the gazetteer lacks; None = nobody is asked.
    """

    gazetteer: Gazetteer
    theatre: ResolveOptions
    pins: Sequence[Pin] = ()
    asker: Asker | None = None
    _names: dict[str, str] = field(default_factory=dict)

    def place(self, extraction: Extraction) -> tuple[Resolution, ...]:
        """Return a resolution for each name of an article.

        Names that the source itself puts on the map lie there; only pins go before it.
        Services are asked only for names that a claim is about and that the gazetteer lacks, in the countries
        that the article is about.
        """
        text, names = extraction.article.text, extraction.mentions
        located = extraction.article.located
        theatre = self.theatre
        if located and theatre.near is None:
            theatre = replace(theatre, near=LonLat(lon=located[0].lon, lat=located[0].lat))
        found = resolve_names(text, names, self.gazetteer, options=theatre)
        if located:
            found = self._given(extraction, found)
        if self.asker is not None:
            found = self._asked(self.asker, extraction, found)
        return apply_pins(text, names, found, self.pins) if self.pins else found

    def issues(self) -> tuple[Issue, ...]:
        """Return what went wrong with services so far."""
        complaints = self.asker.complaints if self.asker is not None else ()
        return tuple(Issue(complaint.code, "geocoder", complaint.message) for complaint in complaints)

    def close(self) -> None:
        """Close the file of answers."""
        if self.asker is not None:
            self.asker.cache.close()

    def _given(self, extraction: Extraction, found: Sequence[Resolution]) -> tuple[Resolution, ...]:
        located = {fold(known.name): known for known in extraction.article.located}
        settled = list(found)
        for index, mention in enumerate(extraction.mentions):
            known = located.get(fold(mention.surface))
            if known is not None:
                settled[index] = place_given(
                    known.name,
                    LonLat(lon=known.lon, lat=known.lat),
                    precision=known.precision,
                    gazetteer=self.gazetteer,
                    considered=found[index].candidates,
                )
        return tuple(settled)

    def _asked(
        self, asker: Asker, extraction: Extraction, found: Sequence[Resolution]
    ) -> tuple[Resolution, ...]:
        at_issue = {claim.place.surface for claim in extraction.claims}
        countries = sorted(self.theatre.countries) or _countries_of(found)
        where = [self._country_name(code) for code in countries]
        settled = list(found)
        for index, (mention, resolution) in enumerate(zip(extraction.mentions, found, strict=True)):
            if mention.surface in at_issue and _is_open(resolution):
                answer = asker.resolve(mention.surface, countries=countries, where=where)
                settled[index] = answer or resolution
        return tuple(settled)

    def _country_name(self, code: str) -> str:
        if code not in self._names:
            country = self.gazetteer.country(code)
            self._names[code] = country.name if country else code
        return self._names[code]


def make_placer(
    gazetteer: Gazetteer, theatre: ResolveOptions, options: RunOptions, *, answers: Path | None = None
) -> Placer:
    """Make what places the names of a run.

    Args:
        gazetteer: What is looked up first.
        theatre: Countries and neighbourhood that texts are about.
        options: What the user decided.
        answers: File that keeps the answers of services; None = the one in the cache folder.

    Raises:
        BadPinError: If a table of pins breaks its schema.
        BadServiceError: If a service lacks its key, or answers cannot be kept.
    """
    pins = tuple(pin for path in options.pins for pin in read_pins(path, place_of=gazetteer.place))
    asker = None
    if options.geocoders:
        services = [open_service(name) for name in options.geocoders]
        cache = AnswerCache(answers or cache_folder() / ANSWERS)
        asker = Asker(services, cache, CountryFinder(Boundaries.open()))
    return Placer(gazetteer, theatre, pins, asker)


def _is_open(resolution: Resolution) -> bool:
    """Whether nobody knows the place itself: unknown, or only put near what the text names beside it."""
    return not resolution.candidates or resolution.precision > 1


def _countries_of(found: Sequence[Resolution]) -> list[str]:
    """Return the countries that most of a text's known places lie in, at most three."""
    counts = Counter(r.place.country for r in found if r.place is not None and r.place.country)
    least = _LEAST_SHARE * counts.total()
    return sorted(code for code, count in counts.most_common(_MOST_COUNTRIES) if count >= least)
