"""Every change to the people of a broker."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from crm.accounts import events as account_events
from crm.accounts.models import User
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict, Invalid
from crm.core.tenancy import in_public
from crm.core.text import storable


@transaction.atomic
def user_create(
    *,
    email: str,
    password: str,
    name: str = "",
    role: str = User.Role.AGENT,
    language: str = "",
    actor: Actor,
) -> User:
    """Add a person to the broker in hand; the password must be one nobody guesses."""
    address = _email(email)
    user = User(email=address, name=_name(name) or address.partition("@")[0])
    user.role = _role(role)
    user.language = _language(language)
    _set_password(user, password)
    _save_new(user)
    if not in_public():
        events.record(
            account_events.USER_CREATED,
            actor=actor,
            object_id=user.pk,
            changes={"role": [None, user.role]},
        )
    return user


@transaction.atomic
def superadmin_create(*, email: str, password: str, name: str = "") -> User:
    """Add a superadmin of the platform; only where no broker is in hand."""
    if not in_public():
        raise RuntimeError("Superadmins live in the public schema only.")
    address = _email(email)
    user = User(
        email=address,
        name=_name(name) or address.partition("@")[0],
        role=User.Role.ADMIN,
        is_superuser=True,
    )
    _set_password(user, password)
    _save_new(user)
    return user


@transaction.atomic
def user_update(
    *,
    user: User,
    actor: Actor,
    name: str | None = None,
    role: str | None = None,
    language: str | None = None,
    is_active: bool | None = None,
) -> User:
    """Change what is given; the last active admin can neither leave nor become an agent."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    wanted = {
        "name": _name(name) if name is not None else None,
        "role": _role(role) if role is not None else None,
        "language": _language(language) if language is not None else None,
        "is_active": is_active,
    }
    changes = {
        field: [getattr(locked, field), value]
        for field, value in wanted.items()
        if value is not None and value != getattr(locked, field)
    }
    if not changes:
        return user
    for field, (_before, value) in changes.items():
        setattr(user, field, value)
    if locked.is_admin and locked.is_active and not (user.is_admin and user.is_active):
        _keep_an_admin(user)
    user.save(update_fields=list(changes))
    if not in_public():
        shown = {field: values for field, values in changes.items() if field != "name"}
        events.record(account_events.USER_UPDATED, actor=actor, object_id=user.pk, changes=shown)
    return user


@transaction.atomic
def password_set(*, user: User, password: str, actor: Actor) -> User:
    """Give the person a new password; sessions and tokens made with the old one end."""
    _set_password(user, password)
    user.save(update_fields=["password"])
    if not in_public():
        events.record(account_events.PASSWORD_CHANGED, actor=actor, object_id=user.pk)
    return user


def _email(value: str) -> str:
    address = storable(value).strip().lower()
    try:
        validate_email(address)
        if len(address) > 254:
            raise ValidationError("")
    except ValidationError as error:
        raise Invalid(
            _("%(email)r is not an e-mail address.") % {"email": value},
            fields={"email": _("not valid")},
        ) from error
    return address


def _name(value: str) -> str:
    name = storable(value).strip()
    if len(name) > 120:
        raise Invalid(_("A name has at most 120 characters."), fields={"name": _("too long")})
    return name


def _role(value: str) -> str:
    if value not in User.Role.values:
        raise Invalid(
            _("Choose one of %(choices)s.") % {"choices": ", ".join(User.Role.values)},
            fields={"role": _("unknown")},
        )
    return value


def _language(value: str) -> str:
    if value and value not in dict(settings.LANGUAGES):
        raise Invalid(_("This language is not offered."), fields={"language": _("unknown")})
    return value


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), fields={"password": _("too weak")}) from error
    user.set_password(password)


def _save_new(user: User) -> None:
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            _("Somebody already signs in with this e-mail."), fields={"email": _("taken")}
        ) from error


def _keep_an_admin(leaving: User) -> None:
    # Locked in one order, so that two admins cannot each remove the other.
    admins = User.objects.select_for_update().filter(role=User.Role.ADMIN, is_active=True)
    if not [admin for admin in admins.order_by("pk") if admin.pk != leaving.pk]:
        raise Conflict(_("The last admin cannot leave; name another one first."), code="last_admin")
