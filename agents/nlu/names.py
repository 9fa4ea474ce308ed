"""Names of people, said outright or standing by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from agents.nlu.animals import PET
from agents.nlu.numbers import UNITS
from agents.nlu.text import fold, word_set
from agents.nlu.vocabulary import GIVEN_NAMES, ORDINARY, TITLES

_TITLE: Final = (
    r"(?:(?:(?:el |la )?(?:sr|sra|srta|dra?|lic|ing|arq|abg|mtr[oa]|profa?|mr|mrs|ms|mx|miss|don|"
    r"doña|dona|señora?|señorita|senora?|profesora?|professor|capt|cap|captain|capit[aá]n|sgt|lt|"
    r"flt|col|maj|rev|sir|dame)\.?\s+)+)"
)


_WORD: Final = r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*"


_SAID: Final = re.compile(
    r"(?:\b(?<!no )(?:(?P<other>(?:his|her|their|['’]s) name(?:'s|’s|s| is)|"
    r"(?:se|lo|la|le) (?:llama|dicen|conocen como)|s?he(?:'s|’s| is) called)|me llamo|me chamo|"
    r"mi nombre (?:completo )?es|my full name is|mein name ist|ich hei(?:ß|ss)e|je m['’]appelle|"
    r"mi chiamo|اسمي|meu nome [eé]|(?:my )?name(?:'s|’s|s| is)|name:|nombre(?: completo)?:|"
    r"nombre es|(?:le|te|les) (?:habla|escribe|saluda)|habla con|al (?:aparato|habla)|"
    r"(?:you can |just |people |they |everyone |everybody )?calls? me|dime|decime|me dicen|"
    r"(?:puede[ns]?|podés|podes) (?:llamarme|decirme)|"
    r"(?:pregunt(?:en?|a|á|ar|ad)|ask) (?:por|for)(?= don| doña| señor| señora| mr| mrs| ms)|"
    r"llámame|llamame|"
    r"(?:put|have|save|sign|book) me (?:down |in |up )?(?:as|under)|"
    r"(?:ap[uú]nt|an[oó]t|ag[eé]nd|registr|gu[aá]rd)[aáe](?:me|n?me|dme|melo|me l[oa])?"
    r"(?: como| a nombre de| bajo)?|myself|this side|sent by|"
    r"(?P<loose>a nombre de|soy(?: yo,)?|aquí|aqui|acá|aca|i am|i'm|i’m|im|this is|it's|it’s|"
    r"saludos,?|atte\.?,?|atentamente,?|regards,?|cheers,?|signed,?|firmad[oa]:?|somos|ich bin|"
    r"(?<=^)habla|(?<=[.!,] )habla))\s+)"
    rf"(?P<title>{_TITLE})?(?P<name>{_WORD}(?:\s+{_WORD}){{0,4}})",
    re.IGNORECASE,
)
# Whose name is told before it: nobody's who looks for a home, a partner's, or a thing's.
_FOR_WHOM: Final = re.compile(
    r"\b(?:hij[oa]|nin[oa]|nen[ea]|papa|mama|padre|madre|viej[oa]|suegr[oa]|herman[oa]|abuel[oa]|"
    r"ti[oa]|sobrin[oa]|niet[oa]|prim[oa]|cliente|[ée]l|ella)\b"
)
_NOT_THEIRS: Final = re.compile(
    r"\b(?:casero|casera|duen[oa]|propietari[oa]|corredor[a]?|agente|asesor[a]?|ejecutiv[oa]|"
    r"jef[ea]|"
    r"amig[oa]|vecin[oa]|inquilin[oa]|senora|marido|mujer|espos[oa]|novi[oa]|pareja|polol[oa]|"
    r"chic[oa]|"
    r"landlord|landlady|owner|agent|realtor|broker|boss|friend|neighbou?r|tenant|wife|husband|"
    r"partner|boyfriend|girlfriend|fiancee?|edificio|torre|calle|condominio|proyecto|empresa|"
    r"inmobiliaria|colegio|barrio|banco|grupo|building|street|company|school|project|bank|place)"
    r"(?:'s)?(?: (?:que|who|is|me|te|nos|le|lo|la|del?|el|[a-z]+)){0,3} ?$"
)


# A name with its place behind it: "Priya here", "Rogelio Ibarra a sus órdenes", "Ana soy yo".
_CAPITALS: Final = r"[A-ZÀ-Þ][^\W\d_]+(?:\s+[A-ZÀ-Þ][^\W\d_]+){0,2}"
_HERE: Final = re.compile(
    rf"(?:^|[,.:!?\n]\s*|\bcon\s+)(?P<name>{_CAPITALS})\s+(?:here|por ac[áa]|por aqu[íi]|speaking|"
    r"soy yo|me llamo|es mi nombre|is my name|a sus? [oó]rdenes|pa(?:ra)? servir(?:le|les|te)|al "
    r"habla|al aparato)\b"
)
# A name that closes a letter: "... Gracias, Ester".
_CLOSING: Final = re.compile(
    r"(?:^|[\s,.!])(?:gracias|saludos|thanks|thank you|thx|abrazos?|un abrazo|cheers|"
    r"best|quedo atent[oa])(?:\s*[,\n—–-]|[.!]\s*\n)\s*(?P<name>[A-ZÀ-Þ][^\W\d_]+)\W*$",
    re.IGNORECASE,
)
_LETTER: Final = 5  # words; "gracias, Camila" is said to Camila
# Signed with a dash: "Thx! -Luis".
_SIGNED: Final = re.compile(r"(?:^|[\s!.,])[-–—~]\s?(?P<name>[A-ZÀ-Þ][^\W\d_]+)\W*$")
_NICKNAME: Final = re.compile(r"(?<=\w )[(\"“'][^\W\d_]+[)\"”'](?= [A-ZÀ-Þ])")


_PARTICLES: Final = word_set(
    """
    de del la las los van von bin al el da dos
    """
)


#: Of whom a name is told that is nobody's who looks for a home.
ANIMAL: Final = re.compile(rf"\b{PET}\b")
#: Given names that are words as well: names only where a surname follows.
_WORDS_TOO: Final = word_set(
    """
    dale will bill art hope joy rose may june april august grant chase rich frank drew penny dawn
    summer autumn ruby jade flor paz luz sol abril consuelo esperanza blanca clara linda alba
    estrella rocio guy grace faith mark pat ray gene vale segundo mia mar dulce
    gloria mercedes dolores pilar nieves perla cruz reyes soledad remedios milagros angel domingo
    """
)
_NOT_NAMES: Final = word_set(
    """
    guten tag morgen abend hallo danke bom boa dia noite tarde obrigado obrigada bonjour bonsoir
    salut merci buongiorno ciao ola
    sofia sofi ia bot robot alguien ella quien yo solo sola soltero soltera casado estudiante
    extranjera extranjero profesional independiente jubilado jubilada chileno chilena
    argentino argentina mexicano mexicana colombiano peruano venezolano venezolana español
    española inversor inversionista propietario propietaria dueño dueña duena dueno
    arrendatario inquilino inquilina corredor corredora agente broker owner landlord tenant
    investor student nurse teacher cash british american canadian indian looking interested
    searching not a an the just trying from on in at pareja familia dos tres cuatro novia
    novio mujer hombre persona cliente clienta nuevo nueva aqui relocating moving based
    currently open flexible happy sure fine good ok self-employed expat widow wife husband
    couple mom dad mother father first-time urgent really very so still also joven medico
    medica abogado abogada ingeniero ingeniera profesor profesora enfermera amable hello
    arquitecto arquitecta libre responsable puntual freelance autonomo autonoma funcionario
    buyer renter ready available unable able willing waiting afraid sorry glad busy done
    pre-approved correct affirmative exactly absolutely negative booked perfect definitely
    certainly claro comprador compradora interesado interesada atte estimado estimada estimados
    saludos asap urgente urgent help info stop please listo vamos genial buenisimo
    """
)


def find_name(
    text: str,
    *,
    expected: bool,
    elsewhere: bool,
    has_contact: bool,
    is_place: Callable[[str], bool],
    has_pet: bool = False,
) -> tuple[str, int, int] | None:
    """Find the name of the one who writes, in ``text`` freed of numbers and addresses.

    ``has_contact`` says that a phone or an address stood beside, which makes a bare name likely;
    ``elsewhere`` that something else was asked for, which makes a single word unlikely to be one;
    ``has_pet`` that they told of an animal, whose name a single one may be.
    """
    text = _NICKNAME.sub(lambda m: " " * len(m.group()), text)
    stated: tuple[str, int, int] | None = None
    for match in _all_said(text):
        words = match["name"].split()
        if match["other"] and not _of_whom_it_is_for(text, match, has_pet=has_pet):
            continue
        loose = match["loose"] is not None and not match["title"]
        kept = _leading_name(words, loose=loose)
        if kept and not is_place(" ".join(kept)):
            name = " ".join(_capital(word) for word in kept)
            if stated and " " not in stated[0] and len(kept) > 1:
                stated = None  # "me dicen Tano pero anotá Gastón Ferri"
            stated = stated or (
                name,
                match.start("name"),
                match.start("name") + len(" ".join(kept)),
            )
    if (here := _HERE.search(text)) and not {*fold(here["name"]).split()} & ORDINARY:
        stated = stated or (here["name"], here.start("name"), here.end("name"))
    written_out = len(text.split()) >= _LETTER
    if stated is None and (
        closing := (_CLOSING.search(text) if written_out else None) or _SIGNED.search(text)
    ):
        written = closing["name"]
        if written[0].isupper() and fold(written) in GIVEN_NAMES - _NOT_NAMES:
            stated = (written, closing.start("name"), closing.end("name"))
    bare = _bare_name(
        text, expected=expected, elsewhere=elsewhere, has_contact=has_contact, is_place=is_place
    )
    if stated is None or (
        bare and len(bare[0].split()) > 1 and bare[0].startswith(stated[0].split()[0])
    ):
        return bare or stated
    return stated


def _all_said(text: str) -> Iterator[re.Match[str]]:
    """Every place where a name is said; one may stand in the words taken for another's name."""
    start = 0
    while match := _SAID.search(text, start):
        yield match
        start = match.start("name") + len(match["name"].split()[0])


