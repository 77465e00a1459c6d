"""The door for other people's pipelines: importing this module registers our components with spaCy.

The entry points of the group `spacy_factories` lead here, so that `nlp.add_pipe("claims")` works wherever the package
is installed.
"""

from claims.pipeline import boundaries, claims, concepts, cues, imperatives, quantities, register

register()

__all__ = ["boundaries", "claims", "concepts", "cues", "imperatives", "quantities"]
