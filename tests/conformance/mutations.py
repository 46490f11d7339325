"""Wrong formulas on purpose: does what compares seqlint with Keras notice each of them?

Run as `python -m tests.conformance.mutations [--count 1500] [--seed 1] [--keras 2] [--examples]`. Every mutation changes
one expression of one module in memory, in a process of its own; no file is touched. There the examples of all layer
cards are replayed, and random cases are compared with what Keras said about them (with `--examples`, only the former,
which needs no Keras). A mutation that nothing notices is a hole in the tables or in the generator.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.machinery
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Mutation(msgspec.Struct, frozen=True):
    """One wrong formula.

    Attributes:
        module: the module that is changed, under `seqlint`.
        old: its expression, which stands there once.
        new: what stands there instead.
        says: what is wrong then.
    """

    module: str
    old: str
    new: str
    says: str


CONV, RNN, NORM = "keras.layers.convolutional", "keras.layers.rnn", "keras.layers.normalization"
SHAPE = "keras.layers.reshaping"
MUTATIONS = (
    Mutation("values.shape", "return (length - span) // stride + 1", "return length // stride", "a window has one place more"),
    Mutation("values.shape", "dilation * (kernel - 1) + 1 if padding", "kernel if padding", "dilation is forgotten"),
    Mutation("values.shape", "extra = max(span, stride) - span if", "extra = 0 if", "a transposed window shorter than its step"),
    Mutation("values.shape", "span % 2 + output_padding", "span + output_padding", "'same' with output_padding, transposed"),
    Mutation("keras.layers.core.dense", 'weight("kernel", shape[-1], units)', 'weight("kernel", units, units)', "Dense's kernel"),
    Mutation("keras.layers.core.embedding", "return (*shape, output_dim)", "return (*shape[:-1], output_dim)", "Embedding's output"),
    Mutation(f"{CONV}.base_conv", "kernel.channels(shape, groups), filters", "kernel.channels(shape), filters", "groups"),
    Mutation(f"{CONV}.separable_conv", "channels * multiplier, filters)", "channels, filters)", "depth_multiplier, pointwise"),
    Mutation(f"{CONV}.depthwise_conv", "bias(channels * multiplier", "bias(channels", "depth_multiplier, bias"),
    Mutation(f"{CONV}.base_conv_transpose", "bias(filters, use_bias)", "bias(filters, True)", "use_bias=False, transposed"),
    Mutation(f"{RNN}.lstm", "cell_weights(units, 4, use_bias)", "cell_weights(units, 3, use_bias)", "LSTM's gates"),
    Mutation(f"{RNN}.gru", "two_biases=reset_after", "two_biases=False", "GRU's second bias"),
    Mutation(f"{RNN}.base_rnn", 'weight("recurrent_kernel", units, width)', 'weight("recurrent_kernel", width, width)', "the recurrent kernel"),
    Mutation(f"{RNN}.base_rnn", "if not self.sequences:", "if self.sequences:", "return_sequences the wrong way round"),
    Mutation(f"{RNN}.base_conv_lstm", "(shape[0], *shape[2:])", "(shape[0], *shape[1:-1])", "ConvLSTM's step"),
    Mutation(f"{RNN}.bidirectional", 'if merge_mode != "concat":', 'if merge_mode == "concat":', "merge_mode"),
    Mutation(f"{RNN}.time_distributed", "(result[0], shape[1], *result[1:])", "(result[0], *result[1:])", "TimeDistributed loses time"),
    Mutation(f"{NORM}.batch_normalization", "found += weight(name, *size, trainable=False)", "found += weight(name, *size)", "moving statistics are trained"),
    Mutation(f"{NORM}.group_normalization", 'weight("beta", size) if center', 'weight("beta", size) if scale', "center"),
    Mutation(f"{NORM}.spectral_normalization", "shape[-1], trainable=False)", "shape[0], trainable=False)", "the vector of a norm"),
    Mutation("keras.layers.activations.p_re_lu", "at = axis - 1", "at = axis", "shared_axes"),
    Mutation("keras.layers.preprocessing.normalization", 'weight("count", trainable=False)', "()", "Normalization's count"),
    Mutation("keras.layers.preprocessing.discretization", "borders + 1", "borders", "one interval fewer"),
    Mutation(f"{SHAPE}.flatten", "else product(sizes))", "else product(sizes[1:]))", "Flatten leaves an axis out"),
    Mutation(f"{SHAPE}.reshape", "left = total % rest if rest != 0 else 1", "left = 0", "a -1 that does not come out even"),
    Mutation(f"{SHAPE}.permute", "for dim in dims))", "for dim in reversed(dims)))", "the order of Permute"),
    Mutation(f"{SHAPE}.up_sampling", "[length * times for length", "[length + times for length", "UpSampling"),
    Mutation("keras.layers.pooling.base_pooling", "pool_size if strides is None else strides", "(1,) * axes if strides is None else strides", "the default step of a pool"),
    Mutation("keras.axes", "return tuple(map(_plain, axis)) if", "return tuple(map(_plain, axis[:1])) if", "several axes"),
)  # fmt: skip


class Case(msgspec.Struct, frozen=True):
    """A call on an input shape, and what Keras said.

    Attributes:
        call, shape: both as text.
        error: what Keras raised, if it did.
        output: what goes out; None where several tensors do.
        trainable, frozen: parameters.
    """

    call: str
    shape: str
    error: str | None
    output: tuple[int | None, ...] | None
    trainable: int
    frozen: int
    made: bool


class Job(msgspec.Struct, frozen=True):
    """What a child process does: the mutation, the generation of Keras, and the cases."""

    mutation: Mutation | None
    keras: int
    cases: tuple[Case, ...]


class Caught(msgspec.Struct, frozen=True):
    """What noticed a mutation.

    Attributes:
        examples: examples of cards that fail.
        cases: random cases in which seqlint and Keras disagree.
        first: one of them.
    """

    examples: int
    cases: int
    first: str


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with its expression changed."""

    def __init__(self, mutation: Mutation) -> None:
        self.mutation = mutation
        self.name = f"seqlint.{mutation.module}"

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != self.name:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        assert spec is not None
        spec.loader = self
        return spec

    def exec_module(self, module: Any) -> None:
        with open(module.__spec__.origin, encoding="utf-8") as file:
            text = changed(file.read(), self.mutation)
        exec(compile(text, module.__spec__.origin, "exec"), vars(module))


