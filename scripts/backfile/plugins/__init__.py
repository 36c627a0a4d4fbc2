"""Markdown files in, the site out: Pelican's plugins, and the pure indexes and page records behind them."""
