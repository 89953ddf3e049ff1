"""Which English a text is written in, by the words that the two sides of the Atlantic spell differently.

Words with a capital do not count: a British report may well name the Department of Defense.
"""

from __future__ import annotations

import re

_OUR = "arb|behavi|cand|clam|col|end?eav|fav|flav|harb|hon|hum|lab|neighb|od|parl|rig|rum|sav|splend|tum|vap|vig"
_IZE = (
    "apolog|author|capital|categor|character|civil|critic|emphas|equal|final|general|global|hospital|idol|improv|jeopard"
    "|legal|local|maxim|memor|minim|mobil|modern|nation|neutral|normal|organ|popular|priorit|privat|public|radical|real"
    "|recogn|revolution|scrutin|special|stabil|summar|symbol|sympath|util|vandal|visual"
)
_DOUBLED = "cance|coun[cs]e|fue|jewe|labe|leve|marshal|mode|quarre|rivalr?|signa|trave"
_BRITISH = re.compile(
    rf"(?<![^\W_])(?:(?:{_OUR})our(?:s|ed|ing|able|ite|ites|hood|al|ful)?|(?:{_IZE})is(?:e[ds]?|ing|ation|ations|er|ers)"
    rf"|(?:anal|paral|catal)ys(?:e[ds]?|ing)|(?:cent|theat|lit|fib|kilomet|met|cal[ib]*)re[sd]?|(?:def|off|lic|pret)ence"
    rf"|(?:{_DOUBLED})ll(?:ed|ing|er|ers|ery)|grey|programmes?|cheques?|tyres?|kerbs?|storeys?|whilst|aluminium|mum|mums"
    r"|ageing|sceptic(?:s|al|ism)?|judgement|per cent)(?![^\W_])"
)
_AMERICAN = re.compile(
    rf"(?<![^\W_])(?:(?:{_OUR})or(?:s|ed|ing|able|ite|ites|hood|al|ful)?|(?:{_IZE})iz(?:e[ds]?|ing|ation|ations|er|ers)"
    rf"|(?:anal|paral|catal)yz(?:e[ds]?|ing)|(?:cent|theat|lit|fib|kilomet)er(?:s|ed)?|(?:def|off|pret)ense"
    rf"|(?:{_DOUBLED})l(?:ed|ing|er|ers|ry)|gray|aluminum|moms?|aging|skeptic(?:s|al|ism)?|percent)(?![^\W_])"
)


def variant_of(prose: str) -> str:
    """en-GB if the text has more of what only British spelling has, else en-US."""
    british = sum(1 for _ in _BRITISH.finditer(prose))
    return "en-GB" if british and british > sum(1 for _ in _AMERICAN.finditer(prose)) else "en-US"
