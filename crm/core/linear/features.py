"""A text as numbers: hashed runs of letters and of words, after slang and typing are evened out.

Every run falls into one of ``BUCKETS`` buckets; two runs that share one share their weight, which
is the price of having no vocabulary to keep (and of needing none for words never seen).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from crm.core.text import fold

BUCKETS: Final = 1 << 17
#: Characters that are read of one text: nobody makes a wish beyond, and reading costs time.
LONGEST: Final = 600

_LETTERS: Final = range(2, 6)
_PRIME: Final = np.uint32(0x01000193)
_MIX: Final = np.uint32(0x9E3779B1)
#: Set apart the runs of each kind: letters by their length, then words.
_SEEDS: Final = tuple(np.uint32(kind * 0x85EBCA6B & 0xFFFFFFFF) for kind in range(10))

_LINK: Final = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_NUMBER: Final = re.compile(r"\d+(?:[.,:/ -]?\d+)*")
_STRETCHED: Final = re.compile(r"([a-z])\1{2,}")
_NO_WORD: Final = re.compile(r"[^a-z0-9?!']+")
_APART: Final = re.compile(r"([?!])[?!]*")
_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'"})

#: What is typed in haste, as it would be written with time.
_SPELLED: Final = {
    word: right
    for right, words in {
        "que": "q k qe ke",
        "por": "x",
        "porque": "xq pq porq xk",
        "por favor": "xfa xfavor porfa porfas porfi porfavor plis plz pls please",
        "para": "pa pal pa'",
        "tambien": "tb tmb tbn tambn",
        "mensaje": "msj msje mje",
        "mensajes": "msjs msjes mensajitos mensajito",
        "whatsapp": "wsp wasap whats wpp guasap wapp ws wa whatsap wsap wssp",
        "departamento": "depto dpto depa dep departamentito apto",
        "telefono": "fono tel tlf telf cel celu celular movil",
        "numero": "nro num numerito",
        "you": "u ya'll y'all",
        "your": "ur yr",
        "are": "r",
        "don't": "dont don`t",
        "doesn't": "doesnt",
        "isn't": "isnt",
        "can't": "cant cannot",
        "won't": "wont",
        "didn't": "didnt",
        "haven't": "havent",
        "hasn't": "hasnt",
        "wasn't": "wasnt",
        "i'm": "im",
        "i've": "ive",
        "messages": "msgs texts txts",
        "message": "msg txt",
        "someone": "sum1 smone somebody",
        "anymore": "nomore",
        "no me": "nome",
        "me lo": "melo",
        "with": "w",
        "because": "cuz coz bc cause",
        "before": "b4",
        "to": "2",
        "pues": "pos",
        "esta": "ta",
        "usted": "ud vd",
        "ustedes": "uds vds",
        "hola": "ola",
        "and": "n &",
    }.items()
    for word in words.split()
}


def normalised(text: str) -> str:
    """The text in plain small letters: no accents, stretched letters, links or figures."""
    text = text[:LONGEST]
    if not text.isascii():
        text = "".join(char for char in text if unicodedata.category(char) not in {"Cf", "Mn"})
    plain = fold(text.translate(_APOSTROPHES))
    plain = _LINK.sub(" weblink ", plain)
    plain = _NUMBER.sub(" 0 ", plain)
    plain = _APART.sub(r" \1 ", _STRETCHED.sub(r"\1", plain))
    words = _NO_WORD.sub(" ", plain).split()
    return " ".join(_SPELLED.get(word, word) for word in words)


def buckets_of(text: str) -> NDArray[np.intp]:
    """The buckets a text falls into, each once, in rising order."""
    plain = normalised(text)
    found = np.concatenate([*_letters(plain), *_words(plain)])
    found *= _MIX
    found ^= found >> np.uint32(15)
    found *= _PRIME
    found >>= np.uint32(32 - BUCKETS.bit_length() + 1)
    found.sort()
    # np.unique does the same at ten times the cost.
    first = np.empty(len(found), np.bool_)
    first[0] = True
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first].astype(np.intp)


def _letters(plain: str) -> list[NDArray[np.uint32]]:
    letters = np.frombuffer(f" {plain} ".encode("ascii", "replace"), np.uint8).astype(np.uint32)
    found = []
    run = letters
    for length in _LETTERS:
        if len(letters) < length:
            break
        run = run[: len(letters) - length + 1] * _PRIME ^ letters[length - 1 :]
        found.append(run + _SEEDS[length])
    return found


def _words(plain: str) -> list[NDArray[np.uint32]]:
    """Single words, pairs, pairs with a word between them, and threes."""
    one = np.array([crc32(word.encode()) for word in ("^", *plain.split(), "$")], np.uint32)
    runs = (one, one[:-1] * _PRIME ^ one[1:], one[:-2] * _PRIME ^ one[2:])
    three = runs[1][:-1] * _PRIME ^ one[2:]
    return [run + _SEEDS[6 + kind] for kind, run in enumerate((*runs, three))]
