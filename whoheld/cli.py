"""The command line: each command calls one public function."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from whoheld.actors_cli import actors_app
from whoheld.cli_options import (
    Areas,
    Box,
    Explain,
    Language,
    MapBase,
    MapPrecision,
    OptionalSources,
    Output,
    Quiet,
    Since,
    Sources,
    Tiles,
    Title,
    Until,
)
from whoheld.command_list import CommandsInOrder
from whoheld.decision_cli import add_decision_commands
from whoheld.errors import BadOptionError, HiddenPackageError
from whoheld.export_cli import RangeEnd, RangeStart, export_layer
from whoheld.gazetteer_cli import gazetteer_app
from whoheld.options import parse_day
from whoheld.project_cli import add_articles, remove_articles, tell_project
from whoheld.review_cli import review_claims, tell_changes
from whoheld.session import finish, one_line_errors, run_sources
from whoheld.shadowing import check_packages
from whoheld.shared_options import SharedOptions, with_shared_options

app = typer.Typer(
    name="whoheld",
    cls=CommandsInOrder,
    help="From news articles to a map of who reportedly held each town, when, and who says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(actors_app, name="actors")
app.command("export")(export_layer)
app.command("add")(add_articles)
app.command("info")(tell_project)
app.command("remove")(remove_articles)
app.command("review")(review_claims)
app.command("changes")(tell_changes)
add_decision_commands(app)


def main() -> None:
    """Run the `whoheld` command."""
    try:
        check_packages()
    except HiddenPackageError as error:
        sys.exit(f"whoheld: {error}")
    app()


@app.callback(invoke_without_command=True)
def show_version(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """From news articles to a map of who reportedly held each town, when, and who says so."""
    if version:
        from whoheld.mapchoices import installed_version  # noqa: PLC0415

        typer.echo(f"whoheld {installed_version()}")
        raise typer.Exit


@app.command("map")
@with_shared_options
def draw_map(
    sources: Sources,
    *,
    output: Output = None,
    title: Title = "",
    since: Since = None,
    until: Until = None,
    areas: Areas = True,
    base: MapBase = None,
    box: Box = "",
    precision: MapPrecision = "exact",
    lang: Language = "en",
    tiles: Tiles = "",
    options: SharedOptions,
) -> None:
    """Draw who reportedly held each town when: one HTML file that needs no network.

    Example: whoheld map articles/ -o map.html
    """
    target = output or Path("whoheld-map.html")
    with one_line_errors():
        from output.webmap import write_map  # noqa: PLC0415
        from whoheld.mapchoices import MapChoices, map_options  # noqa: PLC0415
        from whoheld.startfile import open_base  # noqa: PLC0415

        page = map_options(
            MapChoices(
                title=title,
                tiles=tiles,
                since=since,
                until=until,
                areas=areas,
                base=open_base(base, actor_files=options.actors or ()) if base else None,
                box=box,
                precision=precision,
                language=lang,
            )
        )
        results = run_sources(sources, options, output=target).results
        write_map(results, target, options=page)
        finish(results, options, written=target)


@app.command("claims")
@with_shared_options
def list_claims(
    sources: OptionalSources = None,
    *,
    output: Output = None,
    explain: Explain = "",
    options: SharedOptions,
) -> None:
    """List the claims with their evidence, as JSON lines (or CSV, by suffix).

    Example: whoheld claims articles/ -o claims.jsonl

    Example: whoheld claims --explain "Rebels captured Idlib from the army."
    """
    with one_line_errors():
        if bool(sources) == bool(explain):
            raise BadOptionError("claims takes sources, or --explain with a sentence: one of the two")
        if explain:
            _explain_sentence(explain, options, output=output)
            return
        from output.tables import table_suffix, write_claims  # noqa: PLC0415

        table_suffix(output)
        results = run_sources(sources or (), options, output=output).results
        write_claims(results, output)
        finish(results, options, written=output)


def _explain_sentence(sentence: str, options: SharedOptions, *, output: Path | None) -> None:
    from output.atomic import open_text  # noqa: PLC0415
    from whoheld.explaining import explain_text  # noqa: PLC0415
    from whoheld.targets import check_target  # noqa: PLC0415

    if output is not None:
        check_target(output)
    told = explain_text(sentence, options=options.checked())
    with open_text(output) as stream:
        stream.write(f"{told}\n")


@app.command("places")
@with_shared_options
def list_places(
    sources: Sources,
    *,
    output: Output = None,
    options: SharedOptions,
) -> None:
    """List every place name found and where it was put, as JSON lines (or CSV, by suffix).

    Example: whoheld places articles/ --country SY,IQ -o places.csv
    """
    with one_line_errors():
        from output.tables import table_suffix, write_places  # noqa: PLC0415

        table_suffix(output)
        results = run_sources(sources, options, output=output).results
        write_places(results, output)
        finish(results, options, written=output)


@app.command("report")
@with_shared_options
def write_account(
    sources: Sources,
    *,
    output: Output = None,
    since: RangeStart = None,
    until: RangeEnd = None,
    options: SharedOptions,
) -> None:
    """Say what was read, found, placed and dated, what was not and why, whom to trust, and what changed.

    Example: whoheld report articles/ -o report.md

    Example: whoheld report articles/ --since 2017-11-01 --until 2017-11-30
    """
    with one_line_errors():
        from output.report import report_suffix, write_report  # noqa: PLC0415
        from whoheld.drawing import DrawOptions, draw_turnover  # noqa: PLC0415
        from whoheld.judging import judge_sources  # noqa: PLC0415

        report_suffix(output)
        days = DrawOptions(since=parse_day(since), until=parse_day(until))
        outcome = run_sources(sources, options, output=output)
        results = judge_sources(draw_turnover(outcome.results, options=days), options=outcome.options)
        write_report(results, output)
        finish(results, options, written=output)


@app.command("explain")
@with_shared_options
def explain_control(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="Name or id of a place.")],
    sources: Sources,
    *,
    output: Output = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="One day of its history.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, with everything.")] = False,
    options: SharedOptions,
) -> None:
    """Say why a place has the state it has: reports for and against, what each counts, what each source says.

    Example: whoheld explain Ramadi articles/ --on 2015-06-01
    """
    with one_line_errors():
        from output.atomic import open_text  # noqa: PLC0415
        from output.escape import compact_json  # noqa: PLC0415
        from output.explained import account_lines  # noqa: PLC0415
        from output.explained_json import account_json  # noqa: PLC0415
        from whoheld.explaining_control import explain_places  # noqa: PLC0415

        day = parse_day(on)
        outcome = run_sources(sources, options, output=output)
        results = outcome.results
        accounts = explain_places(place, results, options=outcome.options, on=day)
        with open_text(output) as stream:
            for account in accounts:
                lines = account_lines(account, results.actors, on=day)
                told = [compact_json(account_json(account))] if as_json else lines
                stream.writelines(f"{line}\n" for line in told)
        finish(results, options, written=output)


@app.command("demo")
def show_demo(
    *,
    output: Output = None,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the map when done.")] = True,
    quiet: Quiet = False,
) -> None:
    """Draw the bundled sample (Syria and Iraq, 2014 to 2017) and open the map.

    Example: whoheld demo -o demo.html
    """
    options = SharedOptions(quiet=quiet)
    target = output or Path("whoheld-demo.html")
    with one_line_errors():
        from output.webmap import write_map  # noqa: PLC0415
        from whoheld.mapchoices import MapChoices, map_options  # noqa: PLC0415
        from whoheld.sample import sample_folder  # noqa: PLC0415

        results = run_sources([str(sample_folder())], options, output=target).results
        write_map(results, target, options=map_options(MapChoices(title="Syria and Iraq, 2014 to 2017")))
        finish(results, options, written=target)
        if browser and sys.stdout.isatty():
            typer.launch(target.resolve().as_uri())


if __name__ == "__main__":
    main()
