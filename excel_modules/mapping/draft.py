"""A profile on its way: what each column of one sheet was said to hold, column by column, until it is collapsed into rules."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from excel_modules.mapping.heading import Heading, heading
from excel_modules.mapping.profile import ANY, ColumnRule, Meaning, Profile, Says
from excel_modules.mapping.suggest import Suggestion, collapsed


@dataclass(slots=True)
class MappingDraft:
    """The wizard's state for one file. Changes keep what was said of other columns."""

    profile: Profile
    """Everything but the columns."""
    sheet: str = ""
    top: int = 0
    rules: dict[int, ColumnRule] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, found: Suggestion, before: MappingDraft | None = None) -> MappingDraft:
        """From a proposal; what was said before of columns with the same heading, and of the file, stays."""
        made = cls(found.profile, found.sheet, found.top, dict(found.rules), tuple(map(heading, found.headings)), found.samples)
        if before is not None:
            said = {(one.key, before.rules[place].number): before.rules[place] for place, one in enumerate(before.headings) if one.key and place in before.rules}
            for place, rule in made.rules.items():
                old = said.get((made.headings[place].key, rule.number))
                if old is not None:
                    made.rules[place] = replace(old, headings=rule.headings)
            kept = before.profile
            made.profile = replace(
                made.profile,
                name=kept.name, note=kept.note, publisher=kept.publisher, signs=kept.signs, skip_rows=kept.skip_rows, decimal=kept.decimal, variables=kept.variables,
            )  # fmt: skip
        return made

    @property
    def values(self) -> list[int]:
        """Columns that hold values."""
        return [place for place, rule in self.rules.items() if rule.meaning is Meaning.VALUE]

    def holds(self, meaning: Meaning) -> bool:
        return any(rule.meaning is meaning for rule in self.rules.values())

    @property
    def lacks_year(self) -> bool:
        """Whether some value has its year in no column and no heading."""
        return not self.holds(Meaning.YEAR) and any(self.headings[place].year is None for place in self.values)

    @property
    def lacks_place(self) -> bool:
        told = self.holds(Meaning.CODE) or self.holds(Meaning.NAME) or self.profile.row_carries is Meaning.NAME
        return not told and not any(self.rules[place].says is Says.PLACE for place in self.values)

    @property
    def lacks_indicator(self) -> bool:
        told = self.holds(Meaning.INDICATOR) or self.profile.row_carries is Meaning.INDICATOR
        return not told and not (self.values and all(self.rules[place].says is Says.INDICATOR or self.rules[place].indicator for place in self.values))

    @property
    def lacks_unit(self) -> bool:
        return not self.holds(Meaning.UNIT) and any(not self.headings[place].unit and not self.rules[place].unit for place in self.values)

    def says(self, column: int) -> Says:
        """What the heading of a column most likely says, were it a column of values."""
        if not self.headings[column].words:
            return Says.NOTHING
        return Says.DIMENSION if self.holds(Meaning.INDICATOR) and len(self.values) > 1 else Says.NOTHING if self.holds(Meaning.INDICATOR) else Says.INDICATOR

    def give(self, column: int, meaning: Meaning) -> None:
        """This column holds that. Of code and year there is only one: the former one is left out then."""
        if meaning in (Meaning.CODE, Meaning.YEAR):
            for place, rule in self.rules.items():
                if rule.meaning is meaning and place != column:
                    self.rules[place] = replace(rule, meaning=Meaning.IGNORE)
        old = self.rules[column]
        says = old.says
        if meaning is Meaning.VALUE and old.meaning is not Meaning.VALUE:
            says = self.says(column)
        self.rules[column] = replace(old, meaning=meaning, says=says)

    def alike(self, column: int) -> list[int]:
        """Columns whose headings differ from this one's by the year only, itself among them: they are one thing."""
        wanted = self.headings[column].key
        same = [place for place in self.rules if self.headings[place].key == wanted and "{rok}" in wanted]
        return same or [column]

    def made(self) -> Profile:
        """The profile as said so far."""
        rules = list(self.rules.values())
        if sum(rule.meaning is Meaning.VALUE and rule.says is Says.PLACE for rule in rules) > 1:
            first = next(rule for rule in rules if rule.meaning is Meaning.VALUE and rule.says is Says.PLACE)
            rules = [rule for rule in rules if not (rule.meaning is Meaning.VALUE and rule.says is Says.PLACE)]
            rules.append(replace(first, headings=(ANY,), number=1))
        profile = replace(self.profile, columns=collapsed(rules))
        if not self.lacks_year:
            profile = replace(profile, year=None, year_from=type(profile.year_from).PROFILE)
        if not self.lacks_place:
            profile = replace(profile, place="")
        if self.holds(Meaning.INDICATOR):
            profile = replace(profile, indicator="")
        return profile
