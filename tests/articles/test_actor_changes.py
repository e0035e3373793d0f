"""A changed party touches the texts that hold one of its names, and no other."""

import pytest

from articles.actor_changes import changed_entries, names_any_of
from articles.actor_files import ActorEntry
from articles.models import Actor

GUARD = ActorEntry(Actor("valley-guard", "Valley Guard", aliases=("Al-Wadi Brigade",)), adjectives=("Wadi",))
OTHER = ActorEntry(Actor("river-guard", "River Guard"))


@pytest.mark.parametrize(
    ("text", "is_touched"),
    [
        ("The Valley Guard took the town.", True),
        ("The Valley Guard's men left.", True),
        ("Fighters of al-Wadi Brigade left.", True),
        ("The valley guard of the park left.", False),
        ("The River Guard left the Valley.", False),
    ],
)
def test_texts_that_hold_a_name(text: str, *, is_touched: bool) -> None:
    assert names_any_of([GUARD])(text) is is_touched


def test_parties_that_changed_come_as_they_were_and_as_they_are() -> None:
    renamed = ActorEntry(Actor("valley-guard", "Guard of the Valley"))
    old = {"valley-guard": GUARD, "river-guard": OTHER}
    assert changed_entries(old, {"valley-guard": renamed, "river-guard": OTHER}) == (GUARD, renamed)
    assert changed_entries(old, {"valley-guard": GUARD}) == (OTHER,)
    assert changed_entries(old, old) == ()
