"""Programs to edit: the ways in which people write models."""

from __future__ import annotations

from tests.programs import DIGITS

IMAGES = """\
# 你 😀
from tensorflow import keras
from tensorflow.keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train = x_train.astype("float32") / 255
y_train = keras.utils.to_categorical(y_train, 10)

model = keras.Sequential()
model.add(keras.Input((32, 32, 3)))
model.add(layers.Conv2D(32, 3, activation="relu", name="first"))
model.add(layers.MaxPooling2D())
for filters in (64, 128):
    model.add(layers.Conv2D(filters, 3, padding="same"))
model.add(layers.Flatten())
model.add(layers.Dense(10, activation="sigmoid"))

model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=2, validation_split=0.1)
print(model.get_layer("first").filters, model.output_shape)  # seqlint: ignore[SEQ307]
"""
FUNCTIONS = """\
import numpy as np
import tensorflow as tf

UNITS = 16


def block(units, rate=0.5):
    return [tf.keras.layers.Dense(units, activation='relu'), tf.keras.layers.Dropout(rate)]


def build(width):
    net = tf.keras.Sequential(block(width) + [tf.keras.layers.Dense(1)])
    net.compile('sgd', 'mse')
    return net

x = np.random.rand(100, 8)
y = np.zeros((100, 2))

for width in [8, UNITS]:
    net = build(width)
    net.fit(x, y)
if len(x) > 5:
    net.summary()
else:
    net = None
"""
TEXTS = """\
%matplotlib inline
import keras
from keras.layers import *

model = keras.Sequential([
    Embedding(1000, 16, input_length=50),
    LSTM(32, return_sequences=True),
    LSTM(32),  # the last one
    Dense(1, activation='relu'),
])

model.compile(loss='binary_crossentropy', optimizer=keras.optimizers.Adam(lr=0.01))
class Own(keras.layers.Layer):
    def call(self, x):
        return x * 2
model.add(Own())
"""
PROGRAMS = [DIGITS, IMAGES, FUNCTIONS, TEXTS]
