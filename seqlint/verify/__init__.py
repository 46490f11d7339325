"""Verdicts of real Keras: programs run in a child process, neutralised, only on request, and compared with seqlint.

What the child needs (`child`, `guard`, `standins`, `watch`) imports nothing but Python's library and, there alone,
TensorFlow: it can be any environment that has Keras.
"""
