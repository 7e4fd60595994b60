"""Whether words are kind or unkind, by a lexicon with negation: what is used until a classifier was trained. Pure."""

from __future__ import annotations

import re

KIND = """
love loved loves lovely great good nice nicer perfect perfectly excellent happy pleased delighted wonderful beautiful comfortable solid sturdy
easy quick recommend recommended favourite best better worth soft fast friendly well exactly joy pleasure incredibly fresh quiet sharp bright
amazing fantastic superb glad thank fine ideal reliable smooth warm dry light cosy elegant clean clear even grippy
"""
UNKIND = """
bad poor broken broke disappointed disappointing sadly unfortunately terrible awful cheap cheaper rough uneven fault faulty flaw torn dent
expensive small big heavy loud slow blunt dull leak leaked leaks leaking rattles scratches stiff weak flimsy wrong missing late waited
headache bitter flat odd chemical worse worst returned refund useless waste fade faded flickers dim slips impossible
tight bleeds blots loose stuck sticks tired cold wet red narrow crushed misjudged catch annoying nerves old torn empty swore
"""
NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "nothing",
        "without",
        "hardly",
        "don't",
        "doesn't",
        "didn't",
        "isn't",
        "wasn't",
        "cannot",
        "can't",
        "won't",
        "nobody",
    ]
)
TURNS = frozenset(["too", "much"])
CHINESE_KIND = ("很好", "喜欢", "满意", "推荐", "舒服", "漂亮", "好看", "不错", "值得", "方便", "完美", "赞")
CHINESE_UNKIND = (
    "不好",
    "失望",
    "差",
    "坏",
    "难看",
    "贵",
    "粗糙",
    "异味",
    "漏",
    "退货",
    "不满意",
    "太小",
    "太大",
    "不值",
    "慢",
)
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
REACH = 3
_KIND, _UNKIND = frozenset(KIND.split()), frozenset(UNKIND.split())


def score(text: str) -> float:
    """-1 to 1; a negation turns the next few words, "too" makes any word unkind."""
    words = WORD.findall(text.lower().replace("’", "'"))
    values = [_value(words, place) for place in range(len(words))]
    total, seen = float(sum(values)), sum(map(abs, values))
    for part in CHINESE_KIND:
        total, seen = total + (part in text), seen + (part in text)
    for part in CHINESE_UNKIND:
        total, seen = total - (part in text), seen + (part in text)
    return total / (seen + 0.5) if seen else 0.0


def _value(words: list[str], place: int) -> int:
    """1, -1 or 0. "Too high" is unkind whatever the word, and "not too loud" is kind."""
    before = words[max(0, place - REACH) : place]
    is_turned = any(one in NEGATIONS for one in before)
    if before[-1:] == ["too"] and words[place] not in {"much", "many"}:
        return 1 if is_turned else -1
    value = (words[place] in _KIND) - (words[place] in _UNKIND)
    return -value if is_turned else value
