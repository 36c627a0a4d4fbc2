"""The archive's Markdown and theme go in; a checked site, swapped in whole, comes out and is served."""
