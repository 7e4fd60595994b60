"""What a sentence promises or claims to have been done, which only a matching action or an approved text may back. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.verifier.normal import stem

_DEEDS = """
refund cancel change update replace credit compensate reimburse escalate forward waive upgrade extend delete remove send ship resend
approve accept grant confirm book reserve process issue arrange notify contact call email fix resolve transfer return pay deduct charge
apply schedule add close open stop
"""
_DEED_STEMS = frozenset(stem(word) for word in _DEEDS.split())
_PAST = (
    r"(?:refunded|cancell?ed|changed|updated|replaced|credited|compensated|reimbursed|escalated|forwarded|waived|upgraded|extended|deleted|removed|resent|"
    r"approved|accepted|granted|confirmed|booked|reserved|processed|issued|arranged|notified|contacted|fixed|resolved|transferred|applied|scheduled|closed|stopped)"
)
_FIRST = re.compile(
    r"\b(?:i|we)(?:'ve| have| just| already|'ll| will| shall| am going to| are going to|'m going to|'re going to| can)+ (?:(?:be|now|also|gladly|happily|immediately|already|just|you) )*([a-z]+)",
    re.IGNORECASE,
)
_FIRST_PAST = re.compile(rf"\b(?:i|we)(?: also| just| already)? ({_PAST})\b", re.IGNORECASE)
_STATE = rf"(?:{_PAST}|shipped|dispatched|delivered|paid|sent|returned|received|picked up|collected)"
_BETWEEN = r"(?: now| already| just| fully| been| successfully)*"
_DONE = re.compile(
    rf"\b(?:has|have|had|was|were|been|got){_BETWEEN} ({_STATE}|arrived|left)\b|\byour\b[^.;,]{{0,40}}? (?:is|are|gets?|being){_BETWEEN} ({_STATE})\b|'s been ({_STATE})\b",
    re.IGNORECASE,
)
_DUE = re.compile(
    rf"\b(?:will|shall|going to)(?: now| be| get)* ({_PAST}|(?:refund|reimburse|compensate|waive|upgrade)\w*)\b|\byou(?:'ll| will) (?:get|receive)\b[^.]*\b(refund|voucher|discount|credit|coupon|gift|compensation)",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"\b(guarante\w*|promis\w*|assur\w*|rest assured|definitely|absolutely|without fail|risk-free|money-back|100 ?%|no questions asked)",
    re.IGNORECASE,
)
_SURE_CHINESE = re.compile(r"保证|承诺|确保|一定会|一定能|绝对|包退|包换|无条件|百分之百|放心")
_DEED_CHINESE = "退款|取消|更改|修改|更换|换货|补偿|赔偿|赔付|退还|升级|延长|删除|转交|转接|补发|重发|批准|同意|确认|预留|处理|通知|联系|减免|赠送|发送"
_DONE_CHINESE = re.compile(
    rf"(?:已经?|刚刚|刚才|成功)(?:为您|帮您|给您|将您的\S{{0,8}}?)?(?:全额|成功)?({_DEED_CHINESE})|({_DEED_CHINESE})(?:成功|完成|完毕|了)"
)
MEANING = {
    "退款": "refund", "退还": "refund", "取消": "cancel", "更改": "change", "修改": "change", "更换": "replace", "换货": "replace", "补偿": "compens",
    "赔偿": "compens", "赔付": "compens", "升级": "upgrad", "延长": "extend", "删除": "delet", "转交": "forward", "转接": "transfer", "补发": "send",
    "重发": "send", "发送": "send", "批准": "approv", "同意": "approv", "确认": "confirm", "预留": "reserv", "处理": "process", "通知": "notifi",
    "联系": "contact", "减免": "waiv", "赠送": "give",
}  # fmt: skip
_FIRST_CHINESE = re.compile(
    rf"(?:我们?|本店|客服)(?:会|将|可以|马上|立即|这就|来|现在)+(?:为您|帮您|给您|向您|把\S{{0,8}}?)?(?:全额|免费)?({_DEED_CHINESE})|(?:将|会)(?:为您|帮您|给您)(?:全额|免费)?({_DEED_CHINESE})"
)


@dataclass(frozen=True)
class Promise:
    """`deed` is a stem or a Chinese word; `kind` is "first" (we will), "done" (it was, your order is), "due" (it will be) or "sure"."""

    deed: str
    kind: str
    words: str


_PATTERNS = (
    (_FIRST, "first"), (_FIRST_PAST, "first"), (_DONE, "done"), (_DUE, "due"), (_SURE, "sure"), (_SURE_CHINESE, "sure"),
    (_DONE_CHINESE, "done"), (_FIRST_CHINESE, "first"),
)  # fmt: skip


def promises(text: str) -> list[Promise]:
    found = []
    for pattern, kind in _PATTERNS:
        for match in pattern.finditer(text):
            word = next((group for group in match.groups() if group), match[0])
            deed = stem(word.lower())
            if pattern is not _FIRST or deed in _DEED_STEMS:
                found.append(Promise(deed, kind, match[0]))
    return found
