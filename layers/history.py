"""From beliefs to history: who is shown as holding a place, from which day, and how surely."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SHARPENING = 1.4  # forward beliefs of neighbours that agree are too modest; see docs/control.md
SWITCH_ABOVE = 0.75
UNSURE = 0.51
REDATED = 0.55
LOOK_BEHIND_DAYS, LOOK_AHEAD_DAYS = 10, 75
STEP_LOG_ODDS = 2.0  # probabilities within one step of a joined history differ by less
CREDIBLE_LOG_ODDS = 1.5


@dataclass(frozen=True, slots=True)
class Naming:
    """A report that names a holder.

    Attributes:
        day: Proleptic ordinal.
        holder: Number of the holder.
        log_odds: How much likelier it is if he holds the place than if the next best does.
        lag_days: How long before the report the change may have been.
    """

    day: int
    holder: int
    log_odds: float
    lag_days: int


@dataclass(frozen=True, slots=True)
class History:
    """Who holds a place, in steps: each lasts until before the next, the last one has no end.

    Attributes:
        days: First day of each step, proleptic ordinals, ascending.
        holder: Number of the holder.
        probability: That he holds it.
    """

    days: Ints
    holder: Ints
    probability: Floats


def history_as_it_stood(days: Ints, beliefs: Floats) -> History:
    """Return the history as it could be told each day.

    The shown holder changes only when another's probability passes 0.75; until then he is shown as unsure.

    Args:
        days: Ordinals of the steps.
        beliefs: A row per step, a column per holder.
    """
    sharp = beliefs**SHARPENING
    sharp /= sharp.sum(axis=1, keepdims=True)
    top, peak = sharp.argmax(axis=1), sharp.max(axis=1)
    shown = np.empty(len(days), dtype=np.int64)
    current, begin = int(top[0]), 0
    while begin < len(days):
        rivals = np.flatnonzero((top[begin:] != current) & (peak[begin:] > SWITCH_ABOVE))
        end = begin + int(rivals[0]) if len(rivals) else len(days)
        shown[begin:end] = current
        begin = end
        if end < len(days):
            current = int(top[end])
    own = sharp[np.arange(len(days)), shown]
    return History(days, shown, np.where(top == shown, own, UNSURE))


def history_looking_back(days: Ints, beliefs: Floats, namings: Sequence[Naming]) -> History:
    """Return the history as all reports tell it, each change dated to its first credible report.

    A smoothed change tends to come too early or too late by weeks; the reports around it date it better.

    Args:
        days: Ordinals of the steps.
        beliefs: A row per step, a column per holder.
        namings: Reports of the place that name a holder, by day.
    """
    top = beliefs.argmax(axis=1)
    peak = beliefs.max(axis=1)
    moves = []
    for step in (np.flatnonzero(np.diff(top)) + 1).tolist():
        day, holder = int(days[step]), int(top[step])
        dated = _first_credible(namings, holder, day)
        if dated is not None and dated != day:
            moves.append((day, max(dated, int(days[0])), int(top[step - 1]), holder))
    if not moves:
        return History(days, top, peak)
    return _with_moves(History(days, top, peak), moves)


def _first_credible(namings: Sequence[Naming], holder: int, day: int) -> int | None:
    begin = bisect_left(namings, day - LOOK_BEHIND_DAYS, key=_day_of)
    end = bisect_right(namings, day + LOOK_AHEAD_DAYS, key=_day_of)
    around = [naming for naming in namings[begin:end] if naming.holder == holder]
    credible = [naming for naming in around if naming.log_odds >= CREDIBLE_LOG_ODDS] or around
    return min((naming.day - naming.lag_days for naming in credible), default=None)


def _day_of(naming: Naming) -> int:
    return naming.day


def _with_moves(history: History, moves: Sequence[tuple[int, int, int, int]]) -> History:
    """Return a history in which changes take place on other days; the days between are unsure."""
    days = np.unique(np.concatenate([history.days, [dated for _, dated, _, _ in moves]]))
    at = np.searchsorted(history.days, days, side="right") - 1
    holder, probability = history.holder[at].copy(), history.probability[at].copy()
    for day, dated, before, after in moves:
        between = (days >= min(day, dated)) & (days < max(day, dated))
        holder[between] = before if dated > day else after
        probability[between] = REDATED
    return History(days, holder, probability)


def begin_on(history: History, day: int) -> History:
    """Return the history from a day on; a day before its first one begins with what held then."""
    begin = max(int(np.searchsorted(history.days, day, side="right")) - 1, 0)
    days = history.days[begin:].copy()
    days[0] = day
    return History(days, history.holder[begin:], history.probability[begin:])


def join_steps(history: History) -> History:
    """Join steps with one holder and nearly the same probability; their mean stands for them."""
    chance = np.clip(history.probability, 1e-3, 1 - 1e-3)
    level = np.log(chance / (1 - chance))
    begins = [0]
    while True:
        begin = begins[-1]
        is_other = (history.holder[begin:] != history.holder[begin]) | (
            np.abs(level[begin:] - level[begin]) > STEP_LOG_ODDS
        )
        following = int(is_other.argmax())
        if not is_other[following]:
            break
        begins.append(begin + following)
    starts = np.array(begins)
    lengths = np.diff(history.days, append=history.days[-1] + 1).astype(np.float64)
    total = np.add.reduceat(history.probability * lengths, starts)
    return History(history.days[starts], history.holder[starts], total / np.add.reduceat(lengths, starts))
