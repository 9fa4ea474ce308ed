"""Keys with which a broker's other software calls the API and the MCP server."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.core.models import BaseModel


class ApiKey(BaseModel):
    """A key that acts for ``user``, with those of their abilities that ``scopes`` names.

    Only the SHA-256 of the secret is kept: it is 256 random bits, so nothing slower is needed.
    ``prefix`` is its beginning, for people to tell keys apart. It lives until ``expires_at`` or
    ``revoked_at``, and no longer than its person is let in.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("API key")
        constraints = [models.UniqueConstraint(fields=["digest"], name="api_key_digest_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_live(self) -> bool:
        """Whether it still opens anything."""
        ended = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.revoked_at is None and not ended and self.user.is_active
