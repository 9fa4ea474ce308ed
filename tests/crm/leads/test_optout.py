"""What is an opt-out, what is an opt-in, and what only sounds like one."""

from __future__ import annotations

from typing import Final

import pytest

from crm.leads.optout import wish_of
from crm.leads.voter.wordings import FOLDER

WORDINGS: Final = FOLDER / "rules_silence.txt"

STOP: Final = [
    # One word, however it is written.
    "STOP", "stop", "Stop.", "“STOP”", "'stop'", "*STOP*", "🛑 STOP 🛑", "S T O P", "stooooop!!!",
    "ＳＴＯＰ", "Stop please", "stop, gracias", "STOPALL", "stop all", "Unsubscribe",
    "UNSUBSCRIBE!",
    "opt out", "opt-out", "Remove me", "st\u200bop", "/stop", "no more messages", "BAJA", "baja",
    "Baja por favor", "Hola, BAJA", "«baja»", "Dar de baja", "darme de baja", "denme de baja",
    "PARAR", "Pare", "paren ya", "DETENER", "Salir", "no molestar", "Cancelar suscripción",
    "CANCELAR SUSCRIPCION", "desuscribirme", "bórrenme", "no más mensajes", "SAIR",
    "sair por favor", "Quero sair", "descadastrar", "Parar mensagens", "me remova", "ARRÊT",
    "arret", "Arrêtez svp", "désabonnement", "Désinscrivez-moi", "STOP SMS",
    # Spanish sentences.
    "no me escriban más", "No me escriban mas por favor", "por favor no me escriba más",
    "no me escribas más", "no me escrivan mas", "Ya compré, no me escriban más",
    "mejor no me escriban más", "prefiero que no me escriban más", "no me escriban",
    "no me contacten más", "no me vuelvan a escribir", "no vuelvan a contactarme",
    "nunca más me escriban", "ya no me escriban", "no me molesten más", "no me hablen más",
    "no quiero recibir más mensajes", "No quiero recibir mensajes de ustedes",
    "ya no quiero recibir mensajes", "no deseo recibir más información",
    "no quiero más mensajes de esta inmobiliaria", "no quiero que me escriban más",
    "no quiero que me contacten", "no deseo ser contactado", "dejen de escribirme",
    "dejá de escribirme", "¿pueden dejar de escribirme?", "dejen de mandarme mensajes",
    "basta de mensajes", "sáquenme de la lista", "sácame de tu lista", "bórrenme de su base",
    "elimínenme de su base de datos", "borren mis datos", "eliminen mi número",
    "quítenme de su lista de difusión", "quiero darme de baja", "denme de baja de sus mensajes",
    "me quiero dar de baja", "solicito la baja", "déjenme en paz", "no me manden más mensajes",
    "no me manden nada más", "no me envíen más publicidad", "revoco mi consentimiento",
    "no autorizo el uso de mis datos", "si me vuelven a escribir los denuncio al SERNAC",
    "no me llamen más", "Hola, no me escriban más porque ya arrendé hoy",
    "les dije que no me escriban más", "No me interesa. STOP", "No nos escriban más, gracias",
    "prefiero no recibir más mensajes", "no me sigan escribiendo", "saquen mi número de su base",
    "no me jodan más",
    "no vuelvan a ponerse en contacto conmigo", "me podéis dar de baja? me escribís desde marzo",
    "que me borréis de una vez", "favor no insistir ni volver a escribir",
    "quiero que saquen mi teléfono", "retírenme de su lista", "dejen de estar chingando",
    # English sentences.
    "stop texting me", "Please stop texting me!", "can you stop texting me?", "stop messaging me",
    "STOP CONTACTING ME", "stop sending me messages", "stop sending these texts",
    "remove me from your list", "Take me off your list", "take me off the mailing list please",
    "delete my number", "lose my number", "delete my data please", "don't contact me again",
    "Don’t contact me again", "do not text me anymore", "dont message me ever again",
    "never contact me again", "don't text me", "please do not contact me", "leave me alone",
    "I no longer wish to receive messages", "I don't want any more texts",
    "I don't want to be contacted", "I don't want to hear from you", "unsubscribe me please",
    "how do I unsubscribe?", "I want to opt out", "opt out of these messages",
    "I withdraw my consent", "not interested, stop", "STOP. I already bought a house",
    "Wrong number. Stop", "if you text me again I will call my lawyer", "stop calling me",
    "quit texting me", "I told you to stop texting me", "if you can, stop texting me",
    "I'd like to be removed from your list", "can you please stop", "stop it with the texts",
    "cease all communication",
    "take me off whatever list this is", "lose this number plz", "do NOT text this number again",
    "remove (512) 555-0109 from your system", "take my cell off your marketing",
    "can you not message me anymore?", "enough with the texts", "Please stop. We've exchanged",
    "I never signed up for this. Stop.", "no more mensajes please, gracias",
    # Portuguese sentences.
    "não me mande mais mensagens", "Não me mandem mais nada", "não quero mais receber mensagens",
    "não quero receber mensagens", "pare de me mandar mensagem", "parem de me ligar",
    "me tira da lista", "me remova da sua lista", "apaguem meus dados", "me deixe em paz",
    "não entrem mais em contato", "não me escrevam mais", "quero cancelar a inscrição",
    "não desejo mais receber mensagens", "quero sair da lista",
    # French sentences.
    "ne m'écrivez plus", "Ne me contactez plus jamais", "je ne veux plus recevoir de messages",
    "arrêtez de m'écrire", "arrêtez de m'envoyer des messages", "retirez-moi de votre liste",
    "supprimez mon numéro", "je souhaite me désabonner", "laissez-moi tranquille",
    "je ne souhaite plus être contacté", "arrêtez vos messages",
]  # fmt: skip

