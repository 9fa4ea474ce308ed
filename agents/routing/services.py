"""Changing whom a broker wants asked; every change leaves its line in the audit log, no key."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from agents.routing import choices
from agents.routing.events import MODELS_CHANGED
from agents.routing.models import VENDORS, ModelChoice
from agents.routing.tasks import Task
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict, Invalid

#: Places in the order of one kind of work: each slow one takes its share of the lead's time.
MOST: Final = 4
_MODEL_LENGTH: Final = 80
_KEY_LENGTH: Final = 400


@transaction.atomic
def choice_add(
    *, task: Task, provider: str, model: str, api_key: str = "", actor: Actor
) -> ModelChoice:
    """Put a model at the end of the order for this kind of work; without a key the platform's pays.

    Raises Invalid for what cannot be a vendor, model or key, Conflict when the order is full or
    has this model already.
    """
    model, api_key = _checked(provider, model, api_key)
    before = _order(task)
    if len(before) >= MOST:
        raise Conflict(_("There are %(most)d models already; remove one.") % {"most": MOST})
    if any(each.provider == provider and each.model == model for each in before):
        raise Conflict(_("This model is in the order already."))
    choice = ModelChoice.objects.create(
        task=task, position=len(before), provider=provider, model=model, api_key=api_key
    )
    _record(task, before, actor)
    return choice


@transaction.atomic
def choice_key_set(*, choice: ModelChoice, api_key: str, actor: Actor) -> ModelChoice:
    """Give it another key of the broker's own; an empty one goes back to the platform's."""
    _model, choice.api_key = _checked(choice.provider, choice.model, api_key)
    choice.save(update_fields=["api_key", "updated_at"])
    _record(Task(choice.task), _order(Task(choice.task)), actor, key_of=str(choice.model))
    return choice


@transaction.atomic
def choice_raise(*, choice: ModelChoice, actor: Actor) -> None:
    """Ask it one place earlier; nothing happens to the first."""
    task = Task(choice.task)
    before = _order(task)
    place = next(n for n, each in enumerate(before) if each.pk == choice.pk)
    if place == 0:
        return
    after = [*before]
    after[place - 1], after[place] = after[place], after[place - 1]
    _renumber(after)
    _record(task, before, actor)


@transaction.atomic
def choice_remove(*, choice: ModelChoice, actor: Actor) -> None:
    """Ask it no more, and forget its key; with none left the platform's order holds again."""
    task = Task(choice.task)
    before = _order(task)
    left = [each for each in before if each.pk != choice.pk]
    choice.delete()
    _renumber(left)
    _record(task, before, actor)


def _order(task: Task) -> list[ModelChoice]:
    rows = ModelChoice.objects.select_for_update().filter(task=task)
    return list(rows.order_by("position"))


def _renumber(rows: list[ModelChoice]) -> None:
    for place, row in enumerate(rows):
        row.position = place
    ModelChoice.objects.bulk_update(rows, ["position"])


def _checked(provider: str, model: str, api_key: str) -> tuple[str, str]:
    if provider not in dict(VENDORS):
        raise Invalid(_("Choose a vendor."), fields={"provider": _("Choose a vendor.")})
    model, api_key = model.strip(), api_key.strip()
    if not model or len(model) > _MODEL_LENGTH or not model.isprintable():
        words = _("The model's name as its vendor writes it, up to 80 characters.")
        raise Invalid(words, fields={"model": words})
    if len(api_key) > _KEY_LENGTH or not (api_key.isascii() and api_key.isprintable()):
        words = _("This cannot be a key: it has characters no key has.")
        raise Invalid(words, fields={"api_key": words})
    return model, api_key


def _record(task: Task, before: list[ModelChoice], actor: Actor, *, key_of: str = "") -> None:
    changes: dict[str, object] = {
        str(task): {"before": _names(before), "after": _names(_order(task))},
    }
    if key_of:
        changes = {"key": {"after": key_of}}
    events.record(MODELS_CHANGED, actor=actor, changes=changes)
    # Also in a transaction that is rolled back: what is dropped is only read again.
    transaction.on_commit(choices.forget)


def _names(rows: list[ModelChoice]) -> list[str]:
    return [f"{row.provider} {row.model}" for row in rows]
