"""The commands by which a person decides about a project: accept, reject, correct, pin, merge, trust."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whoheld.project_cli import ProjectFile
from whoheld.session import one_line_errors

if TYPE_CHECKING:
    from whoheld.project.corrections import Corrections
    from whoheld.project.decisions import Decision, Kind
    from whoheld.project.reviewing import Signed

ClaimIds = Annotated[
    list[str], typer.Argument(metavar="CLAIM", help="Ids of claims, or their first characters.")
]
ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="Id of the claim, or its first characters.")]
PlaceName = Annotated[str, typer.Argument(metavar="NAME", help="The name, as it is written in texts.")]
ActorName = Annotated[str, typer.Argument(metavar="ACTOR", help="Id or name.")]
IntoName = Annotated[str, typer.Argument(metavar="INTO", help="Id or name of the actor that it is.")]
SourceName = Annotated[str, typer.Argument(metavar="SOURCE", help="Name of an outlet or a speaker.")]
Numbers = Annotated[
    list[int], typer.Argument(metavar="DECISION", help="Numbers, as whoheld review --decisions shows them.")
]
By = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who decides; the user of this machine if left out.")
]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, kept with the decision.")]
At = Annotated[str, typer.Option("--place", metavar="PLACE", help="A place's id, or its name if only one.")]
Lat = Annotated[str, typer.Option("--lat", metavar="DEGREES", help="Of a place that no list holds.")]
Lon = Annotated[str, typer.Option("--lon", metavar="DEGREES", help="Of a place that no list holds.")]
Country = Annotated[str, typer.Option("--country", metavar="CODE", help="Only in texts about this country.")]
Context = Annotated[str, typer.Option("--context", metavar="WORDS", help="Only in texts with these words.")]
Reliability = Annotated[
    float | None,
    typer.Option(metavar="SHARE", help="How many of its reports are right, 0.5 to 0.99."),
]


def add_decision_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (accept, reject, correct, pin, merge, trust, distrust, withdraw):
        app.command(command.__name__)(command)


def accept(project: ProjectFile, claims: ClaimIds, *, by: By = "", why: Why = "") -> None:
    """Accept claims: they are right as read, and certain.

    Example: whoheld accept war.db 3f2a81 --why "seen in two photographs"
    """
    from whoheld.project.decisions import Kind  # noqa: PLC0415

    _decide(project, Kind.ACCEPT, claims, by=by, why=why)


def reject(project: ProjectFile, claims: ClaimIds, *, by: By = "", why: Why = "") -> None:
    """Reject claims: their sentences do not say so; they move no map any more.

    Example: whoheld reject war.db 3f2a81 --why "about another town"
    """
    from whoheld.project.decisions import Kind  # noqa: PLC0415

    _decide(project, Kind.REJECT, claims, by=by, why=why)


def correct(
    project: ProjectFile,
    claim: ClaimId,
    *,
    place: At = "",
    lat: Lat = "",
    lon: Lon = "",
    actor: Annotated[str, typer.Option(metavar="NAME", help='Who holds or acts; "-" = nobody.')] = "",
    opponent: Annotated[str, typer.Option(metavar="NAME", help='The other side; "-" = nobody.')] = "",
    relation: Annotated[str, typer.Option(metavar="WORD", help="captured, lost, held, contested, ...")] = "",
    stance: Annotated[str, typer.Option(metavar="WORD", help="asserted, claimed, denied, planned")] = "",
    date: Annotated[str, typer.Option(metavar="DAYS", help="2017-11-21, or 2017-11-01..2017-11-30")] = "",
    by: By = "",
    why: Why = "",
) -> None:
    """Correct a claim: what it says, of which place, of whom, or when.

    Example: whoheld correct war.db 3f2a81 --place geonames:91597 --date 2017-11-17
    """
    from whoheld.project.corrections import Corrections  # noqa: PLC0415
    from whoheld.project.decisions import Kind  # noqa: PLC0415

    typed = Corrections(place, lat, lon, actor, opponent, relation, stance, date)
    _decide(project, Kind.CORRECT, [claim], by=by, why=why, typed=typed)


def pin(
    project: ProjectFile,
    name: PlaceName,
    *,
    place: At = "",
    lat: Lat = "",
    lon: Lon = "",
    country: Country = "",
    context: Context = "",
    by: By = "",
    why: Why = "",
) -> None:
    """Pin a name to a place, or without --place, --lat and --lon to none: it is no place at all.

    Example: whoheld pin war.db "Al-Tanf" --lat 33.5 --lon 38.67
    """
    with one_line_errors():
        from whoheld.project.corrections import Corrections  # noqa: PLC0415
        from whoheld.project.reviewing import pin_name  # noqa: PLC0415

        typed = Corrections(place=place, lat=lat, lon=lon)
        _tell(pin_name(project, name, typed, country=country, context=context, signed=_signed(by, why)))


def merge(project: ProjectFile, actor: ActorName, into: IntoName, *, by: By = "", why: Why = "") -> None:
    """Merge an actor into another: two names of one party.

    Example: whoheld merge war.db "Desert Brigade" "Free Army"
    """
    with one_line_errors():
        from whoheld.project.reviewing import merge_actors  # noqa: PLC0415

        _tell(merge_actors(project, actor, into, signed=_signed(by, why)))


def trust(
    project: ProjectFile, source: SourceName, *, reliability: Reliability = None, by: By = "", why: Why = ""
) -> None:
    """Trust a source: its reports weigh more (0.97 unless --reliability says otherwise).

    Example: whoheld trust war.db "Valley Radio" --why "has people there"
    """
    from whoheld.project.decisions import Kind  # noqa: PLC0415

    _rate(project, Kind.TRUST, source, reliability, by=by, why=why)


def distrust(
    project: ProjectFile, source: SourceName, *, reliability: Reliability = None, by: By = "", why: Why = ""
) -> None:
    """Distrust a source: its reports are left out, or with --reliability weigh less.

    Example: whoheld distrust war.db "Valley Radio" --reliability 0.6
    """
    from whoheld.project.decisions import Kind  # noqa: PLC0415

    _rate(project, Kind.DISTRUST, source, reliability, by=by, why=why)


def withdraw(project: ProjectFile, decisions: Numbers, *, by: By = "", why: Why = "") -> None:
    """Withdraw decisions: as if they had not been taken; they stay in the record.

    Example: whoheld withdraw war.db 4
    """
    with one_line_errors():
        from whoheld.project.reviewing import withdraw as take_back  # noqa: PLC0415

        _tell(take_back(project, decisions, signed=_signed(by, why)))


def _decide(
    project: Path,
    kind: "Kind",
    claims: Sequence[str],
    *,
    by: str,
    why: str,
    typed: "Corrections | None" = None,
) -> None:
    with one_line_errors():
        from whoheld.project.reviewing import decide_claims  # noqa: PLC0415

        _tell(decide_claims(project, kind, claims, signed=_signed(by, why), typed=typed))


def _rate(project: Path, kind: "Kind", source: str, reliability: float | None, *, by: str, why: str) -> None:
    with one_line_errors():
        from whoheld.project.reviewing import rate_source  # noqa: PLC0415

        _tell(rate_source(project, kind, source, reliability=reliability, signed=_signed(by, why)))


def _signed(by: str, why: str) -> "Signed":
    from whoheld.project.decisions import deciding_person  # noqa: PLC0415
    from whoheld.project.reviewing import Signed  # noqa: PLC0415

    return Signed(deciding_person(by), why.strip())


def _tell(new: Sequence["Decision"]) -> None:
    """Say what was decided on stderr."""
    from whoheld.project.telling import decision_line  # noqa: PLC0415

    if not new:
        typer.echo("this was decided already", err=True)
    for decision in new:
        typer.echo(decision_line(decision), err=True)
