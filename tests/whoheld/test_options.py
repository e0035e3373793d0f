"""Options are checked, and a wrong one is explained."""

from datetime import date

import pytest

from whoheld.errors import BadOptionError
from whoheld.options import RunOptions, parse_countries, parse_day


def test_a_day_is_read() -> None:
    assert parse_day("2017-11-21") == date(2017, 11, 21)
    assert parse_day(None) is None


@pytest.mark.parametrize("text", ["21.11.2017", "2017-13-01", "yesterday"])
def test_a_wrong_day_is_explained(text: str) -> None:
    with pytest.raises(BadOptionError, match="looks like 2017-11-21"):
        parse_day(text)


def test_country_codes_are_read_in_any_case() -> None:
    assert parse_countries("sy, IQ,") == frozenset({"SY", "IQ"})
    assert parse_countries(None) == frozenset()


@pytest.mark.parametrize("text", ["Syria", "SYR", "S1"])
def test_a_wrong_country_is_explained(text: str) -> None:
    with pytest.raises(BadOptionError, match="SY,IQ"):
        parse_countries(text)


def test_settings_name_only_what_was_chosen() -> None:
    options = RunOptions(published=date(2017, 11, 21), countries=frozenset({"SY", "IQ"}))
    assert options.settings() == {"date": "2017-11-21", "country": "IQ, SY"}
