import pytest

from articles.contextnames import add_context_names
from articles.mentions import find_mentions
from articles.models import Article, Mention, Role


class One:
    """Finds one name wherever it stands."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find(self, text: str) -> list[Mention]:
        start = text.find(self._name)
        return [] if start < 0 else [Mention(start, start + len(self._name), self._name, kind="town")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The army took Darvan.", Role.TARGET),
        ("The army is 20 km north of Darvan.", Role.REFERENCE),
        ("Rebels camp near Darvan.", Role.REFERENCE),
        ("Families fled from Darvan.", Role.ORIGIN),
        ("The Darvan-based group met.", Role.ORIGIN),
        ("The road between Kalmar and Darvan is cut.", Role.ROUTE),
        ("The Darvan government protested.", Role.ASSOCIATIVE),
    ],
)
def test_roles(text: str, role: Role) -> None:
    (mention,) = [
        m for m in find_mentions(Article(id="a", text=text), One("Darvan")) if m.surface == "Darvan"
    ]
    assert mention.role is role


def added(text: str) -> list[str]:
    return [m.surface for m in add_context_names(text, ())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Troops took the village of Umm Darvan.", ["Umm Darvan"]),
        ("Rebels seized the towns of Darvan, Kalmar and Ostova.", ["Darvan", "Kalmar", "Ostova"]),
        ("Militants captured Darvan on Friday.", ["Darvan"]),
        ("Jets hit the Abu Kalmar military airport.", ["Abu Kalmar military airport"]),
        ("They hold several towns, including Darvan and Kalmar.", ["Darvan", "Kalmar"]),
        ("Police captured Omar Kalmar, leader of a gang.", []),
        ("The mayor of a small town spoke.", []),
        (
            "They fight near al-Kalmar northwest of here. Al-Kalmar was quiet.",
            ["al-Kalmar", "Al-Kalmar"],
        ),
        ("The army holds the 22nd Division headquarters there.", ["22nd Division headquarters"]),
    ],
)
def test_unlisted_places_are_known_by_their_context(text: str, names: list[str]) -> None:
    assert added(text) == names


def test_names_found_by_lists_are_kept_as_they_are() -> None:
    text = "Rebels seized the towns of Darvan and Kalmar."
    known = Mention(27, 33, "Darvan", kind="town")
    assert add_context_names(text, (known,))[0] == known
