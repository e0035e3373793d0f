"""The options of `whoheld export` that are about pictures."""

from dataclasses import dataclass
from typing import Annotated

import typer

PictureTitle = Annotated[str, typer.Option("--title", metavar="WORDS", help="Of a picture: its heading.")]
PictureSize = Annotated[
    str, typer.Option("--size", metavar="WxH", help="Of a picture: pixels, such as 1600x1000.")
]
PictureBox = Annotated[
    str,
    typer.Option("--box", metavar="W,S,E,N", help="Of a picture: the degrees to show, 35.5,32,42.5,37.5."),
]
PictureDpi = Annotated[int, typer.Option("--dpi", metavar="N", help="Of a .png: 200 gives twice the pixels.")]
PictureStep = Annotated[
    str,
    typer.Option(
        "--step", metavar="STEP", help="Of a .gif or .webp: day, week or month from frame to frame."
    ),
]
FrameMs = Annotated[
    int | None,
    typer.Option("--frame-ms", metavar="MS", help="Of a .gif or .webp: how long a frame is shown."),
]


@dataclass(frozen=True, slots=True)
class PictureChoices:
    """What was typed about a picture; "" and None = the usual."""

    title: str = ""
    size: str = ""
    box: str = ""
    dpi: int = 100
    step: str = ""
    frame_ms: int | None = None
