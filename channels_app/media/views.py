"""A message's file, for people of the broker who may see the conversation."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from channels_app.media.serving import file_answer
from crm.accounts.caller import caller
from crm.accounts.pages import PageRequest, page
from crm.conversations.selectors import attachment_get_for
from crm.core.apiviews import ApiView
from crm.core.connections import release


@require_safe
@page
def file(request: PageRequest, pk: UUID) -> HttpResponse:
    """The file of a message; 404 for who may not see the conversation, as for one that is gone."""
    answer = file_answer(request, attachment_get_for(request.user, pk))
    # A slow reader must not hold a connection until the last byte.
    release()
    return cast(HttpResponse, answer)  # a page may stream, which is no HttpResponse by its class


class AttachmentFileApi(ApiView):
    """A message's file over the API."""

    ability = "conversations.view"

    @extend_schema(
        operation_id="attachments_file",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Read the file of a message; ranges are answered with 206."""
        return file_answer(request._request, attachment_get_for(caller(request), pk))
