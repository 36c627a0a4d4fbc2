"""What both ends of a capture must know of its form: XML within limits, front matter, names of elements, a time limit."""
