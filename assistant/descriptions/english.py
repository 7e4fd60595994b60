"""A plan in English: opening, facts grouped into sentences, what one can choose, keywords. Pure.

Invariants: every trait of the plan is told; words around the facts claim nothing. The same plan gives the same text, and
another product or attempt other words.
"""

from __future__ import annotations

import re

from assistant.descriptions import english_clauses, english_words, nouns
from assistant.descriptions.english_clauses import Clause
from assistant.descriptions.english_grouping import PATTERNS_OF, Subject, agreed, grouped, joined, predicate
from assistant.descriptions.english_words import capitalised
from assistant.descriptions.nouns import Noun
from assistant.descriptions.plan import FIRST, Plan
from assistant.descriptions.traits import Trait
from assistant.descriptions.wording import Cycle, Realised, Sentence, chance

OPENINGS = {
    "plain": (
        "The {name} {said}.",
        "{Name} {said}.",
        "{This_is} the {name}: {it} {said}.",
        "About the {name}: {it} {said}.",
    ),
    "warm": (
        "Meet the {name}: {it} {said}.",
        "Say hello to the {name}, which {said}.",
        "Here {is} the {name}: {it} {said}.",
        "Let us introduce the {name}: {it} {said}.",
        "May we present the {name}? {It} {said}.",
    ),
    "lively": (
        "Here {comes} the {name}! {It} {said}.",
        "Look closer: the {name} {said}.",
        "Hello, {name}! {It} {said}.",
        "Say yes to the {name}: {it} {said}.",
        "Take a look at the {name}: {it} {said}.",
    ),
    "technical": (
        "The {name} {said}.",
        "{Name} in detail: {it} {said}.",
        "Specification of the {name}: {it} {said}.",
    ),
}
CHOICES = {
    "plain": ("{It} {comes} in {values}.", "{It} {is} available in {values}."),
    "warm": ("Choose between {values}.", "Take {them} in {values}.", "There {is} {values} to choose from."),
    "lively": ("Pick yours: {values}.", "Your turn: {values}?", "Which one is yours: {values}?"),
    "technical": ("Available in {values}.", "Options: {values}."),
}
ONE_CHOICE = ("{It} {comes} in {values}.",)
KEYWORDS = {
    "plain": ("You also find {them} here if you look for {words}.",),
    "warm": ("If you were looking for {words}, take your time with {this}.",),
    "lively": ("Looking for {words}? Take a look at {this}.", "Searching for {words}? Here {is} {this}."),
    "technical": ("Search terms: {words}.",),
}
PARTS = (
    "Without you get, worth a look, see for yourself, also part of it, details, in detail, about, item, sizes.",
)
"""Other words that stand around facts."""
SIZES = {"plain": (2, 3), "warm": (1, 2), "lively": (1, 2), "technical": (3, 3)}


def realise(plan: Plan) -> Realised:
    return _Writing(plan).realised()


