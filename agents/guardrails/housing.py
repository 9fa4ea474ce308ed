"""Fair housing: no steering, no preference, no question about a protected trait.

Held to the strictest of what applies where brokers work: the U.S. Fair Housing Act (42 U.S.C.
3604(c): no statement that indicates a preference or limitation; HUD's 1995 memorandum on words in
advertisements) and the practice drawn from it of not describing who lives in a place or how safe
it is; the EU's Directives 2000/43 and 2004/113 with Spain's Ley 15/2022; Chile's Ley 20.609,
Mexico's LFPED, Argentina's Ley 23.592, Colombia's Ley 1482, Peru's Código Penal 323. The field's
own reading of them, and what is deliberately allowed (quiet, near a church, step-free), is told
in ``docs/guardrails.md``.

A mention of people is no offence: "extranjeros pueden arrendar con pasaporte" informs. What is
caught is leaving out, preferring, characterising a place by its people, steering, and asking.
"""

from __future__ import annotations

import re
from typing import Final

from agents.guardrails.problem import Problem
from agents.guardrails.sentences import Sentence, sentences
from agents.guardrails.tenants import CHOOSES, GROUP, GROUPS, LETS_IN, PLACE, SHUTS
from agents.nlu.text import fold

_PEOPLE: Final = (
    r"(?:in?migrantes?|migrantes|extranjer[oa]s?|refugiad[oa]s|venezolan[oa]s|haitian[oa]s|"
    r"peruan[oa]s|"
    r"bolivian[oa]s|colombian[oa]s|dominican[oa]s|cuban[oa]s|ecuatorian[oa]s|paraguay[oa]s|"
    r"chilen[oa]s|"
    r"argentin[oa]s|mexican[oa]s|espanoles|marroquies|gitan[oa]s|moros|negr[oa]s|afro\w*|indigenas|"
    r"indi[oa]s|"
    r"mapuches?|chin[oa]s|arabes|latin[oa]s|blanc[oa]s(?= (?:y|o|,|\.|$))|sudacas|judi[oa]s|"
    r"musulman(?:es|as)?|catolic[oa]s|evangelic[oa]s|"
    r"cristian[oa]s|testigos de jehova|gays?|lesbianas|homosexuales|trans(?:exuales|generos?)?|"
    r"lgbt\w*|"
    r"discapacitad[oa]s|minusvalid[oa]s|enferm[oa]s|sillas de ruedas|ninos|ninas|hijos|bebes|"
    r"menores(?: de edad)?|"
    r"familias(?: con (?:ninos|hijos))?|madres solteras|ancian[oa]s|viej[oa]s|tercera edad|"
    r"adult[oa]s(?: mayores)?|jubilad[oa]s|"
    r"personas mayores|mayores de \d+|menores de \d+|jovenes|solter[oa]s|parejas(?: jovenes|"
    r" casadas)?|casad[oa]s|recien casados|mujeres|"
    r"hombres|senoritas|varones|embarazadas|gente de (?:color|fuera)|"
    r"immigrants?|migrants?|foreigners|refugees|mexicans|venezuelans|haitians|africans?|asians?|"
    r"chinese|indians|"
    r"pakistanis|arabs?|latin[oax]s|hispanics|blacks?|whites|(?:black|white|brown) people|"
    r"people of colou?r|minorities|"
    r"jews|jewish (?:people|families)|muslims?|christians?|catholics|hindus|gypsies|gay (?:people|"
    r"couples)|lesbians|homosexuals|transgender|"
    r"disabled(?: people| persons)?|handicapped|wheelchairs?|wheelchair users|children|kids|babies|"
    r"minors|families|"
    r"single (?:mothers|moms|parents|women|men)|elderly|old people|seniors|retirees|adults|"
    r"young (?:people|professionals|couples|adults|families)|"
    r"singles|couples|married (?:people|couples)|newlyweds|empty nesters|women|men|females?|males?|"
    r"section 8|voucher(?:s| holders)?|welfare|benefits|locals only|citizens)"
)
_SAFE: Final = (
    r"(?:segur[oa]s?(?! de vida)|insegur[oa]s?|peligros[oa]s?|tranquil[oa]s? y segur\w+|"
    r"conflictiv[oa]s?|delincuencia|"
    r"criminalidad|robos|asaltos|safe|safer|safest|unsafe|dangerous|crime|crime[- ]free|rough|"
    r"sketchy|bad area|"
    r"low[- ]crime|high[- ]crime|ghetto|shady)"
)
_RULES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "leaves people out",
        re.compile(
            r"\b(?:no es apto para|no se (?:aceptan?|admiten?|arrienda|alquila|renta|"
            r"permiten?)(?: a)?|"
            r"no (?:aceptamos|admitimos|"
            r"queremos|arrendamos a|alquilamos a|rentamos a|apto para|recomendad[oa] para)|sin|"
            r"abstenerse|nada de|libre de|excepto|"
            r"no|not|without|free of|free from|except|we (?:do not|don't) (?:accept|rent to|want|"
            r"take)|"
            r"not suitable for|unsuitable for)\s+(?:a |los |las |the |any |muchos |tantos |many |"
            r"more )?" + _PEOPLE + r"\b"
        ),
    ),
    (
        "prefers people",
        re.compile(
            r"\b(?:sol[oa](?: para| a| se arrienda a| se alquila a| se aceptan)?|"
            r"solamente(?: para)?|unicamente(?: para)?|exclusiv\w+(?: para| de)?|ideal para|"
            r"ideales para|perfect[oa]s? para|pensad[oa] para|especial para|preferentemente|"
            r"preferencia (?:a|por)|se prefieren?|buscamos|orientad[oa] a|"
            r"only(?: for| to)?|exclusive(?:ly)? (?:for|to)|ideal for|perfect for|great for|"
            r"best for|suited (?:to|for)|suitable for|"
            r"designed for|home for|tailored (?:to|for)|prefer(?:red|s|ably)?|targeted at|aimed at|"
            r"reserved for|just for)\s+(?:a |un[oa]? |una |los |las |the |any )?(?:\w+ )?"
            + _PEOPLE + r"\b(?! (?:bedrooms?|rooms?))"
        ),
    ),
    (
        "prefers people",
        re.compile(
            r"\b(?:buena presencia|gente (?:bien|decente|de bien|linda|como (?:uno|uste\w+|tu|"
            r"nosotros)|educada|de (?:buen|alto) nivel)|"
            r"personas (?:decentes|de bien|de buen nivel)|able[- ]bodied|adults? only|solo adultos|"
            r"no kids|no section 8|no dss|"
            r"(?:males?|females?|women|men|ladies|gentlemen|christians?|muslims?|citizens|locals|"
            r"couples|families|seniors|professionals) only|"
            r"(?:decent|respectable|right kind of|our kind of|same kind of) (?:people|folks|"
            r"neighbou?rs|families)|"
            r"people like (?:you|us)|your (?:own )?kind|(?:christian|jewish|muslim|white|hispanic|"
            r"traditional) (?:home|household|family|families)|"
            r"hogar (?:cristiano|catolico)|familia (?:cristiana|catolica)|solo hispanohablantes|"
            r"english[- ]speak\w+ only)\b"
        ),
    ),
    (
        "describes a place by its people",
        re.compile(
            r"\b(?:(?:casi )?no (?:hay|viven|ves|vas a ver|veras|encontraras)|"
            r"hay (?:muy )?(?:poc[oa]s|much[oa]s|much[ao])|viven (?:muchos|muchas|pocos|puros)|"
            r"predominan|abundan|llen[oa] de|mayoria(?: (?:de|son))?(?: los)?|puros?|"
            r"casi todos son|there are (?:few|no|many|hardly any|mostly|lots of)|"
            r"mostly|mainly|predominantly|majority|full of|lots of|hardly any|almost no|very few|"
            r"no)\s+(?:\w+ )?" + _PEOPLE + r"\b"
        ),
    ),
    (
        "describes a place by its people",
        re.compile(
            r"\b" + PLACE + r"\s+(?:\w+ ){0,2}?(?:judi[oa]|catolic[oa]|cristian[oa]|musulman|"
            r"latin[oa]|gay|blanc[oa]|de (?:in?migrantes|extranjeros|gitanos|"
            r"gente|negros|clase (?:alta|baja|media))|migrante)\b"
            r"|\b(?:white|black|hispanic|latino|jewish|christian|catholic|muslim|asian|indian|arab|"
            r"chinese|gay|ethnic|immigrant|expat|mixed|"
            r"family[- ]oriented|upper[- ]class|working[- ]class|low[- ]income)\s+" + PLACE + r"\b"
        ),
    ),
    (
        "says how safe a place is",
        re.compile(
            r"\b" + PLACE + r"\b(?:\W+\w+){0,5}?\W+" + _SAFE + r"\b(?! (?:deposit|box|room|"
            r"parking))"
            r"|\b" + _SAFE + r"\s+(?:\w+ ){0,2}?" + PLACE + r"\b"
            r"|\b(?:es|esta|son|very|muy|really|quite|bastante|super|perfectly|completely|"
            r"totalmente)\s+(?:muy |bastante |super |mas |un |una )*(?:segur[oa]s?(?! que)|"
            r"insegur[oa]|peligros[oa]|safe\b(?! to say)|unsafe|dangerous)"
            r"|\b(?:no hay|poca|sin|baja|low|little|no|hardly any)\s+(?:\w+ )?(?:delincuencia|"
            r"criminalidad|inseguridad|robos|crime)\b"
        ),
    ),
    (
        "steers",
        re.compile(
            r"\b(?:te (?:sentirias|sentiras|vas a sentir|sentirias)|estarias|estaras|encajar\w+|"
            r"you(?:'d| would|'ll| will) (?:feel|be|fit|get along)|you(?:'d| would) prefer)\s+"
            r"(?:\w+ ){0,3}?(?:comod[oa]|a gusto|en casa|con (?:los tuyos|tu gente|gente)|"
            r"comfortable|at home|in better|better|in well|happier)\b"
            r"|\b(?:gente|personas|people|vecinos|neighbou?rs) (?:como tu|de tu (?:pais|religion|"
            r"cultura|raza|origen|edad|tipo|nivel)|from your (?:country|culture|community)|"
            r"of your (?:\w+))\b"
            r"|\b(?:tu|your) (?:comunidad|gente|community|people) (?:vive|esta|lives?|is|are)\b"
        ),
    ),
)  # fmt: skip
_TRAITS: Final = (
    r"(?:nacionalidad(?:es)?|religion|raza|etnia|origen etnico|pais de origen|estado civil|"
    r"orientacion sexual|edad|"
    r"pais de nacimiento|lugar de nacimiento|acento|accent|estado migratorio|situacion "
    r"migratoria|discapacidad(?:es)?|embarazo|credo|creencias|"
    r"nationality|religio\w+|race|ethnicity|ethnic\w*|national origin|marital status|"
    r"sexual orientation|gender|immigration status|"
    r"disabilit(?:y|ies)|country of origin|faith|visa status|skin colou?r)"
)
_ASKS: Final = re.compile(
    r"\b(?:de (?:que|cual) (?:pais|nacionalidad|origen|religion|raza|etnia|parte del mundo)|"
    r"de donde (?:eres|es usted|son|vienes|vienen)|"
    r"(?:eres|son|es usted|sois)(?: \w+)? (?:extranjer|chilen|venezolan|haitian|peruan|mexican|"
    r"argentin|colombian|in?migrante|migrante|casad|solter|"
    r"divorciad|viud|catolic|cristian|musulman|judi|evangelic|creyente|gay|lesbiana|hetero|"
    r"discapacitad|jubilad|mayor de|ciudadan)\w*|"
    r"que (?:edad|religion|nacionalidad|credo)|cuantos anos (?:tienes|tiene|tienen)|tu (?:edad|"
    r"religion|nacionalidad|estado civil|origen|raza)|"
    r"(?:tienes|tienen|tiene) (?:hijos|ninos|bebes|pareja|marido|esposo|esposa|"
    r"alguna (?:discapacidad|enfermedad|condicion)|discapacidad|enfermedades)|"
    r"(?:estas|esta) (?:casad|embarazad|solter|divorciad)\w*|(?:cuantos|con) (?:hijos|ninos)|"
    r"(?:planea|piensa|quiere|espera|va)[ns]? (?:a )?tener (?:\w+ )?(?:hijos|ninos|familia)|"
    r"hay (?:ninos|"
    r"hijos|bebes)|eres (?:mayor|joven)|a que iglesia|"
    r"(?:just|only) you and your (?:husband|wife|partner|kids)|(?:what|which) (?:church|mosque|"
    r"temple|synagogue)|(?:are you|do you (?:get|receive)|on) (?:on )?(?:any )?(?:benefits|welfare|"
    r"disability|section 8)|married or single|single or married|casad[oa] o solter[oa]|"
    r"planeas tener hijos|vas a tener hijos|"
    r"where (?:are|were) you (?:originally )?(?:from|born)|where do you come from|what (?:is|"
    r"'s) your (?:nationality|religion|race|age|ethnic\w*|marital|gender|faith|native)|"
    r"how old (?:are|is)|are you (?:an? )?(?:\w+ )?(?:married|single|divorced|pregnant|disabled|"
    r"foreign\w*|immigrant|citizen|christian|muslim|jewish|catholic|hindu|religious|gay|"
    r"straight|retired|mexican|american|indian|british|a local)|do you (?:have|plan (?:to have|"
    r"on having)|expect) (?:any )?(?:children|kids|babies|a (?:husband|wife|partner|disabilit\w+)|"
    r"disabilit\w+)|"
    r"do you (?:use a wheelchair|go to church|practi[cs]e)|(?:how many|any) (?:children|kids)|"
    r"what religion|which (?:country|religion)|what country (?:are|do))\b"
)
_TRAIT_ASKED: Final = re.compile(
    r"\b(?!edad\b|visa status\b)" + _TRAITS + r"\b|\bare you expecting(?! to\b| a call)"
    r"|\b(?:your|tus|sus) (?:kids|children|hijos|ninos)\b.{0,30}\b(?:liv|viv)\w*"
)
_DEMANDS: Final = re.compile(
    r"\b(?:dime|cuentame|indica(?:me)?|necesito (?:saber|tu)|confirma(?:me)?|me dices|tell me|"
    r"let me know|i need(?: to know)?|share|confirm|what is|what's|cual es|cuales son)\b(?:\W+\w+){"
    r"0,4}?\W+" + _TRAITS + r"\b"
)
# A refusal to do just that, and what includes everybody.
_DECLINES: Final = re.compile(
    r"\b(?:no (?:puedo|debo|podemos) (?:\w+ )?(?:dec\w+|opinar|describ\w+|calific\w+|hablar|"
    r"coment\w+|"
    r"entreg\w+|dar\w*|respond\w+|juzg\w+|preguntar\w*|clasific\w+|asegur\w+|orient\w+)|"
    r"no (?:hablo|"
    r"opino|describo|califico|doy|clasific\w+|juzg\w+|discrimin\w+|hacemos distin\w+|entrego)|"
    r"(?:i|we)(?: am|'m| are|'re)? (?:can't|cannot|can not|don't|do not|not able to|unable to|"
    r"won't|will "
    r"not) (?:say|tell|describe|comment|judge|speak|share|give|discuss|advise|ask|answer|"
    r"character\w+|"
    r"discriminat\w+|rate|assess)|unable to (?:say|tell|describe|comment)|equal (?:housing )?opport"
    r"unity|"
    r"igualdad|sin distincion|regardless|no importa|everyone|all are welcome|cualquier|todas las "
    r"(?:nacionalidades|personas|religiones)|any (?:nationality|background)|all nationalities)\b"
)
# What a lead asks of a place that is to be answered with facts only. Their own family, children
# and papers are theirs to speak of: "¿hay juegos para niños?" asks about the building.
_WISHES: Final = re.compile(
    r"\b"
    + PLACE
    + r"\b(?:\W+\w+){0,5}?\W+"
    + _SAFE
    + r"\b(?! (?:deposit|box|room|parking|de vida))"
    r"|\b" + _SAFE + r"\s+(?:\w+ ){0,3}?" + PLACE + r"\b"
    r"|\b(?:es|son|is it|is that|it's|que tan|tan|how) (?:muy |un |una |very |really "
    r")*(?:segur[oa](?! "
    r"(?:que|de|incl|el pago|pagar))|insegur[oa]|peligros[oa]|safe(?! to (?:pay|send|sign|assume|"
    r"say))|dangerous)"
    r"|\b(?:hay|there|is there|any|much) (?:\w+ )?(?:delincuencia|robos|asaltos|crime|okupas|"
    r"inseguridad)\b"
    r"|\b(?:kinds?|types?|sorts?|que tipo|tipo|clase) (?:of|de) (?:people|neighbou?rs|residents|"
    r"tenants|families|folks|crowd|gente|personas|vecin\w+|familias)\b"
    r"|\bquien(?:es)? vive[n]?\b|\bwho (?:else )?lives\b|\bwho are the neighbou?rs\b"
    r"|\b(?:la gente|los vecinos|el ambiente|the people|the neighbou?rs|the residents)\b(?:\W+\w+)"
    r"{0,2}?\W+(?:ahi|alli|alla|del? (?:barrio|sector|zona|edificio)|there|like)\b"
    r"|\b(?:como|que tal) (?:es|son|esta) (?:la gente|los vecinos|el vecindario)\b"
    r"|\b(?:gente|familias|personas|people|families|couples) (?:como (?:yo|nosotr[oa]s|uno)|"
    r"like (?:"
    r"us|me|ours(?:elves)?|mine))\b|\bpeople from (?:my|our)\b"
    r"|\b" + PLACE + r" (?:de|for|full of|with) (?:familias|gente|jovenes|parejas|families|young)\b"
    r"|\bdemographics?\b|\b(?:family|white|black|christian|muslim|jewish|hispanic|latino|asian|"
    r"diverse) "
    + PLACE
    + r"\b|\b(?:mostly|mainly|mayoria|puros?|much[oa]s|many|a lot of) (?:\w+ )?"
    r"(?:famil\w+|young people|jovenes|expats|students|" + GROUP + r")\b"
)
_AVOIDS: Final = re.compile(
    r"\b(?:sin|no quiero|que no haya|lejos de|without|no|away from|not many|avoid) (?:\w+ ){0,2}?"
    + GROUP
    + r"\b"
)


