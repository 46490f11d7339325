"""An abstract Keras: a twin of each Keras object, under the name and in the folder that Keras itself gives it."""
