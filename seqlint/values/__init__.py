"""What a value can be when its numbers are not known.

Python's immutable constants (`int`, `float`, `str`, `bool`, `None`, `tuple` …) stand for themselves; everything that
can change is a `Ref` into the `Store`; everything else is one of the frozen classes of this room.
"""
