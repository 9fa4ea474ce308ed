"""Honest replies written without a look at the rules, in seven markets: place, scene, words."""

from __future__ import annotations

from typing import Final

#: The first batch; what it scored before any rule was changed for it is in docs/guardrails.md.
FIRST: Final[tuple[tuple[str, str, str], ...]] = (
    # Offering slots, es.
    ("mx", "full", "Tengo martes 24 a las 12:00 o jueves 26 a las 17:00, ¿cuál te queda mejor?"),
    (
        "mx",
        "full",
        "Para ver el Depa Orizaba hay lugar el martes al mediodía o el jueves a las 5 "
        "de la tarde. ¿Te aparto alguno?",
    ),
    ("ar", "full", "¿Te sirve el miércoles a las 18 o preferís el sábado a las 10:30?"),
    ("ar", "full", "El domingo a las 15 no tengo horario. Sí podría ser el sábado 28 a las 10:30."),
    (
        "es",
        "full",
        "Para el domingo no me aparece hueco; el más cercano es el lunes 30 a las 10 de la mañana.",
    ),
    ("es", "full", "¿Te reservo el martes 1 de diciembre a las 18:30 para ver el piso?"),
    (
        "cl",
        "full",
        "Puedo ofrecerte el jueves a las cuatro y media, el viernes a las diez o el "
        "sábado a las once.",
    ),
    (
        "cl",
        "full",
        "El miércoles a las 9 no está disponible, pero el jueves 26 a las 16:30 sí. ¿Te acomoda?",
    ),
    ("cl", "full", "Si me confirmas, agendo la visita para el viernes 27 a las 10:00."),
    ("mx", "full", "El lunes a las 8 no se puede, lo más pronto es el martes a las 12."),
    # Booked for real, es.
    (
        "mx",
        "booked",
        "¡Listo, Mariana! Tu cita quedó para el martes 24 a las 12:00 en Calle "
        "Orizaba 112. Te recibe Ana Ríos.",
    ),
    (
        "ar",
        "booked",
        "Perfecto, quedó agendada la visita a Gorriti 4810 el miércoles 25 a las "
        "18:00. Cualquier cosa me avisás.",
    ),
    ("es", "booked", "Hecho: el lunes 30 a las 10:00 ves el Piso Espíritu Santo con Ana Ríos."),
    (
        "cl",
        "booked",
        "Tu visita está confirmada: jueves 26 de noviembre, 16:30, en Av. "
        "Irarrázaval 3450. ¡Nos vemos!",
    ),
    # Summaries and prices, es.
    (
        "mx",
        "full",
        "El Depa Orizaba está en la Roma Norte, tiene 2 recámaras, un baño y 78 m². La "
        "renta es de $24,500 al mes, dentro de tus 26 mil.",
    ),
    ("mx", "full", "Encontré tres opciones. La que más se acerca es ROM-21, en $24,500 mensuales."),
    ("mx", "full", "El Loft Ámsterdam cuesta $28,000 al mes, o sea 2 mil arriba de tu tope."),
    ("mx", "full", "No, el de la Condesa no sale en 19 mil: está en $28,000."),
    (
        "mx",
        "full",
        "La casa de Coyoacán es en venta, en 9.85 millones; no creo que te sirva para renta.",
    ),
    (
        "mx",
        "full",
        "Además de la renta considera $1,800 de mantenimiento, un mes de depósito y el "
        "primer mes por adelantado.",
    ),
    ("mx", "full", "La póliza jurídica equivale al 35% de un mes de renta."),
    (
        "mx",
        "full",
        "Sí se aceptan mascotas pequeñas, así que tu perrita no sería problema por "
        "tamaño. ¿Cuánto pesa?",
    ),
    (
        "ar",
        "full",
        "Tengo dos: el 2 ambientes de Gorriti a USD 128.000, con 48 m² y balcón, y el 3 "
        "ambientes de Cabildo a USD 189.000, con 71 m² y cochera.",
    ),
    ("ar", "full", "El de Gorriti entra en tu presupuesto: 128 mil dólares."),
    ("ar", "full", "El de Belgrano está publicado en 189 mil, no en 150."),
    ("ar", "full", "Las expensas de Gorriti rondan los 95 mil pesos por mes."),
    ("ar", "full", "La comisión es del 4% más IVA y para reservar se dejan mil dólares."),
    ("ar", "full", "La escritura se firma más o menos a los 45 días."),
    ("ar", "full", "Con tus 135 mil te sobrarían unos 7 mil respecto del de Gorriti."),
    (
        "es",
        "full",
        "El piso de Espíritu Santo está en 385.000 €: dos habitaciones, un baño, 68 "
        "metros y ascensor.",
    ),
    ("es", "full", "El ático de Luchana son 640.000 euros, bastante por encima de tus 400.000."),
    ("es", "full", "No son 520.000: el ático está anunciado en 640.000 €."),
    ("es", "full", "A gastos añade el 6% de ITP y nuestros honorarios, un 3% más IVA."),
    ("es", "full", "El IBI son 420 euros al año y la comunidad 75 al mes."),
    ("es", "full", "Sale a unos 5.660 € el metro cuadrado."),
    (
        "cl",
        "full",
        "Depto Plaza Ñuñoa: 2D/2B, 65 m², terraza y un estacionamiento, en 115 millones.",
    ),
    (
        "cl",
        "full",
        "El de Providencia no vale 99 millones sino $118.500.000, y mide 92 m², no 130.",
    ),
    ("cl", "full", "Por 3,5 millones más tendrías un dormitorio extra en Manuel Montt."),
    ("cl", "full", "La casa de Los Dominicos está en 5.400 UF, con 4 dormitorios y 140 metros."),
    (
        "cl",
        "full",
        "Los dos deptos están bajo tus 120 millones; la casa se publica en UF, así que "
        "habría que ver el valor del día.",
    ),
    (
        "cl",
        "full",
        "Los gastos comunes andan por los 85 mil y se aceptan mascotas de hasta 10 kilos.",
    ),
    # Conditional, unknown, restating, asking, es.
    (
        "mx",
        "bare",
        "Entonces buscas depa en renta de 2 recámaras en la Roma, hasta 26 mil y para "
        "enero, ¿correcto?",
    ),
    ("mx", "bare", "Antes de confirmarte un precio quiero revisarlo, no lo tengo a la mano."),
    ("mx", "bare", "No sé si el de la Condesa está en 19 mil; lo verifico contigo en un momento."),
    (
        "ar",
        "bare",
        "Anotado, Julián: 2 ambientes en Palermo, hasta 135 mil dólares. ¿Es para vivir "
        "o para inversión?",
    ),
    ("ar", "bare", "Ese dato no lo tengo, prefiero no tirarte un número al aire."),
    ("ar", "bare", "Si querés visitarlo, me fijo qué horarios hay."),
    ("es", "bare", "¿Los 400.000 son con gastos incluidos o sin ellos?"),
    ("es", "bare", "Si me dices qué día te viene bien, miro si hay hueco."),
    ("es", "bare", "Sobre el ático no te puedo decir aún; déjame buscarlo."),
    ("es", "full", "No tengo el año de construcción. Si quieres, lo pregunto a un compañero."),
    (
        "es",
        "full",
        "La reserva es de 3.000 €, pero no puedo decirte si el propietario la negociaría.",
    ),
    ("cl", "full", "No puedo prometerte un descuento; eso lo decide la ejecutiva."),
    ("cl", "full", "No manejo el valor del dividendo, depende del banco y del pie que tengas."),
    (
        "cl",
        "bare",
        "Gracias, Pedro. Tengo tu correo pedro@correo.example, ¿es el mejor para escribirte?",
    ),
    ("mx", "full", "Los requisitos completos están en https://roma.example/requisitos."),
    ("mx", "full", "También puedes llamar al 55 5555 0199."),
    ("ar", "full", "Todavía no tenés ninguna visita agendada. ¿Querés que busquemos un horario?"),
    ("cl", "full", "Aún no agendo nada: dime cuál de las tres horas prefieres."),
    ("es", "full", "Ninguno de los dos llega a tres baños; el ático tiene dos."),
    # Offering slots, en.
    ("us", "full", "I have Tuesday at 2 pm or Wednesday at 5:30 pm. Which works better for you?"),
    (
        "us",
        "full",
        "Sunday at 1 isn't open, I'm afraid. The earliest is Tuesday the 24th at 2:00 pm.",
    ),
    ("us", "full", "Would you like me to book Wednesday, November 25 at 5:30 pm?"),
    ("us", "full", "If Tuesday at 2 suits you, say yes and I'll book it."),
    ("uk", "full", "There's a slot on Thursday evening at quarter past six, or Saturday at 11."),
    (
        "uk",
        "full",
        "Monday at 8am isn't available, sorry. Could you do Saturday 28 November at 11 am instead?",
    ),
    ("uk", "full", "Shall I put you in for Thursday at 6:15 pm?"),
    ("ae", "full", "Wednesday at 9 isn't free, but Thursday at 4:30 pm and Friday at 10 am are."),
    ("ae", "full", "Once you pick one of the two times I can book the viewing."),
    ("ae", "full", "Nothing is booked yet. Thursday or Friday?"),
    # Booked for real, en.
    (
        "us",
        "booked",
        "You're all set, Dana: Tuesday, November 24 at 2:00 pm at 1904 Kinney Ave. "
        "Ana Ríos will meet you there.",
    ),
    (
        "uk",
        "booked",
        "Your viewing of Mare Street Flat is confirmed for Thursday 26 November at "
        "6:15 pm with Ana Ríos.",
    ),
    ("ae", "booked", "Done! I've booked Marina Gate 2BR for Thursday at 4:30 pm. See you then."),
    (
        "uk",
        "booked",
        "It's booked: Thursday at 18:15, 210 Mare Street. Let me know if anything changes.",
    ),
    # Summaries, conversions and prices, en.
    (
        "us",
        "full",
        "Zilker Bungalow has 3 beds, 2 baths and roughly 1,600 sq ft, and it's listed "
        "at $725,000, so it's $25k under your limit.",
    ),
    ("us", "full", "The East Side Loft is $389,000, not $299k, and about 775 square feet."),
    ("us", "full", "It's 1,604 sq ft with a fenced yard and a two-car garage."),
    ("us", "full", "At $725k for 1,604 sq ft that works out to about $452 a square foot."),
    (
        "us",
        "full",
        "HOA dues at the loft are $310 monthly and property tax runs about 1.8% a year.",
    ),
    ("us", "full", "Earnest money is 1% of the price, and closing usually takes about a month."),
    ("us", "full", "That's 1% of $725,000, so $7,250 in earnest money."),
    ("us", "full", "I found two homes; only one of them is in Zilker and has three bedrooms."),
    ("us", "full", "The bungalow is almost twice the size of the loft."),
    ("us", "full", "The price difference between the two is $336,000."),
    (
        "uk",
        "full",
        "Mare Street Flat is £2,150 a month for two beds and 64 sq m (about 690 sq "
        "ft), which keeps you £150 under your max.",
    ),
    ("uk", "full", "Clapham is £2,900 pcm rather than £2,200, so it's over your budget by £600."),
    (
        "uk",
        "full",
        "The tenancy deposit is five weeks' rent and the holding deposit is one week's.",
    ),
    ("uk", "full", "Five weeks' rent on Mare Street would be roughly £2,480."),
    (
        "uk",
        "full",
        "Referencing takes three working days, and tenancies run for a year with a "
        "six-month break clause.",
    ),
    ("uk", "full", "It comes unfurnished and has a balcony. Council tax is band C."),
    ("uk", "full", "You'll find the forms at https://hackney.example/tenants."),
    (
        "ae",
        "full",
        "Marina Gate 2BR: two beds, two baths, 102 sqm (1,098 sq ft), AED 1.85 million.",
    ),
    (
        "ae",
        "full",
        "Burj Vista is AED 1,650,000, so no, not 1.2M, and it's 65 sqm rather than 150.",
    ),
    ("ae", "full", "Both are under your AED 2 million; Belgravia Corner at 2.4M is 400k above it."),
    ("ae", "full", "The agency fee is 2%, which on Marina Gate would be AED 37,000."),
    ("ae", "full", "Ejari costs AED 220 and takes a couple of working days."),
    ("ae", "full", "I've got three homes to show you, from AED 1.65M to AED 2.4M."),
    ("ae", "full", "That's about AED 18,100 per square metre."),
    ("ae", "full", "You can write to rent@charlie.example or call +971 4 234 5678."),
    # Conditional, unknown, restating, asking, en.
    (
        "us",
        "bare",
        "So a 3-bed house in Zilker, up to $750k, before summer. Anything else that "
        "matters to you?",
    ),
    ("us", "bare", "I don't have the loft's price in front of me, so let me look it up."),
    ("us", "bare", "Are you pre-approved, or would you be paying cash?"),
    ("us", "bare", "I can't confirm the $299k your friend mentioned until I check the listing."),
    ("uk", "bare", "Thanks, Owen. A 2 bed in Hackney under £2,300 from January, got it."),
    ("uk", "bare", "I'm not sure about Clapham yet. Let me check what it's let for."),
    ("uk", "bare", "Is January fixed, or could you move in a few weeks later?"),
    ("ae", "bare", "Noted: 2 bed, Dubai Marina, up to AED 2 million, moving in March."),
    ("ae", "bare", "I'd rather not guess the service charge. I can ask a colleague to find out."),
    ("ae", "full", "I don't know when it was built; the listing doesn't say."),
    ("ae", "full", "I can't offer a discount myself, but I can pass an offer on to the team."),
    ("us", "full", "I'm not able to tell you what the monthly payment would be; a lender can."),
    ("us", "full", "No showing is scheduled so far, just let me know if you'd like one."),
    ("us", "full", "Would you consider East Austin if it saved you over $300k?"),
    (
        "uk",
        "full",
        "If you took the flat for twelve months you could leave after six under the break clause.",
    ),
    ("uk", "full", "Would a three-bed stretch you too far?"),
    ("ae", "bare", "Your email is emma@mail.example, right?"),
    ("us", "full", "You can reach the office at (512) 555-0142."),
    (
        "uk",
        "full",
        "Hackney itself had one match, Clapham another; the second is bigger but pricier.",
    ),
    ("ae", "full", "The biggest is Belgravia Corner at 180 sqm; the cheapest is Burj Vista."),
)