def steering_in(text: str, language: str = "es") -> list[Problem]:
    """What a text of ours, an advertisement or a reply, says against fair housing.

    Both languages are read whatever ``language`` says: advertisements mix them.
    """
    return [problem for sentence in sentences(text) for problem in _steers(sentence)]


def asked_traits(text: str) -> list[Problem]:
    """Whether a text of ours asks a lead for a protected trait."""
    return [
        Problem("trait", "it asks for a protected trait; leave the question out")
        for sentence in sentences(text)
        if (sentence.asks and _ASKS.search(sentence.folded))
        or (sentence.asks and _TRAIT_ASKED.search(sentence.folded))
        or (_DEMANDS.search(sentence.folded) and not _DECLINES.search(sentence.folded))
    ][:1]


def wishes_steering(text: str) -> bool:
    """Whether a lead asks who lives somewhere or how safe it is, or wants a group of people far
    away: to be answered with facts only."""
    folded = fold(text)
    return ("?" in text and bool(_WISHES.search(folded))) or bool(_AVOIDS.search(folded))


def _steers(sentence: Sentence) -> list[Problem]:
    folded = sentence.folded
    if _DECLINES.search(folded):
        return []
    for what, pattern in (*_RULES, *CHOOSES):
        if pattern.search(folded):
            return [
                Problem(
                    "steering",
                    f"it {what}; say that you cannot describe who lives somewhere or how safe it "
                    "is, and offer facts instead: price, size, distances, the home's own features",
                )
            ]
    named = not sentence.asks and GROUPS.search(folded)
    if named and (SHUTS.search(folded) or not LETS_IN.search(folded)):
        words = "it tells or chooses people by a protected trait; leave the people out"
        return [Problem("steering", words)]
    return []
