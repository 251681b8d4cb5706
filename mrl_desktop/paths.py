"""Where the program's own files and the user's folders are, in a checkout and in a frozen installation alike."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ORGANISATION = "MRL"
APPLICATION = "MRL Desktop"


def resources() -> Path:
    """The folder `resources/` of the checkout or of the installed program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[1]
    return root / "resources"


def resource(*parts: str) -> Path:
    """A file or folder under `resources/`."""
    return resources().joinpath(*parts)


def user_folder() -> Path:
    """The per-user folder for settings and working copies; made when missing. MRL_USER_FOLDER overrides it (tests, USB sticks)."""
    override = os.environ.get("MRL_USER_FOLDER")
    if override:
        folder = Path(override)
    else:
        import platformdirs

        folder = Path(platformdirs.user_data_dir(APPLICATION, ORGANISATION))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def working_folder() -> Path:
    """Where working copies of opened project files live, always on the local disk."""
    folder = user_folder() / "robocze"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
