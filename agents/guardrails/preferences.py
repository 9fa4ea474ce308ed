"""Words by which a text leaves people out, prefers them, tells a place by them or says how safe it
is: part of :mod:`housing`."""

from __future__ import annotations

import re
from typing import Final

from agents.guardrails.tenants import PLACE

PEOPLE: Final = (
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
SAFE: Final = (
    r"(?:segur[oa]s?(?! de vida)|insegur[oa]s?|peligros[oa]s?|tranquil[oa]s? y segur\w+|"
    r"conflictiv[oa]s?|delincuencia|"
    r"criminalidad|robos|asaltos|safe|safer|safest|unsafe|dangerous|crime|crime[- ]free|rough|"
    r"sketchy|bad area|"
    r"low[- ]crime|high[- ]crime|ghetto|shady)"
)
RULES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "leaves people out",
        re.compile(
            r"\b(?:no es apto para|no se (?:aceptan?|admiten?|arrienda|alquila|renta|"
            r"permiten?)(?: a)?|"
            r"no (?:(?:acepta|admite|quiere|arrienda|alquila|renta|recibe)n?(?: a)?|aceptamos|"
            r"admitimos|"
            r"queremos|arrendamos a|alquilamos a|rentamos a|apto para|recomendad[oa] para)|sin|"
            r"abstenerse|nada de|libre de|excepto|"
            r"no|not|without|free of|free from|except|we (?:do not|don't) (?:accept|rent to|want|"
            r"take)|"
            r"not suitable for|unsuitable for)\s+(?:a |los |las |the |any |muchos |tantos |many |"
            r"more )?" + PEOPLE + r"\b"
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
            + PEOPLE + r"\b(?! (?:bedrooms?|rooms?))"
        ),
    ),
    (
        "leaves people out",
        re.compile(
            r"\b(?:no|not|sin|without|ni|n't)\b.{0,40}\b(?:perros? (?:guia|lazarillo|"
            r"de asistencia)|animal(?:es)? de "
            r"(?:asistencia|apoyo|servicio)|(?:guide|service|assistance|support|"
            r"seeing[- ]eye) (?:dogs?|animals?))\b"
            r"(?!.{0,20}\b(?:pet|mascota|charge|fee|cargo|cobr\w+)\b)"
            r"|\b(?:only|solo|solamente|unicamente)\s+(?:\w+ ){0,4}?(?:nationals|citizens|"
            r"nacionales|ciudadanos|"
            r"passport holders|emiratis?)\b"
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
            r"no)\s+(?:\w+ )?" + PEOPLE + r"\b"
        ),
    ),
    (
        "describes a place by its people",
        re.compile(
            r"\b" + PLACE + r"\s+(?:\w+ ){0,2}?(?:judi[oa]|catolic[oa]|cristian[oa]|musulman|"
            r"latin[oa]|gay|blanc[oa]|de (?:in?migrantes|extranjeros|gitanos|"
            r"gente|negros|clase (?:alta|baja|media|obrera|trabajadora|popular))|migrante)\b"
            r"|\b(?:white|black|hispanic|latino|jewish|christian|catholic|muslim|asian|indian|arab|"
            r"chinese|gay|ethnic|immigrant|expat|mixed|"
            r"family[- ]oriented|upper[- ]class|working[- ]class|low[- ]income)\s+" + PLACE + r"\b"
        ),
    ),
    (
        "says how safe a place is",
        re.compile(
            r"\b" + PLACE + r"\b(?:\W+\w+){0,5}?\W+" + SAFE + r"\b(?! (?:deposit|box|room|"
            r"parking))"
            r"|\b" + SAFE + r"\s+(?:\w+ ){0,2}?" + PLACE + r"\b"
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
            r"comfortable|at home|in better|better|in well|happier)\b(?! (?:con (?:\w+ )?(?:bano|"
            r"dormitorio|"
            r"espacio|estac|metro|presupuesto|pago)|with (?:\w+ )?(?:bath|bed|space|room|that|"
            r"the price)|"
            r"working|trabajando|paying|pagando|doing|going))"
            r"|\b(?:gente|personas|people|vecinos|neighbou?rs) (?:como tu|de tu (?:pais|religion|"
            r"cultura|raza|origen|edad|tipo|nivel)|from your (?:country|culture|community)|"
            r"of your (?:\w+))\b"
            r"|\b(?:tu|your) (?:comunidad|gente|community|people) (?:vive|esta|lives?|is|are)\b"
        ),
    ),
)  # fmt: skip
# A refusal to do just that, and what includes everybody.
DECLINES: Final = re.compile(
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
    r"(?:can't|cannot|don't|won't) (?:recommend|suggest|pick|choose) (?:\w+ )?(?:areas?|places?|"
    r"homes|neighbou?rhoods?) "
    r"(?:by|based on|according)|no (?:puedo )?(?:recomend\w+|elij\w+|elegir|"
    r"suger\w+) (?:\w+ )?(?:zonas?|barrios?|"
    r"lugares|comunas|colonias) (?:por|segun|de acuerdo)|"
    r"igualdad|sin distincion|regardless|no importa|(?:for|to|treat) everyone|"
    r"everyone (?:is )?(?:welcome|can|equally)|every "
    r"applicant|all are welcome|are welcome in all|cualquier (?:nacionalidad|persona|origen|"
    r"religion|edad|estado)|todas las "
    r"(?:nacionalidades|personas|religiones)|any (?:nationality|background)|all nationalities)\b"
)
