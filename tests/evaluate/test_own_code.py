"""What programs build models with: decorators, generators, enumerations, settings, `match`, recursion."""

from __future__ import annotations

from typing import Any

import pytest


def test_a_decorator_of_the_programs_own_is_followed(keras: Any) -> None:
    followed = keras(
        """
        import functools
        def timed(function):
            @functools.wraps(function)
            def inner(*args, **kwargs):
                out = function(*args, **kwargs)
                print("done")
                return out
            return inner
        def times(n):
            def decorate(function):
                return lambda x: function(x) * n
            return decorate
        @timed
        def width(n, *, more=1):
            return n + more
        @times(3)
        @timed
        def tripled(x):
            return x
        a, b = width(4, more=5), tripled(2)
        """
    )
    assert (followed["a"], followed["b"]) == (9, 6)


def test_a_decorated_method_gets_its_object(keras: Any) -> None:
    followed = keras(
        """
        def logged(function):
            def inner(self, *args):
                return function(self, *args)
            return inner
        class Net:
            width = 7
            @logged
            def wide(self, n):
                return self.width * n
        a = Net().wide(3)
        """
    )
    assert followed["a"] == 21


def test_a_decorator_that_is_not_known_hides_the_function(keras: Any) -> None:
    followed = keras(
        """
        from elsewhere import magic
        @magic
        def width():
            return 3
        a = width()
        """
    )
    assert followed["a"] == "?"


def test_class_methods_get_their_class(keras: Any) -> None:
    followed = keras(
        """
        class Net:
            width = 7
            @classmethod
            def wide(cls, n=2):
                return cls.width * n
            @staticmethod
            def plain(n):
                return n
        class Wide(Net):
            width = 10
        a, b, c, d = Net.wide(), Wide.wide(3), Net().wide(1), Net.plain(5)
        """
    )
    assert [followed[name] for name in "abcd"] == [14, 30, 7, 5]


def test_what_a_generator_yields_is_known_in_order(keras: Any) -> None:
    followed = keras(
        """
        def inner(n):
            yield n
            yield n + 1
        def outer(sizes):
            for size in sizes:
                yield size
                yield from inner(size * 10)
            yield 0
        def perhaps(n, flag):
            for i in range(n):
                if flag:
                    continue
                yield i
        import sys
        a = list(outer([1, 2]))
        b = list(perhaps(3, len(sys.argv) > 1))
        first, second = inner(5)
        """
    )
    assert followed["a"] == [1, 10, 11, 2, 20, 21, 0]
    assert followed["b"] != [0, 1, 2]
    assert (followed["first"], followed["second"]) == (5, 6)


def test_what_follows_the_yield_of_a_context_manager_is_not_run_before_the_block(keras: Any) -> None:
    followed = keras(
        """
        from contextlib import contextmanager
        @contextmanager
        def building(size):
            model = keras.Sequential([keras.Input((size,))])
            yield model
            model.add(layers.Dense(2))
        @contextmanager
        def timed():
            yield 5
            print("done")
        with building(8) as model:
            model.add(layers.Dense(4))
        with timed() as number:
            pass
        """
    )
    record = followed.program.models()[0][1]
    assert record.open
    assert [use.title for use in record.uses] == ["layers that are not known", "Dense"]
    assert followed["number"] == 5


def test_members_of_an_enumeration(keras: Any) -> None:
    followed = keras(
        """
        import enum
        class Size(enum.Enum):
            SMALL = 16
            LARGE = 64
            def doubled(self):
                return self.value * 2
        a, b, c = Size.LARGE.value, Size["SMALL"].value, Size(64).name
        d, e = [size.value for size in Size], Size.SMALL.doubled()
        """
    )
    assert [followed[name] for name in "abcde"] == [64, 16, "LARGE", [16, 64], 32]


def test_named_tuples_and_fields_of_data_classes(keras: Any) -> None:
    followed = keras(
        """
        from collections import namedtuple
        from dataclasses import dataclass, field
        Conf = namedtuple("Conf", "units, rate", defaults=(0.5,))
        @dataclass
        class Settings:
            width: int = 16
            sizes: list = field(default_factory=lambda: [8, 4])
            depth: int = field(default=2)
        conf, settings = Conf(20), Settings(width=3)
        a, b, c, d = conf.units, conf.rate, settings.sizes, settings.width * settings.depth
        """
    )
    assert [followed[name] for name in "abcd"] == [20, 0.5, [8, 4], 6]


def test_json_that_stands_in_the_program(keras: Any) -> None:
    followed = keras(
        """
        import json
        settings = json.loads('{"units": [64, 32], "rate": 0.2, "name": null}')
        a, b = settings["units"], json.loads("{broken")
        """
    )
    assert (followed["a"], followed["b"]) == ([64, 32], "?")


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ('"binary"', 1),
        ('("multi", 6)', 6),
        ('("other", 6)', 0),
        ("[1, 2, 3, 4]", [2, 3]),
        ('{"kind": "deep", "depth": 9}', 9),
        ("7", 70),
        ("8", 80),
        ("-3", -3),
        ("None", 100),
        ("3.5", 0),
    ],
)
def test_a_match_statement_takes_the_case_that_fits(keras: Any, subject: str, answer: Any) -> None:
    followed = keras(
        f"""
        def head(kind):
            match kind:
                case "binary":
                    return 1
                case ("multi", n):
                    return n
                case [1, *middle, 4]:
                    return middle
                case {{"kind": "deep", "depth": n}}:
                    return n
                case 7 | 8 as n:
                    return n * 10
                case int() as n if n < 0:
                    return n
                case None:
                    return 100
                case _:
                    return 0
        a = head({subject})
        """
    )
    assert followed["a"] == answer


