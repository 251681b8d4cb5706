from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mrl_desktop.ui import icons, preferences, style, theme
from mrl_desktop.ui.theme import CONTRAST, DARK, LIGHT, Choice, Scheme

SCHEMES = [LIGHT, DARK, CONTRAST]


def test_contrast_is_measured_as_wcag_says() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)  # the known threshold grey
    assert theme.contrast("#1B2A41", "#1B2A41") == pytest.approx(1)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", theme.TEXT_PAIRS)
def test_every_text_is_readable_on_every_ground_it_stands_on(scheme: Scheme, pair: tuple[str, str]) -> None:
    text, ground = pair
    assert theme.contrast(getattr(scheme, text), getattr(scheme, ground)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_of_fields_and_the_focus_ring_can_be_seen(scheme: Scheme) -> None:
    for edge in ("field_line", "focus"):
        for ground in ("ground", "surface"):
            assert theme.contrast(getattr(scheme, edge), getattr(scheme, ground)) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_style_sheet_is_filled_from_the_tokens_alone(scheme: Scheme) -> None:
    sheet = style.sheet(scheme)
    assert "$" not in sheet
    known = {value for value in (getattr(scheme, name) for name in scheme.__slots__) if isinstance(value, str)}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", sheet)) <= known


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK, Choice.CONTRAST])
def test_chosen_look_is_applied_and_remembered(choice: Choice, qtbot: QtBot) -> None:
    words = QLabel("Ludność")
    icons.give(words, "town")
    qtbot.addWidget(words)
    with qtbot.waitSignal(theme.theme().changed):
        theme.theme().choose(choice)
    assert preferences.text("wyglad") == str(choice)
    assert words.palette().windowText().color().name().upper() == theme.current().text
    theme.theme().choose(Choice.LIGHT)
