"""Methods that nobody calls: what they may find in their object."""

from __future__ import annotations

from typing import Any


def test_a_number_that_another_method_changes_may_be_anything(keras: Any) -> None:
    followed = keras(
        """
        class Agent:
            def __init__(self):
                self.epsilon = 1.0
                self.memory = []
                self.width = 24
                self.steps = 0
            def remember(self, state):
                self.memory.append(state)
                self.steps += 1
            def replay(self):
                if len(self.memory) < 32:
                    return None
                model = keras.Sequential([keras.Input((4,)), layers.Dense(self.width), layers.Dense(self.steps)])
                return model
        """
    )
    assert followed.shapes() == ["(None, 24)", "(None, self.steps)"]


def test_a_model_that_another_method_makes_stays(keras: Any) -> None:
    followed = keras(
        """
        class Agent:
            def __init__(self):
                self.model = None
            def build(self):
                self.model = keras.Sequential([keras.Input((4,)), layers.Dense(2)])
            def grow(self):
                self.model.add(layers.Dense(3))
        """
    )
    assert followed.shapes() == ["(None, 2)", "(None, 3)"]


def test_a_method_that_a_derived_class_replaces_refuses_nothing(keras: Any) -> None:
    text = """
        class Base:
            def __init__(self, units=3):
                self.net = keras.Sequential([keras.Input((units,)), layers.Dense(2)])
            def run(self):
                return self.net(np.zeros((1, 4)))
        """
    assert keras(text).refusals() == ["IncompatibleAxis"]
    derived = """
        class Derived(Base):
            def __init__(self):
                super().__init__(4)
            def run(self):
                return self.net(np.ones((1, 4)))
        Derived().run()
        """
    assert keras(text + derived).refusals() == []
