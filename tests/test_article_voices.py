"""Attribution: whose word each sentence is."""

from __future__ import annotations

import pytest

from copydesk.article import Article, Voice
from copydesk.readers import read
from copydesk.text import Source


def article(text: str, form: str = "plain") -> Article:
    return Article(read(Source("story.txt", text), form))


def said_by(made: Article, voice: Voice) -> str:
    return made.document.text[slice(*voice.source)] if voice.source else ""


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("According to the coast guard, the ferry was full.", "the coast guard"),
        ("The ferry was full, according to Anna Varga, who sold the tickets.", "Anna Varga"),
        ("Anna Varga said that the ferry was full.", "Anna Varga"),
        ("The ferry was full, Varga said.", "Varga"),
        ("“The ferry was full,” said Anna Varga, who sold the tickets.", "Anna Varga"),
        ("Varga, the head of the harbour, said that the ferry was full.", "Varga"),
        ("Lindholm, which owns the ferry, said it was full.", "Lindholm"),
        (
            "The United Nations and its agencies have accused the army of looting.",
            "The United Nations and its agencies",
        ),
        ("The minister has repeatedly denied that the ferry was full.", "The minister"),
        ("The minister expresses deep concern over the ferry.", "The minister"),
        ("She believes that the ferry was full.", "She"),
        ("Varga was quoted as saying that the ferry was full.", "Varga"),
        ("The ferry was a disgrace, in the view of Anna Varga.", "Anna Varga"),
        ("As Varga put it, the ferry was a disgrace.", "Varga"),
        ("The price fell but Varga said it would rise again.", "Varga"),
        ("Varga shut the gate and said it was for good.", "Varga"),
        ("But educators say that the ferry was full.", "educators"),
        ("The ferry was a disgrace, argues Anna Varga.", "Anna Varga"),
        ("However, Varga remains calm, and says that the ferry was full.", "Varga"),
        ("Citing the harbour police, the paper gave another number.", "the harbour police"),
    ],
)
def test_an_attributed_sentence_names_its_source(text: str, source: str) -> None:
    made = article(text)
    assert said_by(made, made.voices[0]) == source
    assert made.voices[0].is_sourced


@pytest.mark.parametrize(
    "text",
    [
        "It is hard to believe that the ferry was full.",
        "The visit by Anna Varga, the head of the harbour, to Lima shows how weak the port is.",
        "The rare visit by the harbour master emphasizes the gravity of the leak.",
        "As the head of the harbour, her visit shows what the port is worth.",
        "The claims of the harbour are absurd.",
        "Her reports to the board were late.",
        "The United States is a large country.",
        "Police found a car in the river.",
        "The minister would not say.",
        "Everything went according to plan.",
        "I believe that the ferry was full.",
        "We regard the ferry as a disgrace.",
        "What they believe to be a ferry is a raft.",
        "If they find that the ferry is full, they walk.",
        "The fares rise according to the number of stops.",
        "The port added two ferries in May.",
    ],
)
def test_what_only_looks_like_an_attribution_is_the_writers_word(text: str) -> None:
    assert article(text).voices[0].is_narrator


@pytest.mark.parametrize(
    "text",
    [
        "Experts say that the ferry was full.",
        "According to officials, the ferry was full.",
        "The ferry was full, critics argue.",
        "It is believed that the ferry was full.",
        "The ferry is said to have been full.",
        "The ferry was reportedly full.",
        "A person familiar with the matter and other sources said the ferry was full.",
    ],
)
def test_a_source_without_a_name_is_vague(text: str) -> None:
    voice = article(text).voices[0]
    assert voice.vague
    assert not voice.is_sourced


@pytest.mark.parametrize(
    "text",
    [
        "The report says that the ferry was full.",
        "A study by the Port Institute found that ferries are full.",
        "The ferry was full, according to court documents.",
    ],
)
def test_a_document_is_a_source(text: str) -> None:
    assert article(text).voices[0].kind == "document"


def test_a_pronoun_stands_for_whoever_spoke_last() -> None:
    made = article("Anna Varga said the ferry was full. It left at noon. He was not there. She added that it was old.")
    assert [said_by(made, voice) for voice in made.voices] == ["Anna Varga", "", "", "Anna Varga"]


def test_a_quotation_over_sentences_and_paragraphs_has_one_speaker() -> None:
    made = article(
        "“The ferry was full. It was old,” Anna Varga said.\n\n“Nobody cared.\n\n“Nobody ever does,” said Peter Lind."
    )
    assert made.voices[0].kind == made.voices[2].kind == "quoted"
    assert [said_by(made, voice) for voice in made.voices] == ["Anna Varga", "Anna Varga", "Peter Lind", "Peter Lind"]


def test_the_sentence_before_or_behind_can_name_the_speaker() -> None:
    made = article("Anna Varga said it again. “The ferry was full that night.”")
    assert said_by(made, made.voices[1]) == "Anna Varga"
    assert made.speaker_of(made.quotations[0]) == made.voices[1].source


def test_a_place_in_a_quotation_is_the_speakers() -> None:
    text = "The ferry left late and “nobody told us why it did so” on the pier."
    made = article(text)
    assert made.voices[0].is_narrator
    assert made.voice_at(text.index("nobody")).kind == "quoted"
    assert made.voice_at(text.index("ferry")).is_narrator


def test_scare_quotes_do_not_make_a_sentence_anybodys() -> None:
    assert article("“Safe”").voices[0].is_narrator


def test_there_is_a_voice_for_every_sentence() -> None:
    made = article("One.\n\n“Two.” Three said four. Five!\n\n" * 20)
    assert len(made.voices) == len(made.document.sentences)


def test_the_verb_says_how_the_words_are_meant() -> None:
    grades = [
        article(f"Varga {verb} that the ferry was full.").voices[0].grade
        for verb in ("said", "claimed", "admitted", "feared")
    ]
    assert grades == ["neutral", "claim", "factive", "thought"]


def test_evidence_near_a_sentence() -> None:
    text = "The ferry was crowded. It held 900 people on March 3, 2021. Nobody counted.\n\nThe pier is old."
    made = article(text)
    assert made.evidence_at(0)
    assert [made.document.text[slice(*pair)] for pair in made.evidence_at(1).dates] == ["March 3, 2021"]
    assert made.evidence_at(1).figures
    assert not made.evidence_at(3)


def test_links_are_evidence_in_any_format() -> None:
    assert article("The ferry was full, see https://example.org/log for it.").evidence_at(0).links
    made = article("The ferry was [full](https://example.org/log) that night.\n\nThe pier is old.\n", "markdown")
    assert made.evidence_at(0).links
    assert not made.evidence_at(1).links


def test_a_named_document_is_evidence() -> None:
    assert article("The ferry was full. The harbour's annual report gives the number.").evidence_at(0).documents
