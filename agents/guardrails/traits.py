"""Whether a text of ours asks a lead for a protected trait."""

from __future__ import annotations

import re
from typing import Final

from agents.guardrails.preferences import DECLINES
from agents.guardrails.problem import Problem
from agents.guardrails.sentences import sentences
from agents.nlu.text import fold

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
    r"(?:eres|son|es usted|sois|sos)(?: \w+){0,2}? (?:extranjer|chilen|venezolan|haitian|peruan|"
    r"mexican|"
    r"argentin|colombian|in?migrante|migrante|casad|solter|"
    r"divorciad|viud|catolic|cristian|musulman|judi|evangelic|creyente|gay|lesbiana|hetero|"
    r"discapacitad|jubilad|mayor de|ciudadan)\w*|"
    r"(?:viv\w+|mud\w+|habra|vienen) (?:\w+ )?(?:ninos|hijos|bebes|menores)|de donde (?:es|son|"
    r"viene[n]?) "
    r"(?:tu|su) famili\w+|use a wheelchair|usa[ns]? silla de ruedas|are you (?:over|under|"
    r"above) (?:the age|"
    r"\d\d(?! ?(?:min|k|%|m)))|(?:tienes|eres) (?:mas|menos|mayor|menor) de \d\d|(?:ask|know|"
    r"about|is) your age|"
    r"(?:receive|get|claim) (?:(?:any|housing|disability|government) )*(?:benefits?|welfare|"
    r"universal credit|"
    r"section 8|vouchers?)|date of birth|fecha de nacimiento|do your (?:kids|children)|(?:is|"
    r"are) (?:anyone|"
    r"anybody).{0,25} (?:disabled|pregnant|over \d\d)|(?:language|idioma).{0,20} (?:at home|"
    r"en (?:tu )?casa)|"
    r"tiene[ns]? (?:los )?papeles(?! de)|"
    r"(?:recib|cobr)\w+ (?:\w+ )?(?:subsidios?|ayudas?|beneficios? social\w*|pension|bonos?)|"
    r"que (?:edad|religion|nacionalidad|credo)|"
    r"cuantos anos (?:tienes|tiene|tienen)(?! que tener)(?! (?:el|la|ese|este|esa|"
    r"esta) (?:edificio|casa|piso|depto|"
    r"depa|departamento|propiedad|construccion|finca|inmueble|caldera|techo))|tu (?:edad|"
    r"religion|nacionalidad|estado civil|origen|raza)|"
    r"(?:tienes|tienen|tiene) (?:hijos|ninos|bebes|pareja|marido|esposo|esposa|"
    r"alguna (?:discapacidad|enfermedad|condicion)|discapacidad|enfermedades)|"
    r"(?:tiempo|anos|long|years) (?:\w+ )?(?:en el|in the|in this|en este) (?:pais|country)|"
    r"(?:tienes?|tienen|tenes|have|got|hold) (?:\w+ )?(?:permiso de residencia|residence permit|"
    r"green card|"
    r"work permit|permiso de trabajo)|irregular(?:es)?|undocumented|indocumentad\w+|(?:alguna|"
    r"any) (?:enfermedad|"
    r"illness|disease)|adopted|adoptad\w+|(?:a|una) couple\b(?! of)|(?:son|sois) pareja|"
    r"(?:mental health|medical|chronic) (?:conditions?|issues?|problems?|illness\w*)|salud mental|"
    r"(?:condicion(?:es)? (?:medicas?|de salud)|problemas? de salud|enfermedad(?:es)? (?:cronic|"
    r"mental)\w*)|"
    r"(?:estas|esta|estan|estais) (?:casad|embarazad|solter|divorciad)\w*|(?:cuantos|con) (?:hijos|"
    r"ninos)|"
    r"(?:planea|piensa|quiere|espera|va)[ns]? (?:a )?tener (?:\w+ )?(?:hijos|ninos|familia)|"
    r"hay (?:ninos|"
    r"hijos|bebes)|eres (?:mayor|joven)|a que iglesia|"
    r"(?:just|only) you and your (?:husband|wife|partner|kids)|(?:what|which) (?:church|mosque|"
    r"temple|synagogue)|(?:are you|do you (?:get|receive)|on) (?:on )?(?:any )?(?:benefits|welfare|"
    r"disability|section 8)|married or single|single or married|casad[oa] o solter[oa]|"
    r"planeas tener hijos|vas a tener hijos|"
    r"where (?:are|were) you (?:originally )?(?:from|born)|where do you come from|what (?:is|"
    r"'s) your (?:nationality|religion|race|age|ethnic\w*|marital|gender|faith|native)|"
    r"how old (?:are|is)(?! (?:the|your|that|this) (?:\w+ )?(?:building|house|flat|home|apartment|"
    r"property|roof|boiler|kitchen|place|unit|condo|loft|lease|ac|heating)\b)|"
    r"are you (?:an? )?(?:\w+ )?(?:married|single|divorced|pregnant|disabled|"
    r"foreign\w*|immigrant|citizen|christian|muslim|jewish|catholic|hindu|religious|gay|"
    r"straight|retired|mexican|american|indian|british|a local)|do you (?:have|plan (?:to have|"
    r"on having)|expect) (?:any )?(?:children|kids|babies|a (?:husband|wife|partner|disabilit\w+)|"
    r"disabilit\w+)|"
    r"do you (?:use a wheelchair|go to church|practi[cs]e)|(?:how many|any) (?:children|kids)|"
    r"what religion|which (?:country|religion)|what country (?:are|do))\b"
)
_PET: Final = re.compile(
    r"\b(?:mascotas?|perr\w+|gat[oa]s?|cachorr\w+|pets?|dogs?|cats?|pupp\w+)\b"
)
_OF_PETS: Final = re.compile(
    r"\b(?:raza|breed|que edad tiene|cuantos anos tiene|how old is (?:he|she|it|the|your))\b"
)
_TRAIT_ASKED: Final = re.compile(
    r"\b(?!edad\b|visa status\b)" + _TRAITS + r"\b|\bare you expecting(?! to\b| a call)"
    r"|\b(?:your|tus|sus) (?:kids|children|hijos|ninos)\b.{0,30}\b(?:liv|viv)\w*"
)
_SPOUSE: Final = (
    r"(?:espos[oa]|marid[oa]|mujer|pareja|novi[oa]|husband|wife|partner|spouse|boyfriend|"
    r"girlfriend|"
    r"fiancee?)"
)
# The same, told by what is asked about: origin, papers of origin, family plans, faith, tongue.
_ABOUT: Final = re.compile(
    r"\b(?:eres|son|es usted|sois|sos) de (?:aqui|aca|otro|afuera|fuera|este pais)\b"
    r"|\b(?:vienes|vienen|venis|viene) de (?:otro|fuera|afuera|que)\b|\bare you (?:from|"
    r"new to) (?:here|"
    r"around|abroad|another|this country|the country|overseas)\b|\bmoving from (?:abroad|"
    r"overseas)\b"
    r"|\b(?:viv|liv|mov|mud)\w*\b.{0,30}\b(?:tu|su|your|the) " + _SPOUSE + r"\b"
    r"|\b(?:tu|su|your) " + _SPOUSE + r"\b.{0,30}\b(?:viv|liv|mov|mud)\w*"
    r"|\b"
    + _SPOUSE
    + r" or (?:an? |your |just an? )?"
    + _SPOUSE
    + r"\b|\b"
    + _SPOUSE
    + r" o (?:una? |tu |solo )?"
    + _SPOUSE
    + r"\b"
    r"|\b(?:tu|su|your) " + _SPOUSE + r" (?:tambien |also )?(?:es|is)\b"
    r"|\b(?:dedica|trabaja|does|do for)\b.{0,12}\b(?:tu|su|your) " + _SPOUSE + r"\b"
    r"|\bde (?:que|cual) (?:parte|lugar|region|ciudad|zona) de (?!la ciudad|"
    r"la comuna)\w+ (?:vienes|eres|"
    r"son|vienen|es usted)\b|\b(?:on a (?:\w+ )?visa|permanent resident|residente permanente|legal "
    r"resident)\b|\bage (?:group|range|bracket)\b|\b(?:rango|tramo|grupo) (?:de edad|etario|"
    r"etareo)\b"
    r"|\b(?:agrandar|formar|empezar|ampliar|crecer) (?:la |una |tu )?familia\b|"
    r"\bfamilia (?:va a crecer|"
    r"creciendo)|\b(?:start|grow|have|expand|rais)\w* (?:a|your|the) family\b"
    r"|\bde turista\b|\btienes? (?:la )?(?:residencia|ciudadania|green card)\b|\b(?:which|what|"
    r"que|de que) "
    r"(?:passport|pasaporte)\b|\b(?:citizenship|ciudadan\w+|born here|naciste|nacieron|nacido)\b"
    r"|\bpension(?:es)? (?:por|de) (?:invalidez|vejez|viudez|jubilacion|discapacidad)\b|"
    r"\bdisability "
    r"(?:benefits?|pension|allowance)\b"
    r"|\b(?:first|native|mother) (?:language|tongue)\b|\blengua materna\b|\bidioma (?:materno|"
    r"natal)\b"
    r"|\b(?:worship|rezas|rezan|pray|misa|culto|ramadan|sabbath|shabbat)\b"
)
_DEMANDS: Final = re.compile(
    r"\b(?:dime|cuentame|indica(?:me)?|necesito (?:saber|tu)|confirma(?:me)?|me dices|tell me|"
    r"let me know|i need(?: to know)?|share|confirm|what is|what's|cual es|cuales son)\b(?:\W+\w+){"
    r"0,4}?\W+" + _TRAITS + r"\b"
)


def asked_traits(text: str) -> list[Problem]:
    """Whether a text of ours asks a lead for a protected trait."""
    # "¿De qué raza es?" of a dog asks nothing about people.
    is_pet = _PET.search(fold(text))
    return [
        Problem("trait", "it asks for a protected trait; leave the question out")
        for sentence in sentences(text)
        if not (is_pet and _OF_PETS.search(sentence.folded))
        if (sentence.asks and _ASKS.search(sentence.folded))
        or (sentence.asks and _ABOUT.search(sentence.folded))
        or (sentence.asks and _TRAIT_ASKED.search(sentence.folded))
        or (_DEMANDS.search(sentence.folded) and not DECLINES.search(sentence.folded))
    ][:1]
