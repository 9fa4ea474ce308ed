"""What connecting each channel asks for, in words, and the addresses its vendor has to be given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Ask:
    """A field of the form: its label, where its value is found, and the shape it must have."""

    name: str
    label: Words
    hint: Words = ""
    is_required: bool = False
    pattern: str = ""
    refusal: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address of ours: what it is for, and the view it leads to."""

    label: Words
    view: str
    arguments: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The whole address, as the vendor has to be given it."""
        path = reverse(
            f"inbound:{self.view}",
            urlconf=settings.PUBLIC_SCHEMA_URLCONF,
            args=self.arguments,
        )
        return f"{settings.PUBLIC_URL}{path}"


@dataclass(frozen=True, slots=True)
class Vendor:
    """A channel as the settings show it.

    ``account`` is None where the id is read out of the token. With ``makes_secret`` an empty
    secret is made up by us. ``options`` go into the account's settings.
    """

    channel: str
    label: Words
    icon: str
    what: Words
    account: Ask | None
    steps: tuple[Words, ...]
    endpoints: tuple[Endpoint, ...]
    token: Ask | None = None
    secret: Ask | None = None
    options: tuple[Ask, ...] = ()
    makes_secret: bool = False


_DIGITS: Final = r"\d{3,30}"
_ONLY_DIGITS: Final = _("It has digits only.")
#: The setting in which an account keeps the day its token ends.
EXPIRES: Final = "token_expires_at"
_ENDS: Final = Ask(
    EXPIRES,
    _("The token ends on"),
    _("If you know it: you are warned a week before."),
    pattern=r"\d{4}-\d{2}-\d{2}",
    refusal=_("Write the day as 2027-01-31."),
)

VENDORS: Final[dict[str, Vendor]] = {
    vendor.channel: vendor
    for vendor in (
        Vendor(
            channel="whatsapp",
            label="WhatsApp",
            icon="smartphone",
            what=_("Conversations, templates, files and forms on a number of your own."),
            account=Ask(
                "account", _("Phone number id"), _("In Meta's app under WhatsApp, API setup."),
                is_required=True, pattern=_DIGITS, refusal=_ONLY_DIGITS,
            ),
            token=Ask("token", _("Access token"), _("Of a system user, so that it does not end.")),
            options=(
                Ask(
                    "waba_id", _("WhatsApp business account id"), _("Its templates are read."),
                    pattern=_DIGITS, refusal=_ONLY_DIGITS,
                ),
                _ENDS,
            ),
            steps=(
                _("In Meta's business manager open your app with the WhatsApp product."),
                _("Give it the address below, and subscribe to messages and to the status of "
                  "templates. Ask your platform's operator for the verify token."),
                _("Copy the phone number id, the business account id and a system user's token."),
            ),
            endpoints=(Endpoint(_("Messages and receipts"), "whatsapp"),),
        ),
        Vendor(
            channel="telegram",
            label="Telegram",
            icon="send",
            what=_("Conversations with a bot of your own."),
            account=None,
            token=Ask(
                "token", _("Token of the bot"), _("From @BotFather, as in 123456789:AAE…"),
                is_required=True, pattern=r"\d{3,20}:[A-Za-z0-9_-]{20,80}",
                refusal=_("A bot's token has digits, a colon, and letters."),
            ),
            secret=Ask(
                "secret", _("Secret"), _("Empty: one is made. Telegram shows it with each call."),
                pattern=r"[A-Za-z0-9_-]{1,256}",
                refusal=_("1 to 256 letters without accents, digits, _ or -."),
            ),
            steps=(
                _("Write /newbot to @BotFather in Telegram, and copy the token it answers."),
                _("Connect it here; then press “Tell Telegram” on its page."),
            ),
            endpoints=(Endpoint(_("Messages"), "telegram"),),
            makes_secret=True,
        ),
        Vendor(
            channel="email",
            label=_("E-mail"),
            icon="mail",
            what=_("Letters of leads, answered from your own address."),
            account=Ask(
                "account", _("Address or domain mails arrive at"), _("leads@in.example.com"),
                is_required=True, pattern=r"[^\s@]*@?[^\s@]+\.[^\s@]+",
                refusal=_("This is no e-mail address."),
            ),
            token=Ask("token", _("API key to send with")),
            secret=Ask(
                "secret", _("Public key or word of the webhook"),
                _("What the provider signs with, or a word of yours that its calls carry (?key=)."),
            ),
            options=(
                Ask(
                    "provider", _("Provider"), is_required=True,
                    choices=(("sendgrid", "SendGrid"), ("postmark", "Postmark")),
                ),
            ),
            steps=(
                _("Let your provider receive mail for the address, and post it to ours below."),
                _("Let it tell us of deliveries, too, at the same address."),
            ),
            endpoints=(
                Endpoint("SendGrid", "sendgrid"),
                Endpoint("Postmark", "email", ("postmark",)),
            ),
        ),
        Vendor(
            channel="twilio",
            label=_("SMS (Twilio)"),
            icon="message-square",
            what=_("Text messages on a Twilio number."),
            account=Ask(
                "account", _("Account, number or messaging service"),
                _("AC…, MG…, or a number as in +12025550100."),
                is_required=True, pattern=r"(?:AC|MG)[0-9a-fA-F]{32}|\+\d{6,15}",
                refusal=_("It is AC… or MG… with 32 characters, or a number that begins with +."),
            ),
            token=Ask("token", _("Auth token"), _("The primary one: Twilio signs with no other.")),
            options=(
                Ask("from", _("Number to send from"), _("Where the account is AC…"),
                    pattern=r"(?:whatsapp:)?\+\d{6,15}", refusal=_("A number begins with +.")),
                Ask("messaging_service", _("Messaging service"), _("MG…, instead of a number."),
                    pattern=r"MG[0-9a-fA-F]{32}", refusal=_("It is MG… with 32 characters.")),
                Ask("account_sid", _("Twilio account"), _("AC…, where no AC… stands above."),
                    pattern=r"AC[0-9a-fA-F]{32}", refusal=_("It is AC… with 32 characters.")),
            ),
            steps=(
                _("In Twilio's console open the number."),
                _("Under “A message comes in” put the first address below, method POST."),
            ),
            endpoints=(
                Endpoint(_("A message comes in"), "twilio-sms"),
                Endpoint(_("Receipts (told by us with each message)"), "twilio-status"),
            ),
        ),
        Vendor(
            channel="leadads",
            label=_("Facebook and Instagram forms"),
            icon="file-text",
            what=_("Who fills in an ad's form becomes a lead within seconds."),
            account=Ask(
                "account", _("Page id"), _("Of the Facebook page that runs the ads."),
                is_required=True, pattern=_DIGITS, refusal=_ONLY_DIGITS,
            ),
            token=Ask("token", _("Page token"), _("With leads_retrieval and pages_manage_ads.")),
            options=(_ENDS,),
            steps=(
                _("In Meta's app give the Page product the address below, and subscribe to "
                  "leadgen. Ask your platform's operator for the verify token."),
                _("Install the app on the page, and copy the page's id and token."),
            ),
            endpoints=(Endpoint(_("Filled-in forms"), "leadads"),),
        ),
        Vendor(
            channel="googleads",
            label=_("Google Ads forms"),
            icon="file-text",
            what=_("Who fills in an ad's form becomes a lead within seconds."),
            account=Ask(
                "account", _("Name of the account"),
                _("Any name: your customer id, for instance."), is_required=True,
            ),
            secret=Ask(
                "secret", _("Key"), _("Empty: one is made. Google sends it with each form.")
            ),
            steps=(
                _("In Google Ads open the form's asset, “Lead delivery”, webhook."),
                _("Put the address below and the key there, and send test data."),
            ),
            endpoints=(Endpoint(_("Filled-in forms"), "googleads"),),
            makes_secret=True,
        ),
        Vendor(
            channel="tiktok",
            label=_("TikTok forms"),
            icon="file-text",
            what=_("Who fills in an ad's form becomes a lead within seconds."),
            account=Ask(
                "account", _("Advertiser, page or library id"), is_required=True,
                pattern=_DIGITS, refusal=_ONLY_DIGITS,
            ),
            token=Ask("token", _("Access token"), _("To ask for the answers.")),
            secret=Ask("secret", _("Client secret"), _("Only with an app of your own.")),
            options=(
                Ask("advertiser_id", _("Advertiser id"), _("Where a page or library stands above."),
                    pattern=_DIGITS, refusal=_ONLY_DIGITS),
                _ENDS,
            ),
            steps=(_("In TikTok's developer portal give your app the address below."),),
            endpoints=(Endpoint(_("Filled-in forms"), "tiktok"),),
        ),
        Vendor(
            channel="linkedin",
            label=_("LinkedIn forms"),
            icon="file-text",
            what=_("Who fills in an ad's form becomes a lead within seconds."),
            account=Ask(
                "account", _("Owner of the forms"),
                _("urn:li:sponsoredAccount:… or urn:li:organization:…"), is_required=True,
                pattern=r"(?:urn:li:[A-Za-z]+:)?\d{1,20}",
                refusal=_("It begins with urn:li: and ends with digits, or is the number alone."),
            ),
            token=Ask("token", _("Member's token"), _("With r_marketing_leadgen_automation.")),
            secret=Ask("secret", _("Client secret"), _("Only with an app of your own.")),
            options=(
                Ask("application_id", _("Application id"), _("Only with an app of your own."),
                    pattern=r"\d{1,30}", refusal=_ONLY_DIGITS),
                _ENDS,
            ),
            steps=(_("In LinkedIn's developer portal give your app the address below."),),
            endpoints=(Endpoint(_("Filled-in forms"), "linkedin"),),
        ),
    )
}  # fmt: skip


def vendor_label(channel: str) -> str:
    """What people call the channel."""
    vendor = VENDORS.get(channel)
    return str(vendor.label) if vendor else channel


def vendor_icon(channel: str) -> str:
    """The mark beside it."""
    vendor = VENDORS.get(channel)
    return vendor.icon if vendor else "message-circle"