def _of_whom_it_is_for(text: str, said: re.Match[str], *, has_pet: bool) -> bool:
    """Whether a name told of somebody else is that of the one the home is for."""
    before = re.split(r"[.,;:!?\n]", fold(text)[: said.end("other")])[-1]
    told_of = before[: len(before) - len(said["other"])]
    if _NOT_THEIRS.search(told_of) or ANIMAL.search(fold(text)):
        return False  # "his name's Kevin" is the dog's
    first = fold(said["name"].split()[0])
    if fold(said["other"]).startswith(("se ", "lo ", "la ", "le ")) and not (
        first in GIVEN_NAMES or _FOR_WHOM.search(told_of + " ")
    ):
        return False  # "se llama Torre Norte"
    return not (has_pet and len(said["name"].split()) == 1)


def _leading_name(words: list[str], *, loose: bool) -> list[str]:
    kept: list[str] = []
    for index, word in enumerate(words):
        folded = fold(word).strip(".'")
        if (
            folded in _PARTICLES
            and kept
            and index + 1 < len(words)
            and words[index + 1][0].isupper()
        ):
            kept.append(word)
            continue
        if folded in TITLES and not kept:
            continue
        if (len(folded) < 2 and not word[0].isupper()) or folded.endswith("'s"):
            break  # "I'm Dave's daughter"
        known = folded in GIVEN_NAMES
        if folded in _NOT_NAMES or (folded in ORDINARY and not (known and word[0].isupper())):
            break
        # "soy pedro" is a name, "soy periodista" is not: lower case must be a known name.
        surname = bool(kept) and kept[0][0].islower() and index < 3
        if not word[0].isupper() and not known and (loose or kept) and not surname:
            break
        kept.append(word)
    while kept and fold(kept[-1]) in _PARTICLES:
        kept.pop()
    return kept[:4]


