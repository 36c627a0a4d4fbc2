"""Several pages of one publication in, a first recipe and its fixtures out, for an editor to correct."""
