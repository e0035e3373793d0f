import pytest

from articles.models import Mention
from articles.runons import cut_at_heads, cut_run_ons


class Lists:
    """Knows a few towns; runs of capitalised words are one name to it."""

    def __init__(self, **scores: float) -> None:
        self._scores = scores

    def find(self, text: str) -> list[Mention]:
        score = self._scores.get(text)
        return [] if score is None else [Mention(0, len(text), text, kind="town", score=score)]


def cut(text: str, run: str) -> list[str]:
    names = Lists(Darvan=0.9, Kalmar=0.8, Mala=0.4)
    start = text.index(run)
    found = Mention(start, start + len(run), run, kind="unknown")
    return [name.surface for name in cut_run_ons(text, [found], names)]


@pytest.mark.parametrize(
    ("text", "run", "pieces"),
    [
        ("Clashes in Darvan Kalmar and Ostova.", "Darvan Kalmar", ["Darvan", "Kalmar"]),
        ("They took three villages - Zelin Halse and Ostova.", "Zelin Halse", ["Zelin", "Halse"]),
        ("They took two villages - Zelin Halse and Ostova.", "Zelin Halse", ["Zelin Halse"]),
        ("Clashes in Mala Kalmar and Ostova.", "Mala Kalmar", ["Mala Kalmar"]),
        ("Clashes in Darvan Kalmar.", "Darvan Kalmar", ["Darvan Kalmar"]),
        ("Clashes in West Kalmar and Ostova.", "West Kalmar", ["West Kalmar"]),
    ],
)
def test_names_that_ran_together_are_cut_where_each_is_known(text: str, run: str, pieces: list[str]) -> None:
    assert cut(text, run) == pieces


def test_pieces_keep_their_offsets() -> None:
    text = "Clashes in Darvan Kalmar and Ostova."
    found = Mention(11, 24, "Darvan Kalmar", kind="unknown")
    for name in cut_run_ons(text, [found], Lists(Darvan=0.9, Kalmar=0.9)):
        assert text[name.start : name.end] == name.surface


@pytest.mark.parametrize(
    ("surface", "pieces"),
    [
        ("Beit Darvan Beit Kalmar Tel Ostova", ["Beit Darvan", "Beit Kalmar", "Tel Ostova"]),
        ("Tel Abu Darvan", ["Tel Abu Darvan"]),
        ("Darvan", ["Darvan"]),
    ],
)
def test_runs_are_cut_before_words_that_only_begin_names(surface: str, pieces: list[str]) -> None:
    assert cut_at_heads(surface) == pieces


STRIPPED = "The report says that aid has not reached the people who live there for more than two years now. "


@pytest.mark.parametrize(
    ("run", "pieces"),
    [
        ("Darvan Kalmar Ost Ova Zelin Mirza", ["Darvan", "Kalmar", "Ost Ova", "Zelin", "Mirza"]),
        ("Darvan Kalmar Zelin", ["Darvan", "Kalmar", "Zelin"]),
        ("Darvan Zelin Halse", ["Darvan Zelin Halse"]),
        ("Darvan Kalmar", ["Darvan Kalmar"]),
    ],
)
def test_long_lists_are_cut_in_texts_without_any_comma(run: str, pieces: list[str]) -> None:
    names = Lists(**{"Darvan": 0.9, "Kalmar": 0.8, "Ost Ova": 0.7, "Mirza": 0.4})
    for ending, expected in ((" are besieged.", pieces), (", all of them, are besieged.", [run])):
        text = f"{STRIPPED}The towns of {run}{ending}"
        start = text.index(run)
        found = Mention(start, start + len(run), run, kind="unknown")
        assert [name.surface for name in cut_run_ons(text, [found], names)] == expected
