"""Stacks that run and learn less than they could."""
