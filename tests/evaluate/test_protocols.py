"""Special methods of the program's own objects, and what data classes and named tuples are."""

from __future__ import annotations

from typing import Any


def test_an_object_answers_for_itself(keras: Any) -> None:
    followed = keras(
        """
        class Spec:
            def __init__(self, *sizes):
                self.sizes = sizes
            def __len__(self):
                return len(self.sizes)
            def __iter__(self):
                return iter(self.sizes)
            def __contains__(self, size):
                return size == 8
            def __add__(self, other):
                return Spec(*self.sizes, other)
            def __rmul__(self, times):
                return times * len(self)
            def __eq__(self, other):
                return len(self) == len(other)
            def __bool__(self):
                return False
        spec = Spec(8, 4) + 2
        length, items, there, absent = len(spec), list(spec), 8 in spec, 7 not in spec
        times, equal, true = 3 * spec, spec == Spec(1, 2, 3), 1 if spec else 0
        a, b, c = spec
        """
    )
    assert (followed["length"], followed["items"]) == (3, [8, 4, 2])
    assert (followed["there"], followed["absent"], followed["times"]) == (True, True, 9)
    assert (followed["equal"], followed["true"], followed["c"]) == (True, 0, 2)


def test_a_dictionary_whose_entries_are_attributes(keras: Any) -> None:
    followed = keras(
        """
        class Config(dict):
            def __getattr__(self, name):
                value = self[name]
                return Config(value) if isinstance(value, dict) else value
        class Short(dict):
            __getattr__ = dict.get
        config = Config({"model": {"units": 8}}, rate=0.5)
        config["depth"] = 2
        a, b, c, d = config.model.units, config.get("rate"), config["depth"], len(config)
        e = Short(z=5).z
        f = [key for key in config]
        """
    )
    assert [followed[name] for name in "abcde"] == [8, 0.5, 2, 3, 5]
    assert followed["f"] == ["model", "rate", "depth"]


def test_a_class_attribute_that_is_none(keras: Any) -> None:
    followed = keras(
        """
        from dataclasses import dataclass
        from typing import Optional
        @dataclass
        class Block:
            filters: int
            pool: Optional[int] = None
        class Holder:
            model = None
        a = Block(8).pool is None
        b = Block(8, 2).pool
        c = Holder.model is None
        """
    )
    assert (followed["a"], followed["b"], followed["c"]) == (True, 2, True)


def test_what_the_dataclasses_module_makes_of_an_object(keras: Any) -> None:
    followed = keras(
        """
        from dataclasses import dataclass, replace, asdict, astuple
        @dataclass
        class Base:
            units: int = 8
        @dataclass
        class Net(Base):
            rate: float = 0.1
            def __post_init__(self):
                self.twice = self.units * 2
        net = Net(16, 0.5)
        other = replace(net, units=4)
        a, b, c, d, e = net.twice, net.rate, other.twice, asdict(other), astuple(net)
        """
    )
    assert [followed[name] for name in "abcde"] == [32, 0.5, 8, {"units": 4, "rate": 0.5}, (16, 0.5)]


def test_a_named_tuple_is_a_tuple(keras: Any) -> None:
    followed = keras(
        """
        from typing import NamedTuple
        class Shape(NamedTuple):
            steps: int = 12
            features: int = 3
        shape = Shape(features=2)
        a, b = shape
        c, d = shape[0], tuple(shape)
        """
    )
    assert [followed[name] for name in "abcd"] == [12, 2, 12, (12, 2)]


def test_a_class_tells_its_base(keras: Any) -> None:
    followed = keras(
        """
        class Net:
            registry = {}
            def __init_subclass__(cls, key, **rest):
                super().__init_subclass__(**rest)
                Net.registry[key] = cls
        class Rnn(Net, key="rnn"):
            units = 5
        a = Net.registry["rnn"].units
        """
    )
    assert followed["a"] == 5


def test_the_type_of_a_layer_makes_another(keras: Any) -> None:
    followed = keras(
        """
        first = layers.Dense(3)
        model = keras.Sequential([keras.Input((4,)), type(first)(8), first.__class__(2)])
        name = type(first).__name__
        width = model.layers[0].output.shape[-1]
        """
    )
    assert followed.shapes() == ["(None, 8)", "(None, 2)"]
    assert (followed["name"], followed["width"]) == ("Dense", 8)


def test_numbers_that_are_members_have_a_value(keras: Any) -> None:
    followed = keras(
        """
        from enum import Enum, IntEnum
        class Size(IntEnum):
            SMALL = 16
        class Act(str, Enum):
            RELU = "relu"
        a, b, c = Size.SMALL // 2, Size.SMALL.value, Act.RELU.value
        """
    )
    assert (followed["a"], followed["b"], followed["c"]) == (8, 16, "relu")


def test_a_class_goes_through_the_programs_own_decorators(keras: Any) -> None:
    followed = keras(
        """
        MODELS = {}
        def register(name):
            def decorate(cls):
                MODELS[name] = cls
                return cls
            return decorate
        @register("small")
        class Small:
            units = 4
        a, b = MODELS["small"].units, Small.units
        """
    )
    assert (followed["a"], followed["b"]) == (4, 4)


def test_a_dictionary_that_makes_its_entries(keras: Any) -> None:
    followed = keras(
        """
        from collections import defaultdict, deque
        sizes = defaultdict(list)
        for name, size in [("a", 3), ("b", 4), ("a", 5)]:
            sizes[name].append(size)
        queue = deque([16, 8, 4])
        first, taken = queue.popleft(), []
        while queue:
            taken.append(queue.popleft())
        a, b = sizes["a"], len(sizes)
        """
    )
    assert (followed["a"], followed["b"], followed["first"], followed["taken"]) == ([3, 5], 2, 16, [8, 4])


def test_a_method_that_is_not_known_may_change_a_list(keras: Any) -> None:
    followed = keras("items = [1, 2, 3]\nitems.rotate(1)\nfirst = items[0]")
    assert followed["first"] == "?"


def test_fields_of_a_text(keras: Any) -> None:
    followed = keras("n = 4\na = f'fc_{3:02d}_{0.5:.1f}_{3:0{n}d}_{\"x\"!r}'\nb = f'{n=}'")
    assert (followed["a"], followed["b"]) == ("fc_03_0.5_0003_'x'", "?")


def test_symbolic_tensors_are_no_lists(keras: Any) -> None:
    followed = keras(
        "parts = [y for x in [keras.Input((3,)), [layers.Dense(2)]] for y in (x if isinstance(x, list) else [x])]"
    )
    assert len(followed["parts"]) == 2


def test_the_names_of_classes_and_functions(keras: Any) -> None:
    followed = keras(
        """
        MODELS = {}
        def register(item):
            MODELS[item.__name__.lower()] = item
            return item
        @register
        class Small:
            units = 4
        @register
        def Large():
            return 8
        a, b = MODELS["small"].units, MODELS["large"]()
        """
    )
    assert (followed["a"], followed["b"]) == (4, 8)


def test_the_item_with_the_greatest_key(keras: Any) -> None:
    followed = keras(
        """
        sizes = {"s": 1, "m": 4, "l": 2}
        a, b = max(sizes, key=sizes.get), min([3, -7, 5], key=lambda n: n * n)
        c = max(["aa", "b"], key=len)
        """
    )
    assert (followed["a"], followed["b"], followed["c"]) == ("m", 3, "aa")