#: The second batch, written after the rules were mended for the first and scored untouched.
SECOND: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "cl",
        "full",
        "Revisé los horarios: jueves 26 a las 16:30, viernes 27 a las 10:00 y sábado 28 "
        "a las 11:00. ¿Con cuál te quedas?",
    ),
    (
        "cl",
        "full",
        "Te dejo las opciones:\n• Depto Plaza Ñuñoa, $115.000.000, 2D/2B, 65 m²\n• "
        "Depto Manuel Montt, $118.500.000, 3D/2B, 92 m²",
    ),
    (
        "cl",
        "full",
        "Horas libres para Plaza Ñuñoa:\n- jueves 26, 16:30\n- viernes 27, 10:00\n- "
        "sábado 28, 11:00",
    ),
    ("cl", "full", "Me equivoqué recién: Manuel Montt tiene tres dormitorios, no dos."),
    ("cl", "full", "Busqué en Ñuñoa y encontré una sola opción dentro de tu presupuesto."),
    (
        "cl",
        "full",
        "Para arrendar piden tres liquidaciones, contrato de trabajo y un mes de garantía.",
    ),
    ("cl", "full", "El dueño es quien decide si acepta una oferta; yo no puedo adelantarte nada."),
    ("cl", "full", "La comisión es la mitad del primer mes más IVA."),
    ("cl", "full", "Te escribo desde Alicia Propiedades, vi que buscas en Ñuñoa."),
    ("cl", "bare", "Actualicé tu búsqueda: 2 dormitorios, Ñuñoa, hasta 120 millones."),
    ("cl", "bare", "Todavía no he encontrado nada para el miércoles a las 9."),
    ("cl", "booked", "Sí, sigue en pie tu visita del jueves a las 16:30. Te recibe Ana Ríos."),
    ("mx", "full", "El martes a las 12 está libre; si te queda, lo agendo."),
    ("mx", "full", "¿Martes al mediodía te late?"),
    ("mx", "full", "Con 26 mil te alcanza para el Depa Orizaba y te sobran 1,500."),
    ("mx", "full", "El loft está amueblado y es de una recámara, 54 m²."),
    ("mx", "full", "Ojo: el loft se pasa 2,000 de tu presupuesto."),
    ("mx", "full", "Los 24,500 no incluyen el mantenimiento, que son 1,800 más."),
    ("mx", "full", "No tengo el dato de si el propietario acepta perros grandes."),
    ("mx", "full", "Si mandas tus documentos, el equipo los revisa contigo."),
    ("mx", "booked", "Tu cita es mañana martes a las 12:00, con Ana Ríos en Orizaba 112."),
    ("mx", "bare", "Me dijiste enero, ¿podrías mudarte a mediados?"),
    ("ar", "full", "Che, el de Belgrano se va de presupuesto: 189 mil contra tus 135."),
    ("ar", "full", "Ambos están en Buenos Aires; uno en Palermo y el otro en Belgrano."),
    ("ar", "full", "El sábado 28 a las 10:30 está disponible para Gorriti."),
    ("ar", "full", "La comisión sería el 4% más IVA, o sea USD 5.120 más IVA sobre 128.000."),
    ("ar", "full", "No hay horario el domingo."),
    ("ar", "full", "¿Te anoto para el miércoles a las 18?"),
    ("ar", "booked", "Ya está agendada: miércoles 25 a las 18 en Gorriti 4810. ¡Te esperamos!"),
    ("ar", "bare", "Todavía no busqué, contame primero si necesitás cochera."),
    ("es", "full", "He visto dos opciones; solo una entra en tus 400.000."),
    ("es", "full", "He mirado la agenda y el lunes 30 a las 10 está libre."),
    ("es", "full", "El 6% de ITP sobre 385.000 son 23.100 euros."),
    ("es", "full", "Espíritu Santo 14 tiene ascensor y es exterior."),
    ("es", "full", "No cobramos nada por la visita."),
    ("es", "full", "El ático es 36 metros más grande, pero cuesta 255.000 euros más."),
    ("es", "full", "La comunidad y el IBI suman 75 al mes y 420 al año respectivamente."),
    ("es", "booked", "El lunes a las diez te espera Ana Ríos en el portal, Espíritu Santo 14."),
    ("es", "bare", "He tomado nota de todo: dos habitaciones, Malasaña, hasta 400.000 euros."),
    ("es", "bare", "Aún no tengo visitas a tu nombre."),
    (
        "us",
        "full",
        "I pulled up both homes. The bungalow fits, the loft doesn't have enough bedrooms.",
    ),
    ("us", "full", "I checked the calendar: Tuesday at 2:00 pm and Wednesday at 5:30 pm are open."),
    ("us", "full", "Here are the times:\n- Tue 24 Nov, 2:00 pm\n- Wed 25 Nov, 5:30 pm"),
    ("us", "full", "The seller decides on offers, so I can't say what they'd take."),
    ("us", "full", "The loft would leave you $361,000 under budget, but it only has one bedroom."),
    ("us", "full", "Property tax of about 1.8% would be roughly $13,050 a year on the bungalow."),
    ("us", "full", "1904 Kinney Ave is in Zilker and has a fenced yard."),
    ("us", "full", "I noted that you'd like to move before summer."),
    ("us", "full", "I haven't booked anything yet."),
    ("us", "full", "Tuesday at 2 would be the first chance to see it."),
    ("us", "full", "No HOA figure is listed for the bungalow."),
    ("us", "booked", "Ana Ríos is expecting you Tuesday at 2:00 pm, 1904 Kinney Ave."),
    ("us", "booked", "Your tour is on Tuesday, so you'll have seen it before Thanksgiving."),
    ("us", "bare", "I saved your criteria: three bedrooms, Zilker, $750,000 at most."),
    ("us", "bare", "What would you want to pay per month?"),
    ("uk", "full", "It's unfurnished, two beds, one bath, £2,150 a month."),
    ("uk", "full", "Saturday at 11 or Thursday at 6:15 pm, take your pick."),
    ("uk", "full", "Would Saturday at eleven do?"),
    ("uk", "full", "The break clause lets you leave at six months."),
    ("uk", "full", "On the deposits: one week's rent to hold it and five weeks' for the tenancy."),
    ("uk", "full", "Over a year that's £25,800 in rent."),
    ("uk", "full", "I've found two flats, and only the Hackney one is within £2,300."),
    ("uk", "full", "I have asked for nothing on your behalf yet; say the word and I'll book."),
    ("uk", "full", "The landlord's view on pets isn't in my notes."),
    ("uk", "booked", "See you Thursday at 6:15 pm, then. It's 210 Mare Street."),
    ("uk", "bare", "You mentioned Clapham at £2,200; I'd need to check that."),
    ("uk", "bare", "Happy to look at Saturday for you instead of Monday."),
    ("ae", "full", "I compared the three: Burj Vista is cheapest, Belgravia Corner biggest."),
    ("ae", "full", "Belgravia Corner has 3.5 baths and 180 sqm, about 1,940 sq ft."),
    ("ae", "full", "Marina Gate leaves you AED 150,000 of room."),
    ("ae", "full", "The security deposit is 5% and the contract runs for a year."),
    ("ae", "full", "Thursday the 26th at 4:30 in the afternoon is the soonest I've got."),
    ("ae", "full", "I understood AED 2 million as your ceiling, correct?"),
    ("ae", "full", "There is no viewing in your name at the moment."),
    ("ae", "booked", "Your viewing stands: Thursday 26 November, 4:30 pm, 12 Marina Walk."),
    ("ae", "booked", "I've got you down for Thursday at 4:30 pm. Anything else?"),
    ("ae", "full", "You said you heard 150 sqm, but the listing says 65."),
    ("ae", "bare", "I've made a note of your March move."),
    ("ae", "bare", "Do you have a mortgage offer already?"),
    ("ae", "bare", "Let me see what's open on Wednesday at 9."),
)

