"""Put the place names of a text on the map: one sense for each name, chosen by the whole text."""

from collections.abc import Mapping, Sequence

from geo.approximate import place_by_surroundings
from geo.evidence import Evidence
from geo.hints import country_hints
from geo.links import find_links
from geo.models import Candidate, NameInText, Resolution, Status, great_circle_km
from geo.placewords import load_place_words
from geo.reasons import reasons_for
from geo.senses import Sense, SenseLookup, senses_of, spelled_alike
from geo.subjects import Name, Subject, build_subjects, group_mentions
from geo.theatre import ResolveOptions

__all__ = ["ResolveOptions", "resolve_names"]

LEAST_COUNTRY_SHARE = 0.15
MAX_SPELLING_COUNTRIES = 3
MAX_SUGGESTIONS = 3
_DEFAULTS = ResolveOptions()


def resolve_names(
    text: str,
    names: Sequence[NameInText],
    gazetteer: SenseLookup,
    *,
    options: ResolveOptions = _DEFAULTS,
) -> tuple[Resolution, ...]:
    """Decide what each place name of one text stands for.

    All mentions of a name have one sense. A name spelled like none in the gazetteer is looked for among other
    spellings, but only in the countries that the text is about. What is still unknown is put near the place
    that the text says it lies by, with a precision of 2 or 3.

    Args:
        text: The whole text.
        names: Its place names; offsets refer to `text`.
        gazetteer: Where the senses come from.
        options: The theatre, and how sure a choice must be.

    Returns:
        A resolution for each name, in the order given.
    """
    groups = group_mentions(text, names)
    words = load_place_words()
    senses = {key: senses_of(key, gazetteer, words) for key, _form in groups}
    evidence = _weighed(text, names, groups, senses, options)
    strangers = [key for key, found in senses.items() if not found]
    countries = _likely_countries(evidence, options) if strangers else ()
    if strangers and countries:
        alike = {key: spelled_alike(key, gazetteer, countries, words) for key in strangers}
        if any(alike.values()):
            evidence = _weighed(text, names, groups, {**senses, **alike}, options)
    found: list[Resolution] = [Resolution(Status.UNKNOWN)] * len(names)
    for index, subject in enumerate(evidence.subjects):
        resolution = _decide(evidence, index) if subject.senses else _suggest(subject, gazetteer, options)
        for mention in subject.mentions:
            found[mention] = resolution
    return place_by_surroundings(text, names, found, evidence.countries)


def _weighed(
    text: str,
    names: Sequence[NameInText],
    groups: Mapping[Name, list[int]],
    senses: Mapping[str, tuple[Sense, ...]],
    options: ResolveOptions,
) -> Evidence:
    """Return the evidence of a text, all senses weighed."""
    subjects = build_subjects(groups, senses)
    subject_of = [0] * len(names)
    for index, subject in enumerate(subjects):
        for mention in subject.mentions:
            subject_of[mention] = index
    evidence = Evidence(subjects, find_links(text, names, subject_of), country_hints(text), options)
    evidence.weigh()
    return evidence


def _likely_countries(evidence: Evidence, options: ResolveOptions) -> tuple[str, ...]:
    """Return the countries a text is about, likeliest first; the theatre's always."""
    total = sum(evidence.countries.values())
    ranked = sorted(evidence.countries.items(), key=lambda item: (-item[1], item[0]))
    likely = [code for code, weight in ranked if weight >= LEAST_COUNTRY_SHARE * total][
        :MAX_SPELLING_COUNTRIES
    ]
    return tuple(dict.fromkeys((*sorted(options.countries), *likely)))


def _decide(evidence: Evidence, index: int) -> Resolution:
    """Return the resolution of a name with senses."""
    subject, options = evidence.subjects[index], evidence.options
    order = sorted(range(len(subject.senses)), key=lambda i: (-subject.scores[i], subject.senses[i].place.id))
    candidates = tuple(
        Candidate(
            subject.senses[i].place,
            round(subject.shares[i], 6),
            reasons_for(evidence, index, subject.senses[i]),
        )
        for i in order[: options.max_candidates]
    )
    best = candidates[0].place
    near = [
        i for i in order if great_circle_km(subject.senses[i].place.point, best.point) <= options.rival_km
    ]
    share = sum(subject.shares[i] for i in near)
    if share < options.least_probability:
        return Resolution(Status.AMBIGUOUS, None, candidates[0].score, candidates)
    precision = 2 if "#" in best.id else 1
    return Resolution(Status.RESOLVED, best, round(min(1.0, share), 6), candidates, precision)


def _suggest(subject: Subject, gazetteer: SenseLookup, options: ResolveOptions) -> Resolution:
    """Return an unknown name's resolution, with similarly spelled places of the theatre to look at."""
    if not options.suggestions or not options.countries:
        return Resolution(Status.UNKNOWN)
    places = gazetteer.suggest(subject.key, countries=options.countries, limit=MAX_SUGGESTIONS)
    reason = ("spelled a little like it; not accepted by itself",)
    return Resolution(Status.UNKNOWN, None, 0.0, tuple(Candidate(place, 0.0, reason) for place in places))
