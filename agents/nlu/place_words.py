"""The words around a place: those that refuse it, and those that say it is only told of."""

from __future__ import annotations

import re
from typing import Final

from agents.nlu.text import word_set

EXCLUDES: Final = re.compile(
    r"(?:\b(?<!si )(?:menos|excepto|salvo|sin contar|que no sea|no en|ya no(?: quiero)?|"
    r"sa(?:ca|que)\w*|"
    r"(?:quit|elimin|borr|descart|olvid)\w+(?: de)?|tach\w+|scrap|scratch|(?:rule|leave|cross|"
    r"take) out|lose|"
    r"ditch|"
    r"bin|pass on|fuera|nada de|not in|not|"
    r"except|"
    r"excluding|drop|remove|skip|forget|but not|any(?:where|thing) but|everywhere but|(?:todo|"
    r"cualquiera?|"
    r"donde sea) menos|no more|avoid|scratch|no)\s+"
    r"(?:(?:en|de|la|el|los|las|a|lo de|the|for|in|about|me gusta|quiero|o|ni)\s+)*)$"
)
EXCLUDES_AFTER: Final = re.compile(
    r"^(?:'s)?\s*(?:,\s*)?(?:no\b(?! se| hay| tan| muy| importa| me importa| molesta| me molesta|"
    r" es "
    r"problema| tengo| se| queda| estaria)|(?:ni (?:l[oa]s? (?:miro|considero)|hablar|loc[oa]|"
    r"muert[oa]|de broma|en pedo|"
    r"a palos|pensarlo)|para nada|de ninguna manera|paso|nope|no way|hard pass|no thanks|is a "
    r"no)\b|"
    r"saca(?:la|lo|dla)?\b|saquela|saquelo|sacala|quita(?:la|"
    r"lo)?\b|"
    r"quitala|(?:queda |esta )?descart\w+|fuera\b(?! de)|out\b(?! of)|off\b(?! the)|mejor no|ya "
    r"no|is out\b|"
    r"not anymore|no longer|off "
    r"the list|olvidalo|"
    r"olvidala)"
)
# Where somebody lives, works or comes from is not where they want to live.
NOT_WANTED: Final = re.compile(
    r"\b(?:(?:arrendatari[oa]|inquilin[oa]|tenant)(?: (?:del?|of|at|in|en|depto|apt|flat|unit|"
    r"\d+))*|"
    r"(?:lo mi[oa]|el mio|la mia) esta|moved out of|me fui de|nos fuimos de|vivo|viven?|lives|"
    r"vivimos|vivia|trabajo|trabaja|"
    r"trabajamos|laburo|soy de|somos de|"
    r"vengo de|venimos "
    r"de|"
    r"vengo llegando de|(?<!un )(?<!el )(?<!mi )(?<!o )(?<!u )(?<!tipo )(?<!lindo )estudio|"
    r"estudia|i live|we live|living|i work|works?|working|relocating "
    r"from|"
    r"moving from|i'?m from|we'?re from|here from|coming from|came from|my office is|mi oficina "
    r"esta|"
    r"currently|actualmente|ahora estoy|"
    r"(?:have|own|sold|my|our|their) (?:\w+ ){0,2}(?:house|home|flat|place) in|estoy en|i am in|"
    r"i'?m in|lejos de|far from|"
    r"(?:go(?:es|ing)?|went|is|are|study|studies) (?:to|at) (?:school|uni|university|college|"
    r"nursery|"
    r"kindergarten)|(?:my|our|his|her|their|the|kids'?) (?:school|uni|college|nursery|job|office|"
    r"work|church|gym) (?:is |are "
    r")?(?:\w+ )?"
    r"(?=in|at|to|near)|office is moving|(?:mi|su|nuestra|la|el|al|nuestro) (?:cole|colegio|"
    r"escuela|jardin|universidad|uni|trabajo|"
    r"pega|"
    r"oficina|iglesia|gimnasio)(?: (?:esta|queda|me queda))?|infancia|childhood|grew up|me crie|"
    r"nos criamos|naci|was born|(?:quedamos|habiamos quedado|espere|esperamos|"
    r"plantad[oa]s?|(?:i|we) (?:drove|waited|stood))(?: [a-z0-9]+){0,8}?|(?:my|our|mi|mis|"
    r"nuestr[oa]s?) (?:\w+ )?(?:parents|mom|mum|dad|"
    r"mother|"
    r"father|son|daughter|brother|sister|friends?|family|cousin|boyfriend|girlfriend|in-laws|papas|"
    r"padres|mama|papa|hij[oa]s?|herman[oa]s?|abuel[oa]s?|famili\w+|amig[oa]s?|suegr[oa]s?|"
    r"prim[oa]s?)"
    r"(?: (?:is|are|lives?|vive|viven|esta|estan))?|"
    r"calle|avenida|av|street|road|depto que arriendo|tia en|tio en|mama en)\s+"
    r"(?:(?:en|in|at|de|la|el|los|las|the|my|our|aca|aqui|ahora|now|a|cerca de|near)\s+)*$"
)
# Where the home stands that is to be sold or let: that is the place this is about.
OWNER_OFFERS: Final = re.compile(
    r"^(?!.*\b(?:busco|buscamos|looking|buy|comprar)\b).*\b(?:sell(?:ing)?|vend(?:o|er\w*|emos)|"
    r"(?:let|letting|rent|renting) (?:\w+ ){0,3}out|a la venta|en venta|(?:poner|ponerl[oa]|"
    r"entregar\w*|"
    r"dejar\w*) (?:\w+ ){0,4}en (?:arriendo|alquiler|renta)|up for sale|put (?:my|our)|"
    r"tasar|valuation)\b",
    re.DOTALL,
)
WANTED_ANYWAY: Final = re.compile(r"\b(?:tambien|also|too|igual|ahi mismo|same area|there)\b")
#: Everyday nouns that places are called after: alone they name the thing.
COMMON: Final = word_set(
    """
    agua aguas puente playa playas bosque campo campos molino fuente fuentes jardin jardines mirador
    piedra piedras rio lago laguna mar sierra monte flores arboles palmas rosas angel iglesia
    mercado puerto universidad estadio hospital aeropuerto ciudad estacion parque plaza metro
    colegio escuela torre torres cerro isla valle vista sol luna cielo tierra camino reyes
    martires libertad independencia republica constitucion reforma industrial obrera
    lake river water waters bridge church market green wood woods field fields mill station
    university ocean beach garden gardens tower towers island sunset sunrise golf cottage quarry
    forest meadow spring springs summit ridge harbor harbour port court cross crown king queen
    business media sports production motor internet knowledge design healthcare science
    """
)
#: Behind the first word of an area these make another thing of it: "Travis County".
OF_SOMETHING: Final = re.compile(
    r"\s+(?:county|ave|avenue|street|st|road|rd|university|college|school|airport|hospital|highway|"
    r"drive|lane|stadium|library|bank|mall|line|river|caliente|fria|potable|corriente)\b",
    re.IGNORECASE,
)
