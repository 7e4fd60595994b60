"""The few rules that are safer than any model: what an order number and the name of another company mean. Pure."""

from __future__ import annotations

import re

ORDER_NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(?:M[\-‐‑–—]?[0-9]{3,12}|ORDER_[0-9]+)(?![A-Za-z0-9])", re.IGNORECASE
)
ABOUT_ORDERS = frozenset(
    {
        "track_order", "cancel_order", "change_order", "change_address", "delivery_period", "return_policy", "request_return",
        "track_refund", "payment_issue", "invoice", "review", "complaint", "human_agent",
    }
)  # fmt: skip
# Shops, services and carriers of people and news that are no business of ours. Payment and parcel services are left out, and
# what people sign in with.
_ELSEWHERE = re.compile(
    r"\b(?:amazon(?:'s)?(?:\s+(?:prime|fresh|music))?|ebay|zalando|ikea|netflix|spotify|disney\s*(?:plus|\+)|hulu|hbo|twitch|youtube(?:\s+premium)?|"
    r"tiktok|snapchat|linkedin|twitter|reddit|uber(?:\s+eats)?|lyft|airbnb|booking\.com|expedia|tripadvisor|lufthansa|ryanair|easyjet|emirates|"
    r"deutsche\s+bahn|flixbus|aldi|lidl|tesco|walmart|costco|carrefour|rewe|edeka|h&m|zara|primark|shein|temu|aliexpress|alibaba|etsy|asos|"
    r"mediamarkt|decathlon|best\s+buy|home\s+depot|wayfair|vodafone|telekom|t-mobile|verizon|comcast|at&t|microsoft|gmail|hotmail|yahoo|"
    r"playstation|xbox|nintendo|roblox|hellofresh|doordash|deliveroo|grubhub|starbucks|mcdonald'?s|burger\s+king|audible|kindle|adobe|dropbox|"
    r"commerzbank|sparkasse|revolut|n26|coinbase|binance|tinder|ticketmaster|eventim|"
    r"argos|sainsbury'?s|morrisons|waitrose|boots\.com|ocado|poundland|uniqlo|wish\.com|barclays|hsbc|santander|monzo|wells\s+fargo|"
    r"steam\s+account|fortnite|apple\s+id|icloud|outlook|microsoft\s+teams|chatgpt|openai|just\s+eat|wolt|glovo|blablacar|trivago|"
    r"british\s+airways|wizz\s+air|air\s+france|klm|eurostar|trainline|new\s+york\s+times)(?!\s+pay\b)\b",
    re.IGNORECASE,
)  # fmt: skip
_ELSEWHERE_ZH = re.compile(
    "淘宝|天猫|京东|拼多多|亚马逊|美团|饿了么|抖音|快手|微博|小红书|爱奇艺|优酷|腾讯(?:视频)?|网易|滴滴|携程|苏宁|唯品会|当当|闲鱼|得物|盒马|"
    "中国移动|中国电信|中国联通|哔哩哔哩|知乎|百度|山姆|屈臣氏|宜家|沃尔玛|飞猪|去哪儿|高德|优步|奈飞|网飞|速卖通|优衣库|名创优品|肯德基|"
    "麦当劳|星巴克|海底捞|工商银行|建设银行|招商银行|农业银行|花呗|苹果(?:ID|账号)|微信(?:密码|账号|钱包|群)|QQ(?:密码|号|账号)|Steam账号"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[^\W\d_\u3400-\u9fff\uf900-\ufaff]+")


def script(text: str, *, language: str) -> str:
    """ "zh" or "en": what the text is written in; the language of the page decides where there are no letters."""
    han, words = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if not han and not words:
        return "zh" if language.lower().startswith("zh") else "en"
    return "zh" if han * 3 >= max(words, 1) else "en"  # a Chinese sentence may name things in Latin letters


def about_an_order(text: str, name: str) -> bool:
    """Whether an order number makes the text a question about that order, whatever else was read in it."""
    return bool(ORDER_NUMBER.search(text)) and name not in ABOUT_ORDERS


def is_only_a_number(text: str) -> bool:
    """Whether the text is an order number and nothing else that could be read."""
    return bool(ORDER_NUMBER.search(text)) and not _LETTER.search(ORDER_NUMBER.sub("", text))


def normalised(text: str) -> str:
    """An order number says what the text is about and nothing of what is wanted; one foreign company is like another."""
    return _ELSEWHERE_ZH.sub("淘宝", _ELSEWHERE.sub("Amazon", ORDER_NUMBER.sub("M-1", text)))
