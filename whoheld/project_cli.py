"""The commands of project files: add, info, remove."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from whoheld.cli_options import OptionalSources, Quiet
from whoheld.errors import BadOptionError
from whoheld.progress import progress_bar
from whoheld.session import one_line_errors
from whoheld.shared_options import SharedOptions, with_shared_options

ProjectFile = Annotated[
    Path,
    typer.Argument(metavar="PROJECT", help="The project file, such as war.db.", show_default=False),
]
Refresh = Annotated[
    bool,
    typer.Option(
        "--refresh",
        help="Read and place again what other rules, actors, pins or options touch; needs no SOURCE.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Check = Annotated[bool, typer.Option("--check", help="Read all of the file and look for damage.")]
ArticleId = Annotated[str, typer.Option("--article", metavar="ID", help="One article.")]
OutletName = Annotated[str, typer.Option("--source", metavar="NAME", help="All articles of an outlet.")]
OriginPath = Annotated[
    str, typer.Option("--origin", metavar="PATH", help="What only this file, folder or address holds.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")]


def _tell(words: str) -> None:
    typer.echo(f"whoheld: {words}", err=True)


@with_shared_options
def add_articles(
    project: ProjectFile,
    sources: OptionalSources = None,
    *,
    refresh: Refresh = False,
    options: SharedOptions,
) -> None:
    """Put articles into a project file, made if it is missing; only new and changed ones are worked on.

    The options are kept in the project and used from then on, by every command; --date goes with the files
    that are added.

    Example: whoheld add war.db articles/ --country SY,IQ

    Example: whoheld add war.db --refresh --actors mine.toml
    """
    with one_line_errors():
        from whoheld.project.adding import Asked, add_sources  # noqa: PLC0415

        if not sources and not refresh:
            raise BadOptionError(f"add takes sources, or --refresh: whoheld add {project} articles/")
        asked = Asked(sources or (), options.checked(), options.given)
        with progress_bar(quiet=options.quiet) as progress:
            counts = add_sources(project, asked, say=_tell, progress=progress)
        if not options.quiet:
            typer.echo(_told(counts["new"], counts["known"], counts["coded"]) + _more(counts), err=True)
        if options.strict and counts["issues"]:
            raise typer.Exit(1)


def _told(new: int, known: int, coded: int) -> str:
    return f"{new} new articles, {known} known ones, {coded} coded claims"


def _more(counts: Mapping[str, int]) -> str:
    told = {
        "unchanged": "unchanged files",
        "reread": "articles read again",
        "replaced": "articles placed again",
        "issues": "issues",
    }
    return "".join(f", {counts[name]} {words}" for name, words in told.items() if counts[name])


def tell_project(project: ProjectFile, *, as_json: AsJson = False, check: Check = False) -> None:
    """Say what a project file holds.

    Example: whoheld info war.db
    """
    with one_line_errors():
        from whoheld.project.info import info_json, info_lines, tell_info  # noqa: PLC0415
        from whoheld.records import to_json  # noqa: PLC0415

        info = tell_info(project, is_thorough=check)
        for line in [to_json(info_json(info))] if as_json else info_lines(info):
            typer.echo(line)
        if info.damage:
            raise typer.Exit(1)


def remove_articles(
    project: ProjectFile,
    *,
    article: ArticleId = "",
    source: OutletName = "",
    origin: OriginPath = "",
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Take articles out of a project file, and say which.

    Example: whoheld remove war.db --source "Example News" --dry-run
    """
    with one_line_errors():
        from whoheld.project.removing import Unwanted, remove  # noqa: PLC0415

        removal = remove(project, Unwanted(article, source, origin), say=_tell, is_rehearsal=dry_run)
        if not quiet:
            for line in removal.lines():
                typer.echo(line)
            typer.echo("nothing was removed (--dry-run)" if dry_run else "removed", err=True)
