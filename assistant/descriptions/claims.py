"""Claims that no description of the shop makes, whoever wrote it: superlatives, promises, health, pressure. Pure.

After the Unfair Commercial Practices Directive (2005/29/EC, annex I), the EU's rules on health and green claims, and
article 9 of the Advertising Law of the People's Republic of China. Edited texts get a warning, proposals are not made.
"""

from __future__ import annotations

import re

ENGLISH = re.compile(
    r"""\b(?:
    best(?!\s+before) | (?:world|market|class)[’']?s?[\s-]leading | number\s+one | no\.\s*1 | unbeatable | unrivall?ed | unmatched | perfect(?:ly)?
    | ultimate | cheapest | lowest\s+price | finest | greatest | \#\s*1 | once[\s-]in[\s-]a[\s-]lifetime
    | guaranteed | guarantees\s+(?:that|you|results?) | risk[\s-]free | money[\s-]back | (?:100|hundred)\s*(?:%|percent)\s+(?:safe|satisfaction|natural|effective)
    | cures | heals | healing | treats | prevents | relieves | detox(?:es|ifies|ifying)? | anti-?ag(?:e)?ing | anti-?bacterial | boosts\s+(?:your\s+)?(?:immun\w+|metabolism)
    | clinically | scientifically\s+proven | medical(?:ly)? | doctors?\s+recommend\w* | dermatologist\w* | therapeutic | miracle | weight[\s-]loss | slimming | non-?toxic
    | eco-?friendly | environmentally\s+friendly | climate[\s-]neutral | carbon[\s-]neutral | sustainable | green\s+choice
    | hurry | last\s+chance | only\s+today | while\s+stocks?\s+lasts? | limited\s+time | selling\s+fast | free\s+(?:shipping|delivery|gift)
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
CHINESE = re.compile(
    r"最(?:好|佳|优|强|高级|先进|便宜|低价|安全|健康|环保)|第一(?:品牌|名)?|唯一|顶级|极致|国家级|世界级|史上|绝无仅有|独一无二|万能|100%(?:安全|有效|天然)|百分之百|零风险|无风险"
    r"|保证|包(?:治|退)|治疗|治愈|疗效|药效|防癌|抗癌|减肥|瘦身|排毒|抗菌|抗衰老|增强免疫|无毒|临床|医用|医生推荐|神奇|奇迹|永久|环保|可持续|碳中和|限时|最后机会|仅限今天|抢购|免费(?:配送|赠送)|包邮"
)  # fmt: skip


def banned(text: str, *, allowed: str = "") -> tuple[str, ...]:
    """The claims in a text, in order; those that stand in `allowed`, the facts, are the shop's own words."""
    known = allowed.casefold()
    found = [match[0] for pattern in (ENGLISH, CHINESE) for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(claim for claim in found if claim.casefold() not in known))
