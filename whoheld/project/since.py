"""What changed in the picture since a run or a day, and because of which new reports and decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from articles.models import Actor, Article
from articles.outlets import fold_outlet
from geo.folding import fold
from geo.models import Place
from layers.models import ControlInterval, LocatedClaim
from output.models import Results
from whoheld.errors import BadOptionError
from whoheld.progress import Progress, be_quiet
from whoheld.project.choices import kept_options
from whoheld.project.decisions import Decision, Kind, all_decisions, still_active
from whoheld.project.picture import derive_picture
from whoheld.project.pinning import placed_by
from whoheld.project.questions import last_day
from whoheld.project.rows import stored_articles
from whoheld.project.runs import list_runs
from whoheld.project.store import Project, open_project

_THEN = "SELECT key FROM articles WHERE run <= ? AND (counts = 1 OR left_run > ?)"

Standing = tuple[str, tuple[str, ...]]
"""State and actor ids."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A place that the picture shows otherwise than before.

    Attributes:
        before: What it showed for the latest days that are drawn otherwise; None = nothing.
        after: What it shows for them now; None = nothing.
        first_day: First day that is drawn otherwise; None = its reports bear no date.
        changed_days: How many days are drawn otherwise.
        reports: New claims that the picture of the place stands on, or that speak against it.
        decisions: New decisions about its claims.
    """

    place: Place
    before: Standing | None
    after: Standing | None
    first_day: date | None
    changed_days: int
    reports: tuple[LocatedClaim, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Redrawing:
    """What changed in the picture since a run.

    Attributes:
        run: Number of the last run before; 0 = the file was empty.
        since: When that run began, UTC; "" = the file was empty.
        new_articles: Those that came since, and count.
        left_articles: How many articles count no longer.
        decisions: Those taken since.
        places: Most changed days first.
        actors: Of both pictures, by id.
    """

    run: int
    since: str
    new_articles: tuple[Article, ...]
    left_articles: int
    decisions: tuple[Decision, ...]
    places: tuple[Redrawn, ...]
    actors: Mapping[str, Actor]


def find_redrawing(path: Path, since: str, *, progress: Progress = be_quiet) -> Redrawing:
    """Return what changed in a project's picture.

    Both pictures are drawn with today's rules and options, so that only reports and decisions differ.

    Args:
        path: The project file.
        since: Number of a run, or a day: what came after the run, or from the day on.
        progress: Told how far it has come.

    Raises:
        BadOptionError: If it is neither.
        ProjectError: If the file cannot be read.
    """
    with open_project(path) as project:
        project.snapshot()
        run, began = _last_run_before(project, since)
        options = kept_options(project)
        taken = all_decisions(project)
        old_ones = [decision for decision in taken if decision.run <= run]
        keys = {key for (key,) in project.rows(_THEN, (run, run))}
        earlier = list(stored_articles(project, keys))
        latest = list(stored_articles(project))
        then, today = still_active(old_ones), still_active(taken)
        otherwise = placed_by(project, then, today, options=options)
        otherwise = {key: located for key, located in otherwise.items() if key in keys}
        before = derive_picture(project, earlier, then, options=options, otherwise=otherwise).results
        after = derive_picture(project, latest, today, options=options, progress=progress).results
        now = {found.key for found in latest}
        return Redrawing(
            run=run,
            since=began,
            new_articles=tuple(found.article for found in latest if found.key not in keys),
            left_articles=len(keys - now),
            decisions=tuple(decision for decision in taken if decision.run > run),
            places=tuple(_compare(before, after, [d for d in taken if d.run > run])),
            actors={**before.actors, **after.actors},
        )


def _last_run_before(project: Project, since: str) -> tuple[int, str]:
    """Return number and time of the last run that belongs to the earlier picture."""
    runs = list_runs(project)
    if since.isdecimal():
        number = int(since)
        if number and number not in {run.id for run in runs}:
            known = f"1 to {runs[-1].id}" if runs else "none yet"
            raise BadOptionError(f"the project has no run {number}; it has {known} (whoheld info PROJECT)")
    else:
        try:
            day = date.fromisoformat(since).isoformat()
        except ValueError as error:
            raise BadOptionError(f"--since takes a run's number or a day, got {since!r}") from error
        number = max((run.id for run in runs if run.started[:10] < day), default=0)
    return number, next((run.started for run in runs if run.id == number), "")


def _compare(before: Results, after: Results, decisions: Sequence[Decision]) -> list[Redrawn]:
    """Return the places that two pictures show otherwise."""
    old, new = _by_place(before.intervals), _by_place(after.intervals)
    known = {located.claim.id for located in before.claims}
    claims = {located.claim.id: located for located in (*before.claims, *after.claims)}
    last = max(last_day(before), last_day(after))
    found = []
    for place_id in sorted(old.keys() | new.keys()):
        was, is_now = old.get(place_id, []), new.get(place_id, [])
        differing = _differing_days(was, is_now, last)
        if not differing:
            continue
        cited = {number for span in is_now for number in (*span.evidence, *span.against)}
        fresh = [claims[number] for number in sorted(cited - known) if number in claims]
        own = [located for located in claims.values() if located.place.id == place_id]
        found.append(
            Redrawn(
                place=(is_now or was)[0].place,
                before=_standing_on(was, differing[-1].first),
                after=_standing_on(is_now, differing[-1].first),
                first_day=differing[0].first,
                changed_days=sum(span.count for span in differing),
                reports=tuple(sorted(fresh, key=_newest)),
                decisions=tuple(one for one in decisions if _concerns(one, own, was)),
            )
        )
    return sorted(found, key=lambda redrawn: (-redrawn.changed_days, redrawn.place.id))


def _concerns(decision: Decision, claims: Sequence[LocatedClaim], was: Sequence[ControlInterval]) -> bool:
    """Tell whether a decision is about a place: its claims, its name, its actors or its sources."""
    target = decision.draft.target
    match decision.kind:
        case Kind.PIN:
            return any(fold(located.claim.place.surface) == target["name"] for located in claims)
        case Kind.MERGE:
            return any(target["actor"] in span.actors for span in was)
        case Kind.TRUST | Kind.DISTRUST:
            names = {fold_outlet(name) for name in (target["source"], *decision.draft.payload["aliases"])}
            told = (name for located in claims for name in (located.source, located.claim.speaker))
            return any(fold_outlet(name) in names for name in told if name)
        case _:
            return target.get("claim") in {located.claim.id for located in claims}


def _by_place(intervals: Sequence[ControlInterval]) -> Mapping[str, list[ControlInterval]]:
    by_place: dict[str, list[ControlInterval]] = {}
    for interval in intervals:
        by_place.setdefault(interval.place.id, []).append(interval)
    return by_place


@dataclass(frozen=True, slots=True)
class _Span:
    """Days on end that two pictures show otherwise; first None = reports without a date."""

    first: date | None
    count: int


def _differing_days(
    was: Sequence[ControlInterval], is_now: Sequence[ControlInterval], last: date
) -> list[_Span]:
    """Return the days on which two histories of a place differ; undated states count as one day."""
    bounds = {day for span in (*was, *is_now) for day in (span.start, span.end) if day is not None}
    days = sorted(day for day in bounds if day <= last)
    ends = [*days[1:], last + timedelta(days=1)]
    found = [] if _standing_on(was, None) == _standing_on(is_now, None) else [_Span(None, 1)]
    found += [
        _Span(day, (end - day).days)
        for day, end in zip(days, ends, strict=False)
        if _standing_on(was, day) != _standing_on(is_now, day)
    ]
    return found


def _standing_on(spans: Sequence[ControlInterval], day: date | None) -> Standing | None:
    """Return what a picture shows on a day; None = what it shows of reports without a date."""
    for span in spans:
        is_undated = day is None and span.start is None
        is_on = day is not None and span.start is not None and span.start <= day
        if is_undated or (is_on and (span.end is None or (day is not None and day < span.end))):
            return span.state.value, span.actors
    return None


def _newest(located: LocatedClaim) -> tuple[date, str]:
    return located.published or date.max, located.claim.id
