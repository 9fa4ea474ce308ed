"""What the broker has to sell and to let."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.core.models import BaseModel
from crm.core.text import fold
from crm.inventory import amenities


class Unit(BaseModel):
    """A listing. ``ref`` is the broker's own reference, said to leads.

    ``pets`` to ``laundry`` are what the broker states outright; empty, the listing's words count.
    ``amenities`` is what follows from both, as :func:`crm.inventory.amenities.tokens` has it.
    """

    class Operation(models.TextChoices):
        SALE = "sale", _("sale")
        RENT = "rent", _("rent")

    class Status(models.TextChoices):
        AVAILABLE = "available", _("available")
        RESERVED = "reserved", _("reserved")
        CLOSED = "closed", _("sold or let")

    class Type(models.TextChoices):
        APARTMENT = "apartment", _("apartment")
        HOUSE = "house", _("house")
        STUDIO = "studio", _("studio")
        OFFICE = "office", _("office")
        COMMERCIAL = "commercial", _("commercial")
        LAND = "land", _("land")
        PARKING = "parking", _("parking")
        STORAGE = "storage", _("storage")

    ref = models.CharField(_("reference"), max_length=40)
    title = models.CharField(_("title"), max_length=160)
    operation = models.CharField(max_length=4, choices=Operation.choices)
    property_type = models.CharField(max_length=20, choices=Type.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.AVAILABLE)
    city = models.CharField(max_length=120)
    area = models.CharField(_("area"), max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    beds = models.PositiveSmallIntegerField(null=True, blank=True)
    baths = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    area_m2 = models.DecimalField(max_digits=10, decimal_places=1, null=True, blank=True)
    price = models.DecimalField(max_digits=16, decimal_places=2)
    currency = models.CharField(max_length=3)
    description = models.TextField(blank=True)
    features = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    pets = models.BooleanField(_("pets allowed"), null=True, blank=True)
    parking = models.BooleanField(_("parking"), null=True, blank=True)
    furnished = models.BooleanField(_("furnished"), null=True, blank=True)
    laundry = models.BooleanField(_("laundry"), null=True, blank=True)
    amenities = ArrayField(
        models.CharField(max_length=12), default=list, blank=True, editable=False
    )
    data: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    city_key = models.CharField(max_length=120, editable=False)
    area_key = models.CharField(max_length=120, editable=False)

    class Meta:
        verbose_name = _("unit")
        constraints = [
            models.UniqueConstraint(
                fields=["ref"],
                name="unit_ref_once",
                violation_error_message=_("A unit with this reference exists."),
            ),
            models.CheckConstraint(
                condition=models.Q(price__gte=0), name="unit_price_not_negative"
            ),
        ]
        indexes = [
            models.Index(
                fields=["operation", "property_type", "area_key", "price"], name="unit_search"
            ),
            models.Index(fields=["city_key", "area_key"], name="unit_place"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set what follows from the other fields; :meth:`save` does, ``bulk_create`` does not."""
        self.city_key = fold(self.city)
        self.area_key = fold(self.area)
        read = amenities.read([self.title, *self.features, self.description])
        stated = {name: getattr(self, name) for name in amenities.AMENITIES}
        said = {name: value for name, value in stated.items() if value is not None}
        self.amenities = amenities.tokens(read | said)

    def has(self, amenity: str) -> bool | None:
        """Whether it has one of :data:`crm.inventory.amenities.AMENITIES`; None: nobody knows."""
        if amenity in self.amenities:
            return True
        return False if amenities.token_of(amenity, False) in self.amenities else None


class ExchangeRate(BaseModel):
    """What one unit of a currency is worth in the broker's own, on a day."""

    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    as_of = models.DateField()

    class Meta:
        ordering = ["currency"]
        constraints = [
            models.UniqueConstraint(fields=["currency"], name="rate_currency_once"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.rate}"
