"""Starting the window: Qt application, Polish, fonts, theme, one main window, one hook for what nobody caught."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from mrl_desktop.paths import APPLICATION, ORGANISATION, resource
from mrl_desktop.ui import theme
from mrl_desktop.ui.dialogs.failure import FailureHook
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.session import ProjectSession

SWITCH = 0.0005
"""Seconds a worker may hold Python before the window gets its turn; the usual 5 ms at every call of Qt would be felt."""
FONTS = ("Lato-Regular.ttf", "Lato-Bold.ttf", "Lato-Italic.ttf")


def application(argv: Sequence[str] = ()) -> QApplication:
    """The Qt application dressed for this program; the one already running if there is one."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["mrl", *argv])
    sys.setswitchinterval(SWITCH)
    QCoreApplication.setOrganizationName(ORGANISATION)
    QCoreApplication.setApplicationName(APPLICATION)
    app.setApplicationDisplayName("")
    app.setStyle("Fusion")
    QLocale.setDefault(QLocale("pl_PL"))
    _speak_polish(app)
    _set_font(app)
    theme.theme().start()
    return app


def _speak_polish(app: QApplication) -> None:
    """Qt's own Polish, and over it ours for what Qt leaves in English or says oddly."""
    for folder, name in ((QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase_pl"), (str(resource("translations")), "mrl_pl")):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)


def _set_font(app: QApplication) -> None:
    family = "Segoe UI"
    if family not in QFontDatabase.families() or sys.platform != "win32":
        family = "Lato"
        for name in FONTS:
            QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    font = QFont(family)
    font.setPixelSize(theme.BASE)
    app.setFont(font)


def main(argv: Sequence[str] | None = None) -> int:
    """Opens the window, with a project file when one is named, and runs until it is closed."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    app = application(arguments)
    session = ProjectSession()
    FailureHook(session).install()
    window = MainWindow(session)
    window.show()
    files = [Path(argument) for argument in arguments if not argument.startswith("-")]
    if files:
        window.files.open_path(files[0])
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
