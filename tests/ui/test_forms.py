from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.diagnosis import Problem
from mrl_desktop.domain.settings import DocumentName
from mrl_desktop.domain.undertakings import Undertaking
from mrl_desktop.ui.forms import Field, Form
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.values import WHOLE, YEAR, enumeration
from mrl_desktop.ui.widgets.entries import AreaEntry, ChoiceEntry, LineEntry

Write = Callable[[QWidget, str], None]
FIELDS = (
    Field(name="lead_name", label="Kieruje pracami", required=True),
    Field(name="horizon_start", label="Pierwszy rok", kind=YEAR),
    Field(name="document_name", label="Nazwa dokumentów", kind=enumeration(DocumentName, blank="")),
    Field(name="resolution", label="Uchwała", lines=3, limit=10),
)


@pytest.fixture
def form(session: ProjectSession, qtbot: QtBot) -> Iterator[Form]:
    made = Form(session, FIELDS, "ustawień projektu")
    qtbot.addWidget(made)
    session.changed.connect(lambda _: made.display(session.settings))
    made.display(session.settings)
    made.show()
    yield made


def line(form: Form, field: str) -> QLineEdit:
    return cast(LineEntry, form.entry(field)).line


def test_typing_is_stored_by_itself_as_one_step(form: Form, session: ProjectSession, qtbot: QtBot, write: Write) -> None:
    write(line(form, "lead_name"), "Żaneta ")
    with qtbot.waitSignal(session.changed):
        pass
    write(line(form, "lead_name"), "Łącka")
    session.finish_editing()
    assert session.settings.lead_name == "Żaneta Łącka"
    assert session.open_project.undo_label == "zmiana ustawień projektu (kieruje pracami)"
    session.undo()
    assert session.settings.lead_name == ""
    assert line(form, "lead_name").text() == ""


def test_leaving_the_field_ends_the_step(form: Form, session: ProjectSession, write: Write) -> None:
    field = line(form, "lead_name")
    field.setFocus()
    write(field, "Anna")
    line(form, "horizon_start").setFocus()
    field.setFocus()
    field.setCursorPosition(4)
    write(field, " Nowak")
    session.undo()
    assert session.settings.lead_name == "Anna"


def test_spaces_between_words_survive_while_typing(form: Form, session: ProjectSession, write: Write) -> None:
    field = line(form, "lead_name")
    field.setFocus()
    write(field, "Anna ")
    session.finish_editing()
    write(field, "Nowak")
    session.finish_editing()
    assert session.settings.lead_name == "Anna Nowak"


def test_what_is_not_understood_is_not_stored_and_says_why(form: Form, session: ProjectSession, write: Write) -> None:
    field = line(form, "horizon_start")
    field.selectAll()
    write(field, "20x7")
    line(form, "lead_name").setFocus()
    field.editingFinished.emit()
    session.finish_editing()
    assert session.settings.horizon_start == 2027
    assert form.entry("horizon_start").problem.startswith("Podaj rok")


def test_empty_required_field_says_it_is_to_be_filled(form: Form, session: ProjectSession) -> None:
    words = [label for label in form.findChildren(QWidget) if label.property("role") == "todo" and label.isVisible()]
    assert len(words) == 1
    session.put(session.settings.with_values({"lead_name": "Anna"}), label="zmiana")
    assert not [label for label in form.findChildren(QWidget) if label.property("role") == "todo" and label.isVisible()]


def test_choice_is_stored_at_once(form: Form, session: ProjectSession) -> None:
    combo = cast(ChoiceEntry, form.entry("document_name")).combo
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert session.settings.document_name is DocumentName.PROGRAM


def test_counter_asks_to_shorten_a_text_past_its_limit(form: Form, write: Write) -> None:
    area = cast(AreaEntry, form.entry("resolution"))
    write(area.area, "dwanaście znaków")
    assert "skróć tekst" in area._counter.text()


def test_change_from_elsewhere_is_shown_but_never_over_what_is_being_typed(form: Form, session: ProjectSession, write: Write) -> None:
    field = line(form, "lead_name")
    write(field, "Ewa")
    session.put(session.settings.with_values({"resolution": "12/2027"}), label="zmiana uchwały")
    assert field.text() == "Ewa"
    session.finish_editing()
    assert (session.settings.lead_name, session.settings.resolution) == ("Ewa", "12/2027")


def test_form_without_a_record_is_empty_and_cannot_be_typed_into(form: Form) -> None:
    form.display(None)
    assert not form.isEnabled()


def test_every_field_carries_its_name_for_screen_readers(form: Form) -> None:
    for field in FIELDS:
        proxy = form.entry(field.name).focusProxy()
        assert proxy is not None and proxy.accessibleName() == field.label


def test_switching_records_stores_the_first_before_showing_the_second(session: ProjectSession, qtbot: QtBot, write: Write) -> None:
    first, second = Problem(title="A", position=0), Problem(title="B", position=1)
    session.put(first, second, label="dodanie problemów")
    form = Form(session, (Field(name="title", label="Problem"),), "problemu")
    qtbot.addWidget(form)
    form.display(first)
    form.show()
    write(cast(LineEntry, form.entry("title")).line, "x")
    form.display(second)
    assert session.project.one(Problem, first.id).title == "xA"  # type: ignore[union-attr]
    assert cast(LineEntry, form.entry("title")).line.text() == "B"


def test_nonsense_typed_for_one_record_is_not_shown_for_the_next(session: ProjectSession, qtbot: QtBot, write: Write) -> None:
    first, second = Undertaking(title="A", durability_years=5), Undertaking(title="B", durability_years=7, position=1)
    session.put(first, second, label="dodanie projektów")
    form = Form(session, (Field(name="durability_years", label="Trwałość", kind=WHOLE),), "projektu")
    qtbot.addWidget(form)
    form.display(first)
    write(line(form, "durability_years"), "x")
    form.display(second)
    assert line(form, "durability_years").text() == "7"
    assert session.project.one(Undertaking, first.id).durability_years == 5  # type: ignore[union-attr]
