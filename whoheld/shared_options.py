"""The options that every command over sources takes, declared once."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any

import typer

from whoheld.cli_options import (
    ActorFiles,
    AllowPrivate,
    AsOf,
    CarriedAfter,
    Countries,
    Day,
    Delay,
    FetchMissing,
    Fusion,
    Geocoder,
    MaxPages,
    Near,
    Pins,
    Quiet,
    Reader,
    RegionPriors,
    SourceFiles,
    Strict,
    UnknownAfter,
)
from whoheld.options import (
    CARRIED_AFTER_DAYS,
    FUSION,
    MAX_PAGES,
    RunOptions,
    parse_countries,
    parse_day,
    parse_silence,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedOptions:
    """The options every command over sources takes, as they were typed."""

    date: Day = None
    actors: ActorFiles = None
    country: Countries = None
    near: Near = None
    geocoder: Geocoder = ""
    pins: Pins = None
    reader: Reader = ""
    source_files: SourceFiles = None
    as_of: AsOf = None
    delay: Delay = None
    fusion: Fusion = FUSION
    carried_after: CarriedAfter = CARRIED_AFTER_DAYS
    unknown_after: UnknownAfter = None
    region_priors: RegionPriors = False
    fetch: FetchMissing = False
    max_pages: MaxPages = MAX_PAGES
    allow_private: AllowPrivate = False
    strict: Strict = False
    quiet: Quiet = False
    given: frozenset[str] = frozenset()
    """Fields of `RunOptions` that were typed."""

    def checked(self) -> RunOptions:
        """Return the options of the run.

        Raises:
            BadOptionError: If one of them cannot be used.
            BadServiceError: If a geocoding service is unknown.
        """
        from geo.services import parse_services  # noqa: PLC0415

        return RunOptions(
            published=parse_day(self.date),
            actors=tuple(self.actors or ()),
            countries=parse_countries(self.country),
            near=self.near or "",
            geocoders=parse_services(self.geocoder) if self.geocoder else (),
            pins=tuple(self.pins or ()),
            reader=self.reader,
            outlets=tuple(self.source_files or ()),
            as_of=parse_day(self.as_of),
            delay_days=self.delay,
            fusion=self.fusion,
            carried_after_days=self.carried_after,
            unknown_after_days=parse_silence(self.unknown_after),
            has_region_priors=self.region_priors,
            fetches_missing=self.fetch,
            allows_private=self.allow_private,
            max_pages=self.max_pages,
        )


_FIELDS = {
    "date": "published",
    "actors": "actors",
    "country": "countries",
    "near": "near",
    "geocoder": "geocoders",
    "pins": "pins",
    "reader": "reader",
    "source_files": "outlets",
    "as_of": "as_of",
    "fusion": "fusion",
    "carried_after": "carried_after_days",
    "unknown_after": "unknown_after_days",
    "region_priors": "has_region_priors",
    "delay": "delay_days",
}


def _typed_fields(context: typer.Context) -> frozenset[str]:
    """Return the fields of `RunOptions` whose options stand on the command line."""
    sources = {field: context.get_parameter_source(name) for name, field in _FIELDS.items()}
    return frozenset(
        field for field, source in sources.items() if source is not None and source.name == "COMMANDLINE"
    )


def with_shared_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the shared options; it receives them as one keyword argument, `options`.

    typer reads a command's options from its signature, so that the shared ones are written into it.
    """
    typed = [field for field in fields(SharedOptions) if field.name != "given"]
    shared = [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type
        )
        for field in typed
    ]
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = [p for p in inspect.signature(command).parameters.values() if p.name != "options"]

    @wraps(command)
    def run(*arguments: Any, **given: Any) -> None:
        own = {field.name: given.pop(field.name) for field in typed}
        options = SharedOptions(**own, given=_typed_fields(given.pop("context")))
        command(*arguments, **given, options=options)

    run.__signature__ = inspect.Signature([*parameters, context, *shared])  # type: ignore[attr-defined]
    return run