_LOOKS: Final = re.compile(
    rf"\W*(?P<title>{_TITLE})?(?P<name>{_WORD}(?:\s+{_WORD}){{0,4}})\W*", re.IGNORECASE
)


_TRAILER: Final = re.compile(
    r"(?:\s+(?:y|and|con|with|&))?\s+(?:x{1,3}(?=\s*$)|pa(?:ra)? servirle|a sus? [oó]rdenes|"
    r"por aqu[ií].*|por ac[aá]|gracias.*|thanks.*|cel|"
    r"celular|tel|"
    r"tel[eé]fono|fono|mi (?:fono|cel|correo|mail|email|n[uú]mero|tel[eé]fono)(?: es)?|correo|"
    r"mail|email|"
    r"whatsapp|my (?:number|email|phone)(?: is)?|phone|mobile|es mi nombre|por cierto|btw|al)\b.*$",
    re.IGNORECASE,
)


# Of a couple the one who writes comes first.
_PARTNER: Final = re.compile(r"(?<=\w)\s+(?:y|e|and|&)\s+[A-ZÀ-Þ]\w*(?:\s+[A-ZÀ-Þ]\w*)?(?=\s*$)")


def _bare_name(
    text: str,
    *,
    expected: bool,
    elsewhere: bool,
    has_contact: bool,
    is_place: Callable[[str], bool],
) -> tuple[str, int, int] | None:
    """Find a name that stands by itself between punctuation."""
    pieces = [
        (m.group(), m.start())
        for m in re.finditer(
            r"[^,.;:!?\n()_|/]+(?:(?<=\b[A-Z])\.[^,.;:!?\n()_|/]+)*", _hold_titles(text)
        )
    ]
    meaningful = [piece for piece, _ in pieces if re.search(r"[^\W_]", piece)]
    for piece, offset in pieces:
        cut = _PARTNER.sub("", _TRAILER.sub("", piece))
        match = _LOOKS.fullmatch(cut)
        if not match:
            continue
        words = match["name"].split()
        alone = len(meaningful) == 1 and cut.strip() == piece.strip()
        likely = has_contact or expected or cut != piece or alone or len(words) >= 2
        if not likely or (
            len(words) == 1 and not (has_contact or expected or alone or match["title"])
        ):
            continue
        lower_ok = expected or has_contact or (alone and len(words) == 1 and not elsewhere)
        if not _all_names(words, lower_ok=lower_ok, title=bool(match["title"])):
            continue
        lone = len(words) == 1 and not (expected or has_contact or match["title"])
        if lone and not _plausible_alone(words[0], elsewhere=elsewhere):
            continue
        if is_place(" ".join(words)):
            continue
        start = offset + match.start("name")
        name = " ".join(w if fold(w) in _PARTICLES else _capital(w) for w in words)
        return name, start, start + len(match["name"])
    return None


