"""The command line."""


def main() -> None:
    """Run the `whoheld` command."""
