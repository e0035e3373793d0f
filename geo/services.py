"""Geocoding services through geopy: made by name, keys from the environment only, one question a second."""

import importlib.metadata
import inspect
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.errors import BadServiceError

BUILT_IN = "gazetteer"
CONTACT_VARIABLE = "WHOHELD_CONTACT"
_SETTABLE = re.compile(r"[a-z][a-z0-9_]*")

Geocode = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class ServiceOptions:
    """How services are asked.

    Attributes:
        min_delay_seconds: Between two questions to one service; Nominatim's rules ask for 1.
        timeout_seconds: How long one answer may take.
        max_retries: How often a question that failed is asked again.
        error_wait_seconds: Before asking again.
        max_failures: A service that failed this often in a row is not asked any more in this run.
    """

    min_delay_seconds: float = 1.0
    timeout_seconds: float = 10.0
    max_retries: int = 2
    error_wait_seconds: float = 5.0
    max_failures: int = 3


@dataclass(frozen=True, slots=True)
class Service:
    """A geocoding service that can be asked.

    Attributes:
        name: As geopy calls it: "nominatim".
        address: What tells two servers of one kind apart; part of the key under which answers are kept.
        geocode: geopy's method behind a rate limiter.
        takes_countries: Whether a question may say which countries to look in.
    """

    name: str
    address: str
    geocode: Geocode
    takes_countries: bool


def parse_services(text: str) -> tuple[str, ...]:
    """Return the services of an option such as "gazetteer,nominatim", without the built-in gazetteer.

    Raises:
        BadServiceError: If geopy knows no such service, or the gazetteer is not asked first.
    """
    names = [part.strip().lower() for part in text.split(",") if part.strip()]
    if BUILT_IN in names[1:]:
        raise BadServiceError(f"the gazetteer is always asked first: write {BUILT_IN},... or leave it out")
    wanted = [name for name in names if name != BUILT_IN]
    if wanted:
        from geopy.geocoders import SERVICE_TO_GEOCODER  # noqa: PLC0415

        unknown = [name for name in wanted if name not in SERVICE_TO_GEOCODER]
        if unknown:
            known = ", ".join(sorted(SERVICE_TO_GEOCODER))
            raise BadServiceError(f"no geocoding service {', '.join(unknown)}; geopy knows {known}")
    return tuple(dict.fromkeys(wanted))


def open_service(
    name: str, *, environment: Mapping[str, str] = os.environ, options: ServiceOptions | None = None
) -> Service:
    """Make a service ready to be asked.

    Whatever its constructor takes may be set by the environment: `WHOHELD_<SERVICE>_<SETTING>`, such as
    WHOHELD_GEONAMES_USERNAME or WHOHELD_NOMINATIM_DOMAIN. The user agent is our own, with WHOHELD_CONTACT.

    Args:
        name: As `parse_services` returns it.
        environment: Where keys are looked up.
        options: How it is asked.

    Raises:
        BadServiceError: If it needs a key that the environment does not hold, or refuses its settings.
    """
    from geopy.exc import GeopyError  # noqa: PLC0415
    from geopy.extra.rate_limiter import RateLimiter  # noqa: PLC0415
    from geopy.geocoders import get_geocoder_for_service  # noqa: PLC0415

    chosen = options or ServiceOptions()
    make = get_geocoder_for_service(name)
    settings = _settings(name, make, environment)
    try:
        geocoder = make(**settings, timeout=chosen.timeout_seconds)
    except (GeopyError, TypeError, ValueError) as error:
        raise BadServiceError(f"{name} cannot be used: {error}") from error
    limited = RateLimiter(
        geocoder.geocode,
        min_delay_seconds=chosen.min_delay_seconds,
        max_retries=chosen.max_retries,
        error_wait_seconds=chosen.error_wait_seconds,
        swallow_exceptions=False,
    )
    takes = "country_codes" in inspect.signature(geocoder.geocode).parameters
    address = str(getattr(geocoder, "domain", "") or "")
    return Service(name, address, limited, takes)


def _settings(name: str, make: Callable[..., Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings of a service that the environment holds, and our user agent."""
    parameters = inspect.signature(make).parameters
    settings: dict[str, Any] = {}
    for parameter in parameters.values():
        variable = f"WHOHELD_{name}_{parameter.name}".upper()
        if _SETTABLE.fullmatch(parameter.name) and environment.get(variable):
            settings[parameter.name] = environment[variable]
        elif parameter.default is inspect.Parameter.empty and parameter.kind not in (
            inspect.Parameter.VAR_POSITIONAL,
            inspect.Parameter.VAR_KEYWORD,
        ):
            raise BadServiceError(f"{name} needs a {parameter.name}: set {variable} in the environment")
    if "user_agent" in parameters:
        settings.setdefault("user_agent", user_agent(environment))
    return settings


def user_agent(environment: Mapping[str, str] = os.environ) -> str:
    """Return the name under which services are asked, with the contact that the user gave."""
    contact = environment.get(CONTACT_VARIABLE, "").strip()
    own = f"whoheld/{importlib.metadata.version('whoheld')}"
    return f"{own} ({contact})" if contact else own
