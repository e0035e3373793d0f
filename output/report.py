"""The report of a run: what was read, found, placed and dated; what was not, and why."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from output.account import OUTCOMES, Account, NameCount, Outcome, take_account
from output.atomic import open_text
from output.errors import UnknownFormatError
from output.escape import clean_text, compact_json
from output.models import Results
from output.scoring import disagreement_lines, disagreements_json, score_lines, scores_json
from output.turnover import turnover_json, turnover_lines

REPORT_SUFFIXES = (".txt", ".md", ".json")
_SHOWN_NAMES = 25
_SHOWN_ARTICLES = 50


def write_report(results: Results, path: Path | None) -> None:
    """Write what a run read, found, placed and dated, and every issue.

    Args:
        results: Of one run.
        path: A .txt, .md or .json file; None or "-" is standard output, as text.

    Raises:
        UnknownFormatError: If the suffix is another one.
        UnwritableError: If the file cannot be written.
    """
    suffix = report_suffix(path)
    account = take_account(results)
    with open_text(path) as stream:
        if suffix == ".json":
            stream.write(compact_json(_as_json(account, results)) + "\n")
        else:
            stream.writelines(
                f"{line}\n" for line in _Writer(is_markdown=suffix == ".md").lines(account, results)
            )


def report_suffix(path: Path | None) -> str:
    """Return the format of a report; standard output takes text.

    Raises:
        UnknownFormatError: If the suffix is another one.
    """
    suffix = ".txt" if path is None or str(path) == "-" else path.suffix.lower()
    if suffix not in REPORT_SUFFIXES:
        raise UnknownFormatError(f"a report is a {', '.join(REPORT_SUFFIXES)} file; got {path}")
    return suffix


def _as_json(account: Account, results: Results) -> dict[str, Any]:
    return {
        "articles": {
            "read": len(results.articles),
            "stories": account.stories,
            "by_outcome": {outcome.value: len(ids) for outcome, ids in account.articles.items()},
            "ids": {outcome.value: list(ids) for outcome, ids in account.articles.items()},
            "without_date": dict(account.undated_articles),
            "published": _isoformat(account.published),
        },
        "claims": {
            **account.claims,
            "repeated": len(account.repeated),
            "about": _isoformat(account.reported),
        },
        "names": {
            **account.names,
            "unknown_names": {found.name: found.count for found in account.top_unknown},
            "ambiguous_names": {found.name: found.count for found in account.top_ambiguous},
        },
        "sources": {name: {"articles": a, "claims": c} for name, (a, c) in account.sources.items()},
        "scorecard": scores_json(results),
        "disagreements": disagreements_json(results),
        "intervals": {"places": account.places, "by_state": dict(account.intervals)},
        "changes": turnover_json(results),
        "issues": {
            "by_code": dict(account.issue_counts),
            "list": [
                {"code": i.code, "where": i.where, "message": i.message, "value": i.value}
                for i in account.issues
            ],
        },
        "settings": dict(results.settings),
    }


def _isoformat(span: tuple[date, date] | None) -> list[str] | None:
    return [day.isoformat() for day in span] if span else None


class _Writer:
    """Renders an account as lines of plain text or Markdown."""

    def __init__(self, *, is_markdown: bool) -> None:
        self._is_markdown = is_markdown

    def lines(self, account: Account, results: Results) -> Iterator[str]:
        """Yield the lines of the whole report."""
        yield from self._title("What was read, and what became of it")
        yield from self._articles(account, len(results.articles))
        yield from self._claims(account)
        yield from self._names(account)
        yield from self._sources(account)
        yield from self._scores(results)
        yield from self._control(account)
        yield from self._turnover(results)
        yield from self._issues(account)
        if results.settings:
            yield from self._heading("Settings")
            yield from (self._item(f"{key}: {value}") for key, value in sorted(results.settings.items()))

    def _articles(self, account: Account, read: int) -> Iterator[str]:
        yield from self._heading("Articles")
        stories = f" in {account.stories} {'story' if account.stories == 1 else 'stories'}"
        told = stories if account.stories < read else ""
        yield self._item(f"{read} read{told}{self._dates(account.published, 'published')}, of these")
        for outcome, ids in account.articles.items():
            yield self._item(f"{len(ids)} {OUTCOMES[outcome]}", depth=1)
            if outcome in (Outcome.SILENT, Outcome.UNPLACED):
                yield from self._shortened(ids)
        undated = account.undated_articles
        yield self._item(f"{len(undated)} without a publication day")
        with_claims = [f"{name}: {count} undated claims" for name, count in undated.items() if count]
        yield from self._shortened(with_claims)

    def _shortened(self, names: Sequence[str]) -> Iterator[str]:
        yield from (self._item(name, depth=2) for name in names[:_SHOWN_ARTICLES])
        if len(names) > _SHOWN_ARTICLES:
            yield self._item(f"and {len(names) - _SHOWN_ARTICLES} more: a .json report lists all", depth=2)

    def _claims(self, account: Account) -> Iterator[str]:
        counts = account.claims
        yield from self._heading("Claims")
        parts = f"{counts['placed']} placed + {counts['unplaced']} unplaced"
        yield self._item(f"{counts['found']} found = {parts}")
        dated = f"{counts['dated']} dated{self._dates(account.reported, 'about')}"
        yield self._item(f"{counts['found']} found = {dated} + {counts['undated']} undated")
        yield self._item(f"{counts['cited']} stand for or against a mark")
        if account.repeated:
            repeated = len(account.repeated)
            yield self._item(
                f"{repeated} repeat another one in a copy of its article, and count once with it"
            )
        if counts["coded"]:
            yield self._item(f"{counts['coded']} come from tables of coded claims")

    def _names(self, account: Account) -> Iterator[str]:
        counts = account.names
        yield from self._heading("Place names")
        parts = " + ".join(f"{counts[key]} {key}" for key in ("resolved", "ambiguous", "unknown"))
        yield self._item(f"{counts['found']} found = {parts}")
        yield from self._ranking("unknown", account.top_unknown)
        yield from self._ranking("ambiguous", account.top_ambiguous)

    def _ranking(self, what: str, names: Sequence[NameCount]) -> Iterator[str]:
        if not names:
            return
        shown = ", ".join(f"{found.name} ({found.count})" for found in names[:_SHOWN_NAMES])
        more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
        yield self._item(f"most often {what}: {shown}{more}")

    def _sources(self, account: Account) -> Iterator[str]:
        yield from self._heading("Sources")
        for name, (articles, claims) in account.sources.items():
            yield self._item(f"{name or 'unknown'}: {articles} articles, {claims} claims")

    def _control(self, account: Account) -> Iterator[str]:
        yield from self._heading("Control")
        parts = " + ".join(f"{count} {state}" for state, count in account.intervals.items()) or "0"
        yield self._item(f"{sum(account.intervals.values())} intervals of {account.places} places = {parts}")

    def _scores(self, results: Results) -> Iterator[str]:
        yield from self._heading("How far the sources can be trusted")
        yield from (self._item(text, depth=depth) for depth, text in score_lines(results))
        yield from (self._item(text, depth=depth) for depth, text in disagreement_lines(results))

    def _turnover(self, results: Results) -> Iterator[str]:
        yield from self._heading("What changed")
        yield from (self._item(text, depth=depth) for depth, text in turnover_lines(results))

    def _issues(self, account: Account) -> Iterator[str]:
        yield from self._heading("Issues")
        yield self._item(f"{len(account.issues)} in all")
        yield from (self._item(f"{count} {code}", depth=1) for code, count in account.issue_counts.items())
        for issue in account.issues:
            value = f" [{issue.value}]" if issue.value else ""
            yield self._item(f"{issue.where}: {issue.code}: {issue.message}{value}")

    @staticmethod
    def _dates(span: tuple[date, date] | None, what: str) -> str:
        return f" ({what} {span[0]} to {span[1]})" if span else ""

    def _title(self, text: str) -> Iterator[str]:
        yield f"# {text}" if self._is_markdown else text

    def _heading(self, text: str) -> Iterator[str]:
        yield ""
        yield f"## {text}" if self._is_markdown else text
        if self._is_markdown:
            yield ""

    def _item(self, text: str, *, depth: int = 0) -> str:
        line = " ".join(clean_text(text).split())
        if self._is_markdown:
            return "  " * depth + "- " + _escape_markdown(line)
        return "  " * (depth + 1) + line


def _escape_markdown(text: str) -> str:
    """Return text that Markdown shows as it is, raw HTML in it included."""
    for char in "\\`*_[]<>#|":
        text = text.replace(char, f"\\{char}")
    return text.replace("&", "&amp;")
