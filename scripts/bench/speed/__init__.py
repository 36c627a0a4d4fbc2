"""Commentaries in, written alike for each site generator; what it costs to build their sites out, side by side."""
