"""Each source's own history, and where sources contradict each other."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from articles.outlets import Outlet
from layers.models import LocatedClaim
from layers.sources import build_source_book
from layers.timeline import TimelineOptions
from layers.views import Disagreement, build_views, find_disagreements
from tests.builders import day, make_claim, make_located, make_place

OPTIONS = TimelineOptions()


def told(source: str, relation: str, actor: str, on: int | None, **more: object) -> LocatedClaim:
    claim = make_claim(
        relation, actor, on=on, article_id=f"{source}{on}", sentence=f"{source}{on}{actor}",
        speaker=str(more.get("speaker", "")), stance=str(more.get("stance", "asserted")),
    )  # fmt: skip
    place = make_place(str(more.get("at", "Rawa")))
    return make_located(claim, place, source=source, published=None if on is None else day(on))


def holders(claims: list[LocatedClaim], options: TimelineOptions = OPTIONS) -> dict[str, list[str]]:
    return {
        view.source: [" ".join(interval.actors) for interval in view.intervals]
        for view in build_views(claims, options=options)
    }


def disagree(claims: list[LocatedClaim], options: TimelineOptions = OPTIONS) -> tuple[Disagreement, ...]:
    return find_disagreements(build_views(claims, options=options), claims)


def test_each_source_has_its_own_history() -> None:
    claims = [
        told("Wire", "held", "North", 0),
        told("Radio", "held", "South", 5),
        told("Wire", "lost", "North", 9),
    ]
    assert holders(claims) == {"Radio": ["south"], "Wire": ["north", ""]}


def test_who_speaks_is_the_source_and_aliases_are_one() -> None:
    book = build_source_book([Outlet("Wire", ("The Wire",))], {}, {})
    claims = [told("the wire", "held", "North", 0), told("Wire", "held", "South", 5),
              told("Wire", "held", "North", 6, speaker="General Staff")]  # fmt: skip
    assert holders(claims, TimelineOptions(sources=book)) == {
        "Wire": ["north", "south"],
        "General Staff": ["north"],
    }


def test_only_denials_and_plans_are_no_view() -> None:
    claims = [told("Wire", "captured", "North", 0, stance="denied"),
              told("Wire", "captured", "North", 1, stance="planned")]  # fmt: skip
    assert holders(claims) == {}


def test_views_know_only_what_was_published_by_a_day() -> None:
    claims = [told("Wire", "held", "North", 0), told("Wire", "captured", "South", 9)]
    assert holders(claims, TimelineOptions(as_of=day(8))) == {"Wire": ["north"]}


def test_a_view_answers_for_a_day() -> None:
    (view,) = build_views([told("Wire", "held", "North", 3)], options=OPTIONS)
    assert view.on(day(2)) is None
    found = view.on(day(3))
    assert found is not None
    assert found.actors == ("north",)


def test_a_change_is_no_disagreement() -> None:
    claims = [
        told("Wire", "held", "North", 0),
        told("Radio", "captured", "South", 9),
        told("Wire", "held", "South", 12),
    ]
    assert disagree(claims) == ()


def test_who_repeats_the_old_holder_after_the_change_disagrees_until_he_says_otherwise() -> None:
    claims = [
        told("Wire", "held", "North", 0), told("Radio", "captured", "South", 9),
        told("Wire", "held", "North", 12), told("Wire", "captured", "South", 20),
    ]  # fmt: skip
    (found,) = disagree(claims)
    assert (found.start, found.end) == (day(12), day(20))
    assert [(side.actor, side.sources) for side in found.sides] == [
        ("north", ("Wire",)),
        ("south", ("Radio",)),
    ]


def test_a_disagreement_ends_when_one_side_falls_silent() -> None:
    claims = [
        told("Wire", "held", "North", 0),
        told("Radio", "held", "South", 0),
        told("Daily", "held", "South", 400),
    ]
    (found,) = disagree(claims)
    assert (found.start, found.end) == (day(0), day(90))


def test_sources_of_one_opinion_stand_together() -> None:
    claims = [told("Wire", "held", "North", 0), told("Radio", "held", "South", 2),
              told("Daily", "held", "South", 3), told("Wire", "held", "North", 4)]  # fmt: skip
    (found,) = disagree(claims)
    assert found.sides[1].sources == ("Daily", "Radio")
    assert (found.start, found.end) == (day(4), None)


def test_places_are_kept_apart_and_undated_words_disagree_with_nobody() -> None:
    claims = [told("Wire", "held", "North", 0), told("Radio", "held", "South", 0, at="Anah"),
              told("Daily", "held", "South", None)]  # fmt: skip
    assert disagree(claims) == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Wire", "Radio", "Daily"]),
            st.sampled_from(["held", "captured", "lost", "besieged"]),
            st.sampled_from(["North", "South", "East"]), st.integers(0, 300),
        ),
        max_size=14,
    )
)  # fmt: skip
def test_disagreements_are_between_sources_of_different_words(rows: list[tuple[str, str, str, int]]) -> None:
    claims = [told(*row) for row in rows]
    views = build_views(claims, options=OPTIONS)
    for found in find_disagreements(views, claims):
        one, other = found.sides
        assert one.actor < other.actor
        assert found.end is None or found.start < found.end
        said = {view.source: view.on(found.start) for view in views}
        assert any(said[name] and said[name].actors[:1] == (one.actor,) for name in one.sources)  # type: ignore[union-attr]
        assert any(said[name] and said[name].actors[:1] == (other.actor,) for name in other.sources)  # type: ignore[union-attr]


def test_the_order_of_claims_does_not_matter() -> None:
    claims = [
        told("Wire", "held", "North", 0),
        told("Radio", "held", "South", 0),
        told("Daily", "held", "East", 0),
    ]
    assert disagree(claims) == disagree(claims[::-1])
    assert len(disagree(claims)) == 3
    assert date.min < disagree(claims)[0].start
