"""What a lead only tells: homes found, left and written off, and days of what was or of writing."""

from __future__ import annotations

import re
from typing import Final

_HOME: Final = (
    r"(?:(?:mini ?)?dep(?:to|a|artamento|artamentito)s?|dptos?|casas?|casitas?|pisos?|pisitos?|"
    r"aptos?|apartamentos?|estudios?|monoambientes?|duplex|aticos?|terrenos?|parcelas?|lotes?|"
    r"cuarto|habitacion|lugar|algo|vivienda|flats?|houses?|homes?|apartments?|apts?|condos?|"
    r"studios?|town ?(?:house|home)s?|places?|villas?|somewhere|rooms?|one|otr[oa]|uno|una|"
    r"property|propiedad|inmueble|lease)"
)
_SOON: Final = r"(?:(?:ya|al final|por fin|finalmente|justo|recien|tambien|igual|me|nos|lo|la) )*"
_ALREADY: Final = (
    r"(?:(?:'ve|have|has|had|already|finally|just|actually|luckily|since|both|ended up) ?)*"
)
_FOUND: Final = re.compile(
    rf"\b{_SOON}(?:encontre|encontramos|encontro|consegui|conseguimos|consiguio|firme|firmamos|"
    r"compre|compramos|arrende|arrendamos|alquile|alquilamos|rente|rentamos|cerre|cerramos|"
    r"tome|"
    r"tomamos|aparte|apartamos|resolvi|resolvimos|he encontrado|hemos encontrado|"
    r"(?:he|hemos) (?:comprado|firmado|alquilado|conseguido|cerrado|pillado|cogido|elegido))\b"
    rf"[^.;!?\n]{{0,32}}?\b{_HOME}\b"
    rf"|\b{_HOME} (?:que (?:\w+ ){{0,4}})?(?:ya )?l[oa] (?:consegui|encontre|conseguimos|"
    r"encontramos|compre|compramos|alquile|arrende|resolvi)\w*\b"
    r"|\bya (?:lo |la |me |nos )*(?:consegui|conseguimos|encontre|encontramos|resolvi|resolvimos|"
    r"arregle|arreglamos|solucione)(?: (?:uno|una|otr[oa]|algo|casa|todo))?\b"
    rf"|\b(?:i|we|he|she|they|wife|husband)\b ?{_ALREADY}(?:found|bought|signed|took|rented|leased|"
    r"secured|closed on|moved into|went with|went for|settled on|gone with|got an offer accepted|"
    rf"gone for|(?:put|placed|made|had) an offer (?:in )?(?:accepted )?on|taken|chose|chosen|"
    rf"picked)\b[^.;!?\n]{{0,32}}?\b{_HOME}\b"
    rf"|\bunder (?:contract|offer) on\b|\b(?:offer accepted|accepted our offer) on\b"
    r"|\b(?:(?:quedamos|quede|fuimos|decidimos|decidi|optamos|opte) (?:con|por)|elegimos|elegi)\b"
    r"[^.;!?\n]{0,48}?\botr[oa]s?\b"
    rf"|\b(?:nos|me) (?:salio|aparecio|cayo) (?:otra cosa|otr[oa]|algo|un|una)\b"
)
_GIVEN_UP: Final = re.compile(
    r"\b(?:ya no|no) (?:vamos a|voy a|queremos|pensamos|pienso|estamos|estoy|ando|andamos) "
    r"(?:\w+ )?(?:comprar|arrendar|alquilar|rentar|mudarnos|mudarme|cambiarnos|cambiarme|buscando)"
    r"(?! con)\b"
    r"|\b(?:ni siquiera|ya no|tampoco) (?:ando|estoy|andamos|estamos|estaba) buscando\b"
    r"|\bstay(?:ing)? put\b|\b(?:decided|going|gonna|want) (?:not to|to not) (?:move|buy|rent|sell)"
    r"\b|\b(?:no longer|not|n't|stopped) (?:even |actually |really )?(?:looking|searching|hunting|"
    r"house ?hunting|in the market)(?: anymore| any more)?"
    r"(?! (?:to|at|past|in|until|till|before|yet|for "
    r"(?:a|an|the|any(?:thing)?) \w+ (?:over|above|under|bigger|smaller|more|less)))\b"
)
_LEFT: Final = re.compile(
    r"\b(?:ya )?(?:entregue|entregamos|devolvi|devolvimos|desocupe|desocupamos|desaloje) (?:el|la|"
    rf"mi|su|un|las llaves del?) {_HOME}\b"
    r"|\b(?:pague|pagamos|transferi|transferimos|deposite|consigne|abone|i paid|we paid)\b"
    r"[^.;!?\n]{0,60}?\b(?:informe|postular|postulacion|reserva|garantia|deposito|application|"
    r"holding|referenc\w+|background|credit check|comision|tramite|gestion|estudio de)\b"
    r"|\b(?:i|we) (?:drove|waited|stood|queued|flew|trekked|turned up|showed up)\b"
    r"|\b(?:maneje|manejamos|espere|esperamos|estuve esperando|estuvimos esperando|viaje|"
    r"me plante|nos plantamos|perdi|perdimos)\b[^.;!?\n]{0,48}?\b(?:minutos|horas?|media hora|"
    r"rato|tarde|manana|viaje|kilometros|km)\b"
)
# A home of theirs was seen or sent and did not please.
_DISPLEASED: Final = re.compile(
    r"\b(?:no (?:me|nos|le|les)(?: \w+)? (?:convenc\w+|gust(?:o|aron|a|an)|tinc\w+|enamor\w+|"
    r"lat(?:e|io)|cuadr\w+|sirvio|sirvieron|intereso|agrado|agradaron|encanto)|"
    r"(?:was|were|is|are)(?:n't| not) (?:\w+ )?(?:for|my|our|what|right|great|it\b)|"
    r"did(?:n't| not) (?:like|love|do it|work|feel)|hated|not my cup)"
)
_SHOWN: Final = re.compile(
    r"\b(?:que (?:me|nos) (?:mand|envi|mostr|ofrec|pas|ensen|propus)\w+|(?:me|nos) (?:mand|envi|"
    r"mostr|ofrec|pas|ensen)(?:aron|o|aste|ieron|io) (?:otr[oa]|un[oa]?|es[ea])|que (?:vi|vimos|"
    r"visite|visitamos|fui a ver|fuimos a ver)|you (?:sent|showed|suggested|offered)|"
    r"(?:i|we) (?:saw|viewed|visited|looked at)|(?:sent|showed) (?:me|us))\b"
)
# A home that is asked about, that is theirs to let, or one wished for all the same.
_STILL: Final = re.compile(
    r"\?|\b(?:disponible|available|sigue|todavia esta|anuncio|aviso|su pagina|la web|website|"
    r"zillow|idealista|fotocasa|rightmove|zoopla|portal|bayut|quier\w* (?:verl|visitar|vend|"
    r"arrend|alquil|rent|poner)\w*|para (?:vend|arrend|alquil|rent)\w+|l[oa] (?:quier\w+|voy a|"
    r"pienso)|(?:want|like|need|looking|now|ready) to (?:sell|let|rent|list|see|view|visit)|"
    r"(?:sell|rent|let) (?:it|them|this)|visit\w*|viewing)\b"
)
_WISH: Final = re.compile(
    r"\b(?:pero|but|ahora|now|instead|en cambio|mejor)\b[^.;!?\n]*?\b(?:busc\w+|quier\w+|quer\w+|"
    r"necesit\w+|interes\w+|looking|want|need|like|after|muestr\w+|mand\w+|ver)\b"
    r"|\b(?:sigo|seguimos|still) (?:busc\w+|interes\w+|looking|want\w*|need\w*)\b"
    r"|\b(?:busco|buscamos|(?<!no )(?<!siquiera )(?:ando|estoy) buscando|quiero|queremos|necesito|"
    r"necesitamos|prefiero|preferimos|(?:i|we)(?:'d)? (?:want|need|like|prefer)|"
    r"(?<!not )(?<!n't )looking for)\b"
)
# What others pay, rent or bought: "my mate pays 800 for a two bed in Sale".
_OTHERS: Final = re.compile(
    r"\b(?:my|our|a|the) (?:\w+ )?(?:mate|friend|sister|brother|cousin|neighbou?r|colleague|"
    r"coworker|"
    r"boss|sister[- ]in[- ]law|brother[- ]in[- ]law)s? (?:just |also |already |only |recently )?"
    r"(?:pays?|paid|rents?|rented|bought|got|found|sold|sells)\b"
    r"|\b(?:mi|mis|una?|el|la|nuestr[oa]) (?:herman|amig|prim|vecin|cunad|companer|jef)[oa] (?:ya |"
    r"tambien |recien )?(?:alquil[oa]|arrend[oa]|arrienda|rent[oa]|compr[oa]|vendio|vende|pag[oa]|"
    r"consiguio)\b"
)
_OTHERS_END: Final = re.compile(r"[,;]|\s(?:y|and|pero|but|so|asi que)\s")
_SENTENCE: Final = re.compile(r"[^.;!?\n]+[.;!?\n]*")


