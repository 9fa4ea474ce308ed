"""The live catalogue of the components, in both themes; on a developer's machine only."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


class _Sample(forms.Form):
    name = forms.CharField(
        label="Name", widget=forms.TextInput({"class": "input", "aria-invalid": "true"})
    )


def catalogue(request: HttpRequest) -> HttpResponse:
    """Every component once in the light and once in the dark."""
    form = _Sample({"name": ""})
    form.is_valid()
    context = {
        "now": timezone.now() - timedelta(minutes=3),
        "field": form["name"],
        "pages": Paginator(range(3), 1).page(2),
    }
    return render(request, "components/catalogue.html", context)
