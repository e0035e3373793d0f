"""Reviews and redrawings in words and as JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from articles.models import Actor, Claim
from geo.models import Place
from layers.models import LocatedClaim
from output.cells import name_of
from whoheld.project.decisions import Decision, Kind
from whoheld.project.questions import Question
from whoheld.project.review_tables import claim_cells
from whoheld.project.since import Redrawing, Redrawn, Standing

_SHOWN_CHARACTERS = 160
_SHOWN_REPORTS = 5


def question_lines(number: int, question: Question) -> Iterator[str]:
    """Yield a question: why, what hangs on it, the sentence, and how to decide."""
    doubts = ", ".join(question.doubts)
    claim = question.claims[0]
    if question.is_name:
        about = f"{question.count} claim{'s' if question.count > 1 else ''}"
        yield f"{number}. {question.subject!r}: {doubts}; {about}, {_days(question.at_stake_days)} at stake"
        for place in question.candidates:
            yield f"   may be {place.id}: {_place(place)}"
        yield f"   {_sentence(claim)}"
        return
    where = question.place.name if question.place else claim.place.surface
    yield f"{number}. {claim.id}  {_told(claim)} {where}: {doubts}; {_days(question.at_stake_days)} at stake"
    yield f"   {_sentence(claim)}"


def _days(count: float) -> str:
    return f"{count:,.0f} town-days" if count >= 10 else f"{count:.1f} town-days"


def _told(claim: Claim) -> str:
    cells = claim_cells(claim)
    parties = " / ".join(name for name in (cells["actor"], cells["opponent"]) if name) or "nobody named"
    return f"{cells['date'] or 'undated'} {parties} {cells['relation']}"


def _sentence(claim: Claim) -> str:
    words = " ".join(claim.sentence.split())
    return words if len(words) <= _SHOWN_CHARACTERS else words[: _SHOWN_CHARACTERS - 1] + "…"


def _place(place: Place) -> str:
    area = ", ".join(part for part in (place.admin1, place.country) if part)
    return f"{place.name} ({area})" if area else place.name


def question_json(question: Question) -> dict[str, Any]:
    """Return a question as plain values."""
    return {
        "subject": question.subject,
        "about": "name" if question.is_name else "claim",
        "doubts": [doubt.value for doubt in question.doubts],
        "town_days": round(question.at_stake_days, 1),
        "place_id": question.place.id if question.place else None,
        "place": question.place.name if question.place else None,
        "claims": [{"claim_id": claim.id, **claim_cells(claim)} for claim in question.claims],
        "claim_count": question.count,
        "candidates": [{"place_id": place.id, "place": _place(place)} for place in question.candidates],
    }


def decision_line(decision: Decision) -> str:
    """Return a decision in one line."""
    target, payload = decision.draft.target, decision.draft.payload
    match decision.kind:
        case Kind.PIN:
            place = payload["place"]
            scope = "".join(f" ({target[key]})" for key in ("country", "context") if target[key])
            about = f"{target['name']!r}{scope} as {place['id'] if place else 'no place'}"
        case Kind.MERGE:
            about = f"{target['name']} into {payload['name']}"
        case Kind.TRUST | Kind.DISTRUST:
            share = payload["reliability"]
            about = f"{target['source']} ({'left out' if share is None else share})"
        case Kind.WITHDRAW:
            about = f"decision {target['decision']}"
        case _:
            about = f"claim {target['claim']}{_corrections(payload)}"
    why = f": {decision.draft.why}" if decision.draft.why else ""
    return f"{decision.id}. {decision.at[:10]} {decision.by}: {decision.kind.value} {about}{why}"


def _corrections(payload: Mapping[str, Any]) -> str:
    return f" ({', '.join(sorted(payload))})" if payload else ""


def decision_json(decision: Decision) -> dict[str, Any]:
    """Return a decision as plain values."""
    return {
        "id": decision.id,
        "kind": decision.kind.value,
        "target": {key: value for key, value in decision.draft.target.items() if key != "record"},
        "payload": dict(decision.draft.payload),
        "by": decision.by,
        "at": decision.at,
        "why": decision.draft.why,
        "supersedes": decision.supersedes or None,
    }


def redrawing_markdown(found: Redrawing) -> Iterator[str]:
    """Yield the lines of a Markdown page: what changed in the picture, and because of what."""
    since = f"run {found.run} ({found.since[:10]})" if found.run else "the beginning"
    yield f"# What changed since {since}"
    yield ""
    yield (
        f"{_count(len(found.places), 'place')} drawn otherwise; "
        f"{_count(len(found.new_articles), 'new article')}, {found.left_articles} no longer counted, "
        f"{_count(len(found.decisions), 'decision')}."
    )
    for redrawn in found.places:
        yield ""
        yield from _redrawn_markdown(redrawn, found.actors)
    if found.decisions:
        yield ""
        yield "## Decisions"
        yield ""
        for decision in found.decisions:
            yield f"- {_marked(decision_line(decision))}"


def _redrawn_markdown(redrawn: Redrawn, actors: Mapping[str, Actor]) -> Iterator[str]:
    first = f"from {redrawn.first_day.isoformat()} on, " if redrawn.first_day else ""
    yield f"## {_marked(_place(redrawn.place))}"
    yield ""
    yield (
        f"{_standing(redrawn.before, actors)} -> {_standing(redrawn.after, actors)} "
        f"({first}{_count(redrawn.changed_days, 'day')} drawn otherwise)"
    )
    for located in redrawn.reports[:_SHOWN_REPORTS]:
        yield f"- {_report(located)}"
    if len(redrawn.reports) > _SHOWN_REPORTS:
        yield f"- and {len(redrawn.reports) - _SHOWN_REPORTS} more reports"
    for decision in redrawn.decisions:
        yield f"- {_marked(decision_line(decision))}"


def _report(located: LocatedClaim) -> str:
    day = located.published.isoformat() if located.published else "undated"
    link = f" <{located.url}>" if located.url.startswith(("http://", "https://")) else ""
    return f"{day}, {_marked(located.source or 'unknown source')}: {_marked(_sentence(located.claim))}{link}"


def _standing(standing: Standing | None, actors: Mapping[str, Actor]) -> str:
    if standing is None:
        return "no report"
    state, holders = standing
    return _marked(" / ".join([*(name_of(actor, actors) for actor in holders), state]))


def _marked(text: str) -> str:
    """Return text in which no character is read as Markdown or HTML."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|!~" else char for char in text)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def redrawing_json(found: Redrawing) -> dict[str, Any]:
    """Return what changed as plain values."""
    return {
        "run": found.run,
        "since": found.since or None,
        "new_articles": len(found.new_articles),
        "left_articles": found.left_articles,
        "decisions": [decision_json(decision) for decision in found.decisions],
        "places": [_redrawn_json(redrawn, found.actors) for redrawn in found.places],
    }


def _redrawn_json(redrawn: Redrawn, actors: Mapping[str, Actor]) -> dict[str, Any]:
    return {
        "place_id": redrawn.place.id,
        "place": redrawn.place.name,
        "lon": redrawn.place.point.lon,
        "lat": redrawn.place.point.lat,
        "before": _standing_json(redrawn.before, actors),
        "after": _standing_json(redrawn.after, actors),
        "first_day": redrawn.first_day.isoformat() if redrawn.first_day else None,
        "changed_days": redrawn.changed_days,
        "reports": [
            {
                "claim_id": located.claim.id,
                "article_id": located.claim.article_id,
                "source": located.source,
                "published": located.published.isoformat() if located.published else None,
                "url": located.url,
                "sentence": located.claim.sentence,
            }
            for located in redrawn.reports
        ],
        "decisions": [decision.id for decision in redrawn.decisions],
    }


def _standing_json(standing: Standing | None, actors: Mapping[str, Actor]) -> dict[str, Any] | None:
    if standing is None:
        return None
    return {"state": standing[0], "actors": [name_of(actor, actors) for actor in standing[1]]}
