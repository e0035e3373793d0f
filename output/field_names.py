"""Names of columns cut to what a format allows, each once."""

from collections.abc import Sequence

from output.schema import Column

SHORT_CHARACTERS = 10
_KNOWN = {
    "feature_id": "feature_id",
    "actor_surface": "act_words",
    "opponent_surface": "opp_words",
    "opponent_id": "opp_id",
    "opponent": "opponent",
    "start_date": "start_date",
    "end_date": "end_date",
    "probability": "probabilit",
    "time_precision": "time_prec",
    "place_precision": "place_prec",
    "evidence_count": "for_count",
    "against_count": "not_count",
    "first_report": "first_rep",
    "last_report": "last_rep",
    "taken_from": "taken_from",
    "taken_from_id": "taken_id",
    "before_state": "was_state",
    "before_actor": "was_actor",
    "before_actors": "was_actors",
    "other_actor": "other",
    "other_actor_id": "other_id",
    "other_sources": "other_srcs",
    "opponent_colour": "opp_colour",
}


def short_names(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return a name of at most 10 characters for each column, no two alike in any case of letters."""
    taken: set[str] = set()
    names: list[str] = []
    for column in columns:
        wanted = _KNOWN.get(column.name, column.name)[:SHORT_CHARACTERS]
        name, number = wanted, 1
        while name.lower() in taken:
            number += 1
            name = f"{wanted[: SHORT_CHARACTERS - len(str(number))]}{number}"
        taken.add(name.lower())
        names.append(name)
    return tuple(names)
