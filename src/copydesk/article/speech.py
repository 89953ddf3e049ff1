"""The words that attribute: verbs of speech and thought, graded, and the nouns that can be their subjects."""

from __future__ import annotations

from typing import Literal, NamedTuple

from copydesk.article.lexicon import ORG_WORDS, TITLES

Grade = Literal["neutral", "claim", "factive", "thought", "stance", "hearsay", ""]

# Base form, third person, past, by what the verb says of the words reported. A * marks verbs that attribute whoever
# their subject is; the others do so only if somebody, or a document, is their subject ("the visit shows" does not).
# A ~ marks verbs that attribute only before "that", a comma, a colon or a quotation ("police found a car" does not).
_VERBS: dict[Grade, str] = {
    "neutral": """
    *say says said|*tell tells told|*announce announces announced|*state states stated|*write writes wrote|*explain
    explains explained|*comment comments commented|*remark remarks remarked|*reply replies replied|*declare declares
    declared|*testify testifies testified|*tweet tweets tweeted|*reiterate reiterates reiterated|*quip quips
    quipped|*joke jokes joked|~add adds added|~report reports reported|note notes noted|~respond responds
    responded|~answer answers answered|ask asks asked|recall recalls recalled|describe describes described|mention
    mentions mentioned|~conclude concludes concluded|call calls called|~recount recounts recounted|confirm confirms
    confirmed|~find finds found|~show shows showed|estimate estimates estimated|predict predicts predicted|~forecast
    forecasts forecasted|~project projects projected|~indicate indicates indicated|suggest suggests suggested|propose
    proposes proposed|~inform informs informed|~post posts posted|quote quotes quoted|~stipulate stipulates
    stipulated|clarify clarifies clarified|~hint hints hinted|~signal signals signalled|reckon reckons reckoned
    """,
    "claim": """
    *claim claims claimed|*allege alleges alleged|*assert asserts asserted|*argue argues argued|*insist insists
    insisted|*contend contends contended|*deny denies denied|*boast boasts boasted|*vow vows vowed|~maintain maintains
    maintained|imply implies implied
    """,
    "factive": """
    *admit admits admitted|*acknowledge acknowledges acknowledged|*concede concedes conceded|*confess confesses
    confessed|~reveal reveals revealed|~disclose discloses disclosed|emphasize emphasizes emphasized|emphasise
    emphasises emphasised|stress stresses stressed|underline underlines underlined|underscore underscores
    underscored|~observe observes observed|~recognise recognises recognised|~recognize recognizes recognized|highlight
    highlights highlighted
    """,
    "thought": """
    believe believes believed|think thinks thought|~feel feels felt|hope hopes hoped|fear fears feared|expect expects
    expected|~worry worries worried|consider considers considered|suspect suspects suspected|doubt doubts doubted|view
    views viewed|regard regards regarded|~agree agrees agreed|~disagree disagrees disagreed
    """,
    "stance": """
    *accuse accuses accused|*condemn condemns condemned|*denounce denounces denounced|warn warns warned|blame blames
    blamed|urge urges urged|criticise criticises criticised|criticize criticizes criticized|praise praises
    praised|welcome welcomes welcomed|reject rejects rejected|dismiss dismisses dismissed|demand demands
    demanded|pledge pledges pledged|promise promises promised|recommend recommends recommended|hail hails
    hailed|complain complains complained|question questions questioned|~threaten threatens threatened|defend defends
    defended|apologise apologises apologised|apologize apologizes apologized|slam slams slammed|tout touts
    touted|applaud applauds applauded|decry decries decried|lament laments lamented|advise advises advised|caution
    cautions cautioned|express expresses expressed|voice voices voiced|~oppose opposes opposed
    """,
}


class Verb(NamedTuple):
    """One form of a verb that attributes.

    strong  whoever its subject is; clause: only before "that", a comma, a colon or a quotation
    """

    tense: Literal["base", "third", "past"]
    grade: Grade
    strong: bool
    clause: bool


def _forms() -> dict[str, Verb]:
    forms: dict[str, Verb] = {}
    for grade, verbs in _VERBS.items():
        for entry in verbs.split("|"):
            mark = entry.strip()[0]
            base, third, past = entry.strip(" *~\n").split()
            forms[base] = Verb("base", grade, mark == "*", mark == "~")
            forms[third] = Verb("third", grade, mark == "*", mark == "~")
            forms[past] = Verb("past", grade, mark == "*", mark == "~")
    return forms


VERBS = _forms()

# Said of nobody: "is believed to", "are thought to have".
HEARSAY = frozenset(
    """
    said believed thought understood reported rumoured rumored alleged claimed feared expected considered known regarded
    seen     """.split()
)
HEARSAY_ADVERBS = frozenset("reportedly allegedly supposedly purportedly".split())
# Cues that are no finite verbs; each is looked at by a pattern of its own.
CUES = frozenset(
    "according saying adding claiming arguing warning insisting citing cites cited opinion view views words "
    "puts put".split()
)
FRAME_WORDS = frozenset(VERBS) | HEARSAY | HEARSAY_ADVERBS | CUES

PEOPLE = (
    TITLES
    | ORG_WORDS
    | frozenset(
        """
    spokespeople man men woman women boy girl mother father mum dad parent parents son daughter brother sister wife
    husband widow uncle aunt friend friends neighbour neighbor neighbours neighbors family families couple victim
    victims survivor survivors suspect defendant plaintiff prosecutor prosecutors investigator investigators police
    officers soldier soldiers doctor doctors nurse nurses teacher teachers student students professors owner owners
    worker workers employee employees driver pilot farmer farmers fisherman passenger resident player players fan
    colleague colleagues boss head heads candidate candidates lawmaker legislator legislators senators congressmen
    ministers politician campaigner protester protesters demonstrator demonstrators marchers rebel rebels militant
    militants insurgents government governments opposition regime parties unions firm firms companies maker makers
    manufacturer retailer banks airline embassy palace kremlin pentagon jury judges tribunal inquest coroner
    inspectors ally allies nation nations country countries states members member delegates ambassadors envoys
    diplomat author authors writers reporters organisers organizers organiser organizer sponsor sponsors chiefs
    executives managers directors bosses founders developer developers aide advisers attorneys lawyers counsel
    representatives regulator regulators watchdog teams groups panel volunteers migrant migrants refugee refugees
    respondents participants voters consumers customers patients bishops clergy priest lady gentleman guy person
    teenager youth child children adult adults agencies
    """.split()
    )
) - frozenset("house fund trust records studies college".split())
