"""A publication's home page and a way to ask come in; every commentary that its indexes name goes out, each once."""

from backfile.discovery.indexes import Answer, Ask, Index, Limits, Skip, Way
from backfile.discovery.survey import Ways, survey
from backfile.discovery.walk import discover

__all__ = ["Answer", "Ask", "Index", "Limits", "Skip", "Way", "Ways", "discover", "survey"]
