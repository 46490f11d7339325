"""Keras' helpers for data: labels, sequences, data sets from folders (Keras: `keras.utils`)."""

from __future__ import annotations

from seqlint.keras.room import import_folder

import_folder(__name__, __file__)
