"""The list of commands in `whoheld --help`: in the order of use, a line each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from typer.core import TyperGroup

COMMAND_LIST: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "From sources to results": {
            "map": "Draw who held each town when: one HTML file, no network.",
            "export": "Write layers for GIS software, or a picture of the map.",
            "claims": "List the claims with their evidence; explain a sentence.",
            "places": "List every place name and where it was put.",
            "report": "Say what was read, found and placed; what was not, and why.",
            "explain": "Say why a place has the state it has.",
        },
        "Project files": {
            "add": "Put articles into a project file, made if it is missing.",
            "info": "Say what a project file holds.",
            "remove": "Take articles out of a project file.",
            "review": "List what needs a person most; read a table of decisions.",
            "changes": "Say which towns changed in the picture, and why.",
        },
        "Decisions, kept in a project file": {
            "accept": "Accept claims: right as read, and certain.",
            "reject": "Reject claims: their sentences do not say so.",
            "correct": "Correct a claim: its place, parties, relation, stance, days.",
            "pin": "Pin a name to a place, or to none.",
            "merge": "Merge an actor into another: two names of one party.",
            "trust": "Trust a source: its reports weigh more.",
            "distrust": "Distrust a source: left out, or weighing less.",
            "withdraw": "Withdraw decisions; they stay in the record.",
        },
        "What whoheld knows": {
            "gazetteer": "The offline gazetteer: build, find, add, fetch, remove, info.",
            "actors": "The parties whoheld knows: list, check.",
            "demo": "Draw the bundled sample and open the map.",
        },
    }
)
"""Heading -> command -> what it does; the whole list, tested against the commands there are."""


class CommandsInOrder(TyperGroup):
    """Lists its commands as `COMMAND_LIST` does."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the names of the commands in the order of use."""
        return [name for commands in COMMAND_LIST.values() for name in commands]

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the list under its headings."""
        width = max(len(name) for commands in COMMAND_LIST.values() for name in commands)
        for heading, commands in COMMAND_LIST.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), told) for name, told in commands.items()])
