"""The commands that show what needs a person in a project, and what changed in its picture."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from whoheld.cli_options import Output, Quiet
from whoheld.decision_cli import By
from whoheld.errors import BadOptionError
from whoheld.progress import progress_bar
from whoheld.project_cli import AsJson, ProjectFile
from whoheld.session import one_line_errors

Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many questions.")]
Export = Annotated[
    Path | None, typer.Option("--export", metavar="CSV", help="Write them as a table to be filled in.")
]
Import = Annotated[
    Path | None, typer.Option("--import", metavar="CSV", help="Keep the decisions of a filled-in table.")
]
Decisions = Annotated[bool, typer.Option("--decisions", help="List what was decided, not what is open.")]
SinceWhen = Annotated[
    str, typer.Option("--since", metavar="RUN|DAY", help="A run's number (whoheld info), or a day.")
]


class _Form(StrEnum):
    """Forms in which changes are written."""

    MARKDOWN = ".md"
    JSON = ".json"


def review_claims(
    project: ProjectFile,
    *,
    limit: Limit = 20,
    export: Export = None,
    answers: Import = None,
    decisions: Decisions = False,
    as_json: AsJson = False,
    by: By = "",
    quiet: Quiet = False,
) -> None:
    """List what needs a person most, with most of the map at stake first; or take a table of decisions.

    Decide with accept, reject, correct, pin, merge, trust and distrust, or in a spreadsheet: write a table
    with --export, fill in the column "decision" and what goes with it, read it with --import.

    Example: whoheld review war.db

    Example: whoheld review war.db --export review.csv
    """
    with one_line_errors():
        if answers is not None:
            if export is not None or decisions:
                raise BadOptionError("--import goes alone, without --export and --decisions")
            _take(project, answers, by)
        elif decisions:
            _show_decisions(project, as_json=as_json)
        else:
            _show_questions(project, limit, export, as_json=as_json, quiet=quiet)


def _take(project: Path, table: Path, by: str) -> None:
    from whoheld.project.decisions import deciding_person  # noqa: PLC0415
    from whoheld.project.reviewing import Signed, take_answers  # noqa: PLC0415

    new = take_answers(project, table, signed=Signed(deciding_person(by)))
    typer.echo(f"{len(new)} new decisions", err=True)


def _show_decisions(project: Path, *, as_json: bool) -> None:
    from whoheld.project.decisions import active_decisions  # noqa: PLC0415
    from whoheld.project.store import open_project  # noqa: PLC0415
    from whoheld.project.telling import decision_json, decision_line  # noqa: PLC0415
    from whoheld.records import to_json  # noqa: PLC0415

    with open_project(project) as opened:
        found = active_decisions(opened)
    for decision in found:
        typer.echo(to_json(decision_json(decision)) if as_json else decision_line(decision))


def _show_questions(project: Path, limit: int, export: Path | None, *, as_json: bool, quiet: bool) -> None:
    from output.atomic import open_text  # noqa: PLC0415
    from whoheld.project.review_tables import review_csv  # noqa: PLC0415
    from whoheld.project.reviewing import review_project  # noqa: PLC0415
    from whoheld.project.telling import question_json, question_lines  # noqa: PLC0415
    from whoheld.records import to_json  # noqa: PLC0415
    from whoheld.targets import check_target  # noqa: PLC0415

    if export is not None:
        check_target(export)
    with progress_bar(quiet=quiet) as progress:
        review = review_project(project, progress=progress)
    shown = review.questions[:limit]
    if export is not None:
        with open_text(export) as stream:
            stream.write(review_csv(shown))
    else:
        for number, question in enumerate(shown, start=1):
            lines = [to_json(question_json(question))] if as_json else question_lines(number, question)
            for line in lines:
                typer.echo(line)
    if not quiet:
        target = f" -> {export}" if export else ""
        typer.echo(
            f"{len(shown)} of {len(review.questions)} questions, {len(review.decisions)} decisions{target}",
            err=True,
        )


def tell_changes(
    project: ProjectFile, *, since: SinceWhen, output: Output = None, quiet: Quiet = False
) -> None:
    """Say which towns the picture shows otherwise than before, and because of which reports and decisions.

    Markdown on standard output, or a .md or .json file.

    Example: whoheld changes war.db --since 2026-11-13 -o changes.md
    """
    with one_line_errors():
        from output.atomic import open_text  # noqa: PLC0415
        from output.escape import compact_json  # noqa: PLC0415
        from whoheld.project.since import find_redrawing  # noqa: PLC0415
        from whoheld.project.telling import redrawing_json, redrawing_markdown  # noqa: PLC0415
        from whoheld.targets import check_target  # noqa: PLC0415

        suffix = output.suffix.lower() if output else _Form.MARKDOWN
        if suffix not in set(_Form):
            raise BadOptionError(f"changes are written as .md or .json; got {output}")
        if output is not None:
            check_target(output)
        with progress_bar(quiet=quiet) as progress:
            found = find_redrawing(project, since, progress=progress)
        with open_text(output) as stream:
            if suffix == _Form.JSON:
                stream.write(compact_json(redrawing_json(found)) + "\n")
            else:
                stream.writelines(f"{line}\n" for line in redrawing_markdown(found))
