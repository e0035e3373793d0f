"""Plain word lists of the reading side, read once from data."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from articles.errors import BadDataFileError

_NAMES = frozenset(
    [
        "abbreviations",
        "closing_abbreviations",
        "starters",
        "not_names",
        "openers",
        "ordering",
        "war_offices",
        "listed_kinds",
        "state_verbs",
        "articles",
        "name_heads",
        "tails",
        "peoples",
        "bodies",
        "state_nouns",
        "jihadist_nouns",
        "rebel_nouns",
        "group_nouns",
        "rising_nouns",
        "no_rebels",
        "jihadist_camps",
        "bombs",
        "remote_weapons",
        "lone_attackers",
        "civil_targets",
        "civil_names",
        "military_targets",
        "clash_nouns",
        "brief_clash_nouns",
        "lasting",
        "communal",
        "in_vain",
        "attempts",
        "trying_verbs",
        "unarmed",
        "failed_adjectives",
        "failing_verbs",
        "foiling_verbs",
        "winners_verbs",
        "outside_states",
        "outside_bodies",
        "bare_forces",
        "hostile_nouns",
        "state_speakers",
        "allies",
        "no_actors",
        "partly",
        "idiom_nouns",
        "denied_words",
        "denied_changes",
        "missions",
        "fighting_men",
        "departures",
        "self_styled",
        "bygone",
        "faiths",
        "departing",
        "stepping",
        "moving",
        "enemy_nouns",
        "invaders",
        "modals",
        "ranked",
        "aims",
        "preventing",
        "ending",
        "prospective",
        "attempted",
        "intending",
        "readying",
        "demanding",
        "agreements",
        "stipulating",
        "causing",
        "believing",
        "hearsay",
        "monitors",
        "owning",
        "owned",
        "not_owned",
        "holders_places",
    ]
)


@cache
def word_sets() -> Mapping[str, frozenset[str]]:
    """Return the word lists of `data/wordsets.toml` by name.

    Raises:
        BadDataFileError: If a list is missing, unknown, empty or no text; lists every fault.
    """
    return parse_word_sets(files("articles").joinpath("data", "wordsets.toml").read_text("utf-8"))


def parse_word_sets(text: str) -> Mapping[str, frozenset[str]]:
    """Return the word lists of a TOML text by name.

    Raises:
        BadDataFileError: If a list is missing, unknown, empty or no text; lists every fault.
    """
    data = tomllib.loads(text)
    faults = [f"{name}: missing" for name in sorted(_NAMES - data.keys())]
    faults += [f"{name}: no such list" for name in sorted(data.keys() - _NAMES)]
    faults += [f"{name}: expected words" for name, value in data.items() if not str(value).strip()]
    faults += [f"{name}: expected text" for name, value in data.items() if not isinstance(value, str)]
    if faults:
        raise BadDataFileError(f"wordsets.toml: {'; '.join(faults)}")
    return MappingProxyType({name: frozenset(value.split()) for name, value in data.items()})
