"""Colours on one map: an actor's own, unless a more frequent one of its theatre wears nearly the same."""

from dataclasses import replace
from itertools import combinations

from articles.models import Actor
from output.payload_colours import MIN_DISTANCE, _gap, _lab, choose_colours
from output.payload_places import gather_histories
from output.style import colour_of
from tests.builders import make_interval, make_place

RED = "#b8312f"


def choose(
    held: dict[str, int], colours: dict[str, str], countries: dict[str, str] | None = None
) -> dict[str, str]:
    spans = []
    for actor, count in held.items():
        for n in range(count):
            place = replace(make_place(f"{actor}-{n}"), country=(countries or {}).get(actor, "SY"))
            spans.append(make_interval(place, actors=[actor]))
    actors = {actor: Actor(actor, actor, colour=colours.get(actor, "")) for actor in held}
    return choose_colours(gather_histories(spans, [], until=None), sorted(actors), actors)


def test_actors_keep_their_own_colours() -> None:
    assert choose({"a": 1, "b": 2}, {"a": RED, "b": "#1f5f8b"}) == {"a": RED, "b": "#1f5f8b"}


def test_a_listed_actor_wears_its_colour_on_every_map() -> None:
    assert choose({"a": 1, "b": 5}, {"a": RED, "b": "#b93230"}) == {"a": RED, "b": "#b93230"}


def test_an_unlisted_actor_stays_apart_from_a_listed_one() -> None:
    free = choose({"a": 1}, {})["a"]
    chosen = choose({"a": 5, "b": 1}, {"b": free})
    assert chosen["b"] == free
    assert _gap(chosen["a"], [_lab(free)]) >= MIN_DISTANCE


def test_no_two_unlisted_of_a_theatre_look_alike() -> None:
    chosen = choose({f"a{n}": n + 1 for n in range(8)}, {})
    for one, other in combinations(chosen.values(), 2):
        assert _gap(one, [_lab(other)]) >= MIN_DISTANCE


def test_allies_may_wear_shades_of_one_colour() -> None:
    free = choose({"a": 1}, {})["a"]
    spans = [make_interval(make_place(name), actors=[name]) for name in ("a", "b")]
    actors = {"a": Actor("a", "a", side="camp"), "b": Actor("b", "b", side="camp", colour=free)}
    chosen = choose_colours(gather_histories(spans, [], until=None), sorted(actors), actors)
    assert set(chosen.values()) == {free}


def test_far_theatres_of_a_large_map_may_share_a_colour() -> None:
    held = {f"a{n}": 1 for n in range(400)}
    chosen = choose(held, {}, {actor: f"C{actor}" for actor in held})
    assert chosen == {actor: colour_of(actor) for actor in held}


def test_choice_is_the_same_twice() -> None:
    held = {f"a{n}": 3 for n in range(6)}
    assert choose(held, {}) == choose(dict(reversed(held.items())), {})
