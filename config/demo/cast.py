"""The two brokers of the demo, their people, and the leads they will have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from types import ModuleType
from typing import Final

from config.demo import phrases_en, phrases_es
from config.demo.dubai import DUBAI
from config.demo.santiago import SANTIAGO
from config.demo.stock import Market

PASSWORD: Final = "sofia-demo"  # noqa: S105 - public, and used only where DEBUG=1
UNITS: Final = 300


@dataclass(frozen=True, slots=True)
class DemoBroker:
    """All that makes one of them: who and where, what it sells, how its people talk."""

    slug: str
    name: str
    language: str
    country: str
    city: str
    currency: str
    timezone: str
    disclosure: str
    market: Market
    phrases: ModuleType
    rates: Mapping[str, str]
    week: tuple[tuple[int, time, time], ...]
    whatsapp: str
    lead_page: str
    telegram: str
    dial: str
    people: Mapping[str, str]
    names: tuple[str, ...]
    seed: int


#: Stage, how many leads stand in it, and how many days ago their story began (least, most).
STAGES: Final[tuple[tuple[str, int, float, float], ...]] = (
    ("new", 6, 0.05, 1.5),
    ("contacted", 9, 0.3, 6.0),
    ("qualified", 9, 0.5, 8.0),
    ("viewing_booked", 7, 0.4, 4.0),
    ("offer", 4, 9.0, 15.0),
    ("won", 3, 13.0, 20.0),
    ("lost", 4, 6.0, 20.0),
)

DEMO: Final = DemoBroker(
    slug="demo",
    name="Providencia Propiedades",
    language="es",
    country="CL",
    city="Santiago",
    currency="CLP",
    timezone="America/Santiago",
    disclosure="Soy Sofía, la asistente virtual (IA) de Providencia Propiedades.",
    market=SANTIAGO,
    phrases=phrases_es,
    rates={"UF": "39800", "USD": "945", "EUR": "1090"},
    week=(*((day, time(10), time(19)) for day in range(5)), (5, time(10), time(14))),
    whatsapp="100000000000001",
    lead_page="200000000000001",
    telegram="300000001",
    dial="+5695555",
    people={"admin": "Carolina Fuentes", "ana": "Ana Riquelme", "luis": "Luis Contreras"},
    names=(
        "Camila Soto", "Matías Rojas", "Valentina Muñoz", "Sebastián Díaz", "Javiera Pérez",
        "Benjamín González", "Constanza Silva", "Diego Contreras", "Fernanda Martínez",
        "Joaquín Sepúlveda", "Antonia Morales", "Vicente Rodríguez", "Isidora López",
        "Tomás Fuentes", "Catalina Hernández", "Nicolás Torres", "Francisca Araya",
        "Felipe Flores", "Daniela Espinoza", "Ignacio Valenzuela", "Paula Castillo",
        "Cristóbal Tapia", "Macarena Reyes", "Rodrigo Gutiérrez", "Josefa Castro",
        "Andrés Pizarro", "Carla Álvarez", "Pablo Vásquez", "Bárbara Sánchez", "Gonzalo Fernández",
        "Claudia Ramírez", "Hernán Carrasco", "Marcela Gómez", "Eduardo Cortés", "Lorena Herrera",
        "Ricardo Núñez", "Natalia Jara", "Mauricio Vergara", "Ximena Rivera", "Álvaro Figueroa",
        "Pilar Riquelme", "Gabriel Miranda",
    ),
    seed=11,
)  # fmt: skip
MARINA: Final = DemoBroker(
    slug="marina",
    name="Marina Homes",
    language="en",
    country="AE",
    city="Dubai",
    currency="AED",
    timezone="Asia/Dubai",
    disclosure="I'm Sofía, the virtual (AI) assistant of Marina Homes.",
    market=DUBAI,
    phrases=phrases_en,
    rates={"USD": "3.6725", "EUR": "4.25", "GBP": "4.9"},
    week=tuple((day, time(10), time(19)) for day in range(6)),
    whatsapp="100000000000002",
    lead_page="200000000000002",
    telegram="300000002",
    dial="+97150555",
    people={"admin": "Layla Haddad", "ana": "Ana Petrova", "luis": "Luis Fernandes"},
    names=(
        "James Whitfield", "Aisha Rahman", "Oliver Bennett", "Priya Nair", "Mohammed Al Suwaidi",
        "Emma Clarke", "Rajesh Menon", "Sophie Laurent", "Daniel Okafor", "Fatima Al Zaabi",
        "Lucas Moreau", "Chen Wei", "Hannah Schmidt", "Omar Khalil", "Grace O'Connor",
        "Vikram Shah", "Elena Popova", "Thomas Berg", "Noor Hassan", "William Turner",
        "Maria Rossi", "Yusuf Demir", "Charlotte Evans", "Arjun Kapoor", "Isabella Conti",
        "Khalid Al Mansoori", "Amelia Wright", "Ravi Iyer", "Anna Kowalska", "Peter Novak",
        "Zainab Malik", "Jack Robinson", "Mei Lin", "Ahmed Farouk", "Laura Jensen", "Kofi Mensah",
        "Nadia Aziz", "Henry Walsh", "Sara Lindqvist", "Bilal Qureshi", "Julia Weber",
        "Samuel Adeyemi",
    ),
    seed=23,
)  # fmt: skip
BROKERS: Final = (DEMO, MARINA)
