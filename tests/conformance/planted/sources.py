"""Where programs have their data from; each function is one kind of source, and all are found by `sources()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conformance.planted.recipe import Data

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Source = Callable[[random.Random], Data]

SPLIT = "from sklearn.model_selection import train_test_split"
SCALER = "from sklearn.preprocessing import StandardScaler"
_SPLITTING = "$x, $xt, $y, $yt = train_test_split({x}, {y}, test_size=0.2, random_state=0)"
_STANDARD = ["scaler = StandardScaler()", "$x = scaler.fit_transform($x)", "$xt = scaler.transform($xt)"]


def digits(draw: random.Random) -> Data:
    """Grey pictures of Keras, as rows, as maps, or as they come."""
    name = draw.choice(("mnist", "fashion_mnist"))
    load = [f"($x, $y), ($xt, $yt) = @keras.datasets.{name}.load_data()"]
    data = Data(load, "plane", (28, 28), "one of many", 10, bytes=True)
    form = draw.choice(("rows", "maps", "planes"))
    if form == "rows":
        data.kind, data.sample = "vector", (784,)
        if draw.random() < 0.5:
            data.shape = ["$x = $x.reshape(60000, 784)", "$xt = $xt.reshape(10000, 784)"]
        else:
            text = draw.choice(
                ("{0}.reshape(-1, 784)", "{0}.reshape({0}.shape[0], 28 * 28)", "{0}.reshape((len({0}), 784))")
            )
            data.shape = [f"{name} = {text.format(name)}" for name in ("$x", "$xt")]
    elif form == "maps":
        data.kind, data.sample = "image", (28, 28, 1)
        text = draw.choice(
            (
                "{0}[..., None]",
                "np.expand_dims({0}, -1)",
                "{0}.reshape(-1, 28, 28, 1)",
                "{0}.reshape({0}.shape[0], 28, 28, 1)",
                "{0}[:, :, :, np.newaxis]",
            )
        )
        data.shape = [f"{name} = {text.format(name)}" for name in ("$x", "$xt")]
    data.scale = _by_255(draw)
    if draw.random() < 0.15:
        number = draw.randrange(10)
        data.labels = [f"$y = ($y == {number}).astype(int)", f"$yt = ($yt == {number}).astype(int)"]
        data.task, data.width = "binary", 1
    elif form == "rows" and draw.random() < 0.2:
        data.task, data.width = "copy", 784
    return data


def colours(draw: random.Random) -> Data:
    """Coloured pictures of Keras; a label is a row of one number."""
    load = ["($x, $y), ($xt, $yt) = @keras.datasets.cifar10.load_data()"]
    data = Data(load, "image", (32, 32, 3), "one of many", 10, "column", bytes=True, scale=_by_255(draw))
    if draw.random() < 0.3:
        data.labels = ["$y = $y.flatten()", "$yt = $yt.flatten()"]
        data.encoding = "int"
    return data


def _by_255(draw: random.Random) -> list[str]:
    form = draw.randrange(4)
    if form == 0:
        return ["$x, $xt = $x / 255.0, $xt / 255.0"]
    if form == 1:
        return ['$x = $x.astype("float32")', '$xt = $xt.astype("float32")', "$x /= 255", "$xt /= 255"]
    text = ('{0}.astype("float32") / 255', "{0} / 255.0")[form - 2]
    return [f"{name} = {text.format(name)}" for name in ("$x", "$xt")]


def reviews(draw: random.Random) -> Data:
    """Texts of Keras as padded rows of word numbers."""
    name, width = draw.choice((("imdb", 1), ("reuters", 46)))
    vocabulary, length = draw.choice((500, 800, 1000)), draw.choice((20, 40, 100))
    load = [f"($x, $y), ($xt, $yt) = @keras.datasets.{name}.load_data(num_words={vocabulary})"]
    pad = draw.choice(("@keras.utils.pad_sequences", "@keras.preprocessing.sequence.pad_sequences"))
    shape = [f"{part} = {pad}({part}, maxlen={length})" for part in ("$x", "$xt")]
    task = "binary" if width == 1 else "one of many"
    return Data(load, "tokens", (length,), task, width, shape=shape, vocabulary=vocabulary)  # type: ignore[arg-type]  # one of two tasks


def houses(draw: random.Random) -> Data:
    """The tables of Keras."""
    name, width = draw.choice((("boston_housing", 13), ("california_housing", 8)))
    load = [f"($x, $y), ($xt, $yt) = @keras.datasets.{name}.load_data()"]
    data = Data(load, "vector", (width,), "amount", 1, "number", since=3 if name == "california_housing" else 2)
    if draw.random() < 0.5:
        data.scale, data.imports = [*_STANDARD], [SCALER]
    else:
        data.scale = [
            "mean = $x.mean(axis=0)", "std = $x.std(axis=0)", "$x = ($x - mean) / std", "$xt = ($xt - mean) / std",
        ]  # fmt: skip
    return data


def flowers(draw: random.Random) -> Data:
    """The small tables of scikit-learn."""
    name, features, width, task = draw.choice(
        (
            ("load_iris", 4, 3, "one of many"), ("load_wine", 13, 3, "one of many"), ("load_digits", 64, 10, "one of many"),
            ("load_breast_cancer", 30, 1, "binary"), ("load_diabetes", 10, 1, "amount"),
        )
    )  # fmt: skip
    load = [f"features, targets = {name}(return_X_y=True)"]
    if draw.random() < 0.6:
        load = [f"data = {name}()", "features = data.data", "targets = data.target"]
    load.append(_SPLITTING.format(x="features", y="targets"))
    imports = [f"from sklearn.datasets import {name}", SPLIT, SCALER]
    encoding = "number" if task == "amount" else "int"
    return Data(load, "vector", (features,), task, width, encoding, scale=[*_STANDARD], imports=imports)  # type: ignore[arg-type]  # drawn from the table


def made(draw: random.Random) -> Data:
    """Tables that scikit-learn makes up."""
    features = draw.choice((8, 12, 20))
    if draw.random() < 0.4:
        load = [f"features, targets = make_regression(n_samples=500, n_features={features}, random_state=1)"]
        data = Data(
            load, "vector", (features,), "amount", 1, "number", imports=["from sklearn.datasets import make_regression"]
        )
    else:
        width = draw.choice((2, 3, 4))
        load = [
            f"features, targets = make_classification(n_samples=500, n_features={features}, n_informative=5, n_classes={width})"
        ]
        task, width = ("binary", 1) if width == 2 else ("one of many", width)
        imports = ["from sklearn.datasets import make_classification"]
        data = Data(load, "vector", (features,), task, width, imports=imports)  # type: ignore[arg-type]  # one of two tasks
    data.load.append(_SPLITTING.format(x="features", y="targets"))
    data.imports.append(SPLIT)
    return data


def _targets(draw: random.Random, count: int, data: Data) -> list[str]:
    """Lines that make up the labels `targets` of a number of samples."""
    task = draw.choice(("one of many", "one of many", "binary", "many", "amount"))
    if task in {"one of many", "binary"}:
        data.task = task  # type: ignore[assignment]  # drawn from the tasks
        classes = 2 if task == "binary" else draw.choice((3, 4, 5, 7))
        data.width = 1 if task == "binary" else classes
        column = draw.random() < 0.3
        data.encoding = "column" if column else "int"
        size = f"({count}, 1)" if column else draw.choice((f"{count}", f"({count},)"))
        return [
            f"targets = {draw.choice(('np.random.randint(0, {0}, size={1})', 'np.random.default_rng(2).integers(0, {0}, size={1})')).format(classes, size)}"
        ]
    if task == "many":
        data.task, data.width, data.encoding = "many", draw.choice((3, 5)), "onehot"
        return [f"targets = np.random.randint(0, 2, size=({count}, {data.width}))"]
    data.task, data.encoding, data.width = "amount", "number", draw.choice((1, 1, 2, 3))
    size = f"{count}, {data.width}" if data.width > 1 or draw.random() < 0.4 else f"{count}"
    if draw.random() < 0.4:
        data.limits = (0, 100)
        return [f"targets = 100 * np.random.rand({size})"]
    return [f"targets = np.random.randn({size})"]


def _cut(draw: random.Random, count: int, data: Data) -> None:
    """Part the made-up `features` and `targets`."""
    if draw.random() < 0.4:
        data.load.append(_SPLITTING.format(x="features", y="targets"))
        data.imports.append(SPLIT)
    else:
        cut = count * 4 // 5
        data.load += [f"$x, $xt = features[:{cut}], features[{cut}:]", f"$y, $yt = targets[:{cut}], targets[{cut}:]"]


def numbers(draw: random.Random) -> Data:
    """A table of random numbers."""
    count, features = draw.choice((300, 1000)), draw.choice((5, 8, 16))
    text = draw.choice(
        (
            "np.random.rand({0}, {1})",
            "np.random.random(({0}, {1}))",
            "np.random.normal(size=({0}, {1}))",
            "np.random.default_rng(0).normal(size=({0}, {1}))",
        )
    )
    data = Data([f"features = {text.format(count, features)}"], "vector", (features,), "binary")
    data.load += _targets(draw, count, data)
    _cut(draw, count, data)
    return data


def series(draw: random.Random) -> Data:
    """Random time series; each has one label, or each of its steps has."""
    count, length, width = 200, draw.choice((10, 20, 24)), draw.choice((1, 3, 6))
    data = Data([f"features = np.random.randn({count}, {length}, {width})"], "series", (length, width), "binary")
    if draw.random() < 0.2:
        data.task, data.width, data.encoding = "steps", draw.choice((1, 4)), "column"
        high = 2 if data.width == 1 else data.width
        data.load.append(f"targets = np.random.randint(0, {high}, size=({count}, {length}, 1))")
    else:
        data.load += _targets(draw, count, data)
    _cut(draw, count, data)
    return data


def windows(draw: random.Random) -> Data:
    """Windows over one series, to tell the next value."""
    length = draw.choice((5, 12, 30))
    load = [
        "waves = np.sin(np.arange(1000) / 25)", f"length = {length}",
        "features = np.array([waves[i:i + length] for i in range(len(waves) - length)])",
        "targets = waves[length:]", "features = features.reshape(-1, length, 1)",
        "$x, $xt = features[:800], features[800:]", "$y, $yt = targets[:800], targets[800:]",
    ]  # fmt: skip
    return Data(load, "series", (length, 1), "amount", 1, "number")


def pictures(draw: random.Random) -> Data:
    """Random pictures of values from 0 to 1."""
    count, side, channels = 120, draw.choice((16, 24, 32)), draw.choice((1, 3))
    data = Data(
        [f"features = np.random.rand({count}, {side}, {side}, {channels})"], "image", (side, side, channels), "binary"
    )
    data.load += _targets(draw, count, data)
    _cut(draw, count, data)
    return data


def table(draw: random.Random) -> Data:
    """A table of pandas with a column of labels."""
    columns, classes = ["age", "height", "weight", "income"][: draw.choice((3, 4))], draw.choice((2, 3, 5))
    body = [f'    "{name}": np.random.rand(400),' for name in columns]
    load = ["frame = pd.DataFrame({", *body, f'    "label": np.random.randint(0, {classes}, 400),', "})"]
    load += draw.choice(
        (
            ['features = frame.drop(columns="label")', 'targets = frame["label"]'],
            ['features = frame.drop("label", axis=1).values', 'targets = frame["label"].values'],
            [f"features = frame[{str(columns).replace(chr(39), chr(34))}].values", "targets = frame.label.values"],
        )
    )
    load.append(_SPLITTING.format(x="features", y="targets"))
    task, width = ("binary", 1) if classes == 2 else ("one of many", classes)
    data = Data(load, "vector", (len(columns),), task, width, imports=[SPLIT])  # type: ignore[arg-type]  # one of two tasks
    if draw.random() < 0.5:
        data.scale = [*_STANDARD]
        data.imports.append(SCALER)
    return data


def prices(draw: random.Random) -> Data:
    """A regression whose targets are scaled, and scaled back afterwards."""
    features = draw.choice((4, 7))
    load = [
        f"features = np.random.rand(500, {features})",
        "targets = 1000 * np.random.rand(500, 1)",
        _SPLITTING.format(x="features", y="targets"),
    ]
    labels = [
        "target_scaler = StandardScaler()",
        "$y = target_scaler.fit_transform($y)",
        "$yt = target_scaler.transform($yt)",
    ]
    return Data(
        load,
        "vector",
        (features,),
        "amount",
        1,
        "number",
        labels=labels,
        imports=[SPLIT, SCALER],
        scaler="target_scaler",
    )


def sources() -> list[Source]:
    """All sources in the order of this file."""
    return [
        value
        for name, value in globals().items()
        if callable(value)
        and value.__module__ == __name__
        and value.__doc__
        and not name.startswith("_")
        and name != "sources"
    ]
