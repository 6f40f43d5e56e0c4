"""The peer of normalise: the same steps in Python's standard library."""

import array
import html
import json
import re
import resource
import sys
import time
import unicodedata

folder, names = sys.argv[1:]
offsets = array.array("d")
with open(f"{folder}/texts.offsets", "rb") as source:
    offsets.frombytes(source.read())
with open(f"{folder}/texts.bytes", "rb") as source:
    content = source.read()
texts = [content[int(start) : int(end)].decode("utf-8") for start, end in zip(offsets, offsets[1:])]

TAG = re.compile(r"<[^>]+>")
URL = re.compile(r"(?:https?://|ftp://|www\.)\S+")
MAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+")
USER = re.compile(r"(?<![\w.@])@\w+")
NUMBER = re.compile(r"(?<!\w)\d+(?:[.,:/]\d+)*(?!\w)")
EMOJI = re.compile("[\u2600-\u27bf\U0001f1e6-\U0001faff]\ufe0f?")
REPEATED = re.compile(r"([^\W\d_])\1{2,}")


def accents(text):
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


steps = {
    "unicode": lambda text: unicodedata.normalize("NFC", text),
    "html": lambda text: html.unescape(TAG.sub(" ", text)),
    "urls": lambda text: URL.sub("<url>", text),
    "mails": lambda text: MAIL.sub("<mail>", text),
    "user-names": lambda text: USER.sub("<user>", text),
    "numbers": lambda text: NUMBER.sub("<number>", text),
    "emoji": lambda text: EMOJI.sub(lambda found: unicodedata.name(found[0][0], ""), text),
    "repeated-letters": lambda text: REPEATED.sub(r"\1\1", text),
    "lower-case": str.lower,
    "accents": accents,
}
chosen = [steps[name] for name in names.split(",")]

cpu = time.process_time()
start = time.perf_counter()
characters = 0
for text in texts:
    for step in chosen:
        text = step(text)
    characters += len(text)
seconds = time.perf_counter() - start
print(
    json.dumps(
        {
            "value": len(content) / 1e6 / seconds,
            "cpuSeconds": time.process_time() - cpu,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": {"characters": characters},
        }
    )
)
