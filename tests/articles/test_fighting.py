import pytest

from articles.errors import BadDataFileError
from articles.fighting import is_about_fighting, parse_fighting_words
from articles.mentions import find_mentions
from articles.models import Article, Mention

NEWS = "The bakery in the old mill sold its bread to everyone who came by on Friday morning. " * 8


class Finder:
    """Finds the bakery's town."""

    def find(self, text: str) -> list[Mention]:
        start = text.find("Ostova")
        return [] if start < 0 else [Mention(start, start + 6, "Ostova", kind="town")]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (NEWS, False),
        (NEWS + "Police captured a goat.", False),
        (NEWS + "Rebels captured the town after clashes with troops, the army said.", True),
        ("Darvan is ours.", True),
        ("", True),
    ],
)
def test_texts_about_fighting(text: str, about: bool) -> None:  # noqa: FBT001
    assert is_about_fighting(text) is about


@pytest.mark.parametrize(
    ("extra", "names"),
    [("", ["Ostova"]), ("Troops and rebels clashed with militias. ", ["Ostova", "Darvan"])],
)
def test_context_gives_names_away_only_in_texts_about_fighting(extra: str, names: list[str]) -> None:
    article = Article(id="a", text=f"{NEWS}Ostova is calm. Militants captured Darvan. {extra}")
    assert [m.surface for m in find_mentions(article, Finder())] == names


def test_all_faults_of_the_list_are_told() -> None:
    with pytest.raises(BadDataFileError, match=r"holding: missing; more: no such list; Army: expected"):
        parse_fighting_words('people = "Army"\ndeeds = "war"\nmore = "peace"\n')
