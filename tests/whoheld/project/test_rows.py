"""Every field of an article is kept, those that have no column of their own too."""

from dataclasses import fields
from pathlib import Path

from articles.models import Article, DateSource
from tests.builders import make_article
from whoheld.project import rows
from whoheld.project.keeping import insert_article
from whoheld.project.rows import stored_articles, text_of
from whoheld.project.runs import finish_run, list_runs, start_run
from whoheld.project.store import Access, open_project
from whoheld.versions import version_of


def test_articles_read_back_with_their_texts_apart(tmp_path: Path) -> None:
    article = make_article("Ramadi fell.", where="", published=None)
    with open_project(tmp_path / "war.db", access=Access.CREATE) as project:
        run = start_run(project, "add")
        with project.transaction() as connection:
            key = insert_article(connection, article, version_of(article), run=run)
        (stored,) = stored_articles(project, [key])
        assert text_of(project, key) == "Ramadi fell."
        assert stored.article.published_from is DateSource.UNKNOWN
        told = {name: getattr(stored.article, name) for name in rows._TOLD}
        assert told == {**{name: getattr(article, name) for name in rows._TOLD}, "text": ""}
        finish_run(project, run, {"new": 1})
        assert [(found.command, found.counts) for found in list_runs(project)] == [("add", '{"new":1}')]


def test_the_first_fields_of_an_article_are_those_with_columns() -> None:
    names = [field.name for field in fields(Article)]
    assert names[: len(rows._TOLD)] == list(rows._TOLD)
