"""Whatever the order and number of batches: the same articles give the same bytes."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from output.models import Results
from tests.whoheld.project.articles_on_disk import TEXTS, add, picture, record, write_lines
from whoheld.pipeline import run
from whoheld.project.store import Access, open_project
from whoheld.sample import sample_folder

pytestmark = pytest.mark.usefixtures("one_gazetteer")

CODED = (
    "claim_id,place,lat,lon,date,actor,relation,source\n{id},East,10.0,20.1,2020-01-01,{actor},held,Wire\n"
)

articles = st.builds(
    lambda number, text, day, outlet: {
        **record(number, text=TEXTS[text], day=day),
        **({"source": f"Outlet {outlet}", "url": ""} if outlet else {}),
    },
    number=st.integers(0, 3),
    text=st.integers(0, len(TEXTS) - 1),
    day=st.integers(1, 3),
    outlet=st.integers(0, 2),
)
tables = st.builds(
    lambda number, actor: CODED.format(id=number, actor=actor),
    number=st.integers(1, 2),
    actor=st.sampled_from(["North", "South"]),
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    files=st.lists(st.lists(articles, min_size=1, max_size=4), min_size=1, max_size=4),
    coded=st.lists(tables, max_size=2),
    order=st.randoms(use_true_random=False),
)
def test_batches_in_any_order_give_the_bytes_of_a_direct_run(
    files: Sequence[Sequence[dict[str, str]]], coded: Sequence[str], order: random.Random
) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        sources = [write_lines(folder / f"{number}.jsonl", lines) for number, lines in enumerate(files)]
        for number, table in enumerate(coded):
            sources.append(folder / f"{number}.csv")
            sources[-1].write_text(table, encoding="utf-8")
        direct = everything(run([str(source) for source in sources]))
        for name in ("one.db", "two.db"):
            order.shuffle(sources)
            cut = order.randint(0, len(sources))
            for batch in (sources[:cut], sources[cut:], sources[:1]):
                if batch:
                    add(folder / name, *batch)
            assert everything(run([str(folder / name)])) == direct


def everything(results: Results) -> tuple[object, ...]:
    """Return all that maps and exports are made of; texts are not."""
    articles = tuple(replace(article, text="") for article in results.articles)
    derived = (results.intervals, results.actors, results.settings)
    return (articles, results.claims, results.unplaced, tuple(results.mentions), results.issues, derived)


def test_lines_that_move_between_files_leave_the_map_as_it_is(tmp_path: Path) -> None:
    lines = [record(number) for number in range(7)]
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    project = tmp_path / "war.db"
    add(project, write_lines(first, lines[:5]), write_lines(second, lines[5:]))
    before = picture(run([str(project)]), tmp_path)
    add(project, write_lines(first, lines[:2]), write_lines(second, lines[2:]))
    assert picture(run([str(project)]), tmp_path) == before


def test_the_sample_gives_the_same_bytes_in_halves(tmp_path: Path) -> None:
    project = tmp_path / "war.db"
    for source in sorted(sample_folder().iterdir(), reverse=True):
        add(project, source)
    direct = run([str(sample_folder())])
    assert picture(run([str(project)]), tmp_path) == picture(direct, tmp_path)
    with open_project(project, access=Access.WRITE) as opened, opened.transaction() as connection:
        connection.execute("DELETE FROM texts")
        kinds = connection.execute("SELECT kind FROM derived ORDER BY kind").fetchall()
        assert kinds == [("copies",), ("grouping",), ("intervals",)]
    kept = run([str(project)])
    assert picture(kept, tmp_path) == picture(direct, tmp_path), (
        "neither texts nor fresh intervals are needed"
    )
    assert kept.intervals == direct.intervals
    assert tuple(kept.mentions) == direct.mentions
    assert kept.issues == direct.issues
