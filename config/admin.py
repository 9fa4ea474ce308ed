"""The beat schedule in the console's look: shown, switched on and off, added to."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth import admin as _auth_admin  # noqa: F401 - registers Group
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django_celery_beat import admin as beat_admin
from django_celery_beat import models as beat
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

admin.site.index_title = _("Health")
# Nobody here has rights by group: a superadmin may everything, a broker's people have roles.
admin.site.unregister(Group)

# Importing its admin registered these in Django's plain look.
for model in (
    beat.PeriodicTask,
    beat.IntervalSchedule,
    beat.CrontabSchedule,
    beat.SolarSchedule,
    beat.ClockedSchedule,
):
    admin.site.unregister(model)


class PeriodicTaskForm(beat_admin.PeriodicTaskForm):
    """The library's own checks with the console's widgets."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].widget = UnfoldAdminTextInputWidget()
        self.fields["regtask"].widget = UnfoldAdminSelectWidget(
            choices=self.fields["regtask"].widget.choices
        )


@admin.register(beat.PeriodicTask)
class PeriodicTaskAdmin(beat_admin.PeriodicTaskAdmin, ModelAdmin):
    """What beat sends and how often."""

    form = PeriodicTaskForm


@admin.register(beat.IntervalSchedule)
class IntervalScheduleAdmin(ModelAdmin):
    """How often "every" is."""

    list_display = ("__str__", "every", "period")


@admin.register(beat.CrontabSchedule)
class CrontabScheduleAdmin(ModelAdmin):
    """Times of the clock."""

    list_display = ("__str__", "timezone")
