"""The options that commands share, declared once."""

from pathlib import Path
from typing import Annotated

import typer

_SOURCE = typer.Argument(
    metavar="SOURCE",
    help="Files, folders, - for standard input, or addresses of pages, feeds and sitemaps (https://...): "
    "articles (.txt .md .html .pdf .docx .eml .json .jsonl .csv .rss .warc .zip .urls ...), tables of events "
    "or of coded claims, exports (.gpkg .geojson), edited or not; or one project file.",
    show_default=False,
)
Sources = Annotated[list[str], _SOURCE]
OptionalSources = Annotated[list[str] | None, _SOURCE]
Explain = Annotated[
    str,
    typer.Option(
        metavar="SENTENCE", help="Show how this sentence is read: tags, rules that fired, why others did not."
    ),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write.", show_default=False)
]
Day = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="Publication day for articles that bear none: 2017-11-21."),
]
ActorFiles = Annotated[
    list[Path] | None,
    typer.Option("--actors", metavar="FILE", help="Add or override actors (TOML); may be repeated."),
]
Countries = Annotated[
    str | None, typer.Option("--country", metavar="CODES", help="Prefer places in these countries: SY,IQ.")
]
Near = Annotated[
    str | None, typer.Option("--near", metavar="PLACE", help="Prefer places near this one: 'Deir ez-Zor'.")
]
Geocoder = Annotated[
    str,
    typer.Option(
        metavar="SERVICES",
        help="Ask these services for names the gazetteer lacks, one question a second: gazetteer,nominatim.",
    ),
]
Pins = Annotated[
    list[Path] | None,
    typer.Option("--pins", metavar="FILE", help="CSV of names you settled (docs/places.md)."),
]
Reader = Annotated[
    str,
    typer.Option(
        metavar="MODULE:NAME",
        help="Read claims with a reader of your own (docs/claims.md).",
    ),
]
SourceFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--sources",
        metavar="FILE",
        help="Add or override known sources (TOML, docs/control.md); may be repeated.",
    ),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help="Use only what was published by this day.")
]
Fusion = Annotated[
    str,
    typer.Option(
        metavar="RULE",
        help="looking-back: each day told from all reports; as-it-stood: from those until then; latest: the "
        "latest report wins.",
    ),
]
CarriedAfter = Annotated[
    int,
    typer.Option("--carried-after", metavar="DAYS", help="After so long without a report, call it carried."),
]
UnknownAfter = Annotated[
    str | None,
    typer.Option(
        "--unknown-after", metavar="DAYS", help='After so long without a report, call it unknown; or "never".'
    ),
]
FetchMissing = Annotated[
    bool,
    typer.Option(
        "--fetch", help="Fetch the pages of which files (lists, feeds, tables) give only the address."
    ),
]
MaxPages = Annotated[
    int,
    typer.Option(metavar="N", help="Most pages fetched for one feed, sitemap or list of addresses."),
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Fetch from this machine and private networks too, which is refused otherwise.",
    ),
]
RegionPriors = Annotated[
    bool,
    typer.Option(
        "--region-priors", help="Let reports of a province or country speak, weakly, for its silent towns."
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Exit with 1 if anything could not be read, dated or placed.")
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No progress, no summary on stderr.")]
Title = Annotated[str, typer.Option("--title", metavar="WORDS", help="Heading of the page.")]
Tiles = Annotated[
    str,
    typer.Option("--tiles", metavar="URL", help="Online map tiles; without them no host is asked."),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="First day of the slider.")]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Last day; nothing dated later enters the page.")
]
Areas = Annotated[
    bool,
    typer.Option("--areas/--no-areas", help="Draw land between the towns, and front lines."),
]
MapBase = Annotated[
    Path | None,
    typer.Option(
        "--base",
        metavar="FILE",
        help="A map of areas you trust (GeoJSON with a property actor), drawn where no town has a report.",
    ),
]
Box = Annotated[
    str,
    typer.Option(
        "--box",
        metavar="W,S,E,N",
        help="Draw only this box of degrees, such as 36,32,48,38; what lies outside is listed on the page.",
    ),
]
MapPrecision = Annotated[
    str,
    typer.Option(
        "--precision",
        metavar="KIND",
        help="exact, or district: towns merged into cells 17 km wide, without names, sentences and links.",
    ),
]
Delay = Annotated[
    int | None,
    typer.Option(
        metavar="DAYS",
        help="Use nothing from the last so many days before the newest publication day, or before --as-of.",
    ),
]
Language = Annotated[
    str,
    typer.Option("--lang", metavar="CODE", help="Language of the page's words: en, fr, es, uk, ru, ar."),
]
