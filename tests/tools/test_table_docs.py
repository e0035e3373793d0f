"""The page on project files shows the tables as they are."""

from tools.table_docs import PAGE, with_tables


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_tables(page) == page, "run tools/table_docs.py"
