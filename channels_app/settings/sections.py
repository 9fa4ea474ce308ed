"""What the overview of the settings tells of channels, templates, forms, privacy and webhooks."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from channels_app.forms.models import FormEntry
from channels_app.models import ChannelAccount
from channels_app.outgoing.models import OutgoingWebhook
from channels_app.settings.vendors import vendor_label
from crm.accounts.sections import CHANNELS, OFFICE, SYSTEMS, Section, Truth, register
from crm.brokers.current import broker_current
from crm.conversations.models import MessageTemplate


def _channels() -> Truth:
    now = timezone.now()
    rows = list(ChannelAccount.objects.only("channel", "paused_at", "expires_at"))
    paused = sum(row.paused_at is not None for row in rows)
    if paused:
        text = ngettext(
            "%(n)d is paused: messages wait.", "%(n)d are paused: messages wait.", paused
        )
        return Truth(text % {"n": paused}, "late")
    if any(row.expires_at is not None and row.expires_at <= now for row in rows):
        return Truth(_("A token has ended."), "late")
    names = dict.fromkeys(vendor_label(row.channel) for row in rows)
    return Truth(" · ".join(names), "good") if names else Truth(_("None connected yet."), "wait")


def _templates() -> Truth:
    found = MessageTemplate.objects.aggregate(
        approved=Count("id", filter=Q(status=MessageTemplate.Status.APPROVED)),
        refused=Count("id", filter=Q(status=MessageTemplate.Status.REJECTED)),
    )
    if not any(found.values()):
        return Truth(_("None yet."))
    approved = ngettext("%(n)d may be sent", "%(n)d may be sent", found["approved"])
    parts = [approved % {"n": found["approved"]}]
    if found["refused"]:
        refused = ngettext("%(n)d rejected", "%(n)d rejected", found["refused"])
        parts.append(refused % {"n": found["refused"]})
    return Truth(" · ".join(parts), "wait" if found["refused"] else "good")


def _webchat() -> Truth:
    sites = len(broker_current().chat_origins)
    if not sites:
        return Truth(_("Any site may embed it."))
    return Truth(
        ngettext("%(n)d site may embed it.", "%(n)d sites may embed it.", sites) % {"n": sites}
    )


def _forms() -> Truth:
    found = FormEntry.objects.exclude(state=FormEntry.State.TEST).aggregate(
        all=Count("id"), failed=Count("id", filter=Q(state=FormEntry.State.FAILED))
    )
    if found["failed"]:
        text = ngettext(
            "%(n)d form could not be fetched.",
            "%(n)d forms could not be fetched.",
            found["failed"],
        )
        return Truth(text % {"n": found["failed"]}, "late")
    if not found["all"]:
        return Truth(_("No form has been filled in yet."))
    text = ngettext("%(n)d filled in", "%(n)d filled in", found["all"])
    return Truth(text % {"n": found["all"]}, "good")


def _privacy() -> Truth:
    broker = broker_current()
    if not broker.privacy_url:
        return Truth(_("The web chat links to no privacy notice."), "wait")
    if broker.disclosure:
        return Truth(_("Sofía introduces herself in your words."), "good")
    return Truth(_("Sofía introduces herself in her own words."), "good")


def _webhooks() -> Truth:
    found = OutgoingWebhook.objects.aggregate(
        all=Count("id"),
        off=Count("id", filter=Q(disabled_at__isnull=False) & ~Q(disabled_reason="")),
    )
    if found["off"]:
        text = ngettext("%(n)d was switched off.", "%(n)d were switched off.", found["off"])
        return Truth(text % {"n": found["off"]}, "late")
    if not found["all"]:
        return Truth(_("None yet."))
    text = ngettext("%(n)d address is told", "%(n)d addresses are told", found["all"])
    return Truth(text % {"n": found["all"]}, "good")


register(
    CHANNELS,
    Section(
        "channels", gettext_lazy("Channels"), "smartphone", "settings:channel-list",
        ("settings:channel",), "channels.edit", _channels,
    ),
)  # fmt: skip
register(
    CHANNELS,
    Section(
        "templates", gettext_lazy("Templates"), "file-text", "settings:template-list",
        ("settings:template",), "channels.edit", _templates,
    ),
)  # fmt: skip
register(
    CHANNELS,
    Section(
        "webchat", gettext_lazy("Web chat"), "globe", "settings:webchat",
        ("settings:webchat",), "settings.edit", _webchat,
    ),
)  # fmt: skip
register(
    CHANNELS,
    Section(
        "forms", gettext_lazy("Ad forms"), "list-checks", "forms:page",
        ("forms:",), "channels.edit", _forms,
    ),
)  # fmt: skip
register(
    OFFICE,
    Section(
        "privacy", gettext_lazy("Privacy and disclosure"), "shield-check", "settings:privacy",
        ("settings:privacy",), "settings.edit", _privacy,
    ),
)  # fmt: skip
register(
    SYSTEMS,
    Section(
        "webhooks", gettext_lazy("Webhooks"), "send", "outgoing:webhook-list",
        ("outgoing:",), "webhooks.edit", _webhooks,
    ),
)  # fmt: skip
