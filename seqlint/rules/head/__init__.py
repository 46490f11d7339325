"""The last layer, the loss, the labels and the metrics."""
