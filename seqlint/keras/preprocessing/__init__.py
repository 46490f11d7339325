"""The older helpers for texts, pictures and series (Keras: `keras.preprocessing`).

What `keras.utils` has as well is registered there, under both names.
"""

from __future__ import annotations

import seqlint.keras.utils  # noqa: F401 - registers what both modules have
from seqlint.keras.room import import_folder

import_folder(__name__, __file__)
