"""Write, read and sort: what the tests of readers share."""

from collections.abc import Sequence
from pathlib import Path

from articles.models import Article, Issue
from articles.readers import ReadOptions, read_file


def read(path: Path, options: ReadOptions | None = None) -> tuple[list[Article], list[Issue]]:
    found = list(read_file(path, options=options or ReadOptions()))
    return [x for x in found if isinstance(x, Article)], [x for x in found if isinstance(x, Issue)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def codes(issues: Sequence[Issue]) -> list[str]:
    return [issue.code for issue in issues]
