"""What a home or a building can have besides rooms and metres, by the words of both languages.

One pattern an amenity, so that "alberca" of a reply is held by "pool" of a listing. All are read in
folded text. Words of taste ("lindo", "spacious") are no amenities.
"""

from __future__ import annotations

import re
from typing import Final

AMENITIES: Final[dict[str, str]] = {
    "pool": r"piscinas?|albercas?|piletas?|(?:swimming )?pools?(?! table)",
    "gym": r"gimnasios?|gyms?|fitness (?:cent(?:er|re)|room|area)",
    "spa": r"saunas?|jacuzzis?|hot tubs?|spa\b|hidromasaje",
    "parking": r"estacionamientos?|cocheras?|garajes?|cajon(?:es)? de estac\w+|parqueaderos?|"
    r"plazas? de garaje|parking|garages?|carports?|car spaces?",
    "terrace": r"terrazas?|terraces?|azoteas?|solarium|"
    r"roof ?(?:garden|top|deck)s?|rooftops?|decks?",
    "balcony": r"balcon(?:es)?|balcon(?:y|ies)|juliet balcony",
    "garden": r"jardin(?:es)?|antejardin|patios?|gardens?|(?:back|front|fenced|private|big|large|"
    r"huge|nice|good|own) ?yards?|backyards?|jardines",
    "lift": r"ascensor(?:es)?|elevador(?:es)?|lifts?|elevators?",
    "air": r"aire acondicionado|a/c|air[- ]con(?:ditioning|ditioned)?|aircon|climatizacion|"
    r"central (?:air|ac)\b",
    "heating": r"calefaccion|losa radiante|piso radiante|heating|central heat|calefactor\w*",
    "dishwasher": r"lavavajillas|lavaplatos automatico|dishwashers?",
    "laundry": r"lavanderia|lavadora\w*|secadora\w*|lavadero|logia|laundry|washer|dryer|washing "
    r"machine|w/d\b",
    "security": r"conserj\w+|porter[oi]a?(?: 24\w*)?|vigilancia|seguridad (?:24|las|privada|"
    r"permanente)|concierge|doorman|porter|security guards?|cctv|24[-/ ]?(?:hour|7) security|"
    r"camaras de seguridad|gated|acceso controlado",
    "barbecue": r"quinchos?|parrillas?|parrilleros?|asador(?:es)?|barbacoa|bbq|barbecues?|grill",
    "playroom": r"sala de juegos|juegos infantiles|area de juegos|ludoteca|playgrounds?|playroom|"
    r"kids'? (?:area|club|room|pool)|play area",
    "office": r"co-?work(?:ing)?|sala de reuniones|business cent(?:er|re)|home office|"
    r"(?:study|estudio) (?:room|independiente|aparte)|escritorio aparte",
    "cinema": r"sala de cine|cine privado|home (?:cinema|theat(?:er|re))|screening room",
    "hall": r"salon de (?:eventos|usos multiples|fiestas)|sum\b(?! (?:of|up))|event room|"
    r"clubhouse|club ?house|casa club|residents'? lounge",
    "view": r"vistas? (?:"
    r"al?|a la|hacia|de|sobre|panoramic\w+|despejad\w+|abiert\w+|espectacular\w*|"
    r"increibles?|privilegiad\w+)\b|(?:sea|ocean|lake|river|park|city|mountain|marina|skyline|"
    r"garden|"
    r"burj|canal|golf|water|open|panoramic|stunning|great|amazing) views?|views? (?:of|over|across|"
    r"towards?)\b|overlook\w*",
    "furnished": r"amueblad[oa]s?|amoblad[oa]s?|(?<!un)(?<!un-)furnished|con muebles|"
    r"muebles incluidos",
    "renovated": r"(?:recien |totalmente |completamente |todo )?(?:reformad[oa]|remodelad[oa]|"
    r"renovad[oa]|refaccionad[oa]|reciclad[oa])s?|(?:newly|recently|fully|freshly|completely|"
    r"just)[- ](?:renovated|refurbished|remodel\w+|updated|redecorated|painted)|brand[- ]new|"
    r"renovated|refurbished|remodel+ed|a estrenar|estrenar|recien (?:pintad|construid|entregad)\w+",
    "kitchen": r"cocina (?:\w+ )?(?:equipad|nueva|integrad|americana|abierta|amoblad|encimera|"
    r"independiente|italiana)\w*|kitchenette|(?:fitted|new|modern|open[- ]plan|chef'?s|equipped|"
    r"updated|island|gourmet|separate) kitchens?|kitchen island|granite|quartz|granito|"
    r"cuarzo",
    "floors": r"(?:piso|pisos|suelo|suelos) (?:de |en )?(?:madera|parquet|porcelanato|flotante|"
    r"laminad\w*|marmol|vinilic\w*)|parquet|porcelanato|hardwood\w*|wood(?:en)? floor\w*|"
    r"marble floor\w*|laminate floor\w*|tiled floor\w*|duela",
    "storage": r"bodegas?|trasteros?|bauleras?|storage(?: room| unit| space)?|depositos? privad\w+",
    "closets": r"walk-?in(?: closet| wardrobe)?s?|vestidor(?:es)?|closets?|placard\w*|"
    r"armarios? empotrad\w+|built[- ]in (?:wardrobes?|closets?)",
    "suite": r"en[- ]?suites?|bano en suite|dormitorio en suite|dependencias? de servicio|"
    r"cuarto de (?:servicio|estudio)|maid'?s room|guest room|powder room",
    "fireplace": r"chimeneas?|hogar a lena|fireplaces?|wood burner",
    "bright": r"orientacion (?:norte|sur|este|oeste|oriente|poniente|nor\w+|sur\w+)|(?:north|south|"
    r"east|west)[- ]?facing|dual aspect|double[- ]glaz\w+|doble (?:vidrio|acristalamiento|"
    r"ventanal|altura|vidriado)|termopanel\w*|(?:high|vaulted) ceilings?|techos altos|"
    r"insonorizad\w+|soundproof\w*|floor[- ]to[- ]ceiling",
    "aspect": r"contrafrente|al frente(?! (?:de|del|tuyo|hay)\b)",
    "smart": r"domotica|smart (?:home|lock|thermostat)|paneles solares|solar panels?|cargador "
    r"(?:electrico|para auto\w*|de auto\w*)|ev charg\w+|generador|planta de luz|cisterna",
    "wired": r"fibra optica|wi-?fi|internet|fib(?:er|re) (?:optic|internet|broadband)|broadband",
    "beach": r"club de playa|"
    r"beach (?:club|access)|private beach|playa privada|acceso (?:directo )?a "
    r"la playa|direct access to the beach|beachfront|waterfront|frente al mar|primera linea",
    "sport": r"cancha\w*|tennis courts?|padel(?: court\w*)?|basketball courts?|pista de (?:padel|"
    r"tenis)|campo de golf|golf course|running track",
    "empty": r"(?:esta|is|it's|already|ya) (?:\w+ )?(?:vaci[oa]|desocupad[oa]|vacant|unoccupied|"
    r"empty)|vacant (?:on|now|possession)|te (?:puedes|podes|podrias) (?:cambiar|mudar) (?:al tiro|"
    r"altiro|ya|de inmediato|hoy)|move in (?:right away|immediately|today|straight away)",
    "energy": r"(?:epc|energy)(?: energy)? (?:rating|band|grade|class)?(?: is| of|:)? ?[a-g]\b|"
    "(?:calificacion|"
    r"certificado|clase|etiqueta) energetic[oa](?: es| de|:)? ?[a-g]\b",
    "bikes": r"bike (?:storage|racks?|shed|room|store)|bicicleter\w+|(?:keep|store|park|guardar|"
    r"dejar) (?:\w+ )?"
    r"(?:bikes?|bicis?|bicicletas?)",
    "large_pets": r"(?:(?:acept|admit|permit|allow|accept)\w* )?(?:(?:mascotas?|perr\w+|dogs?|"
    r"pets?) (?:grandes|de (?:cualquier|todo) tamano|of any size)|(?:big|large) (?:dogs?|pets?)|"
    r"(?:acept|admit|permit)\w+ (?:de )?(?:cualquier|todo) tamano)",
    "pets": r"(?:acepta\w*|admite\w*|permite\w*|permitid\w+|bienvenid\w+|allow\w*|accept\w*|"
    r"welcome\w*|friendly|ok|fine) (?:\w+ ){0,2}?(?:mascotas?|perr\w+|gat\w+|pets?|dogs?|cats?)|"
    r"(?:mascotas?|perr\w+|gat\w+|pets?|dogs?|cats?)\b(?: \w+){0,2}? (?:permitid\w+|bienvenid\w+|"
    r"acept\w+|admit\w+|allowed|accepted|welcome|ok|okay|fine)|pet[- ]friendly",
}
_SEEN: Final = (
    r"mar|sea|ocean\w*|playa|beach|bay|bahia", r"parques?|plaza|parks?|jardin\w*|gardens?|square",
    r"lago|lake|laguna|rio|river|canal|marina|water\w*", r"ciudad|city|skyline|downtown",
    r"montan\w*|cordillera|cerros?|sierra|mountains?|hills?|andes",
)  # fmt: skip


