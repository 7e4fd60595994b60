"""Whether a sentence says nothing but what the facts say. Pure: text in, reasons out; no model, no tables.

A sentence is supported when every number, unit, date, sum, name, colour, material, promise, link and content word in it is
found in the facts, and what the facts deny is not affirmed. The verifier errs on the side of objecting: a good sentence
lost costs a template, a wrong one shown costs trust. English and Simplified Chinese; other scripts must stand in the facts.
"""

from language.verifier.checking import objections
from language.verifier.facts import Fact, Objection
from language.verifier.mentions import mentions
from language.verifier.splitting import sentences

__all__ = ["Fact", "Objection", "mentions", "objections", "sentences"]
