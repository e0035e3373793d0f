"""Explain the history of a place: finds it among the reports, and accounts for it as the run did."""

from datetime import date
from difflib import get_close_matches

from articles.actors import load_actors
from geo.folding import fold
from geo.models import Place
from layers.account import PlaceAccount, explain_place
from output.models import Results
from whoheld.errors import BadOptionError
from whoheld.options import RunOptions
from whoheld.weighing import known_sources, timeline_options


def find_places(name: str, results: Results) -> tuple[Place, ...]:
    """Return the places of a run that bear a name or an id, most reported first.

    Args:
        name: Name, other name, or id of a place; case and accents do not matter.
        results: Of the run.

    Raises:
        BadOptionError: If no report of the run is about such a place; names those that sound like it.
    """
    reported = [located.place for located in results.claims] + [i.place for i in results.intervals]
    places = {place.id: place for place in reported}
    counts = dict.fromkeys(places, 0)
    for place in reported:
        counts[place.id] += 1
    wanted = fold(name)
    found = [
        place
        for place_id, place in places.items()
        if place_id == name or wanted in (fold(place.name), *map(fold, place.aliases))
    ]
    if not found:
        known = {fold(place.name): place.name for place in places.values()}
        close = [known[key] for key in get_close_matches(wanted, sorted(known), n=3)]
        hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
        raise BadOptionError(f"no report is about a place called {name!r}{hint}")
    return tuple(sorted(found, key=lambda place: (-counts[place.id], place.id)))


def explain_places(
    name: str, results: Results, *, options: RunOptions, on: date | None = None
) -> tuple[PlaceAccount, ...]:
    """Account for the history of every place of a name.

    Args:
        name: As for `find_places`.
        results: Of a run with these options.
        options: Of the run.
        on: Day to account for; None = the whole history.

    Raises:
        BadOptionError: If no report is about such a place.
    """
    places = find_places(name, results)
    book = load_actors(options.actors)
    sources = known_sources((found.claim for found in results.claims), options=options, book=book)
    timeline = timeline_options(options, sources=sources)
    accounts = [
        explain_place(place.id, results.claims, results.intervals, options=timeline, on=on)
        for place in places
    ]
    return tuple(account for account in accounts if account is not None)
