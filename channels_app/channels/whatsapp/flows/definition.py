"""The form as Meta wants it described, for the broker to publish in WhatsApp Manager.

Its words are the broker's language's; its choices come from our endpoint. Source:
developers.facebook.com/documentation/business-messaging/whatsapp/flows/reference/flowjson.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from channels_app.channels.whatsapp.flows.intake import SCREENS

VERSION: Final = "7.2"
DATA_API_VERSION: Final = "3.0"

Component = dict[str, Any]


def flow_json() -> dict[str, Any]:
    """The description of the intake form in the language in hand."""
    return {
        "version": VERSION,
        "data_api_version": DATA_API_VERSION,
        "routing_model": {
            "WISH": ["PLACE", "MONEY"],
            "PLACE": ["MONEY"],
            "MONEY": ["WHEN"],
            "WHEN": [],
        },
        "screens": [
            _screen(
                "WISH",
                _("What are you looking for?"),
                {"operations": "buy", "types": "apartment"},
                [
                    _choice("RadioButtonsGroup", "operation", _("I want to"), "operations"),
                    _choice("Dropdown", "property_type", _("Type of home"), "types"),
                ],
            ),
            _screen(
                "PLACE",
                _("Where?"),
                {"areas": "Providencia|Santiago"},
                [_choice("CheckboxGroup", "areas", _("Areas"), "areas", required=False)],
            ),
            _screen(
                "MONEY",
                _("Size and budget"),
                {"beds": "2", "currencies": "USD"},
                [
                    _choice("Dropdown", "beds", _("Bedrooms"), "beds", required=False),
                    {
                        "type": "TextInput",
                        "name": "budget_max",
                        "label": _("Budget at most"),
                        "input-type": "number",
                        "required": False,
                    },
                    _choice("Dropdown", "currency", _("Currency"), "currencies", required=False),
                ],
            ),
            _screen(
                "WHEN",
                _("When?"),
                {"timelines": "soon"},
                [
                    _choice("RadioButtonsGroup", "timeline", _("I want to move"), "timelines"),
                    {
                        "type": "TextInput",
                        "name": "name",
                        "label": _("Your name"),
                        "input-type": "text",
                        "max-chars": 80,
                        "required": False,
                    },
                ],
            ),
        ],
    }


#: Each screen's fields, in the order in which they are asked.
_FIELDS: Final = {
    "WISH": ("operation", "property_type"),
    "PLACE": ("areas",),
    "MONEY": ("beds", "budget_max", "currency"),
    "WHEN": ("timeline", "name"),
}


def _screen(
    name: str, title: str, data: dict[str, str], children: list[Component]
) -> dict[str, Any]:
    last = name == SCREENS[-1]
    made: dict[str, Any] = {
        "id": name,
        "title": title,
        "data": {key: _choices(example) for key, example in data.items()},
        "layout": {
            "type": "SingleColumnLayout",
            "children": [
                {
                    "type": "Form",
                    "name": "form",
                    "children": [*children, _footer(name, _("Send") if last else _("Next"))],
                }
            ],
        },
    }
    return made | ({"terminal": True, "success": True} if last else {})


def _choice(kind: str, name: str, label: str, source: str, *, required: bool = True) -> Component:
    return {
        "type": kind,
        "name": name,
        "label": label,
        "required": required,
        "data-source": f"${{data.{source}}}",
    }


def _choices(example: str) -> dict[str, Any]:
    text = {"type": "string"}
    item = {"type": "object", "properties": {"id": text, "title": text}}
    return {
        "type": "array",
        "items": item,
        "__example__": [{"id": example, "title": example.partition("|")[0]}],
    }


def _footer(name: str, label: str) -> Component:
    """Sends what was answered so far: our endpoint keeps nothing between two screens."""
    payload = {
        field: f"${{form.{field}}}" if each == name else f"${{screen.{each}.form.{field}}}"
        for each in SCREENS[: SCREENS.index(name) + 1]
        for field in _FIELDS[each]
    }
    return {
        "type": "Footer",
        "label": label,
        "on-click-action": {"name": "data_exchange", "payload": payload},
    }
