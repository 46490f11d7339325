"""Pretrained image models (`keras.applications`): output shape at any size, parameters, minimum size.

Shapes follow from how the architecture halves its maps; parameter counts were measured for three channels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras import kinds
from seqlint.keras.kinds import Context
from seqlint.keras.layer import Facets, refusal_of, snake
from seqlint.keras.models.build import made
from seqlint.keras.models.record import Model
from seqlint.keras.models.tensor import KerasTensor
from seqlint.keras.pretrained import channels_first, map_size, pixels, refuse_other_classes, refuse_other_size
from seqlint.keras.weights import Weight
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.refusal import InvalidValue, Refused
from seqlint.values.shape import NONE, Dim, Shape, UnknownShape, unknown_shape, unknown_size
from seqlint.values.signature import Mismatch, Parameter, Signature
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Bound, Call
    from seqlint.values.store import Ref

_DEFAULTS: dict[str, Any] = {
    "alpha": 1.0,
    "classes": 1000,
    "classifier_activation": "softmax",
    "depth_multiplier": 1,
    "dropout": 0.001,
    "dropout_rate": 0.2,
    "include_preprocessing": True,
    "include_top": True,
    "input_shape": None,
    "input_tensor": None,
    "minimalistic": False,
    "model_name": None,
    "name": None,
    "pooling": None,
    "weights": "imagenet",
}
USUAL = "include_top weights input_tensor input_shape pooling classes classifier_activation include_preprocessing name"
CONVNEXT = (
    "include_top include_preprocessing weights input_tensor input_shape pooling classes classifier_activation name"
)
MOBILENET = (
    "input_shape alpha depth_multiplier dropout include_top weights input_tensor pooling classes "
    "classifier_activation name"
)
MOBILENET_V2 = "input_shape alpha include_top weights input_tensor pooling classes classifier_activation name"
MOBILENET_V3 = (
    "input_shape alpha minimalistic include_top weights input_tensor classes pooling dropout_rate "
    "classifier_activation include_preprocessing name"
)
NASNET = "input_shape include_top weights input_tensor pooling classes classifier_activation name"
REGNET = (
    "model_name include_top include_preprocessing weights input_tensor input_shape pooling classes "
    "classifier_activation"
)
RESNET_RS = "include_top weights classes input_shape input_tensor pooling classifier_activation include_preprocessing"


class Application(msgspec.Struct, frozen=True, eq=False):
    """One pretrained model.

    Attributes:
        name: its name.
        halving: how a map of its input size shrinks: "floor" or "ceil" of size / 32, "inception", "xception".
        channels: channels of the last map.
        trainable, frozen: parameters without the top, for three channels.
        top: parameters of the classifier for 1000 classes.
        size: default height and width.
        least: smallest height and width without the top.
        order: its parameters in order.
        generations: the Keras generations that have it.
    """

    name: str
    halving: str
    channels: int
    trainable: int
    frozen: int
    top: int
    size: int
    least: int
    order: str
    generations: tuple[int, ...]

    @property
    def doc(self) -> str:
        """What it is, in a sentence."""
        return f"{self.name}: a network that others trained on ImageNet (1.3 million photos, 1000 classes)."

    @property
    def signature(self) -> Signature:
        """Its parameters."""
        return Signature(
            tuple(Parameter(name, _DEFAULTS[name], required=False, keyword_only=False) for name in self.order.split())
        )

    def invoke(self, call: Call, arguments: Arguments) -> Ref:
        """The model that the call gives.

        Raises:
            Refused: where Keras would raise.
        """
        try:
            bound = self.signature.bind(arguments)
        except Mismatch as mismatch:
            raise refusal_of(mismatch, self.name, self.signature.names()) from None
        with_top = bound.value("include_top")
        if bound.value("weights") == "imagenet" and with_top is True:
            refuse_other_classes(self.name, bound.value("classes"))
        shape = self._input(call, bound, with_top)
        return made(
            call,
            Model(
                kind=self.name,
                name=self._name(bound.value("name")),
                place=call.place,
                callee=call.callee,
                stack=call.stack,
                input=shape,
                input_place=bound.place("input_shape"),
                declared=True,
                built=True,
                loaded=True,
                facets=self._facets(bound, with_top, first=channels_first(call)),
                pixels=self._pixels(bound),
            ),
        )

    def _pixels(self, bound: Bound) -> tuple[int, int] | None:
        if bound.value("weights") != "imagenet":
            return None
        can_choose = "include_preprocessing" in bound.names()
        return pixels(self.name, scales=not can_choose or bound.value("include_preprocessing") is True)

    def _name(self, given: Any) -> str | None:
        """The Keras name; the mobile models put their width into it."""
        if isinstance(given, str):
            return given
        if self.name.startswith(("MobileNet", "NASNet")):
            return None
        return snake(self.name) if self.halving == "inception" else self.name.lower()

    def _input(self, call: Call, bound: Bound, with_top: Any) -> Shape | UnknownShape:
        given, first = bound.value("input_shape"), channels_first(call)
        if given is None:
            tensor: KerasTensor | None = call.store.record(bound.value("input_tensor"), KerasTensor)
            if bound.value("input_tensor") is not None:
                return unknown_shape("the input tensor decides") if tensor is None else tensor.shape
            size = self.size if with_top is True else NONE
            return (NONE, 3, size, size) if first else (NONE, size, size, 3)
        shape: Shape | UnknownShape = kinds.SHAPE.check(given, Context(self.name, "input_shape", call))
        if not isinstance(shape, tuple):
            return shape
        if len(shape) != 3:
            raise self._refused(
                given, "three sizes: (height, width, channels)", "`input_shape` must be a tuple of three integers."
            )
        sizes, channels = (shape[1:], shape[0]) if first else (shape[:2], shape[2])
        if bound.value("weights") == "imagenet" and isinstance(channels, int) and channels != 3:
            raise self._refused(
                given, "3 channels, because the pretrained weights have 3", "The input must have 3 channels"
            )
        if bound.value("weights") == "imagenet" and with_top is True:
            refuse_other_size(self.name, self.size, given, sizes)
        if any(isinstance(size, int) and size < self.least for size in sizes):
            raise self._refused(
                given,
                f"height and width of {self.least} or more",
                f"Input size must be at least {self.least}x{self.least}",
            )
        return (NONE, *shape)

    def _refused(self, value: Any, wanted: str, keras: str) -> Refused:
        return Refused(
            InvalidValue,
            "input_shape",
            f"ValueError: {keras}",
            callee=self.name,
            argument="input_shape",
            value=value,
            wanted=wanted,
        )

    def _facets(self, bound: Bound, with_top: Any, *, first: bool) -> Facets:
        pooling, classes, alpha = bound.value("pooling"), kinds.size_of(bound.value("classes")), bound.value("alpha")
        plain = alpha in {None, 1} and not bound.value("minimalistic")
        channels: Dim = self.channels if plain else unknown_size("the width multiplier decides")

        def output(shape: Shape) -> Shape | UnknownShape:
            if with_top is True:
                return (shape[0], unknown_size("the number of classes is not known") if classes is None else classes)
            if with_top is not False:
                return unknown_shape("whether it has its top is not known")
            if isinstance(pooling, str):
                return (shape[0], channels)
            if pooling is not None:
                return unknown_shape("its pooling is not known")
            sizes = tuple(map_size(self.halving, size) for size in (shape[2:] if first else shape[1:3]))
            return (shape[0], channels, *sizes) if first else (shape[0], *sizes, channels)

        def weights(shape: Shape) -> tuple[Weight, ...]:
            known = plain and shape[1 if first else -1] == 3 and isinstance(with_top, bool)
            top: Dim = 0
            if with_top:
                simple = self.top == self.channels * 1000 + 1000
                top = (
                    self.top
                    if classes == 1000
                    else (self.channels + 1) * classes
                    if simple and classes is not None
                    else -1
                )
            if not known or top == -1:
                return (Weight("weights", (unknown_size(f"the parameters of this {self.name} were not measured"),)),)
            frozen = (Weight("moving statistics", (self.frozen,), trainable=False),) if self.frozen else ()
            return (Weight("weights", (self.trainable + top,)), *frozen)

        return Facets(output, weights)


_models: dict[str, Application] = {}


def _declare(
    name: str,
    halving: str,
    channels: int,
    trainable: int,
    frozen: int,
    *,
    top: int,
    size: int,
    least: int,
    order: str = USUAL,
    generations: tuple[int, ...] = (2, 3),
) -> None:
    _models[name] = Application(name, halving, channels, trainable, frozen, top, size, least, order, generations)


def find(name: str) -> Application | None:
    """The application of that name."""
    return _models.get(name)


@callee("keras.applications.preprocess_input")
def preprocess_input(call: Call, x: Any, data_format: Any = None, **_: Any) -> Any:
    """Pixels as the pretrained model wants them."""
    if isinstance(x, Array):
        return x.then(call.place, "prepared as the pretrained model wants it", dtype="float32", range=None)
    return x


@callee("keras.applications.decode_predictions")
def decode_predictions(call: Call, preds: Any, top: Any = 5) -> Any:
    """Names and scores of the best classes."""
    return unknown("the names of the classes are not in the program", call.place)


_declare("ConvNeXtBase", "floor", 1024, 87_566_464, 0, top=1_025_000, size=224, least=32, order=CONVNEXT)
_declare("ConvNeXtLarge", "floor", 1536, 196_230_336, 0, top=1_537_000, size=224, least=32, order=CONVNEXT)
_declare("ConvNeXtSmall", "floor", 768, 49_454_688, 0, top=769_000, size=224, least=32, order=CONVNEXT)
_declare("ConvNeXtTiny", "floor", 768, 27_820_128, 0, top=769_000, size=224, least=32, order=CONVNEXT)
_declare("ConvNeXtXLarge", "floor", 2048, 348_147_968, 0, top=2_049_000, size=224, least=32, order=CONVNEXT)
_declare("DenseNet121", "floor", 1024, 6_953_856, 83_648, top=1_025_000, size=224, least=32)
_declare("DenseNet169", "floor", 1664, 12_484_480, 158_400, top=1_665_000, size=224, least=32)
_declare("DenseNet201", "floor", 1920, 18_092_928, 229_056, top=1_921_000, size=224, least=32)
_declare("EfficientNetB0", "ceil", 1280, 4_007_548, 42_023, top=1_281_000, size=224, least=32)
_declare("EfficientNetB1", "ceil", 1280, 6_513_184, 62_055, top=1_281_000, size=240, least=32)
_declare("EfficientNetB2", "ceil", 1408, 7_700_994, 67_575, top=1_409_000, size=260, least=32)
_declare("EfficientNetB3", "ceil", 1536, 10_696_232, 87_303, top=1_537_000, size=300, least=32)
_declare("EfficientNetB4", "ceil", 1792, 17_548_616, 125_207, top=1_793_000, size=380, least=32)
_declare("EfficientNetB5", "ceil", 2048, 28_340_784, 172_743, top=2_049_000, size=456, least=32)
_declare("EfficientNetB6", "ceil", 2304, 40_735_704, 224_439, top=2_305_000, size=528, least=32)
_declare("EfficientNetB7", "ceil", 2560, 63_786_960, 310_727, top=2_561_000, size=600, least=32)
_declare("EfficientNetV2B0", "ceil", 1280, 5_858_704, 60_608, top=1_281_000, size=224, least=32)
_declare("EfficientNetV2B1", "ceil", 1280, 6_860_052, 71_072, top=1_281_000, size=240, least=32)
_declare("EfficientNetV2B2", "ceil", 1408, 8_687_086, 82_288, top=1_409_000, size=260, least=32)
_declare("EfficientNetV2B3", "ceil", 1536, 12_821_406, 109_216, top=1_537_000, size=300, least=32)
_declare("EfficientNetV2L", "ceil", 1280, 117_234_272, 512_576, top=1_281_000, size=480, least=32)
_declare("EfficientNetV2M", "ceil", 1280, 52_858_356, 292_032, top=1_281_000, size=480, least=32)
_declare("EfficientNetV2S", "ceil", 1280, 20_177_488, 153_872, top=1_281_000, size=384, least=32)
_declare("InceptionResNetV2", "inception", 1536, 54_276_192, 60_544, top=1_537_000, size=299, least=75)
_declare("InceptionV3", "inception", 2048, 21_768_352, 34_432, top=2_049_000, size=299, least=75)
_declare("MobileNet", "floor", 1024, 3_206_976, 21_888, top=1_025_000, size=224, least=32, order=MOBILENET)
_declare("MobileNetV2", "ceil", 1280, 2_223_872, 34_112, top=1_281_000, size=224, least=32, order=MOBILENET_V2)
_declare("MobileNetV3Large", "ceil", 960, 2_971_952, 24_400, top=2_511_080, size=224, least=32, order=MOBILENET_V3)
_declare("MobileNetV3Small", "ceil", 576, 927_008, 12_112, top=1_615_848, size=224, least=32, order=MOBILENET_V3)
_declare("NASNetLarge", "ceil", 4032, 84_691_590, 196_332, top=4_061_896, size=331, least=32, order=NASNET)
_declare("NASNetMobile", "ceil", 1056, 4_232_978, 36_738, top=1_057_000, size=224, least=32, order=NASNET)
_declare("RegNetX002", "ceil", 368, 2_315_792, 20_848, top=369_000, size=224, least=32, order=REGNET, generations=(2,))
_declare("RegNetX004", "ceil", 384, 4_772_512, 36_672, top=385_000, size=224, least=32, order=REGNET, generations=(2,))
_declare("RegNetX006", "ceil", 528, 5_667_040, 33_280, top=529_000, size=224, least=32, order=REGNET, generations=(2,))
_declare("RegNetX008", "ceil", 672, 6_586_656, 37_312, top=673_000, size=224, least=32, order=REGNET, generations=(2,))
_declare("RegNetX016", "ceil", 912, 8_277_136, 43_504, top=913_000, size=224, least=32, order=REGNET, generations=(2,))
_declare(
    "RegNetX032", "ceil", 1008, 14_287_552, 62_560, top=1_009_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetX040", "ceil", 1360, 20_757_248, 76_064, top=1_361_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetX064", "ceil", 1624, 24_584_256, 74_208, top=1_625_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetX080", "ceil", 1920, 37_651_648, 90_464, top=1_921_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetX120", "ceil", 2240, 43_865_056, 96_384, top=2_241_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetX160", "ceil", 2048, 52_229_536, 111_168, top=2_049_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetX320", "ceil", 2520, 105_290_560, 162_016, top=2_521_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare("RegNetY002", "ceil", 368, 2_793_996, 20_848, top=369_000, size=224, least=32, order=REGNET, generations=(2,))
_declare("RegNetY004", "ceil", 440, 3_903_144, 27_152, top=441_000, size=224, least=32, order=REGNET, generations=(2,))
_declare("RegNetY006", "ceil", 608, 5_446_160, 29_760, top=609_000, size=224, least=32, order=REGNET, generations=(2,))
_declare("RegNetY008", "ceil", 768, 5_494_168, 29_888, top=769_000, size=224, least=32, order=REGNET, generations=(2,))
_declare("RegNetY016", "ceil", 888, 10_313_430, 52_672, top=889_000, size=224, least=32, order=REGNET, generations=(2,))
_declare(
    "RegNetY032", "ceil", 1512, 17_923_338, 66_160, top=1_513_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetY040", "ceil", 1088, 19_557_656, 62_272, top=1_089_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetY064", "ceil", 1296, 29_286_252, 82_432, top=1_297_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetY080", "ceil", 2016, 37_163_068, 85_744, top=2_017_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetY120", "ceil", 2240, 49_581_544, 96_384, top=2_241_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetY160", "ceil", 3024, 80_565_140, 122_816, top=3_025_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare(
    "RegNetY320", "ceil", 3712, 141_333_770, 158_288, top=3_713_000, size=224, least=32, order=REGNET, generations=(2,)
)
_declare("ResNet101", "ceil", 2048, 42_552_832, 105_344, top=2_049_000, size=224, least=32)
_declare("ResNet101V2", "ceil", 2048, 42_528_896, 97_664, top=2_049_000, size=224, least=32)
_declare("ResNet152", "ceil", 2048, 58_219_520, 151_424, top=2_049_000, size=224, least=32)
_declare("ResNet152V2", "ceil", 2048, 58_187_904, 143_744, top=2_049_000, size=224, least=32)
_declare("ResNet50", "ceil", 2048, 23_534_592, 53_120, top=2_049_000, size=224, least=32)
_declare("ResNet50V2", "ceil", 2048, 23_519_360, 45_440, top=2_049_000, size=224, least=32)
_declare(
    "ResNetRS101",
    "ceil",
    2048,
    61_569_696,
    105_600,
    top=2_049_000,
    size=224,
    least=32,
    order=RESNET_RS,
    generations=(2,),
)
_declare(
    "ResNetRS152",
    "ceil",
    2048,
    84_572_576,
    151_680,
    top=2_049_000,
    size=224,
    least=32,
    order=RESNET_RS,
    generations=(2,),
)
_declare(
    "ResNetRS200",
    "ceil",
    2048,
    91_160_992,
    176_256,
    top=2_049_000,
    size=224,
    least=32,
    order=RESNET_RS,
    generations=(2,),
)
_declare(
    "ResNetRS270",
    "ceil",
    2048,
    127_812_448,
    243_072,
    top=2_049_000,
    size=224,
    least=32,
    order=RESNET_RS,
    generations=(2,),
)
_declare(
    "ResNetRS350",
    "ceil",
    2048,
    161_907_168,
    312_192,
    top=2_049_000,
    size=224,
    least=32,
    order=RESNET_RS,
    generations=(2,),
)
_declare(
    "ResNetRS420",
    "ceil",
    2048,
    189_842_656,
    370_560,
    top=2_049_000,
    size=224,
    least=32,
    order=RESNET_RS,
    generations=(2,),
)
_declare(
    "ResNetRS50", "ceil", 2048, 33_642_912, 53_376, top=2_049_000, size=224, least=32, order=RESNET_RS, generations=(2,)
)
_declare("VGG16", "floor", 512, 14_714_688, 0, top=123_642_856, size=224, least=32)
_declare("VGG19", "floor", 512, 20_024_384, 0, top=123_642_856, size=224, least=32)
_declare("Xception", "xception", 2048, 20_806_952, 54_528, top=2_049_000, size=299, least=71)
