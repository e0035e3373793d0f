"""Every pattern finds the name of its true example, not that of its false one; broken files are refused."""

import re
from typing import Any

import pytest

from articles.contextnames import add_context_names
from articles.errors import BadDataFileError
from articles.models import Mention
from articles.namepatterns import NamePattern, build_name_patterns, load_name_patterns

_GOOD = {
    "name": "village", "kind": "unknown", "expression": "village[ ]of[ ]<name>",
    "true": "The village of {Darvan}.", "false": "The {Darvan} prize.",
}  # fmt: skip
_LIST = {"start": "of[ ]$", "next": ",[ ]<name>"}


def finds(pattern: NamePattern, example: str) -> bool:
    (marked,) = re.findall(r"\{(.+)\}", example)
    plain = re.sub(r"[{}]", "", example)
    return marked in [found["name"] for found in pattern.expression.finditer(plain)]


@pytest.mark.parametrize("pattern", load_name_patterns().patterns, ids=lambda pattern: pattern.name)
def test_name_pattern_finds_its_true_example(pattern: NamePattern) -> None:
    assert finds(pattern, pattern.true)


@pytest.mark.parametrize("pattern", load_name_patterns().patterns, ids=lambda pattern: pattern.name)
def test_name_pattern_is_quiet_on_its_false_example(pattern: NamePattern) -> None:
    assert not finds(pattern, pattern.false)


def table(**changes: Any) -> dict[str, Any]:
    return {"words": {}, "verbs": {}, "parts": {}, "list": _LIST, "pattern": [{**_GOOD, **changes}]}


def test_a_good_table_of_patterns_loads() -> None:
    assert build_name_patterns(table()).patterns[0].name == "village"


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (table(kind="planet"), "kind is no known value"),
        (table(expression="village[ ]of[ ]<nobody>"), "unknown part <nobody>"),
        (table(expression="village[ ]of[ ](<name>"), "no regular expression"),
        (table(true="The village."), "the true example marks no name"),
        (table(colour="red"), "unknown key colour"),
        ({**table(), "pattern": [_GOOD, _GOOD]}, "village is given twice"),
        ({**table(), "list": {"start": "x"}}, "list lacks next"),
        ({**table(), "verbs": {"gain": "capture glorp"}}, "unknown verb glorp"),
        ({**table(), "more": {}}, "unknown table more"),
    ],
)
def test_a_broken_table_of_patterns_is_refused(broken: dict[str, Any], told: str) -> None:
    with pytest.raises(BadDataFileError, match=told):
        build_name_patterns(broken)


def test_all_faults_of_a_table_are_told_at_once() -> None:
    with pytest.raises(BadDataFileError, match=r"kind is .*; .*unknown part"):
        build_name_patterns(table(kind="planet", expression="<nobody>"))


def added(text: str) -> list[str]:
    return [m.surface for m in add_context_names(text, ())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rebels stormed an Omani Army base in the east.", []),
        ("Gunmen attacked an Indian Army base at dawn.", []),
        ("Fighters stormed a Somali military base.", []),
        ("Gunmen attacked AMISOM's headquarters.", []),
        ("Troops seized the Abu Darvan Military Airbase.", ["Abu Darvan Military Airbase"]),
        ("Raiders burned Turkmen Shia towns.", []),
        ("Both towns were surrounded.", []),
        ("Town was rebel-held for a year.", []),
        ("The group seized IB 275 at noon.", ["IB 275"]),
        ("The militia seized As Darvan and left.", ["As Darvan"]),
        ("They captured Darvan Monday.", ["Darvan"]),
        ("Clashes went on in Darvan, Kalmar districts.", ["Darvan", "Kalmar"]),
        ("The rebels hold the villages Darvan, Kalmar and Ostova.", ["Darvan", "Kalmar", "Ostova"]),
    ],
)
def test_whose_a_place_is_makes_no_name(text: str, names: list[str]) -> None:
    assert added(text) == names


def test_a_longer_name_stands_instead_of_the_unknown_one_it_begins_with() -> None:
    known = Mention(9, 15, "Darvan", kind="unknown")
    assert add_context_names("They hit Darvan barracks.", (known,))[0].surface == "Darvan barracks"