def test_a_match_of_something_unknown_takes_all_cases(keras: Any) -> None:
    followed = keras(
        """
        import sys
        match sys.argv[1]:
            case "a":
                n = 1
            case "b":
                n = 2
            case _:
                n = 3
        """
    )
    assert followed["n"] == {1, 2, 3}


def test_parts_of_lists_are_replaced_and_deleted(keras: Any) -> None:
    followed = keras(
        """
        a = [1, 2, 3, 4]
        a[1:3] = [20, 30, 40]
        b = list(a)
        del b[:2]
        b[1:1] = (7, 8)
        """
    )
    assert (followed["a"], followed["b"]) == ([1, 20, 30, 40, 4], [30, 7, 8, 40, 4])


def test_a_recursion_that_ends_is_followed_and_one_that_does_not_is_cut(keras: Any) -> None:
    followed = keras(
        """
        def tower(n):
            return [n] if n < 4 else [n] + tower(n // 2)
        def endless(n):
            return endless(n + 1)
        a, b = tower(64), endless(0)
        """
    )
    assert (followed["a"], followed["b"]) == ([64, 32, 16, 8, 4, 2], "?")


def test_parts_of_iterators_and_unions_of_dictionaries(keras: Any) -> None:
    followed = keras(
        """
        from itertools import islice
        numbers = iter([1, 2, 3, 4, 5])
        a, b = list(islice(numbers, 2)), list(numbers)
        c = {"x": 1, "y": 2} | {"y": 3}
        """
    )
    assert (followed["a"], followed["b"], followed["c"]) == ([1, 2], [3, 4, 5], {"x": 1, "y": 3})


def test_arguments_that_are_not_known_make_unknown_what_they_may_decide(keras: Any) -> None:
    followed = keras(
        """
        from elsewhere import settings
        model = keras.Sequential([
            keras.Input((30, 30, 2)), layers.Conv2D(3, 3, **settings()), layers.Flatten(), layers.Dense(4, **settings()),
        ])
        """
    )
    convolution, _, dense = [use.output for use in followed.program.models()[0][1].uses]
    assert len(convolution) == 4
    assert not any(isinstance(size, int) for size in convolution)
    assert dense[1] == 4


def test_a_class_whose_constructor_ran_for_a_subclass_is_not_made_again(keras: Any) -> None:
    followed = keras(
        """
        class Base:
            def __init__(self, n):
                self.model = keras.Sequential([keras.Input((n,)), layers.Dense(n)])
        class Deep(Base):
            pass
        net = Deep(4)
        """
    )
    assert followed.shapes() == ["(None, 4)"]


def test_attributes_by_name_and_namespaces(keras: Any) -> None:
    followed = keras(
        """
        import types
        class Settings:
            pass
        settings = Settings()
        for name, value in {"width": 12, "depth": 2}.items():
            setattr(settings, name, value)
        space = types.SimpleNamespace(out=3)
        space.more = 4
        a, b, c, d = settings.width, getattr(settings, "depth"), space.out, space.more
        """
    )
    assert [followed[name] for name in "abcd"] == [12, 2, 3, 4]


def test_pairs_are_sorted_by_their_names(keras: Any) -> None:
    followed = keras(
        """
        a = [name for name, _ in sorted({"b": {"n": 1}, "a": {"n": 2}}.items())]
        b = sorted([(2, "x"), (1, "y")], reverse=True)
        """
    )
    assert (followed["a"], followed["b"]) == (["a", "b"], [(2, "x"), (1, "y")])


def test_a_star_import_gives_input(keras: Any) -> None:
    followed = keras(
        """
        from tensorflow.keras.layers import *
        model = keras.Sequential([Input((4,)), Dense(3)])
        """
    )
    assert followed.shapes() == ["(None, 3)"]


def test_layers_of_the_programs_own_get_the_names_that_keras_gives(keras: Any) -> None:
    followed = keras(
        """
        class MyBlock(layers.Layer):
            def __init__(self, units, **kwargs):
                super().__init__(**kwargs)
                self.dense = layers.Dense(units)
            def call(self, x):
                return self.dense(x)
        class Plain(layers.Layer):
            def call(self, x):
                return x
        model = keras.Sequential([keras.Input((4,)), MyBlock(2), MyBlock(3, name="mine"), MyBlock(4), Plain()])
        """
    )
    names = [use.layer.name for use in followed.program.models()[-1][1].uses]
    assert names == ["my_block", "mine", "my_block_1", "plain"]


def test_a_reshape_of_each_sample_keeps_the_batch(keras: Any) -> None:
    followed = keras(
        """
        model = keras.Sequential([
            keras.Input((8, 8, 1)),
            layers.Lambda(lambda x: tf.reshape(x, (-1, 64))),
            layers.Lambda(lambda x: tf.reshape(x, (-1, 16, 4))),
        ])
        """
    )
    assert followed.shapes() == ["(None, 64)", "(None, 16, 4)"]