def _plausible_alone(word: str, *, elsewhere: bool) -> bool:
    """Tell whether one capitalised word that nobody asked for can be a name."""
    folded = fold(word)
    if folded in GIVEN_NAMES:
        return True
    return not elsewhere and len(folded) >= 3 and folded not in UNITS and not folded.endswith("ly")


def _hold_titles(text: str) -> str:
    """Keep the full stop of "Sr." from cutting the name off, at the same length."""
    return re.sub(
        r"\b(Sr|Sra|Srta|Dra?|Lic|Ing|Arq|Abg|Mtr[oa]|Profa?|Mr|Mrs|Ms|Capt?|Sgt|Lt|Flt|Col|Rev)\.",
        r"\1 ",
        text,
        flags=re.IGNORECASE,
    )


def _all_names(words: list[str], *, lower_ok: bool, title: bool) -> bool:
    folded = [fold(word) for word in words]
    core = [(w, f) for w, f in zip(words, folded, strict=True) if f not in _PARTICLES]
    if not core or core[0][1] != folded[0] or len(core) > 4:
        return False
    for word, name in core:
        surnamed = word is core[0][0] and len(core) > 1 and word[0].isupper()
        known = name in GIVEN_NAMES or (
            surnamed
            and name in _WORDS_TOO
            and (core[1][1] not in ORDINARY or (lower_ok and len(core) > 2))
        )
        # "Luz Marina Forero": in the middle of a name given with a number stands any word.
        known = known or (lower_ok and word[0].isupper() and word not in {core[0][0], core[-1][0]})
        # "Trevor N." gives the surname by its first letter.
        initial = len(core) > 1 and word.isupper() and word == core[-1][0]
        if (
            name in _NOT_NAMES
            or (len(name) < 2 and not initial)
            or (name in ORDINARY and not known and not title)
        ):
            return False
        if not word[0].isupper() and not (lower_ok and (known or core[0][1] in GIVEN_NAMES)):
            return False
        if word.isupper() and len(word) > 1 and not (known or lower_ok):
            return False
    return True


def _capital(word: str) -> str:
    return word if word[0].isupper() and not word.isupper() else word[0].upper() + word[1:].lower()
