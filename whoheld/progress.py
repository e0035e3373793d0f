"""Say on stderr how far a run has come: a bar on a terminal, nothing elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Receives how much of a stage is done, as a share from 0 to 1."""

    def __call__(self, stage: str, share: float, /) -> None: ...  # noqa: D102


def be_quiet(_stage: str, _share: float, /) -> None:
    """Take no notice."""


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """Yield a progress bar for a terminal, or silence where stderr is none or `quiet` is set."""
    if quiet or not sys.stderr.isatty():
        yield be_quiet
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415
    from rich.progress import TaskID  # noqa: PLC0415

    tasks: dict[str, TaskID] = {}
    with Bar(console=Console(stderr=True), transient=True) as bar:

        def show(stage: str, share: float, /) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=1.0)
            bar.update(tasks[stage], completed=share)

        yield show
