"""What the language model costs: seconds of CPU to load, a gap alone and among others, a sentence; memory; and how near it is.

    python benchmarks/lm.py [--model FILE] [--gguf FILE]

With --gguf, and llama-cpp-python installed, tokens and probabilities are compared with those of llama.cpp on the same weights.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from copydesk.language import Question
from copydesk.lm.home import installed_path
from copydesk.lm.model import Model

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
LEFT, RIGHT, GAPS = 26, 4, 40
LAYER = 20


def seconds(work: Callable[[], Any], times: int = 3) -> float:
    """CPU of the fastest of some runs: others on the machine make a run slower, never faster."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def gaps(text: str) -> list[Question]:
    """Gaps at every twentieth word, with the words that stand round it and two candidates."""
    words = re.findall(r"\S+", text)
    places = range(LEFT, len(words) - RIGHT, 20)
    return [
        Question(
            " ".join(words[at - LEFT : at]) + " ", (words[at], words[at + 1]), " " + " ".join(words[at + 1 :][:RIGHT])
        )
        for at in places
    ][:GAPS]


def memory() -> str:
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return "unknown here"
    (highest,) = re.findall(r"VmHWM:\s+(\d+)", status)
    return f"{int(highest) / 1e3:.0f} MB"


def cold(path: Path) -> float:
    """CPU of a process that only loads the model, less that of one that does nothing."""
    code = "import sys; from pathlib import Path; from copydesk.lm.model import Model; Model(Path(sys.argv[1]))"

    def run(program: str) -> float:
        import resource

        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", program, str(path)], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(run(code) for _ in range(3)) - min(run("") for _ in range(3))


def compare(model: Any, gguf: Path, sentences: list[str]) -> str:
    import numpy as np
    from llama_cpp import Llama

    from copydesk.lm.network import Tree

    other = Llama(str(gguf), n_ctx=512, n_batch=512, n_threads=1, n_threads_batch=1, logits_all=True, verbose=False)
    different, apart, spent = 0, [], 0.0
    for sentence in sentences:
        tokens = model._tokenizer.encode(sentence)
        different += tokens != other.tokenize(sentence.encode(), add_bos=False, special=False)
        tokens = [model._start, *tokens]
        states = model._network.run([Tree(tokens)], [model._network.layers])[0]
        ours = model._network.log_probabilities(states[:-1], np.array(tokens[1:]))
        other.reset()
        began = time.process_time()
        other.eval(tokens)
        spent += time.process_time() - began
        logits = np.array(other._scores[: len(tokens)], float)
        theirs = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        apart.append(np.abs(ours - theirs[np.arange(len(tokens) - 1), tokens[1:]]))
    every = np.concatenate(apart)
    return (
        f"llama.cpp: {different} of {len(sentences)} sentences cut otherwise; log probabilities {every.mean():.3f} apart on "
        f"average, 99 % within {np.quantile(every, 0.99):.2f}; {1e3 * spent / len(every):.1f} ms a token"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=installed_path())
    parser.add_argument("--gguf", type=Path)
    options = parser.parse_args()
    print(f"load: {cold(options.model):.2f} s")
    model = Model(options.model)
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    questions = gaps(text)
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if 8 < len(s.split()) < 50][:GAPS]
    alone = seconds(lambda: model.log_probabilities(questions[:1]))
    among = seconds(lambda: model.log_probabilities(questions)) / len(questions)
    print(
        f"gap, two candidates, {LEFT} words before, {RIGHT} behind: alone {alone:.3f} s, among {len(questions)} {among:.3f} s"
    )
    alone = seconds(lambda: model.states(sentences[:1], [LAYER]))
    among = seconds(lambda: model.states(sentences, [LAYER])) / len(sentences)
    print(f"sentence, {LAYER} layers: alone {alone:.3f} s, among {len(sentences)} {among:.3f} s")
    print(f"memory at its highest: {memory()}")
    if options.gguf:
        print(compare(model, options.gguf, sentences))


if __name__ == "__main__":
    main()
