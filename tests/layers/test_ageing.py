"""Old intervals are carried forward, then unknown."""

from dataclasses import replace

import pytest

from layers.ageing import Silence, age_intervals
from layers.models import ControlBasis, State
from tests.builders import day, make_interval

LONG_AGO = make_interval(start=day(0), last_report=day(10), probability=0.9)


def told(silence: Silence, **more: object) -> list[tuple[str, str, object, object]]:
    aged = age_intervals([replace(LONG_AGO, **more)], silence)  # type: ignore[arg-type]
    return [(i.state.value, i.basis.value, i.start, i.end) for i in aged]


def test_an_interval_is_carried_and_then_unknown() -> None:
    assert told(Silence(90, 1000)) == [
        ("controlled", "assessed", day(0), day(100)),
        ("controlled", "carried", day(100), day(1010)),
        ("unknown", "carried", day(1010), None),
    ]


def test_it_ends_when_it_did() -> None:
    assert told(Silence(90, 1000), end=day(150)) == [
        ("controlled", "assessed", day(0), day(100)),
        ("controlled", "carried", day(100), day(150)),
    ]


@pytest.mark.parametrize(("until", "pieces"), [(99, 1), (100, 2), (1009, 2), (1010, 3)])
def test_nothing_ages_after_the_last_thing_known(until: int, pieces: int) -> None:
    assert len(told(Silence(90, 1000, known_until=day(until).toordinal()))) == pieces


def test_never_unknown_unless_asked() -> None:
    assert [state for state, *_ in told(Silence(90, None))] == ["controlled", "controlled"]


def test_fighting_without_news_leaves_nobody_known() -> None:
    assert told(Silence(), state=State.CONTESTED, actors=("a", "b")) == [
        ("contested", "assessed", day(0), day(70)),
        ("unknown", "carried", day(70), None),
    ]


def test_what_is_carried_is_less_sure() -> None:
    first, second, *_ = age_intervals([LONG_AGO], Silence(90, 1000))
    assert 0.5 < second.probability < first.probability
    assert second.basis is ControlBasis.CARRIED


@pytest.mark.parametrize(
    "more", [{"start": None, "last_report": None}, {"state": State.UNKNOWN, "actors": ()}]
)
def test_undated_and_unknown_intervals_do_not_age(more: dict[str, object]) -> None:
    interval = replace(LONG_AGO, **more)  # type: ignore[arg-type]
    assert [*age_intervals([interval], Silence())] == [interval]
