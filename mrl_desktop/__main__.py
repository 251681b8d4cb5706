"""`python -m mrl_desktop`: the window without arguments or with a project file, the command line with a command."""

import sys


def main() -> int:
    """Starts the face that was asked for."""
    from mrl_desktop.cli import COMMANDS, main as command_line

    arguments = sys.argv[1:]
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return command_line(arguments)
    from mrl_desktop.ui.app import main as window

    return window(arguments)


if __name__ == "__main__":
    sys.exit(main())
