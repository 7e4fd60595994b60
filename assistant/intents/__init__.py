"""What a shopper wants: one of 27 intents, or none of the shop's business.

`read` answers it with a classifier over the encoder that learned from `examples/`, one file an intent with four columns: label,
language (en or zh), group, text. A group is a family of paraphrases: texts of one intent that say the same thing in other
words ("Can I still cancel?", "Is it too late to cancel my order?"). Splits are by group and never by text (corpus.split), so
no text that is tested has a paraphrase of its own family among those that were learned.
"""

from assistant.intents.reading import Intent, are_learned, read, warm

__all__ = ["Intent", "are_learned", "read", "warm"]
