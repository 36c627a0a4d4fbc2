"""Numbers in, SVG out: pictures without words, scripts or styles, drawn by the stylesheet's colours."""
