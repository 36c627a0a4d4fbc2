"""Measurements: archives and pages made up in any size, and what the code does with them."""
