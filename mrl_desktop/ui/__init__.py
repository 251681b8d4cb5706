"""The window. PySide6 lives here and nowhere else."""

import sys

if sys.version_info < (3, 12):
    # PySide6 6.12 takes None, True and False for immortal, as they are from Python 3.12 on, and gives back references it never took:
    # on 3.11 the interpreter would be gone after some thousand signals. So they get more references than a year of work can use up.
    import ctypes

    for _everlasting in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_everlasting)).value += 1 << 40