_STILL_WANTS: Final = re.compile(
    r"\b(?:busc\w+|quier\w+|necesit\w+|want\w*|need\w*|looking|after|sell(?:ing)?|vender|para "
    r"(?:el|ella|"
    r"ellos))\b"
)


def told_spans(folded: str) -> list[tuple[int, int]]:
    """The sentences, or their beginnings up to a wish, that tell of homes and wish for none."""
    spans = []
    for sentence in _SENTENCE.finditer(folded):
        said = sentence.group()
        told = min(
            (m.start() for p in (_FOUND, _GIVEN_UP, _LEFT) if (m := p.search(said))), default=None
        )
        if told is None and _DISPLEASED.search(said) and _SHOWN.search(said):
            told = 0
        if told is None and (others := _OTHERS.search(said)) and not _STILL_WANTS.search(said):
            end = _OTHERS_END.search(said, others.end())
            until = end.start() if end else len(said)
            spans.append((sentence.start() + others.start(), sentence.start() + until))
            continue
        if told is None or (not _GIVEN_UP.search(said) and _STILL.search(folded)):
            continue
        wish = _WISH.search(said)
        if wish and wish.start() <= told:
            continue
        spans.append((sentence.start(), sentence.start() + (wish.start() if wish else len(said))))
    return spans


