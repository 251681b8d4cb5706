"""The command line's own words: argparse speaking Polish in its help and in what it says of a wrong call."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from mrl_desktop.domain.findings import Finding, Severity

USAGE = "użycie: "
HELP = "pokaż tę pomoc i zakończ"


class WrongCall(Exception):
    """The command was written wrongly; the finding says what is wrong with it and how to call it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.finding = Finding(severity=Severity.ERROR, code="Q07", message=message, hint=hint)


class PolishHelp(argparse.RawDescriptionHelpFormatter):
    """The usage line and the headings in Polish."""

    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, USAGE if prefix is None else prefix)


class PolishParser(argparse.ArgumentParser):
    """A parser whose help and complaints are Polish; a wrong call is raised, not printed."""

    def __init__(self, *, heading: str = "argumenty", **settings: Any) -> None:
        super().__init__(**{"formatter_class": PolishHelp, **settings, "add_help": False, "allow_abbrev": False})
        self._positionals.title, self._optionals.title = heading, "opcje"
        self.add_argument("-h", "--help", action="help", help=HELP)

    def error(self, message: str) -> NoReturn:
        """Raises WrongCall with the complaint in Polish."""
        raise WrongCall(in_polish(message), f"Pomoc pokaże polecenie: {self.prog} --help")


_COMPLAINTS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"the following arguments are required: (.+)", lambda m: f"Brakuje: {m[1]}."),
    (r"one of the arguments (.+) is required", lambda m: f"Brakuje jednej z opcji: {m[1]}."),
    (r"unrecognized arguments: (.+)", lambda m: f"Nie rozumiem: {m[1]}."),
    (r"argument POLECENIE: invalid choice: '(.*?)' .*choose from (.+)\)", lambda m: f"Nie ma polecenia „{m[1]}”. Do wyboru: {m[2].replace(chr(39), '')}."),
    (r"argument (.+?): invalid choice: '(.*?)' .*choose from (.+)\)", lambda m: f"{m[1]}: nie ma wartości „{m[2]}”. Do wyboru: {m[3].replace(chr(39), '')}."),
    (r"argument (.+?): expected (?:one|\d+) arguments?", lambda m: f"{m[1]}: brakuje wartości."),
    (r"argument (.+?): expected at least one argument", lambda m: f"{m[1]}: brakuje wartości."),
    (r"argument (.+?): invalid int value: '(.*)'", lambda m: f"{m[1]}: „{m[2]}” nie jest liczbą całkowitą."),
    (r"argument (.+?): ignored explicit argument '(.*)'", lambda m: f"{m[1]}: ta opcja nie przyjmuje wartości („{m[2]}”)."),
    (r"argument (.+?): (.+)", lambda m: f"{m[1]}: niewłaściwa wartość."),
)


def in_polish(complaint: str) -> str:
    """What argparse complains of, in Polish; a complaint not known here becomes a general one rather than an English one."""
    for pattern, said in _COMPLAINTS:
        found = re.fullmatch(pattern, complaint, re.DOTALL)
        if found:
            return said(found)
    return "Polecenie jest napisane nieprawidłowo."
