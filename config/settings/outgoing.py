"""Outgoing webhooks: how long a broker's endpoint may take, and where it may be."""

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.settings.base import DEBUG

OUTGOING_TIMEOUT_SECONDS = 10.0
# After this an attempt whose worker died is made again; longer than an attempt can take.
OUTGOING_LEASE_SECONDS = 60
# Test calls of one webhook, as (times, seconds): a person waits for each.
RATE_WEBHOOK_TEST = (20, 60)

# Brokers write these addresses: one inside our network would let them look around in it.
OUTGOING_ALLOW_PRIVATE = env.flag("OUTGOING_ALLOW_PRIVATE", default=False)
if OUTGOING_ALLOW_PRIVATE and not DEBUG:
    raise ImproperlyConfigured("OUTGOING_ALLOW_PRIVATE is for development: it needs DEBUG=1.")