START: Final = [
    "START", "start", "Unstop", "ALTA", "alta por favor", "Subscribe", "opt in", "REATIVAR",
    "you can text me again", "pueden volver a escribirme", "quiero volver a recibir mensajes",
    "pode voltar a me escrever", "vous pouvez me recontacter", "opt me back in",
]  # fmt: skip

NEITHER: Final = [
    "", "🛑", "?", "ok", "no", "sí", "YES", "help",
    # Words that belong to homes, roads and dates.
    "stop by at 5?", "can we stop at the flat", "bus stop", "is there a bus stop nearby?",
    "one-stop shop?", "non stop", "full stop", "does the train stop there?", "arrêt de bus",
    "Y a-t-il un arrêt de bus à côté ?", "para", "para dos personas", "para el lunes", "pare aquí?",
    "planta baja", "la baja o la alta?", "piso alto", "alto", "algo más bajo", "bajar el precio",
    "¿está en la planta baja?", "una baja de precio estaría bien", "salir a terraza",
    "quiero salir de mi arriendo", "quiero parar de arrendar", "vou sair do trabalho às 18h", "end",
    "quit", "cancel", "cancelar", "fin", "end of the month", "start of March", "we start in May",
    "I'd like to start looking", "alta gama", "cancel the viewing", "please cancel",
    "cancelar la visita", "cancel my visit tomorrow", "quiero dar de baja el arriendo actual",
    "tengo que dar de baja la luz", "quiero darme de baja del gimnasio del edificio",
    "dame de baja el aviso", "denme de baja la publicación de mi casa",
    "quiero una baja en el precio", "opt out of the gym fee?", "sáquenme de una duda",
    "sácame de la duda", "quítame una duda", "borren la visita del jueves",
    "sáquenme de la visita del jueves", "remove me from the 5pm viewing",
    "take me off the waiting list for unit 5", "bórrenme de la lista de espera",
    "borren mi número anterior, este es el nuevo", "delete my old number, use this one",
    # Bounded: until when, at what hours, about what, in which language, by which way.
    "no me escriban hasta el lunes", "no me escriban más hasta el lunes",
    "no me escriban tan tarde", "no me escriban más de noche", "no me escriba a esta hora",
    "no me escriban más a las 11 de la noche", "don't text me after 9pm", "don't text me before 10",
    "please don't message me at work", "do not contact me until Monday",
    "don't write to me in Spanish", "no me escriban más en inglés", "stop texting me so late",
    "stop texting me at night", "stop messaging me in Spanish please",
    "no me escriban más al mail, prefiero WhatsApp", "no me llamen, escríbanme",
    "no me llamen más, mejor por WhatsApp", "no me escriban más acá, escríbanme al correo",
    "don't call me, text me", "don't call me", "no me llamen", "stop emailing me, text me instead",
    "don't contact me at this number anymore, use my other number",
    "please stop calling, whatsapp is better", "não me ligue mais, me mande mensagem",
    "ne m'appelez plus, écrivez-moi", "ne m'écrivez pas avant lundi",
    "don't contact me again unless you have three bedrooms",
    "no me escriban más salvo que bajen el precio",
    "si no tienen nada en Providencia no me escriban más",
    "if it's over budget don't contact me again",
    "no quiero recibir más mensajes sobre ese departamento",
    "stop sending me messages about that house", "no quiero que me contacten otros corredores",
    # Corrections of the search.
    "no me manden más departamentos de un dormitorio", "no me manden más en Maipú",
    "stop sending me one-bedroom flats", "stop sending me houses over 300k",
    "no quiero recibir más fotos", "no me muestren más estudios",
    "não me mande mais apartamentos caros", "ne m'envoyez plus de maisons",
    "je ne veux plus de cette maison", "no more than 2 bedrooms", "no más de 100 millones",
    "no more stairs", "no más ruido", "nada más, gracias", "eso es todo, gracias",
    "no me manden más avisos de Maipú", "don't send me anything in east riverside",
    "don't send anything over 1500 please", "no me manden nada que no tenga patio",
    "me doy de baja del piso en el que estoy", "me dieron de baja médica",
    # They miss us, or speak of others.
    "please don't stop texting me", "no dejen de escribirme si hay algo",
    "why did you stop texting me?", "¿por qué no me escribieron más?", "no me escribieron más",
    "no me contactaron más", "did you stop sending listings?",
    "I told the other agent to stop calling me", "le dije al otro corredor que no me escriba más",
    "my ex won't stop texting me lol", "Reply STOP to unsubscribe",
    "Responda BAJA para no recibir más mensajes",
    "> Reply STOP to unsubscribe\nGracias, me interesa", "no me interesa", "not interested",
    "ya no me interesa ese", "wait, stop, I meant three bedrooms", "stop! how much is it?",
    "no me escribas tanto", "wrong number", "leave it alone", "no me contestan",
    "no me mandaron nada más", "no me llegó nada más", "no quiero nada muy caro",
    "no quiero más de dos dormitorios", "nothing more", "stop",
]  # fmt: skip
NEITHER.remove("stop")


