"""What happens to viewings."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

APPOINTMENT_BOOKED: Final = register(
    "crm.appointment.booked", "Viewing booked", public="appointment_booked"
)
APPOINTMENT_MOVED: Final = register("crm.appointment.moved", "Viewing moved")
APPOINTMENT_CANCELLED: Final = register("crm.appointment.cancelled", "Viewing cancelled")
APPOINTMENT_CLOSED: Final = register("crm.appointment.closed", "Viewing held or missed")
