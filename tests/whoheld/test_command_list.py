"""The list of commands that a new user reads first."""

import pytest
from typer.main import get_command

from tests.whoheld.commands import whoheld
from whoheld.cli import app
from whoheld.command_list import COMMAND_LIST

HELP_WIDTH = 80
COMMANDS = [name for commands in COMMAND_LIST.values() for name in commands]


def test_every_command_is_listed_once() -> None:
    there = get_command(app).commands  # type: ignore[attr-defined]
    assert sorted(COMMANDS) == sorted(there)


def test_the_list_is_in_the_order_of_use_a_line_each() -> None:
    told = whoheld("--help").stdout.splitlines()
    lines = [line for line in told if line.startswith("  ") and line.split()[0] in COMMANDS]
    assert [line.split()[0] for line in lines] == COMMANDS
    assert all(len(line) <= HELP_WIDTH and line.endswith(".") for line in lines)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does_and_takes(command: str) -> None:
    found = get_command(app).commands[command]  # type: ignore[attr-defined]
    commands = getattr(found, "commands", {command: found}).values()
    options = [one for each in commands for one in each.params]
    assert [one.name for one in options if not one.help] == []
    valued = [one for one in options if one.param_type_name == "option" and not one.is_flag]
    assert [one.name for one in valued if not one.metavar] == []
