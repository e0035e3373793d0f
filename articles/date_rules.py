"""Every calendar rule by the name that `data/dates.toml` calls it."""

from collections.abc import Callable, Mapping

from articles.date_arithmetic import Reference, Words
from articles.date_calendar import (
    day,
    days_of_month,
    decade,
    month,
    no_day,
    nth,
    season,
    slashed,
    year,
    years,
)
from articles.date_relative import (
    after_anchor,
    ago,
    coming_span,
    day_offset,
    from_anchor,
    overnight,
    part,
    past_span,
    rest_of,
    weekday,
    weekday_of_week,
    weekend,
    which_unit,
)
from articles.models import Days

RESOLVERS: Mapping[str, Callable[[Words, Reference], Days | None]] = {
    rule.__name__: rule
    for rule in (
        day, no_day, slashed, nth, days_of_month, month, year, years, decade, season, part,
        weekday, weekday_of_week, day_offset, overnight, weekend, which_unit, rest_of,
        ago, after_anchor, from_anchor, past_span, coming_span,
    )
}  # fmt: skip
