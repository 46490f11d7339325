"""Correct programs, one mistake planted in each, and what Keras and seqlint say of both.

`python -m tests.conformance.planted --count 300 --seed 1 --keras 3` runs the campaign and prints the table: for each
kind of mistake how many Keras refused, how many trained on wrongly, how many of both seqlint found, on the line and
under the right code; what it said of the correct originals; and how many errors its fixes mend.
"""
