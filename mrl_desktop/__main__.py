"""`python -m mrl_desktop`: the window without arguments or with a project file, the command line with a command."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from importlib import import_module

from excel_modules.child import FLAG as READER_CHILD


def main() -> int:
    """Starts the face that was asked for; the installed program also serves as the child process that reads files."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] == READER_CHILD:
        from excel_modules.child import main as serve

        serve()
        return 0
    from mrl_desktop.cli import COMMANDS
    from mrl_desktop.cli import main as command_line

    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return command_line(arguments)
    return open_window(arguments)


def fetch_ahead() -> None:
    """Fetches the database library from a slow disk while the window is being made; whoever needs it sooner waits for it."""
    threading.Thread(target=import_module, args=("sqlalchemy.dialects.sqlite",), name="wczytywanie", daemon=True).start()


def open_window(arguments: Sequence[str]) -> int:
    """Opens the window, with a project when a file is named."""
    fetch_ahead()
    from mrl_desktop.ui.app import main as window

    return window(list(arguments))


if __name__ == "__main__":
    sys.exit(main())
