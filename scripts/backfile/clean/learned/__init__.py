"""What recurs across a source's documents: their traces in, each reading without its source's furniture out."""

from backfile.clean.learned.cutting import cut
from backfile.clean.learned.knowledge import Knowledge, learn
from backfile.clean.learned.traces import Mark, Trace, trace_of

__all__ = ["Knowledge", "Mark", "Trace", "cut", "learn", "trace_of"]
