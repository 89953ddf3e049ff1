"""The sentences that the writer of an article tells, and how much each sounds like a judgement."""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk.article import NARRATOR, Article, Voice
from copydesk.models.opinion import score

# A writer who says "I believe" or "we know" is the narrator still.
_WRITER = frozenset("i we me us my our".split())
_ENDED = re.compile(r"[.!?…][\"”’')\]]*$")
# "… as the ships come in, the harbour master, Olaf Berg, said on Monday."
_SAID = re.compile(r"\b(?:said|says|wrote|added|recalled)(?: (?:on|in|at) [\w ]{1,20})?[.]$")
# A line without a full stop is a sentence only if it has so many words, not a label or a menu.
_LEAST_WORDS = 9
_FIRST_PERSON = frozenset("we We our Our us I my My".split())
# So many first persons, and so many in 1,000 words, make a piece personal.
_LEAST_PERSONAL, _PERSONAL = 6, 10
# So many sentences make an article.
ARTICLE = 4
# A language model is asked about sentences that the first scorer thinks at least so likely to judge: of an article the likeliest,
# no more than such a share of all its sentences, and with those in which a word judges no more than a third; of fewer
# sentences, where every one counts, about all that are not plainly facts.
_DOUBT, _SHARE, _FACT = 0.15, 0.3, 0.02
_PLACES = frozenset(("paragraph", "list", "caption", "heading"))


class Told(NamedTuple):
    """Sentence `number` of the document, text[start:end]; `own` if nobody but the writer answers for it."""

    number: int
    start: int
    end: int
    own: bool


def is_writer(article: Article, voice: Voice) -> bool:
    """True if nobody but the writer answers for the words: no source, or the writer as "I" and "we"."""
    if voice.is_narrator:
        return True
    if voice.kind == "quoted" or voice.source is None:
        return False
    text, start = article.document.text, voice.source[0]
    source = text[slice(*voice.source)].lower()
    # "We need leaders who tell the truth": the clause says which leaders, not who says so.
    return source in _WRITER or (source == "who" and text[start - 2 : start - 1].isalpha())


def writer_speaks(article: Article, start: int, end: int) -> bool:
    """True if text[start:end] is the writer's word in running text: neither quoted nor attributed to somebody."""
    told = told_sentences(article).get(article.document.sentence_index(start))
    return told is not None and told.own and not article.quotes.overlaps(start, end)


def is_personal(article: Article) -> bool:
    """True if the writer tells the whole piece as "we" or "I", as the notices and blogs of a house do.

    One finding says so; that its sentences judge follows from it and need not be said of each.
    """
    return article.once("told in the first person", _is_personal)


def _is_personal(article: Article) -> bool:
    prose, tokens = article.document.prose, article.document.tokens
    places = [at for at in tokens.find(_FIRST_PERSON) if prose[at + 1 : at + 2] != "."]  # "Henry I. Miller"
    if len(places) < _LEAST_PERSONAL:
        return False
    told = told_sentences(article)
    own = sum(1 for at in places if article.document.sentence_index(at) in told and not article.quotes.at(at))
    return own >= max(_LEAST_PERSONAL, _PERSONAL * prose.count(" ") / 1000)


def told_sentences(article: Article) -> dict[int, Told]:
    """The sentences of running text that are not quoted, by their number; worked out once."""
    return article.once("told sentences", _told)


def chance(article: Article, index: int) -> float:
    """How likely it is that the sentence judges in the writer's own voice; worked out once for each.

    Where the first scorer is in doubt, and the run asks a language model, that one's reading counts too.
    """
    known = article.once("chances of judging", _no_chances)
    if index not in known and not (is_read(article) and index in article.once("sentences in doubt", _doubtful)):
        return _first_chance(article, index)
    return chance_of_cue(article, index)


def chance_of_cue(article: Article, index: int) -> float:
    """The same for a sentence with a word that judges: there is always doubt about it, as long as more may be asked."""
    known = article.once("chances of judging", _no_chances)
    if index not in known and (not known or len(known) < _most(article)):
        known.update(_readings(article, index))
    return known[index] if index in known else _first_chance(article, index)


def _most(article: Article) -> int:
    """About how many sentences a language model may be asked."""
    number = len(article.document.sentences)
    return number if len(told_sentences(article)) < ARTICLE else number // 3


def cued_sentences(article: Article) -> set[int]:
    """The numbers of the sentences in which a rule has named the words that judge; whoever names some adds to them."""
    return article.once("sentences with a cue", _no_sentences)


def is_read(article: Article) -> bool:
    """True if a language model reads the sentences in doubt."""
    return article.once("a language model reads", _is_read)


def _is_read(article: Article) -> bool:
    if article.language is None:
        return False
    from copydesk.models.opinion_head import load_joined

    # Another model's states mean something else.
    return article.language.fingerprint == load_joined().head.model


def _readings(article: Article, index: int) -> dict[int, float]:
    """The chances of the sentence and, since together they cost less, of all others in doubt that are not read yet."""
    language = article.language
    if language is None or not is_read(article):
        return {}
    from copydesk.models.opinion_head import join, load_joined

    known, text = article.once("chances of judging", _no_chances), article.document.text
    doubtful = article.once("sentences in doubt", _doubtful)
    others = () if known else (number for number in doubtful if number != index)
    numbers = [index, *others][: max(1, _most(article))]
    places = [article.document.sentences[number] for number in numbers]
    joined = load_joined()
    answers = language.weigh([" ".join(text[place.start : place.end].split()) for place in places], joined.head)
    return {n: join(_first_chance(article, n), answer, joined) for n, answer in zip(numbers, answers, strict=True)}


def _doubtful(article: Article) -> dict[int, float]:
    """The first scorer's chances of the sentences that a language model is asked about, by their number."""
    sentences = told_sentences(article)
    chances = {told.number: _first_chance(article, told.number) for told in sentences.values() if told.own}
    few = len(sentences) < ARTICLE
    likeliest = sorted(((likely, -number) for number, likely in chances.items()), reverse=True)
    most = len(likeliest) if few else int(_SHARE * len(article.document.sentences))
    return {-number: likely for likely, number in likeliest[:most] if likely >= (_FACT if few else _DOUBT)}


def _first_chance(article: Article, index: int) -> float:
    known = article.once("first chances of judging", _no_chances)
    if index not in known:
        sentence = article.document.sentences[index]
        known[index] = score(article.document.text[sentence.start : sentence.end])
    return known[index]


def _no_chances(_: Article) -> dict[int, float]:
    return {}


def _no_sentences(_: Article) -> set[int]:
    return set()


def _told(article: Article) -> dict[int, Told]:
    document = article.document
    found: dict[int, Told] = {}
    for index, (sentence, voice) in enumerate(zip(document.sentences, article.voices, strict=True)):
        if voice.kind == "quoted":
            continue
        words = document.text[sentence.start : sentence.end]
        if words[-1] not in ".?!" and not _ENDED.search(words[-6:]) and words.count(" ") < _LEAST_WORDS - 1:
            continue
        block = document.block_at(sentence.start)
        if block is not None and block.kind not in _PLACES:
            continue
        own = (voice is NARRATOR or is_writer(article, voice)) and not (words[-1] == "." and _SAID.search(words[-40:]))
        found[index] = Told(index, sentence.start, sentence.end, own)
    return found
