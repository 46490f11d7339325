"""Dense (Keras: `layers/core/dense.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Activation, Anything, Boolean, Constraint, Initializer, Regularizer
from seqlint.keras.layer import Facets, at_least, layer
from seqlint.keras.layers.core.base_lora import refuse_lora_with_constraint
from seqlint.keras.weights import Weight, bias, lora, weight
from seqlint.keras.whole import DenseUnits, LoraRank
from seqlint.values.call import Call
from seqlint.values.shape import Shape


@layer(
    rank=at_least(2),
    last_axis=True,
    tags="dense affine",
    keras2="units activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer "
    "activity_regularizer kernel_constraint bias_constraint",
)
def Dense(
    call: Call,
    units: DenseUnits,
    activation: Activation = None,
    use_bias: Boolean = True,
    kernel_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    kernel_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    activity_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    bias_constraint: Constraint = None,
    lora_rank: LoraRank = None,
    lora_alpha: Anything = None,
    quantization_config: Anything = None,
) -> Facets:
    """Every output is a weighted sum of all inputs, plus a bias.

    output = activation(input · kernel + bias). Each of the {units} outputs has its own weight for each of the
    {input.last} inputs, and one bias unless use_bias=False; training finds these numbers. On an input with more than
    one axis besides the batch it works on the last axis and leaves the others as they are.

    Args:
        units: how many weighted sums, so how many numbers leave the layer. In the last layer this is the number of
            values to predict: one for each class, or one for a yes/no or a quantity. Elsewhere it is the layer's
            width: more units can learn more and cost more parameters.
        activation: the function that every output goes through. Without one the layer is linear, and two linear
            layers in a row are no more than one.
        use_bias: whether a constant is added to each sum. Without it the layer cannot shift its outputs.
        kernel_initializer: how the weights start before training. The default suits tanh and softmax; `he_normal`
            is usual with relu.
        bias_initializer: how the biases start.
        kernel_regularizer: a penalty on large weights, added to the loss, against overfitting.
        bias_regularizer: a penalty on large biases.
        activity_regularizer: a penalty on large outputs.
        kernel_constraint: a limit that the weights are pulled back to after each step.
        bias_constraint: a limit that the biases are pulled back to after each step.
        lora_rank: train a low-rank correction of the weights instead of the weights (fine-tuning).
        lora_alpha: the scale of that correction.
        quantization_config: how the weights are stored in fewer bits.

    Examples:
        (None, 784) → Dense(64) → (None, 64), 50_240 parameters
        (None, 10, 16) → Dense(4) → (None, 10, 4), 68 parameters
        (None, 8) → Dense(3, use_bias=False) → (None, 3), 24 parameters
    """
    refuse_lora_with_constraint(call, "Dense", lora_rank, kernel_constraint)

    def output(shape: Shape) -> Shape:
        return (*shape[:-1], units)

    def weights(shape: Shape) -> tuple[Weight, ...]:
        return lora(weight("kernel", shape[-1], units) + bias(units, use_bias), lora_rank)

    return Facets(output, weights)