def changed(text: str, mutation: Mutation) -> str:
    """A module's text with the wrong formula.

    Raises:
        ValueError: if the right one does not stand there once.
    """
    if text.count(mutation.old) != 1:
        raise ValueError(f"{mutation.module} has {mutation.old!r} {text.count(mutation.old)} times")
    return text.replace(mutation.old, mutation.new)


def noticed(job: Job) -> Caught:
    """What the tables and cases say in this process."""
    examples = list(_failing_examples())
    cases = list(_disagreements(job))
    return Caught(len(examples), len(cases), next(iter([*cases, *examples]), ""))


def _failing_examples() -> Iterator[str]:
    import ast

    from seqlint.keras.layers import every
    from tests.keras.test_examples import target_of
    from tests.keras.twin import outcome

    for layer in every().values():
        for example in layer.card.examples:
            try:
                got = outcome(example.call, example.input, target_of(layer))
            except Exception as error:  # noqa: BLE001 - a formula may be so wrong that it raises
                yield f"{example.input} → {example.call}: {error}"
                continue
            right = got.refused == example.refusal
            if right and example.refusal is None:
                right = got.output == ast.literal_eval(example.output)
                wanted = (example.parameters or 0) - example.frozen, example.frozen
                right = right and (example.parameters is None or (got.trainable, got.frozen) == wanted)
            if not right:
                yield f"{example.input} → {example.call}"


def _disagreements(job: Job) -> Iterator[str]:
    from seqlint.values.target import NEWEST, Target
    from tests.conformance.layers import Verdict, disagreement
    from tests.keras.twin import outcome

    target = Target(job.keras, NEWEST[job.keras], "the command line")
    for case in job.cases:
        theirs = Verdict(
            case.error, "?" if case.output is None else case.output, case.trainable, case.frozen, case.made
        )
        try:
            said = disagreement(outcome(case.call, case.shape, target), theirs, job.keras)
        except Exception as error:  # noqa: BLE001 - a formula may be so wrong that it raises
            said = str(error)
        if said is not None:
            yield f"{case.shape} → {case.call}: seqlint {said}"


def ask_keras(seed: int, count: int, major: int) -> tuple[Case, ...]:
    """Random cases with what Keras says about them, without those that seqlint gets wrong as it is."""
    from seqlint.values.target import NEWEST, Target
    from tests.conformance.layers import Generator, Oracle, judged

    target = Target(major, NEWEST[major], "the command line")
    found = judged(Generator(seed, target).cases(count), Oracle(major), target)
    return tuple(
        Case(
            case.call,
            case.shape,
            theirs.error,
            theirs.output if isinstance(theirs.output, tuple) else None,
            theirs.trainable,
            theirs.frozen,
            theirs.made,
        )
        for case, difference, _, theirs in found
        if difference is None
    )


def try_out(mutation: Mutation | None, keras: int = 3, cases: tuple[Case, ...] = ()) -> Caught:
    """A mutation in a process of its own; None changes nothing."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    done = subprocess.run(
        [sys.executable, "-c", "from tests.conformance.mutations import child; child()"],
        input=msgspec.json.encode(Job(mutation, keras, cases)),
        capture_output=True,
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": root},
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return msgspec.json.decode(done.stdout, type=Caught)


def child() -> None:
    """Do the job that standard input brings."""
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    if job.mutation is not None:
        sys.meta_path.insert(0, Changed(job.mutation))
    sys.stdout.buffer.write(msgspec.json.encode(noticed(job)))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Break formulas and see whether it is noticed.")
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keras", type=int, choices=(2, 3), default=3)
    parser.add_argument("--examples", action="store_true", help="replay the cards' examples only")
    options = parser.parse_args(arguments)
    cases = () if options.examples else ask_keras(options.seed, options.count, options.keras)
    missed = 0
    for mutation in (None, *MUTATIONS):
        caught = try_out(mutation, options.keras, cases)
        if mutation is not None:
            missed += not (caught.examples or caught.cases)
        name = "nothing is changed" if mutation is None else f"{mutation.module}: {mutation.says}"
        print(f"{caught.examples:5} examples {caught.cases:5} cases  {name}", flush=True)
        if mutation is None and (caught.examples or caught.cases):
            print(f"      {caught.first}")
    print(f"{len(MUTATIONS)} mutations, {missed} not noticed; {len(cases)} random cases")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
