"""Words by which a text chooses its tenants, or tells a place by them: part of :mod:`housing`."""

from __future__ import annotations

import re
from typing import Final

PLACE: Final = (
    r"(?:barrios?|zonas?|sector(?:es)?|vecindarios?|comunas?|colonias?|edificios?|condominios?|"
    r"comunidad|calles?|"
    r"urbanizacion|distritos?|lugar|area|areas|neighbou?rhoods?|communit(?:y|ies)|buildings?|"
    r"streets?|district|"
    r"part of town|place|school district|location|suburb)"
)
# Groups that a sentence of ours need hardly ever name. It may where it lets them in, or speaks of
# papers or access; otherwise it leaves out, prefers, or tells who lives somewhere.
GROUP: Final = (
    r"(?:(?:in?)?migrantes|inmigrante|extranjer[oa]s|refugiad[oa]s|(?:venezol|colombi|bolivi|"
    r"dominic|cub|"
    r"ecuatori|mexic|peru|nicaragu|guatemal|rum|ucrani|ghan|nigeri|haiti|afric)an[oa]s|"
    r"(?:uru|para)guay[oa]s|chilen[oa]s|argentin[oa]s|marroquies|gitan[oa]s|indigenas|"
    r"haitian[oa]s|arabes|latin[oa]s|judi[oa]s|musulman(?:es|as)|catolic[oa]s|evangelic[oa]s|"
    r"cristian[oa]s|gays?|lgbt\w*|lesbianas|jubilad[oa]s|tercera edad|ancian[oa]s|"
    r"discapacitad[oa]s|"
    r"personas con discapacidad\w*|immigrants|foreigners|refugees|expats|hispanics|latinos|"
    r"muslims|christians|catholics|jews|hindus|retirees|pensioners|seniors(?!')|same[- ]sex|"
    r"mismo sexo|elderly|disabled|"
    r"handicapped|section 8|benefit claimants|voucher holders|(?:housing |section 8 )vouchers|"
    r"housing benefits?|pensionistas|(?:madres|padres) solter[oa]s|capacidades diferentes|"
    r"single (?:moms?|mothers?|dads?|fathers?|parents?)|"
    r"(?:people|anyone|anybody|those|tenants?|applicants?|families) (?:on|with|receiving|claiming) "
    r"(?:\w+ )?(?:benefits?|allowance|welfare|universal credit|disabilit\w+|assistance|subsid\w+)|"
    r"(?:gente|personas?|alguien|quien(?:es)?|familias) (?:con|que (?:recib|cobr)\w+|"
    r"que viv\w+ de) "
    r"(?:\w+ )?(?:ayudas?|subsidios?|bonos|pension(?:es)?|discapacidad\w*|movilidad reducida)|"
    r"(?:haitian|peruvian|venezuelan|romanian|nigerian|somali|russian|turkish|korean|indian|"
    r"mexican|chinese|pakistani|polish|filipino|arab|african|asian|black|white|hispanic|"
    r"latino|jewish|muslim|christian|catholic|hindu|gay) (?:famil\w+|people|couples?|residents?|"
    r"professionals|folks|kids|crowd|"
    r"tenants?|neighbou?rs|roommates?|flatmates?|buyers|man|woman|gentlem[ae]n|lad(?:y|ies)))"
)
GROUPS: Final = re.compile(r"\b" + GROUP + r"\b")
LETS_IN: Final = re.compile(
    r"\b(?:pueden?|se (?:aceptan?|admiten?|arrienda a|alquila a)|aceptamos|admitimos|bienvenid\w+|"
    r"abiert[oa]s?|mism[oa]s|presentan?|documentos|pasaporte|cedula|rut|visa|requisitos|acces\w+|"
    r"adaptad\w+|rampa|asisten|welcome|accept\w*|open to|can|may|same|passport|ramp|step-free|"
    r"bay|spaces?|parking|freehold|iglesia|templo|church|mosque|school|colegio|universidad|"
    r"restaurantes?|restaurants?|cocina|comida|food|"
    r"cuisine|markets?|mercados?|museums?|museos?)\b"
)
SHUTS: Final = re.compile(
    r"\b(?:no|not|sin|nunca|never|except\w*|only|solo|salvo|without|abstenerse|unless)\b|n't\b"
)
# What a home or its owner would like its people to be, and what a place's people are said to be
# like, however it is put: a word of choosing beside a word for people, an adjective of theirs.
_TENANT: Final = (
    r"(?:inquilin[oa]s?|arrendatari[oa]s?|parej(?:a|as|ita)|matrimonios?|senorit(?:a|as)|"
    r"chic[oa]s?|"
    r"estudiantes?|profesionales|profesionistas?|ejecutiv[oa]s|oficinistas|tenants?|couples?|"
    r"professionals?|students?|persons?|people|lad(?:y|ies)|gentlem[ae]n|famil(?:y|ies|ias?)|gente|"
    r"personas?|residents?|neighbou?rs?|vecin[oa]s|crowd|folks?|parents?|households?)"
)
_OF_PEOPLE: Final = (
    r"(?:young(?:er)?|older|elderly|mature|wealthy|rich|affluent|well-off|educated|decent|quiet|"
    r"nice|"
    r"respectable|local|friendly|like[- ]minded|upscale|posh|hard-?working|foreign|ethnic|"
    r"childless|single|married)"
)
# Our own people, "a couple of" things, and what is named after people.
_NOT_TENANTS: Final = (
    r"(?! (?:home|house|room|bathroom))"
    r"(?! (?:from|of|on|in|de|del) (?:(?:the|our|my|la|nuestr[oa]|mi) )?(?:team|office|equipo|"
    r"oficina|agency|agencia|inmobiliaria)\b| of (?:\w+ ){0,2}?(?:options?|homes|places|apartments|"
    r"flats|houses|listings|days|times|hours|minutes|viewings|visits|questions|things|details)\b)"
)
CHOOSES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "prefers people",
        re.compile(
            r"\b(?:preferimos|prefieren?|prefiere|buscan?|buscamos|quieren?|prefers|wants|seeks|"
            r"seeking|looking for|would (?:rather|prefer)(?: to)?(?: have| rent to)?|rather have|"
            r"would like)\s+(?!(?:your|tu|su)\b)(?:(?!para\b|for\b|with\b|con\b|to\b|un piso\b|"
            r"home\b)\w+\s+){0,3}?(?:" + _TENANT + r"|hombres?|mujer(?:es)?|varon(?:es)?|wom[ae]n|"
            r"solter[oa]s?|casad[oa]s?|jubilad[oa]s?)\b" + _NOT_TENANTS
            + r"|\b(?:" + _TENANT + r"|(?:passport |visa )?holders?|speakers?|nationals?)\s+"
            r"(?:preferred|wanted|only|preferentemente)\b"
            r"|\bsin pareja\b"
            r"|\b(?:ideal|perfect[oa]?|mas bien|mejor|se (?:renta|arrienda|alquila)|geared|aimed) "
            r"(?:para|for|to|a)\s+(?:un[oa]?s?\s+|an?\s+)?(?:\w+\s+)?(?:estudiantes?|ejecutiv[oa]s|"
            r"senoritas?|chic[oa]s|profesionistas?|oficinistas|bachelors?|students?)\b"
            r"|\bpara (?:un |una )?(?:caballero|dama|senorita|varon)s?\b|\badults[- ]only\b|"
            r"\bno one "
            r"(?:under|over) \d+\b|\b(?:requisito|condicion|debe[ns]?|must|hay que|"
            r"required?)\b.{0,12}"
            r"\b(?:ser|be) (?:an? )?(?:\w+ )?(?:chilen|mexican|argentin|espanol|nacional|catolic|"
            r"cristian|citizen|"
            r"christian|local|native)\w*"
            r"|\b(?:rather|prefers?|prefier\w+)(?: to)? (?:rent|let|sell|arrendar|alquilar|rentar|"
            r"vender)(?:ing|l[eo]s?)? (?:to|a) \w+"
            r"|\b(?:ideal|perfect|preferred) (?:tenant|renter|buyer|occupant|inquilin\w+|"
            r"arrendatari\w+|candidat\w+)\b|\bno depend[ae]nts\b"
            r"|\bno te l[oa]s? (?:van a |quieren )?(?:arrend|alquil|rent|dar)\w* si (?:eres|"
            r"tienes|sos)\b"
            r"|\b(?:doesn't|don't|won't|does not|do not) (?:want|take|accept|allow|"
            r"like) (?:\w+ )?(?:babies|"
            r"kids|children|anyone (?:over|under) \d+|" + GROUP + r")\b"
            r"|\bno les? gustan? (?:l[oa]s )?(?:bebes|ninos|kids|extranjer\w+|mascotas y ninos)\b"
            r"|\b(?:for|para) (?:an?|una?) (?:mujer|hombre|senora|joven|woman|man|lady|single \w+|"
            r"foreigner|extranjer[oa])(?: \w+){0,2},? (?:no (?:es|te|lo|se|convien|recom)|"
            r"(?:it|that)(?:'s| is)(?:n't| not)|wouldn't)\w*"
            r"|\b(?:sol[oa]|solamente|unicamente) (?:gente|personas que)\b|\bnada de ayudas\b"
            r"|\b(?:con|with) (?:\w+ ){0,2}(?:hijos|ninos|kids|children)\b.{0,25}\b(?:no creo|dudo|"
            r"dificil que|(?:i )?doubt|unlikely|don't think)\b"
            r"|\b(?:silla de ruedas|wheelchairs?|discapacidad|disabilit\w+|ninos|hijos|kids|"
            r"children|"
            r"personas mayores|elderly)\b.{0,25}\b(?:no (?:se |te |les )?(?:lo |la )?(?:recomiend|"
            r"aconsej|convien)\w*|(?:don't|wouldn't|not) recommend\w*)"
            r"|\b(?:con|with) (?:ninos|hijos|bebes?|kids|children|a baby|a family)\b.{0,20}\b(?:no "
            r"(?:te |les )?conviene|no es|not (?:ideal|suitable|recommended|the best)|wouldn't)"
            r"|\b(?:with no|without|sin|free of) (?:any |ningun\w* )?(?:disabilit\w+|"
            r"discapacidad\w*)"
        ),
    ),
    (
        "describes a place by its people",
        re.compile(
            r"\b(?:kinds?|types?|sorts?|class|tipos?|clase) (?:of|de) " + _TENANT + r"\b"
            r"|\bmost (?:of the )?" + _TENANT + r"\b.{0,15}\bare\b|\bgente de much[oa] (?:dinero|"
            r"plata)\b"
            r"|\bstand out (?:there|here|as)\b|\bpuros? (?:\w+ )?(?:adultos?|viej\w+|joven|"
            r"estudiante|"
            r"profesional)\b"
            r"|\bgente (?:de (?:dinero|plata|trabajo|bien|nivel)|rara|problematica|joven|mayor|"
            r"tranquila|humilde|rica|acomodada|trabajadora|fea)\b"
            r"|\b" + _OF_PEOPLE + r" (?:\w+ )?" + _TENANT + r"\b(?! (?:home|house|room))"
            r"|\b(?:mostly|mainly|largely|casi todos|la mayoria|sobre todo|"
            r"puros?)\s+(?:\w+\s+){0,2}?"
            + _TENANT + r"\b"
            r"|\b(?:family|familiar) (?:neighbou?rhood|area|street|community|town)\b"
            r"|\b" + PLACE + r" (?:muy |mas |bien )?familiar\b"
            r"|\b(?:famil\w+|gente|people|parents|vecin\w+|couples) (?:como|like) (?:la tuya|"
            r"ustedes|"
            r"vosotros|you\w*|yours\w*)\b|\btu (?:estilo|tipo) de (?:gente|barrio|vecin\w+)"
            r"|\b(?:ambiente|environment) (?:muy )?(?:selecto|sano|decente|familiar|exclusivo)\b"
            r"|\b(?:vecin\w+|gente|residents) de (?:primer|buen|alto|mal|bajo) nivel\b"
            r"|\bup[- ]and[- ]coming\b|\bgentrif\w+|\b(?:residencial|hogar|home|house|roommate) "
            r"(?:catolic|cristian|evangelic|judi)\w+"
            r"|\b(?:among(?:st)?|rodead[oa] de|entre) (?:other |otr[oa]s )?(?:famil\w+|expats|"
            r"gente|"
            r"people|foreigners)\b"
            r"|\b(?:okupas|flaites?|nais|cuic[oa]s?|chet[oa]s?|fresas|nac[oa]s|pitu[ck]\w+|"
            r"villeros?)\b"
            r"|\bno (?:dejan|se deja) entrar a cualquiera\b"
            r"|\b(?:won't|don't|wouldn't|rarely|hardly ever) (?:find|see|hear|"
            r"meet) (?:\w+ )?(?:kids|"
            r"children|families|foreigners|" + GROUP + r")\b|\b(?:couples?|singles|seniors?) "
            r"(?:place|building|block)\b"
            r"|\b(?:big|large|strong|sizeable|growing|huge) \w+ (?:crowd|community|population|"
            r"presence|contingent)\b|\b(?:gran|fuerte|numerosa) (?:comunidad|presencia|colonia) \w+"
            r"|\b(?:famil(?:y|ies)|people|couples|women|expats) tend to (?:avoid|choose|live|"
            r"prefer|"
            r"like|move|settle)\b"
            r"|\b(?:los|las|gente) que viven? (?:ahi|alli|alla|en ese|en esa)\b|\b(?:those|"
            r"people) who "
            r"live (?:there|in that)\b|\bde buena familia\b"
            r"|\b(?:undesirables?|indeseables?|riff-?raff|chusma|gentuza)\b"
            r"|\b(?:topar|cruzar|mezclar)\w* con (?:cualquiera|gente|personas)\b"
            r"|\b" + PLACE + r" (?:es |muy |mas )*de (?:buen |alto |cierto |mucho )?(?:nivel|"
            r"categoria)\b"
            r"|\bviven? (?:much[oa]s?|poc[oa]s?|casi tod[oa]s?|sobre todo|mayormente)\b"
            r"|\b(?:ambiente|entorno|environment|atmosphere) (?:\w+ ){0,2}?(?:catolic|cristian|"
            r"evangelic|judi|musulman|religios|conservador|christian|catholic|jewish|muslim|"
            r"religious|conservative)\w*"
            r"|\b(?:todos|everyone|everybody|they all) (?:va[n]? a (?:misa|la iglesia)|goe?s? to "
            r"(?:church|mass|the mosque))\b"
        ),
    ),
    (
        "says how good a place is by its people",
        re.compile(
            r"\b(?:not the (?:best|nicest|greatest)|isn't the (?:best|nicest|greatest)|no es "
            r"(?:la|el|de "
            r"l[ao]s) mejor(?:es)?)\s+(?:\w+ )?" + PLACE + r"\b"
            r"|\b(?:hay|con) (?:much|poc|vari|demasiad)\w+ (?:asalto|robo|delito|delincuen|"
            r"portonazo)\w*"
            r"|\breputation\b|\b(?:buena|mala) fama\b"
            r"|\b(?:i'd|i would|better) (?:stay away|steer clear|avoid (?:that|the|this) "
            + PLACE + r")\b|\byo (?:no viviria|la evitaria|lo evitaria|evitaria)\b"
        ),
    ),
    (
        "steers",
        re.compile(
            r"\b(?:por|con|with|dad[oa]|given|because of|considering) (?:tu|su|your) (?:origen|"
            r"religion|"
            r"nacionalidad|edad|cultura|raza|acento|background|nationality|culture|faith|age|"
            r"accent|"
            r"ethnic\w*|heritage)\b|\b(?:compatriotas|paisanos|people from your|fellow "
            r"(?:countrymen|expats|christians|muslims|jews))\b"
            r"|\bsteer you\b|\b(?:more|much|lots) in common with\b|\b(?:someone|people|"
            r"a person) (?:of )?"
            r"your age\b|\ba (?:tu|su) edad\b|\bmejor no (?:vayas|vivas|busques|te metas)\b"
            r"|\bfeels? (?:un)?safe\b|\bused to be (?:rough|dangerous|bad|sketchy)\b"
            r"|\b(?:como|siendo|al|ya que|since|as|being)\b (?:(?:eres|son|sos|ser|you're|you are|"
            r"an?|una?)\s)*(?:\w+ )?(?:extranjer[oa]s?|in?migrantes?|mujer|solter[oa]s?|"
            r"jubilad[oa]s?|"
            r"gay|musulman\w*|judi[oa]s?|catolic[oa]s?|cristian[oa]s?|discapacitad[oa]s?|foreigner|"
            r"immigrant|woman|single \w+|senior|retiree|muslim|jewish|christian|disabled)\b.{0,30}?"
            r"\b(?:te (?:conv|recom|sug|sent|ir|acons)\w+|mejor|better|i'd (?:suggest|recommend|"
            r"look)|"
            r"you'd (?:be|feel|fit|prefer))\b"
        ),
    ),
)  # fmt: skip