@pytest.mark.parametrize("text", STOP)
def test_a_wish_for_silence_is_heard(text: str) -> None:
    assert wish_of(text) == "stop"


@pytest.mark.parametrize("text", START)
def test_a_wish_to_be_written_to_again_is_heard(text: str) -> None:
    assert wish_of(text) == "start"


@pytest.mark.parametrize("text", NEITHER)
def test_what_only_sounds_like_it_silences_nobody(text: str) -> None:
    assert wish_of(text) == ""


@pytest.mark.parametrize("word", ["END", "quit", "Cancel", "REVOKE", "stopall", "OPTOUT"])
def test_a_carriers_words_count_on_sms(word: str) -> None:
    assert wish_of(word, is_sms=True) == "stop"


@pytest.mark.parametrize("text", ["cancel the viewing", "YES", "sí", "end of May"])
def test_on_sms_too_only_the_whole_message_counts(text: str) -> None:
    assert wish_of(text, is_sms=True) == ""


def test_a_very_long_message_is_read_quickly() -> None:
    assert wish_of("no quiero que me " * 20_000) == ""


def test_wordings_written_to_be_new_are_told_apart() -> None:
    said = [line for line in WORDINGS.read_text("utf-8").splitlines() if line[:2] in {"+ ", "- "}]
    assert len(said) > 600
    wrong = [each for each in said if (wish_of(each[2:]) == "stop") != each.startswith("+")]
    assert not wrong
