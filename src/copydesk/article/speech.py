"""The words that attribute: verbs of speech and thought, graded, and the nouns that can be their subjects."""

from __future__ import annotations

from typing import Literal

from copydesk.article.lexicon import DOCUMENTS, ORG_WORDS, TITLES, VAGUE_SOURCES

Grade = Literal["neutral", "claim", "factive", "thought", "stance"]

# Base form, third person, past, by what the verb says of the words reported. A * marks verbs that attribute whoever their
# subject is; the others attribute only if somebody (or a document) can be seen to be the subject: "the visit shows" does not.
_VERBS: dict[Grade, str] = {
    "neutral": "*say says said|*tell tells told|*announce announces announced|*state states stated|*write writes wrote|*explain explains "
    "explained|*comment comments commented|*remark remarks remarked|*reply replies replied|*declare declares declared|*testify testifies "
    "testified|*tweet tweets tweeted|*reiterate reiterates reiterated|*quip quips quipped|*joke jokes joked|add adds added|report reports "
    "reported|note notes noted|respond responds responded|answer answers answered|ask asks asked|recall recalls recalled|describe "
    "describes described|mention mentions mentioned|conclude concludes concluded|call calls called|recount recounts recounted|confirm "
    "confirms confirmed|find finds found|show shows showed|estimate estimates estimated|predict predicts predicted|forecast forecasts "
    "forecasted|project projects projected|indicate indicates indicated|suggest suggests suggested|propose proposes proposed|inform "
    "informs informed|post posts posted|quote quotes quoted|stipulate stipulates stipulated|clarify clarifies clarified|outline outlines "
    "outlined|hint hints hinted|signal signals signalled|reckon reckons reckoned",
    "claim": "*claim claims claimed|*allege alleges alleged|*assert asserts asserted|*argue argues argued|*insist insists insisted|*contend "
    "contends contended|*deny denies denied|*boast boasts boasted|*vow vows vowed|maintain maintains maintained|imply implies implied",
    "factive": "*admit admits admitted|*acknowledge acknowledges acknowledged|*concede concedes conceded|*confess confesses confessed|reveal "
    "reveals revealed|disclose discloses disclosed|emphasize emphasizes emphasized|emphasise emphasises emphasised|stress stresses "
    "stressed|underline underlines underlined|underscore underscores underscored|observe observes observed|recognise recognises "
    "recognised|recognize recognizes recognized|highlight highlights highlighted",
    "thought": "believe believes believed|think thinks thought|feel feels felt|hope hopes hoped|fear fears feared|expect expects "
    "expected|worry worries worried|consider considers considered|suspect suspects suspected|doubt doubts doubted|view views viewed|regard "
    "regards regarded|agree agrees agreed|disagree disagrees disagreed|see sees saw",
    "stance": "*accuse accuses accused|*condemn condemns condemned|*denounce denounces denounced|warn warns warned|blame blames blamed|urge "
    "urges urged|criticise criticises criticised|criticize criticizes criticized|praise praises praised|welcome welcomes welcomed|reject "
    "rejects rejected|dismiss dismisses dismissed|demand demands demanded|pledge pledges pledged|promise promises promised|recommend "
    "recommends recommended|hail hails hailed|complain complains complained|question questions questioned|threaten threatens "
    "threatened|defend defends defended|apologise apologises apologised|apologize apologizes apologized|slam slams slammed|tout touts "
    "touted|applaud applauds applauded|decry decries decried|lament laments lamented|advise advises advised|caution cautions "
    "cautioned|express expresses expressed|voice voices voiced|decline declines declined|refuse refuses refused|oppose opposes opposed",
}


def _forms() -> tuple[dict[str, Grade], frozenset[str], frozenset[str], frozenset[str]]:
    grades: dict[str, Grade] = {}
    strong, base, past = set[str](), set[str](), set[str]()
    for grade, verbs in _VERBS.items():
        for verb in verbs.split("|"):
            forms = verb.lstrip("*").split()
            grades.update(dict.fromkeys(forms, grade))
            base.add(forms[0])
            past.add(forms[2])
            if verb[0] == "*":
                strong.update(forms)
    return grades, frozenset(strong), frozenset(base), frozenset(past)


GRADES, STRONG, BASE, PAST = _forms()

# Said of nobody: "is believed to", "are thought to have".
HEARSAY = frozenset(
    """
    said believed thought understood reported rumoured rumored alleged claimed feared expected considered known
    regarded seen
    """.split()
)
HEARSAY_ADVERBS = frozenset("reportedly allegedly supposedly purportedly".split())
# Cues that are no verbs of the list; each is looked at by a pattern of its own.
CUES = frozenset(
    """
    according saying adding claiming arguing citing cites cited opinion view views words puts put
    """.split()
)
FRAME_WORDS = frozenset(GRADES) | HEARSAY | HEARSAY_ADVERBS | CUES

PEOPLE = (
    TITLES
    | ORG_WORDS
    | frozenset(
        """
    spokespeople man men woman women boy girl mother father mum dad parent parents son daughter brother sister wife
    husband widow uncle aunt friend friends neighbour neighbor neighbours neighbors family families couple victim
    victims survivor survivors suspect defendant plaintiff prosecutor prosecutors investigator investigators police
    officers soldier soldiers doctor doctors nurse nurses teacher teachers student students professor professors owner
    owners worker workers employee employees driver pilot farmer farmers fisherman passenger resident player players
    coach fan captain colleague colleagues boss head heads leader candidate candidates lawmaker legislator legislators
    senators congressmen ministers politician campaigner activist protester protesters protestor demonstrators
    marchers rebel rebels militant militants insurgents government governments administration opposition regime
    authorities parties unions union firm firms company companies maker makers manufacturer retailer bank banks
    airline hospital university agency agencies ministry embassy palace kremlin pentagon court jury judges tribunal
    inquest coroner inspectors ally allies nation nations country countries states members delegates ambassadors
    envoys diplomat historian scientist economist author authors writers reporters organisers organizers organiser
    organizer sponsor sponsors chiefs executives managers director directors chairman bosses founder founders
    developer developers aide adviser advisers attorney attorneys lawyers counsel representative representatives
    regulator regulators watchdog team teams group groups organisation organisations organization organizations
    committee commission panel board council village volunteers workers migrant migrants refugee refugees pope queen
    king prince respondents participants voters consumers customers patients users bishops clergy imam priest lady
    gentleman guy person teenager youth child children adult adults
    """.split()
    )
) - frozenset("house fund trust records".split())

SPEAKERS = PEOPLE | DOCUMENTS | VAGUE_SOURCES
