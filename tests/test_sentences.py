"""Where sentences end: a bar marks each place where one does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.sentences import split_sentences

CASES = """
The bridge closed on Friday.|Drivers took the ferry.
Nobody spoke.|Then the lights went out!|Who had the key?|Nobody.
Wait...|What was that?
He paused … and went on.
He paused …|Then he left.
Dr. Lena Ortiz runs the clinic.|She arrived in May.
Mr. and Mrs. Hale sold the farm.
Gov. Ana Ruiz met Sen. Tom Bell in Denver.
Lt. Gov. Kim Park and Rep. Joe Adams voted no.
Ret. Gen. Paul Moss spoke first.
The Rev. Al Stone led the prayer.
Prof. I. M. Weiss disagreed.
J. K. Marlow wrote it.|It sold well.
George W. Hart won.
It was Samuel J. Pike who called.
The prize went to a man named Lee B. Cole.|He was absent.
The winner was Team B.|The loser was Team C.
Eat more vitamin C.|It helps.
It was not I.|Mary did it.
I. Introduction
The U.S. Senate met.|The House did not.
She moved to the U.S. in 1998.
She moved to the U.S.|The family stayed.
He lives in Washington D.C.|He commutes.
The U.N. Security Council met in the U.K. on Monday.
The E.U. and the U.S. agreed.
Prices rose at Acme Inc. and fell at Bolt Corp. on Tuesday.
He works for Acme Inc.|She works for Bolt Corp.|They met there.
Acme Corp. Chairman Lou Reyes resigned.
Smith & Co. Ltd. is closing.
They sell pens, paper, etc.|The shop opens at nine.
They sell pens, paper, etc. at the corner.
The store on Elm St. is closed.|Another opens soon.
The parade went down Fifth Ave.|It ended at noon.
St. Mary's Hospital is full.|So is St. Luke's.
Mt. Hood erupted.|Ft. Worth did not.
Martin Kane Jr. testified.|He was calm.
The suspect is Martin Kane Jr.|He is 40.
The meeting is at 9 a.m. Monday.
The meeting is at 9 a.m. on Monday.
The meeting is at 9 a.m.|Police will attend.
Doors open at 5 p.m. ET and close at 11 p.m.|The bar stays open.
It opens at 10 A.M. Eastern time.
He was born on Jan. 5, 1980.|His sister was born in Feb. 1982.
The trial starts in Sept.|The judge has not said more.
They met on Sat. May 4.
They sat.|Then they ate.
We lay in the sun.|We slept.
She sat.|He stood.
It was a work of art.|Everyone agreed.
He joined the gen.|It was late.
See Fig. 3 and Sec. 12 for details.
See p. 12.|The map is there.
Vol. II is lost.|Vol. I is not.
He lives at No. 10 Downing Street.
Did he go?|No.|Never.
The answer is no.|The vote is tomorrow.
Roe v. Wade was argued twice.
It was Kane vs. Abel again.
Bring fruit, e.g. apples, i.e. something sweet.
Bring tools, e.g. Stanley knives.
The study (Marsh et al. 2019) was small.
The study was by Marsh et al.|It was small.
She has a Ph.D. in physics.
She has a Ph.D.|He has none.
Inflation hit 3.5 percent.|Wages rose 2.1 percent.
It cost $4.50.|They paid.
The year was 2019.|Nothing worked.
There were 12.|The others left.
1. The plan is simple.|It has two parts.
12) Bring water.|Drink it.
• Use less sand.|Use more lime.
- Ask first.|Act later.
“We won,” she said.|“We really won.”
“We won.”|She smiled.
"We won."|She smiled.
“Did we win?” she asked.|“Yes.”
“Did we win?” Kane asked.|“Yes.”
“Stop!” Officer Lou Reyes shouted.|“Now!”
“Stop!”|The dog ran.
‘Who is there?’ Mary Kane asked.
(It was late.)|Nobody minded.
Nobody minded (it was late).|They stayed.
They left [see map].|It rained.
He said he was “done.”|The crowd booed.
He said he was “done”.|The crowd booed.
Was it “done”?|Nobody knew.
Really?!|Yes!
What a night!!|We danced.
Yahoo! News reported it.
He shouted yahoo!|The horse ran.
Sales of the iPhone fell.|iPhone owners shrugged.
He prefers eBay.|eBay prefers him.
Visit example.com for more.|Or call.
Visit example.com.|Or call.
Version 2.0 is out.|It is slow.
The file is report.pdf.|Open it.
At 6ft. tall he fit.
— No, he said.|— Yes, she said.
It ended.|— Reuters
Ölaf came.|Émile left.|Šárka stayed.|Żaneta slept.
Она пришла.|Он ушёл.
Она пришла. потом ушёл.
He came. and went.
Items A. and B. are due.
One.|Two.|Three.
He lost 3-2.|She won 6-1.
The score was 3-2 vs. Leeds.|Fans cheered.
Maj. Gen. Ray Fox and Brig. Gen. Ann Low met Adm. Jo Hill.
Capt. Lee, Sgt. Diaz and Cpl. Roy were honoured.
The Rt. Hon. Amy Cole spoke.
Supt. Dan West took questions.|Det. Insp. Ray Holt did not.
Atty. Gen. Kay Moss sued.
Messrs. Bell and Hale resigned.
Sens. Bell and Ruiz voted yes.
Approx. 40 people came.
It weighs approx. 40 kilos.
It took 10 sec.|The crowd gasped.
He ran 10 mi.|Then he rested.
The plane flew at 30,000 ft.|The pilot was calm.
It grew 2 in.|That was all.
The firm is based in St. Louis, Mo.|It employs 40.
Sen. Ruiz, D-Calif., said so.
The man, from Springfield, Ill., said so.
Oct. 3 is the deadline.
The deadline is Oct. 3.|The fee is $5.
They open Mon. 5 May.
He was a J.D. candidate.
The B.B.C. News team came.
He left at 5 p.m.|Mary left at six.
He left at 5 p.m. Thursday, police said.
“It's over.”|“It's not.”
He asked why.|Why not?
Is this the end?|It is the end.
Who, me?|Yes, you.
To be or not to be?|That is the question.
Stop.|Look.|Listen.
Hello!|My name is Ann.
The fine was 500 euros.|Kane paid.
Kane v. State was reversed.
Nos. 3 and 4 are free.
Ch. 7 is long.|Ch. 8 is not.
The Dept. of Labor said so.
The Univ. of Oslo said so.
The vote was 5-4.|Justice Bell dissented.
Kane, M.D., was there.
Kane is an M.D.|He is retired.
A. A. Milne wrote that.
W. E. B. Du Bois wrote that.
Call tel. 2508 1234 or write.
It was built c. 1840 by monks.
**It was bold.**|Then it was not.
J.R.R. Tolkien wrote that.
He met Robert F. Kennedy Jr. Monday.
It was signed by John Q. Public.|Nobody else signed.
"""


@pytest.mark.parametrize("case", CASES.strip().split("\n"))
def test_case(case: str) -> None:
    text = case.replace("|", " ")
    found = [text[start:end] for start, end in split_sentences(text, 0, len(text))]
    wanted = case.split("|")
    wanted[0] = wanted[0].removeprefix("1. ").removeprefix("12) ").removeprefix("• ").removeprefix("- ")
    assert found == wanted


@pytest.mark.parametrize("gap", ["\n", "\r\n", "  ", "\t", "\u00a0"])
def test_any_white_space_divides(gap: str) -> None:
    text = f"One is enough.{gap}Two are better."
    assert [text[a:b] for a, b in split_sentences(text, 0, len(text))] == ["One is enough.", "Two are better."]


@given(st.text(alphabet=st.sampled_from(list('aB.!?…"”) \n\u2028\u00e9İ1-'))), st.integers(0, 5))
def test_sentences_are_ordered_trimmed_and_complete(text: str, start: int) -> None:
    at = start
    for a, b in split_sentences(text, start, len(text)):
        assert at <= a < b
        assert text[a:b] == text[a:b].strip()
        at = b
    assert not text[at:].strip() or at == start


@pytest.mark.parametrize(
    "piece", [".", ". ", "A.", ".A ", '"', '."', "... ", '. "', " ", "!?", "U.S. ", "- ", ".)", "(. A"]
)
def test_time_is_linear(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    begun = time.perf_counter()
    for _ in split_sentences(text, 0, len(text)):
        pass
    assert time.perf_counter() - begun < 3
