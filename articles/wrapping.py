"""Join the lines of paragraphs that were wrapped to a width, and break lines where breaks are spelled out."""

import itertools
import re

_WIDTH_LEAST, _WIDTH_MOST = 40, 140
_LINES_LEAST = 3
_FORCED_SHARE = 0.75
_LOWER_SHARE = 0.25
_SPELLED = re.compile(r"(?<![\\:])\\n(?=[A-Z\d\s\"'“‘(*•\\]|$)")  # a break escaped twice


def unwrap(text: str) -> str:
    """Return a text of the same length in which breaks that only wrap a paragraph are blanks.

    A paragraph counts as wrapped if nearly all its lines end where the next word would not have fitted into
    the width of the longest, and enough of its lines begin in lower case, as prose does and headlines do not.

    Breaks spelled out as a backslash and an "n" become breaks.

    Args:
        text: Any text; cost grows linearly with it.
    """
    text = _SPELLED.sub(" \n", text) if "\\n" in text else text
    if text.count("\n") < _LINES_LEAST - 1:
        return text
    joined: list[str] = []
    for filled, group in itertools.groupby(text.split("\n"), key=_is_filled):
        lines = list(group)
        joined.append(_unwrapped(lines) if filled else "\n".join(lines))
    return "\n".join(joined)


def _is_filled(line: str) -> bool:
    return bool(line.strip())


def _unwrapped(lines: list[str]) -> str:
    """Return the lines of one paragraph, joined by blanks where they were wrapped."""
    bare = [line.strip() for line in lines]
    width = max(map(len, bare))
    if len(lines) < _LINES_LEAST or not _WIDTH_LEAST <= width <= _WIDTH_MOST:
        return "\n".join(lines)
    pairs = list(itertools.pairwise(bare))
    forced = [len(line) + 1 + len(following.split(" ", 1)[0]) > width for line, following in pairs]
    lower = sum(following[0].islower() for _, following in pairs)
    if sum(forced) < _FORCED_SHARE * len(pairs) or lower < _LOWER_SHARE * len(pairs):
        return "\n".join(lines)
    breaks = [" " if is_forced else "\n" for is_forced in forced]
    return "".join(itertools.chain.from_iterable(zip(lines, [*breaks, ""], strict=True)))
