"""The profiles at hand: those that came with the program and the person's own, read again only when their folder has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from excel_modules.mapping.profile import SUFFIX, Profile
from excel_modules.mapping.profile_file import read_profile
from excel_modules.reading import Refused
from mrl_desktop.domain.findings import Finding
from mrl_desktop.paths import resource, user_folder

MOST = 500
"""Profiles of one folder that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A profile with its file, or what is wrong with the file."""

    path: Path
    profile: Profile | None
    problem: Finding | None = None


def own_folder() -> Path:
    """Where the person's profiles lie; may not exist yet."""
    return user_folder() / "profile-importu"


def ready_folder() -> Path:
    """Where the profiles lie that come with the program."""
    return resource("profiles")


_seen: dict[Path, tuple[tuple[tuple[str, int, int], ...], tuple[Shelved, ...]]] = {}


def shelf() -> tuple[Shelved, ...]:
    """Own profiles before ready ones, each by name of file."""
    return (*_of(own_folder()), *(replace(one, profile=replace(one.profile, ready=True)) for one in _of(ready_folder()) if one.profile is not None))


def profiles() -> tuple[Profile, ...]:
    """Every sound profile, own ones first."""
    return tuple(one.profile for one in shelf() if one.profile is not None)


def _of(folder: Path) -> tuple[Shelved, ...]:
    try:
        files = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))[:MOST]
        state = tuple((path.name, found.st_mtime_ns, found.st_size) for path in files for found in [path.stat()])
    except OSError:
        return ()
    if folder in _seen and _seen[folder][0] == state:
        return _seen[folder][1]
    shelved = tuple(_read(path) for path in files)
    _seen[folder] = (state, shelved)
    return shelved


def _read(path: Path) -> Shelved:
    try:
        return Shelved(path=path, profile=read_profile(path))
    except Refused as refusal:
        return Shelved(path=path, profile=None, problem=refusal.finding)
