"""A place's history explained, in plain JSON types."""

from datetime import date
from typing import Any

from layers.account import Counted, IntervalAccount, PlaceAccount
from layers.models import ControlInterval
from output.explained import REASONS


def account_json(account: PlaceAccount) -> dict[str, Any]:
    """Return the account of a place in plain JSON types, complete."""
    place = account.place
    return {
        "place_id": place.id,
        "place": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.point.lat,
        "lon": place.point.lon,
        "weighed": account.is_weighed,
        "history": [_interval_json(told) for told in account.intervals],
        "not_counted": [_report_json(report) for report in account.uncounted],
        "views": [
            {"source": view.source, "history": [_state_json(i) for i in view.intervals]}
            for view in account.views
        ],
        "disagreements": [
            {
                "start_date": found.start.isoformat(),
                "end_date": _day(found.end),
                "sides": [{"actor_id": side.actor, "sources": list(side.sources)} for side in found.sides],
            }
            for found in account.disagreements
        ],
    }


def _interval_json(told: IntervalAccount) -> dict[str, Any]:
    belief = told.belief
    return {
        **_state_json(told.interval),
        "reason": told.reason.value,
        "reason_in_words": REASONS[told.reason],
        "belief": belief and {"date": _day(belief.day), "own": belief.own, "with_neighbours": belief.settled},
        "reports": [_report_json(report) for report in told.reports],
        "neighbours": [
            {
                "place_id": neighbour.place.id,
                "place": neighbour.place.name,
                "distance_km": neighbour.distance_km,
                **(_state_json(neighbour.interval) if neighbour.interval else {"state": None}),
            }
            for neighbour in told.neighbours
        ],
    }


def _state_json(interval: ControlInterval) -> dict[str, Any]:
    return {
        "start_date": _day(interval.start),
        "end_date": _day(interval.end),
        "state": interval.state.value,
        "actors": list(interval.actors),
        "basis": interval.basis.value,
        "probability": interval.probability,
        "last_report": _day(interval.last_report),
    }


def _report_json(report: Counted) -> dict[str, Any]:
    claim, weight = report.located.claim, report.weight
    return {
        "claim_id": claim.id,
        "date": _day(report.day),
        "source": report.source,
        "outlet": report.located.source,
        "relation": claim.relation.value,
        "actor_id": claim.actor.actor_id if claim.actor else None,
        "opponent_id": claim.opponent.actor_id if claim.opponent else None,
        "stance": claim.stance.value,
        "sentence": claim.sentence,
        "url": report.located.url,
        "copies": [
            {
                "claim_id": copy.claim.id,
                "outlet": copy.source,
                "url": copy.url,
                "published": _day(copy.published),
            }
            for copy in report.copies
        ],
        "for": report.is_for,
        "against": report.is_against,
        "lean": report.lean,
        "weight": weight
        and {
            "source_right": weight.trust,
            "only_claimed": weight.stance,
            "precision": weight.precision,
            "relation": weight.relation,
            "copy": weight.copy,
            "confidence": weight.confidence,
            "total": weight.total,
            "log_odds": weight.log_odds,
        },
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
