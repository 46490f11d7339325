"""Measurements of seqlint against named peers, as ratios within one run."""