_PAST: Final = re.compile(
    r"\b(?:i|we|he|she|they|you|it|who|that|company|agent|wife|husband|mom|mum|dad|son|daughter)"
    r"(?:'ve|'d| have| has| had)?(?: just| already| all| only| recently)? (?:moved|left|came|went|"
    r"started|arrived|lost|visited|saw|viewed|met|spoke|talked|broke|died|split|"
    r"separated|retired|quit|finished|graduated|landed|returned|bought|applied|"
    r"confirmed|cancell?ed|drove|waited|turned up|showed up|wrote|emailed|called|rang|been)\b"
    r"(?! to be)"
    r"|(?<!cuando )(?<!que )(?<!cuando me )(?<!que me )(?<!apenas )(?<!apenas me )(?<!cuanto )"
    r"(?<!cuando nos )(?<!que nos )\b(?:llegue|mude|visite|regrese|empece)\b"
    r"|\b(?:vine|vinimos|fui|fuimos|fue|estuve|estuvimos|estuvo|"
    r"empezo|sali|salimos|vimos|visitamos|volvi|volvimos|regresamos|perdi|"
    r"perdimos|nacio|murio|fallecio|quebro|cerro|hablamos con|"
    r"vino|vinieron|fueron|estaba|estabamos|pasaron|dijeron)\b"
)
# Of doing that is over, whoever did it: "told your office in October", "me lo negaron en agosto".
_DONE: Final = re.compile(
    r"(?:^|[,;:.!?]\s*|[a-z]*(?<!\bto)(?<!\bbe)(?<!i'd) )"
    r"(?:told|said|sold|denied|rejected|refused|charged|emailed|complained|reported|promised|"
    r"preapproved|pre-approved|qualified me|turned (?:me|us)|died|bought|paid|signed up|moved out|"
    r"got (?:the|our|my) (?:\w+ )?keys|moved back|moved away|renewed|submitted|requested|posted|"
    r"inherited|closed on|toured|walked "
    r"(?:it|through)|viewed|texted|messaged|complained|declined)\b"
    r"|\b(?!claro|faro)[a-z]{2,}(?:aron|ieron|eron)\b"
    r"|\bya (?:arrende|arrendamos|alquile|alquilamos|rente|rentamos|compre|compramos|consegui|"
    r"encontre|encontramos)\b"
    r"|\b(?:dijo|dije|vendi|vendimos|vendio|nego|rechazo|negado|avise|avisamos|reclame|pedi|"
    r"pedimos|"
    r"solicite|solicitamos|hizo|hicimos|hice|puse|puso|tuve|tuvimos|quedo|subio|escribi|llame|"
    r"pague|"
    r"pagamos|mande|hable|firme|entregue|compre|ha(?:n|bia|bian)? (?:sido |pasado |dicho )|"
    r"he (?:ido|visto|hablado|llamado|mandado|escrito))\b"
)
_AHEAD: Final = re.compile(
    r"\b(?:quier\w+|quer\w+|quisier\w+|necesit\w+|gustaria|pued\w+|podr\w+|podemos|busc\w+|"
    r"pens\w+|pienso|think\w*|espero|voy|vamos|va a|van a|tengo que|tenemos que|hay que|want|"
    r"need|would|"
    r"can|could|will|'ll|hop(?:e|ing)|plan\w*|looking|going to|gonna|have to|must|like to|"
    r"para (?:mudar|entrar|vivir)\w*|mudarme|mudarnos|move in|i'd|we'd|should)\b"
)
# Till then they think, or then they write again: no day on which a home is wanted.
_WRITES: Final = re.compile(
    r"\b(?:te|le|les|os|lo|la|me l[oa]|nos l[oa]) (?:\w+ )?(?:aviso|escribo|digo|cuento|confirmo|"
    r"llamo|hablo|respondo|contesto|busco|contacto|pienso|pensamos|consulto|converso|comento|"
    r"charlo|platico|veo|vemos|decido|decidimos|reviso|revisamos|avisamos|decimos|hablamos|"
    r"consultamos|charlamos|conversamos|platicamos|avisare|dire|escribire|activo|deposito|"
    r"transfiero|devuelvo)\b"
    r"|\b(?:hablamos|conversamos|charlamos|seguimos hablando|retom\w+|escrib\w+(?:me|nos)|"
    r"habla(?:me|nos)|hable(?:n?me|n?nos)|"
    r"contact\w+(?:me|nos)|busqu\w+(?:me|nos)|recuerd\w+me|avis\w+me|vuelvo a escribir)\b"
    r"|\b(?:i|we)(?:'ll| will| can|'d)? (?:be in touch|let you know|write (?:back|again|to you)|"
    r"call (?:you|back)|get back|circle back|check back|reach out|ping you|think (?:it|about)|"
    r"decide|talk (?:it|about)|message you|text you|come back to you)\b"
    r"|\b(?:check|circle|get|come|ping|reach|write|hit) (?:back|out|in|me up|me)\b(?! (?:to|a) "
    r"(?:move|live))|\b(?:touch base|follow up|remind me|try me|contact me|message me|ask me)\b"
)
# What begins on a day is why they move, and another day may be when.
BEGINS: Final = re.compile(
    r"\b(?:starts?|starting|begins?|beginning|empiez\w+|empez\w+|comienz\w+|arranc\w+|inici\w+|"
    r"me presento|me incorporo|entro a trabajar)\b[^.,;!?]{0,48}$"
)
NOISE: Final = re.compile(
    r"\b(?:ruidos?|noise|noisy|calor|hot|heat|frio|fria|cold|sol|lluvias?|llueve|rain|humedad|damp|"
    r"temporada|turistas|tourists)\b[^.,;!?]{0,24}$"
)
_PIECE_END: Final = re.compile(
    r"[.,;:!?\n()]|\s(?:y|and|so|asi que|pero|but)\s(?=(?:ahora |now |i'm |i |we're |we |me |nos )*"
    r"(?:busc|quier|queremos|necesit|want|need|looking|would|wish))"
)


#: A day by itself belongs to what was said before it: "ya arrendé, en septiembre".
_ONLY_LED: Final = re.compile(
    r"\s*(?:(?:el|la|los|las|en|in|on|back|fue|it was|last|este|this|ya|creo)\s+)*\Z"
)


def _piece(folded: str, start: int, end: int) -> str:
    *earlier, before = _PIECE_END.split(folded[:start])
    after = _PIECE_END.split(folded[end:], maxsplit=1)[0]
    if earlier and not after.strip() and _ONLY_LED.match(before):
        before = earlier[-1] + " " + before
    return before + folded[start:end] + after


def happened(folded: str, start: int, end: int) -> bool:
    """Whether what is said of the day at these places is past, and no wish is said with it."""
    piece = _piece(folded, start, end)
    return bool(_PAST.search(piece) or _DONE.search(piece)) and not _AHEAD.search(piece)


def is_of_writing(folded: str, start: int, end: int) -> bool:
    """Whether the day at these places is the one on which they think it over or write again."""
    return bool(_WRITES.search(_piece(folded, start, end)))
