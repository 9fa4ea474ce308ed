"""Talking to Sofía over the API: the same ledger, turn and delivery as any other channel."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from channels_app.live.threads import entered
from channels_app.webchat.payloads import ChatAnswerOutput, SessionOutput, answer_payload
from channels_app.webchat.services import chat_post
from channels_app.webchat.sessions import api_session
from channels_app.webchat.stream import answer_events
from channels_app.webchat.turns import message_answer
from crm.accounts.caller import caller
from crm.accounts.models import User
from crm.conversations.models import Message
from crm.core import context
from crm.core.apiviews import ApiView
from crm.core.idempotency import HEADER
from crm.core.inputs import Input, read
from crm.core.openapi import operation
from crm.core.tenancy import require_broker

_SOURCE = "api"


class ChatInput(Input):
    """What the lead says. Without a session key a new conversation begins."""

    message = serializers.CharField(help_text="At most 4,096 characters; more is answered 413.")
    session_key = serializers.CharField(required=False, max_length=128)
    name = serializers.CharField(required=False, max_length=120, allow_blank=True)


class TurnInput(Input):
    """What the lead says in a session."""

    session_key = serializers.CharField(max_length=128)
    message = serializers.CharField(help_text="At most 4,096 characters; more is answered 413.")


class SessionInput(Input):
    """Nothing needs to be said."""


@dataclass(frozen=True, slots=True)
class _Posted:
    """A message that was taken in, and in which session of which caller."""

    actor: User
    session_key: str
    message: Message

    def answer(self) -> dict[str, Any]:
        """Have it answered; the answer as the caller may see it."""
        reply = message_answer(self.message)
        return answer_payload(
            actor=self.actor, message=self.message, reply=reply, session_key=self.session_key
        )


def _post(request: Request, kind: type[Input]) -> _Posted:
    given = read(kind, request.data)
    actor = caller(request)
    repeat = _repeat_key(request)
    session_key = given.get("session_key") or repeat or secrets.token_urlsafe(24)
    message = chat_post(
        session=api_session(actor.pk, session_key),
        text=given["message"],
        name=given.get("name", ""),
        message_id=repeat or None,
        source=_SOURCE,
        no_wait=True,
    )
    return _Posted(actor, session_key, message)


def _repeat_key(request: Request) -> str:
    """A name for the message that is equal when the call is sent again, "" without a key.

    The kept answer is forgotten when it asks for another try; the message must not be.
    """
    key = request.headers.get(HEADER, "")
    return hashlib.sha256(key.encode()).hexdigest()[:40] if key else ""


class ChatTestApi(ApiView):
    """One message and its answer."""

    ability = "agents.run"

    @operation("chat_test", body=ChatInput, answer=ChatAnswerOutput)
    def post(self, request: Request) -> Response:
        """Say something as a lead and wait for Sofía's answer; 504 when it takes over a minute."""
        return Response(_post(request, ChatInput).answer())


class _Streaming(ApiView):
    """A call answered by server-sent events; what is refused before them is JSON as always."""

    ability = "agents.run"
    idempotent = False

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Whatever the caller accepts: a refusal is JSON, and the rest is the event stream."""
        return JSONRenderer(), JSONRenderer.media_type

    def stream(self, posted: _Posted) -> StreamingHttpResponse:
        """The events of the turn that answers the message."""
        schema = require_broker()
        response = StreamingHttpResponse(
            answer_events(
                schema=schema,
                conversation_id=posted.message.conversation_id,
                work=lambda: entered(schema, posted.answer),
                language=translation.get_language() or "en",
                request_id=context.correlation_id(),
            ),
            content_type="text/event-stream",
        )
        response["Cache-Control"] = "no-cache, no-transform"
        response["X-Accel-Buffering"] = "no"  # nginx would keep the events back
        return response


_EVENTS = {(200, "text/event-stream"): OpenApiTypes.STR}


class ChatStreamApi(_Streaming):
    """One message and its answer as it comes about."""

    @extend_schema(operation_id="chat_stream", request=ChatInput, responses=_EVENTS)
    def post(self, request: Request) -> StreamingHttpResponse:
        """Say something as a lead and watch the answer; events token, tool, done and error."""
        return self.stream(_post(request, ChatInput))


class AgentSessionApi(ApiView):
    """Sessions of the chat."""

    ability = "agents.run"

    @operation("agent_session", body=SessionInput, answer=SessionOutput, status=201)
    def post(self, request: Request) -> Response:
        """Begin a session; nothing is stored before its first message."""
        read(SessionInput, request.data)
        return Response({"session_key": secrets.token_urlsafe(24)}, status=201)


class AgentTurnApi(_Streaming):
    """One turn of a session."""

    @extend_schema(operation_id="agent_turn", request=TurnInput, responses=_EVENTS)
    def post(self, request: Request) -> StreamingHttpResponse:
        """Say something in a session and watch the answer; events as in chat/stream."""
        return self.stream(_post(request, TurnInput))
