"""Hostile programs end bounded, with the limit named, and everything else still right."""

from __future__ import annotations

import time
from typing import Any

import pytest

AFTER = "\nx = 7\n"


@pytest.mark.parametrize(
    "text",
    [
        "for i in range(10 ** 9):\n    y = i",
        "while True:\n    y = 1",
        "def f(n):\n    return f(n - 1) + f(n - 2)\nf(50)",
        "def f():\n    return g()\ndef g():\n    return f()\nf()",
        "a = []\na.append(a)\nfor i in a:\n    a.append(i)",
        "x = [0] * 10 ** 9",
        "x = 'a' * 10 ** 9",
        "x = 9 ** 9 ** 9",
        "x = list(range(10 ** 9))",
        "\n".join(f"if c{i}:\n    v{i} = {i}" for i in range(300)),
        "for a in range(99):\n    for b in range(99):\n        for c in range(99):\n            for d in range(99):\n                y = a",
        "f = lambda: f()\nf()",
        "class A(A):\n    pass\nA()",
        "import itertools\nfor i in itertools.count():\n    y = i",
        "exec('x = 1')\nglobals()['x'] = 2",
        "d = {}\nd[d] = d",
        "x = 1\n" + "".join(f"def f{i}(n):\n    return f{i + 1}(n) + f{i + 1}(n)\n" for i in range(40)) + "f0(1)",
        "from tensorflow.keras import Sequential, layers\nm = Sequential()\nfor i in range(10 ** 5):\n    m.add(layers.Dense(1))",
        "from tensorflow.keras import Sequential\nm = Sequential()\nm.add(m)\nm.build((None, 3))",
        "from tensorflow.keras import layers\nlayers.Dense(2 ** 70)\nlayers.Reshape((10 ** 9, -1))\nlayers.Dense(True)",
        "import numpy as np\nnp.zeros((10 ** 9,) * 9) + np.arange(10 ** 12)",
    ],
)
def test_hostile(run: Any, text: str) -> None:
    start = time.process_time()
    followed = run(text + AFTER)
    assert time.process_time() - start < 20
    assert followed["x"] == 7
    assert followed.program.failures == ()


def test_a_limit_is_named(run: Any) -> None:
    text = "def f(n):\n    for i in range(5):\n        for j in range(5):\n            g(i)\n"
    text += "def g(n):\n    for i in range(5):\n        for j in range(5):\n            h(i)\n"
    text += "def h(n):\n    for i in range(5):\n        for j in range(5):\n            y = i + j + n\n"
    followed = run(text + "f(1)\nf(2)\n" * 3 + AFTER)
    assert all("steps" in limit for limit in followed.program.limits)
    assert followed["x"] == 7