def seen_in(words: str) -> re.Pattern[str] | None:
    """What a text that tells of this view would name, where the words say what is seen."""
    for kinds in _SEEN:
        if re.search(rf"\b(?:{kinds})\b", words):
            return re.compile(
                rf"\b(?:vistas?|overlook\w*|views?)\b.{{0,30}}\b(?:{kinds})\b"
                rf"|\b(?:{kinds})\b.{{0,12}}\bviews?\b"
            )
    return None


#: Those the same thing may be told by.
KIN: Final[dict[str, tuple[str, ...]]] = {
    "terrace": ("balcony", "garden"),
    "garden": ("terrace",),
    "kitchen": ("furnished",),
}

# What a home can be near to.
_SITES: Final = (
    r"(?:metro|estacion(?:es)?|subte|subway|tube|overground|underground|train|tram|tranvia|bus|"
    r"buses|"
    r"stations?|stops?|paradas?|paradero|renfe|cercanias|metrobus|"
    r"parques?|parks?|plazas?|playas?|beach(?:es)?|mar|sea|lago|lake|rio|river|malecon|"
    r"colegios?|escuelas?|schools?|universidad(?:es)?|university|universities|jardin infantil|"
    r"hospital(?:es)?|hospitals|clinicas?|clinics?|"
    r"supermercados?|supermarkets?|grocery|malls?|centros? comercial(?:es)?|shopping|shops?|"
    r"tiendas?|"
    r"comercios?|restaurantes?|restaurants?|cafes?|cafeterias|bares|bars|pubs?|mercados?|markets?|"
    r"bancos|farmacias?|pharmac\w+|"
    r"downtown|centro|center|centre|autopista|carretera|highway|motorway|freeway|aeropuerto|"
    r"airport|"
    r"ciclovia|trails?|greenbelt|golf|everything|todo|amenities|transporte?|transport|transit|"
    r"servicios|ovalo|glorieta|rotonda|roundabout|avenidas?)"
)
_NEAR: Final = (
    r"(?:(?:muy |super |bien )?cerca (?:de|del|al?)|a (?:unos |pocos |solo |unas |pocas |dos |"
    r"tres |"
    r"un |una |\d+ )*(?:pasos?|cuadras?|metros|minutos?|min|manzanas?|km)(?: \w+)? (?:de|del|al?)|"
    r"a un paso del?|al lado del?|junto al?|frente al?|a la vuelta del?|a espaldas? del?|"
    r"a la espalda del?|pegad[oa] al?|rodead[oa] de|caminando al?|camin(?:as|ando) (?:a|hasta)|"
    r"con acceso (?:directo )?al?|"
    r"steps (?:away )?(?:from|to)|walking distance (?:to|of|from)|close to|near(?:by)?|"
    r"next (?:door )?to|right by|around the corner from|(?:minutes?|min|mins|blocks?|miles?|metres|"
    r"meters|yards)(?:'|’)?(?: walk| drive| away| on foot)* (?:from|to)|"
    r"opposite|across (?:the street )?from|adjacent to|(?:short|quick|easy|minute) (?:walk|drive|"
    r"ride|"
    r"stroll)(?: away)? (?:from|to)|doorstep|surrounded by|well connected (?:to|by)|"
    r"easy access to|quick access to|bien conectad[oa])"
)
_ANY: Final = "|".join(f"(?P<{name}>\\b(?:{words}))" for name, words in AMENITIES.items())
#: Any amenity; the name of the group that matched is the amenity's.
AMENITY: Final = re.compile(rf"(?<!\w)(?:{_ANY})(?!\w)")
#: Nearness to a kind of place ("site"), or to one by name, which is read from the text as written.
NEAR: Final = re.compile(
    rf"\b{_NEAR}\s+(?:(?:el|la|los|las|un|una|the|a|an|varios?|varias|muchos|several|all|great|"
    rf"lots of|plenty of|good|buenos?|buenas?|local|main|nearest)\s+)*(?:[\w']+\s+){{0,3}}?"
    rf"(?P<site>{_SITES})\b"
    rf"|\b(?P<there>{_SITES})\b(?:\s+(?!que\b|no\b|mas\b|nearest\b)[\w']+){{0,2}}?,?\s+(?:justo |"
    rf"just |ahi |"
    rf"right |muy )?(?:en la misma (?:calle|cuadra|manzana|esquina)|en la esquina|a la vuelta|"
    rf"enfrente|"
    rf"al frente|al lado|cerquita|a (?:unos |un |una |dos |tres |\d+ )?(?:pasos|cuadras?|minutos|"
    rf"metros)\b|"
    rf"down the (?:road|street)|next door|across the (?:street|road)|on (?:the|your|its) (?:same |"
    rf"very |"
    rf"next )?(?:street|block|corner|doorstep)|around the corner|close by|nearby|"
    rf"(?:with)?in walking "
    rf"distance|(?:(?:a|an|one|two|three|five|ten|\d+)[ -])?(?:minutes?|blocks?|steps) away)"
    r"|\b(?:zoned|assigned|catchment|feeder) (?P<zone>schools?|elementary|middle|high)\b"
    r"|\b(?:colegio|escuela) (?P<area>asignad[oa]|que (?:le|te) corresponde)"
    rf"|\b{_NEAR}\s+(?:(?:el|la|los|las|the)\s+)?(?P<name>[\w']{{4,}})"
)
