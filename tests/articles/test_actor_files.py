"""Actor files: what is shipped, what users add, and what is wrong with a file."""

import re
from pathlib import Path

import pytest

from articles.actor_files import actor_id, read_states, read_words
from articles.actors import ActorBook, load_actors
from articles.errors import BadDataFileError

GOOD = """
[[actor]]
id = "hill-guard"
name = "Hill Guard"
aliases = ["HG", "Guards of the Hills"]
people = ["Ada Ndiaye"]
side = "hills"
country = "SY"
colour = "#123456"
"""


def write(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shipped() -> ActorBook:
    return load_actors()


def test_shipped_actors_are_sound(shipped: ActorBook) -> None:
    for identity, actor in shipped.actors.items():
        assert identity == actor.id
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identity)
        assert actor.parent == "" or actor.parent in shipped.actors


@pytest.mark.parametrize(
    "country", ["SY", "IQ", "UA", "LY", "YE", "SD", "SS", "AF", "ML", "NG", "SO", "ET", "MM"]
)
def test_theatres_have_a_state_and_armed_groups(shipped: ActorBook, country: str) -> None:
    coloured = [actor for actor in shipped.actors.values() if actor.country == country and actor.colour]
    assert len(coloured) >= 3


@pytest.mark.parametrize("country", ["SY", "IQ", "LY", "YE", "SD", "AF", "ML", "SO", "ET", "MM", "CD"])
def test_camps_of_a_theatre_differ_in_colour(shipped: ActorBook, country: str) -> None:
    camps: dict[str, set[str]] = {}
    for actor in shipped.actors.values():
        if actor.country == country and actor.colour and actor.side and not actor.parent:
            camps.setdefault(actor.colour, set()).add(actor.side)
    shared = {colour: sides for colour, sides in camps.items() if len(sides) > 1}
    assert shared == {}


def test_every_state_has_its_name_and_country(shipped: ActorBook) -> None:
    assert shipped.actors["russia"].name == "Russia"
    assert shipped.actors["iraqi-government"].name == "Iraqi government"
    assert shipped.actors["iraqi-government"].country == "IQ"
    assert len({state.actor.id for state in read_states()}) == len(read_states())


def test_words_name_only_known_kinds() -> None:
    words = read_words()
    assert set(words.heads.values()) == {"state", "open", "group"}
    assert words.shy_heads <= words.heads.keys()


def test_user_file_adds_an_actor(tmp_path: Path) -> None:
    book = load_actors([write(tmp_path, GOOD)])
    assert book.actors["hill-guard"].name == "Hill Guard"
    names = [span.party.actor_id for span in book.find("Guards of the Hills fighters met Ada Ndiaye and HG.")]
    assert names == ["hill-guard"] * 3


def test_user_file_overrides_and_keeps_known_names(tmp_path: Path) -> None:
    text = """
[[actor]]
id = "m23"
name = "Mouvement du 23 mars"
aliases = ["M-Vingt-trois"]
colour = "#000000"
"""
    book = load_actors([write(tmp_path, text)])
    actor = book.actors["m23"]
    assert (actor.name, actor.colour, actor.country) == ("Mouvement du 23 mars", "#000000", "CD")
    assert "March 23 Movement" in actor.aliases
    assert [span.party.name for span in book.find("M23 rebels and M-Vingt-trois left.")] == [actor.name] * 2


def test_later_user_files_win(tmp_path: Path) -> None:
    first = write(tmp_path, GOOD, "a.toml")
    second = write(tmp_path, GOOD.replace("#123456", "#654321"), "b.toml")
    assert load_actors([first, second]).actors["hill-guard"].colour == "#654321"


def test_a_user_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert "hill-guard" in load_actors([write(tmp_path, "\ufeff" + GOOD)]).actors


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    bad = """
title = "x"
[[actor]]
id = "Hill Guard"
name = "Hill Guard"
colour = "red"
[[actor]]
name = 7
alias = ["HG"]
country = "Syria"
[[actor]]
id = "lost-child"
name = "Lost Child"
parent = "nobody"
aliases = "HG"
[[actor]]
id = "twice"
name = "Twice"
parent = "nowhere"
[[actor]]
id = "twice"
name = "Twice"
"""
    path = write(tmp_path, bad)
    with pytest.raises(BadDataFileError) as caught:
        load_actors([path])
    message = str(caught.value)
    for part in (
        str(path),
        'unknown table "title"',
        "actor 1",
        "'Hill Guard'",
        "'red'",
        "#2f9e62",
        "actor 2",
        '"id" is missing',
        'unknown key "alias"',
        "'Syria'",
        '"aliases" should be a list',
        '"name" should be a text',
        "stands twice",
        '"nowhere" is no id',
    ):
        assert part in message, part


@pytest.mark.parametrize("text", ["[[actor]\n", "actor = 5\n", "actor = [1]\n"])
def test_a_file_of_another_shape_is_told(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(BadDataFileError, match=re.escape(str(path))):
        load_actors([path])


def test_a_missing_or_binary_file_is_told(tmp_path: Path) -> None:
    binary = tmp_path / "b.toml"
    binary.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(BadDataFileError) as caught:
        load_actors([tmp_path / "none.toml", binary])
    assert "none.toml" in str(caught.value)
    assert "b.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Ta'ang National Liberation Army", "taang-national-liberation-army"),
        ("Séléka", "seleka"),
        ("U.S.-backed forces", "us-backed-forces"),
        ("Freedom 3", "freedom-3"),
    ],
)
def test_ids_of_names(name: str, identity: str) -> None:
    assert actor_id(name) == identity


def test_names_in_other_scripts_have_ids_of_their_own() -> None:
    assert actor_id("Армия") != actor_id("Фронт")
    assert re.fullmatch(r"name-[0-9a-f]{8}", actor_id("Армия"))
