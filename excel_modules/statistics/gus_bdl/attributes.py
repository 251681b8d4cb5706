"""Attributes of BDL values (list of the publisher's API): which letters keep the printed value and which deny it.

Letter case matters: `k` is an incomplete aggregate, `K` one after a change of method; `x` hides a value although 0 is printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from mrl_desktop.domain.facts import Mark


@dataclass(frozen=True, slots=True)
class Attribute:
    """`keeps` tells whether the printed number is a value at all."""

    mark: Mark
    keeps: bool


ATTRIBUTES: dict[str, Attribute] = {
    "": Attribute(Mark.NORMAL, True),
    "k": Attribute(Mark.INCOMPLETE, True),
    "K": Attribute(Mark.INCOMPLETE, True),
    "x": Attribute(Mark.SUPPRESSED, False),
    "X": Attribute(Mark.SUPPRESSED, False),
    "a": Attribute(Mark.BELOW_FORMAT, True),
    "A": Attribute(Mark.BELOW_FORMAT, True),
    "s": Attribute(Mark.ESTIMATED, True),
    "M": Attribute(Mark.BREAK, True),
    "v": Attribute(Mark.LOW_PRECISION, True),
    "n": Attribute(Mark.NOT_YET, False),
    "z": Attribute(Mark.NORMAL, True),
    "Z": Attribute(Mark.BREAK, True),
    "p": Attribute(Mark.JOINT, True),
}
"""Attributes 3-98 of the list by letter. Of two remarks in one letter (K, X, A) the one about the value itself is kept."""


BY_NUMBER: dict[str, Attribute] = {
    number: ATTRIBUTES[letter]
    for letter, numbers in (
        ("", ("0", "1")), ("k", ("3",)), ("x", ("4", "91")), ("a", ("7",)), ("s", ("9",)), ("M", ("11",)), ("K", ("13",)), ("X", ("14",)),
        ("A", ("17",)), ("v", ("20", "21")), ("n", ("50",)), ("z", ("94",)), ("p", ("97",)), ("Z", ("98",)),
    )
    for number in numbers
} | {"15": Attribute(Mark.MISSING, False)}  # fmt: skip
"""The same by number, as the publisher's service gives them; 15 has no letter."""


def attribute_of(said: str) -> Attribute | None:
    """What a cell of attributes means. Of several letters („Mx", „k, n") one that denies the value decides; None when none is known."""
    known = ATTRIBUTES.get(said)
    if known is not None:
        return known
    letters = [ATTRIBUTES.get(letter) for letter in said if letter.isalpha()]
    if len(letters) > 3 or not letters or None in letters:
        return None
    found = [letter for letter in letters if letter is not None]
    return next((letter for letter in found if not letter.keeps), found[0])
