"""Run a command's work: options in, results out, errors as one line."""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from articles.errors import ArticlesError
from geo.errors import GeoError
from layers.errors import LayersError
from output.errors import OutputError
from whoheld.errors import WhoheldError
from whoheld.progress import progress_bar
from whoheld.shared_options import SharedOptions

if TYPE_CHECKING:
    from output.models import Results
    from whoheld.pipeline import Outcome

_ERRORS = (ArticlesError, GeoError, LayersError, OutputError, WhoheldError)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn whoheld's errors into one line on stderr and exit code 2."""
    try:
        yield
    except _ERRORS as error:
        typer.echo(f"whoheld: {error}", err=True)
        raise typer.Exit(2) from error
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None


def run_sources(sources: Sequence[str], options: SharedOptions, *, output: Path | None = None) -> "Outcome":
    """Read the sources and derive results, with a progress bar on a terminal.

    Args:
        sources: Files and folders, or a project file.
        options: As they were typed.
        output: File that will be written; refused before the work is done if it cannot be.

    Raises:
        WhoheldError: If an option cannot be used, `output` is a source, or nothing could be read.
        UnwritableError: If `output` cannot be written.
    """
    from whoheld.pipeline import run_with  # noqa: PLC0415
    from whoheld.targets import check_target  # noqa: PLC0415

    if output is not None:
        check_target(output, sources=sources)
    with progress_bar(quiet=options.quiet) as progress:
        outcome = run_with(sources, options=options.checked(), given=options.given, progress=progress)
    gc.freeze()  # what was read lasts until the program ends: writing need not go through it again and again
    if outcome.note and not options.quiet:
        typer.echo(f"note: {outcome.note}", err=True)
    return outcome


def finish(results: "Results", options: SharedOptions, *, written: Path | None) -> None:
    """Say on stderr what came out, and leave with 1 under --strict if anything went wrong."""
    if not options.quiet:
        target = f" -> {written}" if written else ""
        places = len({interval.place.id for interval in results.intervals})
        typer.echo(
            f"{len(results.articles)} articles, {len(results.claims)} claims at {places} places, "
            f"{len(results.unplaced)} unplaced, {len(results.issues)} issues{target}",
            err=True,
        )
    if options.strict and results.issues:
        raise typer.Exit(1)