class _Writing:
    """One description in the making."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.tone = plan, plan.brief.tone
        self.rng = chance(plan.source.key, self.tone, plan.brief.length, plan.brief.attempt)
        self.noun = nouns.called(plan.source.title, plan.source.categories)
        self.subjects = Cycle(_subjects(self.noun, self.tone), self.rng)
        self.them = "them" if self.noun.is_plural else "it"

    def realised(self) -> Realised:
        clauses, choices = self._clauses()
        opening, rest = self._opening(clauses)
        body = self._body(rest)
        ending = [*self._choices(choices), *self._story(), *self._keywords([opening, *body])]
        kept = [Sentence(text, ("text",)) for text in self.plan.kept]
        return Realised(_paragraphs([opening, *kept], body, ending, length=self.plan.brief.length))

    def _clauses(self) -> tuple[list[Clause], list[Trait]]:
        """In the order of the tone's topics; what the shopper chooses among apart."""
        choices = [trait for trait in self.plan.must if trait.is_option and trait.kind == "choice"]
        others = [trait for trait in self.plan.traits if trait not in choices]
        made = [english_clauses.clause(trait, them=self.them, noun=self.noun.text) for trait in others]
        order = FIRST[self.tone]
        told = [one for one in made if one.verbs or one.alone]
        return sorted(told, key=lambda one: order.index(one.topic)), choices

    def _opening(self, clauses: list[Clause]) -> tuple[Sentence, list[Clause]]:
        source = self.plan.source
        name = source.title
        keys = ["title"]
        if source.brand:
            keys.append("brand")
            if source.brand.casefold() not in name.casefold():
                name = f"{name} from {source.brand}"
        count = self.rng.choice((1, 2)) if self.tone != "technical" else 2
        first = [one for one in clauses if one.verbs and not one.is_denial][:count]
        said = joined([predicate(one, self.rng) for one in first], is_plural=self.noun.is_plural)
        if not _names(source.title, self.noun) or not first:
            what = self.noun.text if self.noun.is_plural or self.noun.is_mass else f"a {self.noun.text}"
            is_a = f"{nouns.verb('be', is_plural=self.noun.is_plural)} {what}"
            said = f"{is_a} that {said}" if said else is_a
            keys.append("category")
        frame = self.rng.choice(OPENINGS[self.tone])
        text = self._framed(frame, name=name, said=said)
        keys += [one.key for one in first]
        return Sentence(text, tuple(keys)), [one for one in clauses if one not in first]

    def _framed(self, frame: str, *, name: str, said: str) -> str:
        """A title that brings its own article has no second one."""
        if re.match(r"(?:the|a|an|my|our|your)\b", name, re.IGNORECASE):
            frame = frame.replace("the {name}", "{name}").replace("The {name}", "{Name}")
        is_plural = self.noun.is_plural
        it = "they" if is_plural else "it"
        words = {
            "it": it,
            "It": capitalised(it),
            "is": nouns.verb("be", is_plural=is_plural),
            "comes": nouns.verb("come", is_plural=is_plural),
            "This_is": "These are" if is_plural else "This is",
        }
        return nouns.articles(frame.format(name=name, Name=capitalised(name), said=said, **words))

    def _body(self, clauses: list[Clause]) -> list[Sentence]:
        found: list[Sentence] = []
        left = list(clauses)
        while left:
            if left[0].alone or left[0].is_denial:
                found.append(self._alone(left.pop(0)))
                continue
            size = self.rng.randint(*SIZES[self.tone])
            group = [left.pop(0)]
            while left and len(group) < size and not (left[0].alone or left[0].is_denial):
                group.append(left.pop(0))
            found.append(
                grouped(self.subjects.take(), tuple(group), rng=self.rng, extra=PATTERNS_OF[self.tone])
            )
        return found

    def _alone(self, clause: Clause) -> Sentence:
        if clause.alone:
            return Sentence(self.rng.choice(clause.alone), (clause.key,))
        said = agreed(self.rng.choice(clause.verbs), is_plural=self.noun.is_plural)
        return Sentence(nouns.articles(f"{'They' if self.noun.is_plural else 'It'} {said}."), (clause.key,))

    def _choices(self, traits: list[Trait]) -> list[Sentence]:
        """ "Choose between navy and white, in sizes S and M." """
        if not traits:
            return []
        traits = sorted(traits, key=lambda trait: len(trait.values) < 2)
        values = ", in ".join(english_words.inside(trait) for trait in traits)
        is_open = len(traits[0].values) > 1
        frames = CHOICES[self.tone] if is_open and not values.startswith("size") else ONE_CHOICE
        if self.tone == "lively":
            values = values.replace(" and ", " or ") if is_open else values
        it, plural = ("They", True) if self.noun.is_plural else ("It", False)
        text = self.rng.choice(frames).format(
            It=it,
            comes=nouns.verb("come", is_plural=plural),
            them=self.them,
            values=values,
            **{"is": nouns.verb("be", is_plural=plural if frames is not CHOICES["warm"] else is_open)},
        )
        return [Sentence(text, tuple(trait.code for trait in traits))]

    def _story(self) -> list[Sentence]:
        source = self.plan.source
        if not self.plan.tells_story:
            return []
        story = source.brand_story.strip().rstrip(".")
        return [Sentence(f"About {source.brand}: {english_words.lowered(story)}.", ("brand", "story"))]

    def _keywords(self, told: list[Sentence]) -> list[Sentence]:
        """Those that the text does not have already, in one sentence."""
        text = " ".join(one.text for one in told).casefold()
        missing = [word for word in self.plan.brief.keywords if word.casefold() not in text]
        if not missing:
            return []
        frame = self.rng.choice(KEYWORDS[self.tone])
        this = "these" if self.noun.is_plural else "this one"
        verb = nouns.verb("be", is_plural=self.noun.is_plural)
        words = nouns.listed(
            [f"“{word}”" for word in missing], word="or" if self.tone != "technical" else "and"
        )
        return [Sentence(frame.format(words=words, them=self.them, this=this, **{"is": verb}), ("keywords",))]


def _subjects(noun: Noun, tone: str) -> tuple[Subject, ...]:
    pronoun = Subject("They", "they", True) if noun.is_plural else Subject("It", "it", False)
    named = Subject(f"The {noun.text}", f"the {noun.text}", noun.is_plural)
    return (named, pronoun) if tone == "technical" else (pronoun, named, pronoun)


def _names(title: str, noun: Noun) -> bool:
    """Whether the title says what it is."""
    last = noun.text.split()[-1]
    return any(nouns.is_same(word, last) for word in nouns.WORD.findall(title))


def _paragraphs(
    first: list[Sentence], body: list[Sentence], ending: list[Sentence], *, length: str
) -> tuple[tuple[Sentence, ...], ...]:
    if length == "short":
        return ((*first, *body, *ending),)
    if len(body) < 3:
        return tuple(filter(None, ((*first, *body), tuple(ending))))
    half = (len(body) + 1) // 2 if length == "long" else max(1, len(body) - 3)
    return tuple(filter(None, ((*first, *body[: half - 1]), tuple(body[half - 1 :]), tuple(ending))))
