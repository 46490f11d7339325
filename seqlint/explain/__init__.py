"""An Analysis in words and pictures for people, as plain values in editor terms; knows no protocol type."""
