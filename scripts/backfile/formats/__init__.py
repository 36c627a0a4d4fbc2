"""What both ends of a capture must know of its form: XML within limits, front matter, media types, a time limit."""
