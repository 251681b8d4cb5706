"""The project file: opened into a working copy, changed in transactions, saved by replacing it whole. SQLAlchemy lives only here."""

from mrl_desktop.storage.lock import LockInfo
from mrl_desktop.storage.recent import RecentFile, current_user, forget_recent, recent_files, remember_recent
from mrl_desktop.storage.recovery import Recovery, recoverable
from mrl_desktop.storage.refusals import FileRefused
from mrl_desktop.storage.sql_statistics import SqlStatistics
from mrl_desktop.storage.workspace import AUTOSAVE_MINUTES, FileState, Workspace

__all__ = [
    "AUTOSAVE_MINUTES",
    "FileRefused",
    "FileState",
    "LockInfo",
    "RecentFile",
    "Recovery",
    "SqlStatistics",
    "Workspace",
    "current_user",
    "forget_recent",
    "recent_files",
    "recoverable",
    "remember_recent",
]
