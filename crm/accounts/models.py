"""Who signs in. The same table stands in the public schema (superadmins) and in each broker's."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from crm.core.actors import Actor
from crm.core.ids import uuid7


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username or "")

    def create_superuser(self, email: str, password: str, **fields: Any) -> User:
        """A superadmin of the platform; only makes sense in the public schema."""
        user = User(email=email.lower(), is_superuser=True, role=User.Role.ADMIN, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person of the broker: an AGENT works leads, an ADMIN also runs the place."""

    class Role(models.TextChoices):
        AGENT = "AGENT", _("Agent")
        ADMIN = "ADMIN", _("Admin")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.AGENT)
    language = models.CharField(_("language"), max_length=2, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_superuser = models.BooleanField(_("superadmin"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        verbose_name = _("user")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("Somebody already signs in with this e-mail."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Whether the superadmin console lets them in."""
        return self.is_superuser

    @property
    def is_admin(self) -> bool:
        """Whether they run the broker."""
        return self.role == self.Role.ADMIN

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        words = [word for word in self.name.split() if word]
        return "".join(
            word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)
        ).upper()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and self.is_superuser

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        return self.is_active and self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_superuser

    def as_actor(self) -> Actor:
        """This person as the author of a change."""
        return Actor(kind="person", name=self.name or self.email, id=self.id)


class Notice(models.Model):
    """Something the broker's admins have to act on, from when it was found until it is over.

    ``kind`` and ``key`` say what and of which thing; ``arguments`` fill the kind's words.
    ``mail_due_at`` is when it is to be mailed, None when it has been or need not be any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict, blank=True)
    since = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    mail_due_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-since"]
        verbose_name = _("notice")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(resolved_at__isnull=True),
                name="notice_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["mail_due_at"],
                name="notice_mail",
                condition=models.Q(mail_due_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
