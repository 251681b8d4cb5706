from __future__ import annotations

import re

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

ENGLISH = re.compile(
    r"\b(look|files?|of|type|name|open|save|cancel|directory|back|forward|parent|create|list|detail|view|copy|paste|cut|undo|redo|"
    r"delete|select|all|yes|no|close|help|apply|show|details|size|date|modified|kind|the|and)\b",
    re.IGNORECASE,
)


def english_in(widget: QWidget) -> list[str]:
    texts: list[str] = []
    for child in [widget, *widget.findChildren(QWidget)]:
        texts += [child.toolTip(), child.accessibleName(), child.windowTitle()]
        if isinstance(child, QAbstractButton | QLabel):
            texts.append(child.text())
        texts += [action.text() for action in child.actions()]
    return [text for text in texts if ENGLISH.search(text.replace("&", ""))]


def test_file_dialog_speaks_polish(qtbot: QtBot) -> None:
    for mode in QFileDialog.AcceptMode:
        dialog = QFileDialog(None, "Wybierz plik", "", "Pliki projektu (*.mrl)")
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(mode)
        dialog.show()
        assert english_in(dialog) == []


def test_standard_buttons_speak_polish_and_saving_is_called_zapisz(qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    buttons = QMessageBox.StandardButton
    for each in (buttons.Save, buttons.Cancel, buttons.Discard, buttons.Yes, buttons.No, buttons.Close, buttons.Apply, buttons.Help):
        box.addButton(each)
    assert english_in(box) == []
    saving = box.button(buttons.Save)
    assert saving is not None
    assert saving.text().replace("&", "") == "Zapisz"


def test_menu_of_a_text_field_speaks_polish(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    assert english_in(menu) == []


def test_names_of_keys_are_polish() -> None:
    assert QKeySequence("Alt+Up").toString(QKeySequence.SequenceFormat.NativeText) == "Alt+Strzałka w górę"
