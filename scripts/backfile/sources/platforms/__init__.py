"""Shapes that several publications share: the engine that reads layouts, and families of layouts."""