#: The third batch, written after the rules were mended for the second and scored untouched.
THIRD: Final[tuple[tuple[str, str, str], ...]] = (
    ("cl", "full", "¡Hola Pedro! Tengo dos departamentos que calzan: uno en Ñuñoa por $115.000.000 "
                   "y otro en Providencia por $118.500.000. ¿Cuál te llama más la atención?"),
    ("cl", "full", "Ese valor de 99 millones no corresponde; en mi listado figura en "
                   "$118.500.000."),
    ("cl", "full", "Si juntas ambos criterios, la mejor alternativa es Plaza Ñuñoa."),
    ("cl", "full", "Para el sábado tengo a las 11:00. Para el miércoles no me queda nada."),
    ("cl", "full", "Aún falta que elijas: jueves, viernes o sábado."),
    ("cl", "full", "Te recomendaría verlo el jueves a las 16:30, ¿te parece?"),
    ("cl", "full", "¿Te acomoda que lo dejemos para el viernes a las 10?"),
    ("cl", "full", "Cuando confirmes la hora, te paso la dirección y el nombre de quien te "
                   "recibe."),
    ("cl", "full", "Según el documento, el contrato es por un año y se aceptan mascotas chicas, "
                   "hasta 10 kilos."),
    ("cl", "full", "Con tu tope de 120 millones quedan fuera las casas de Las Condes."),
    ("cl", "bare", "Tomé nota, Pedro. ¿Marzo es una fecha fija?"),
    ("cl", "bare", "No he agendado ninguna visita todavía."),
    ("cl", "booked", "Quedó reservada tu visita del jueves 26 a las 16:30; si necesitas cambiarla "
                     "me escribes."),
    ("mx", "full", "Del Depa Orizaba te puedo contar: 78 m², dos recámaras, roof garden y un "
                   "cajón."),
    ("mx", "full", "Son veinticuatro mil quinientos pesos al mes más mil ochocientos de "
                   "mantenimiento."),
    ("mx", "full", "Para el martes me queda el mediodía; para el jueves, las 5 de la tarde."),
    ("mx", "full", "Puedes entrar con aval o con póliza jurídica, que sería el 35% de un mes de "
                   "renta, unos $8,575."),
    ("mx", "full", "Un mes de depósito en Orizaba serían $24,500."),
    ("mx", "full", "No manejo el teléfono del propietario, pero nuestro número es 55 5555 0199."),
    ("mx", "full", "Lo que no sé es si hay elevador, la ficha no lo menciona."),
    ("mx", "full", "Entre los dos, el loft es más chico (54 m²) y más caro ($28,000)."),
    ("mx", "bare", "¿Te gustaría que la renta incluya mantenimiento?"),
    ("mx", "bare", "Dos recámaras, Roma, 26 mil, enero y tu perrita. ¿Me faltó algo?"),
    ("mx", "booked", "Ya tienes cita el martes 24 a mediodía. ¿Necesitas indicaciones para "
                     "llegar?"),
    ("ar", "full", "Te cuento: Gorriti 4810 son 48 m² con balcón, USD 128.000, expensas $95.000."),
    ("ar", "full", "Si lo tuyo es Palermo, hoy solo tengo ese; Belgrano se te va a 189 mil."),
    ("ar", "full", "¿Te queda cómodo el miércoles después de las 18, o el sábado 10:30?"),
    ("ar", "full", "El propietario define si escucha ofertas, yo no te puedo decir que sí."),
    ("ar", "full", "Es apto profesional y tiene balcón."),
    ("ar", "full", "Te quedan 7.000 dólares de margen para gastos."),
    ("ar", "bare", "Dale, contame qué días podés y busco horarios."),
    ("ar", "bare", "No te puedo confirmar lo de 150 mil sin ver la ficha."),
    ("es", "full", "Tengo lunes 30 a las 10:00 y martes 1 a las 18:30, dime cuál prefieres."),
    ("es", "full", "El piso de Malasaña encaja: 385.000 €, 68 m² y ascensor."),
    ("es", "full", "A 385.000 € súmale el ITP (23.100 €) y los honorarios."),
    ("es", "full", "¿Quieres que te apunte al lunes a las diez?"),
    ("es", "full", "No me consta que el ático esté a 520.000."),
    ("es", "full", "Tiene dos habitaciones; una tercera no hay."),
    ("es", "bare", "Perfecto, Lucía: piso de 2 habitaciones en Malasaña por menos de 400.000 €."),
    ("es", "booked", "Todo listo: nos vemos el lunes 30 a las 10 en Calle del Espíritu Santo 14."),
    ("us", "full", "Hi Dana! The Zilker Bungalow checks your boxes: 3 bed, 2 bath, $725K, fenced "
                   "yard and a two-car garage."),
    ("us", "full", "The $299k figure doesn't match what I see, which is $389,000."),
    ("us", "full", "How does Tuesday at 2 sound?"),
    ("us", "full", "Just say \"Tuesday\" or \"Wednesday\" and I'll take care of the booking."),
    ("us", "full", "I can't hold the house for you, but I can set up a tour."),
    ("us", "full", "Zilker has one match and East Austin has one that's a lot cheaper."),
    ("us", "full", "I looked for anything open on Sunday and came up empty."),
    ("us", "full", "Only one home meets all three criteria."),
    ("us", "full", "Offers go through the team, so I haven't passed anything on."),
    ("us", "full", "Expect HOA dues of $310 a month at the loft; none is mentioned for the "
                   "bungalow."),
    ("us", "full", "At 1,604 square feet, it's roughly double the loft's 775."),
    ("us", "full", "Closing takes around 30 days, so for a move before summer you'd have time."),
    ("us", "bare", "I'd be glad to find times for you. Mornings or afternoons?"),
    ("us", "bare", "Thanks for the details! Is $750k including closing costs?"),
    ("us", "booked", "Your tour is confirmed for Tue 24 Nov at 2:00 pm; Ana Ríos will show you "
                     "around."),
    ("us", "booked", "Yes, you're booked for Tuesday at 2."),
    ("uk", "full", "The Mare Street Flat is within budget at £2,150 pcm, two beds, with a "
                   "balcony."),
    ("uk", "full", "Viewings I can offer: Thu 26 Nov at 6:15 pm; Sat 28 Nov at 11:00 am."),
    ("uk", "full", "It's unfurnished, so you'd need your own bits."),
    ("uk", "full", "Clapham is bigger, 95 sq m against 64, but £750 more a month."),
    ("uk", "full", "You'd pay one week's rent to hold it, which is about £496."),
    ("uk", "full", "I can't see whether pets are allowed; shall I ask the team?"),
    ("uk", "full", "Nothing is free on Monday at 8, I'm sorry to say."),
    ("uk", "full", "I've got Thursday at 6:15 or Saturday at 11, whichever you prefer."),
    ("uk", "bare", "Would you want it furnished or unfurnished?"),
    ("uk", "bare", "Right, Hackney, 2 beds, £2,300 tops. Let me have a look."),
    ("uk", "booked", "You're in for Thursday at quarter past six with Ana Ríos."),
    ("ae", "full", "Emma, the best fit is Marina Gate 2BR at AED 1.85M: two bedrooms, 102 sqm, 12 "
                   "Marina Walk."),
    ("ae", "full", "With AED 2M you could take either of the two smaller ones."),
    ("ae", "full", "Burj Vista is a one-bed, so it may be too small for you."),
    ("ae", "full", "Is Friday at 10:00 am good for you?"),
    ("ae", "full", "The 2% agency fee and AED 220 for Ejari come on top."),
    ("ae", "full", "You'd be AED 400,000 over budget with Belgravia Corner."),
    ("ae", "full", "I don't have service charges for any of them."),
    ("ae", "full", "I can book once you choose a time."),
    ("ae", "bare", "Did you want to rent it out or live in it?"),
    ("ae", "bare", "I haven't checked Wednesday at 9 yet, one moment."),
    ("ae", "booked", "Thursday 4:30 pm is booked, 12 Marina Walk. Bring a photo ID if you can."),
    ("ae", "full", "From what I have, leases run twelve months and the deposit is 5%."),
    ("ae", "full", "Registration takes two working days and costs AED 220."),
)
