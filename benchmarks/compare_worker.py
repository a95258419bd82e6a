"""Runs in the environment of the tools compared with, where the product is not: one JSON task in, one answer out.

Started by `benchmarks.compare`; imports nothing of this project.
"""

import json
import sys
import time


def sentences(paragraphs):
    """The sentences of each paragraph by underthesea."""
    from underthesea import sent_tokenize

    return [sent_tokenize(paragraph) for paragraph in paragraphs]


def files(paths):
    """[text or None, seconds] of each file by viparse, encodings detected."""
    import viparse

    answers = []
    for path in paths:
        start = time.perf_counter()
        try:
            text = "\n".join(part.text for part in viparse.load(path, encoding="auto", output="text"))
        except Exception as error:  # its own and its engines' errors alike: the file was not read
            print(type(error).__name__, path.rpartition("/")[2], file=sys.stderr)
            text = None
        answers.append([text, time.perf_counter() - start])
    return answers


def texts(given):
    """Each text as viparse corrects it."""
    import viparse

    return [viparse.fix(text) for text in given]


if __name__ == "__main__":
    task = json.load(sys.stdin)
    answer = {"sentences": sentences, "files": files, "texts": texts}[task["do"]](task["given"])
    json.dump(answer, sys.stdout)
