"""How words of each language are stemmed, and which of them say nothing about the matter."""

from __future__ import annotations

from typing import Final

from crm.core.text import fold

#: PostgreSQL's text search configuration by language; "simple" keeps words as they are.
CONFIGS: Final = {"es": "spanish", "en": "english", "pt": "portuguese", "fr": "french"}

# What people wrap a question in when they chat, beside the stop words PostgreSQL knows.
_CHATTER: Final = frozenset(
    fold(
        """hola buenas buenos dias tardes noches gracias favor porfa oye disculpa consulta consultar
        pregunta duda quiero quisiera queria necesito saber saben sabes puedo puede pueden podria
        podrian tengo tiene tienen hay haber es son esta estan ser hacer hago hace hacen dar dan
        dime decir decirme cuentame explica explicar informacion info sobre acerca tema algo alguna
        alguno cual cuales como cuando cuanto cuanta cuantos cuantas donde quien que por para con
        ustedes usted ti mi mis me te se si tambien ademas entonces pues bien ok vale
        hi hello hey thanks thank please sorry question want would like need know can could may
        have has there are is do does did you your yours my mine i we tell explain information
        about regarding something any some what which how when where who why much many long get
        got give let also then well okay just really if"""
    ).split()
)


def config_for(language: str) -> str:
    """The text search configuration of a language."""
    return CONFIGS.get(language[:2].lower(), "simple")


def query_words(text: str) -> str:
    """The question folded, without the words that only make it polite."""
    cleaned = "".join(char if char.isalnum() else " " for char in fold(text))
    return " ".join(word for word in cleaned.split() if word not in _CHATTER)
