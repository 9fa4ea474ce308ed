"""Tools over the API: which there are for the caller, and calling one."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agents.tools.calling import tool_call
from agents.tools.registry import Effect, Tool, tools_for
from agents.tools.staff import StaffContext, staff_context
from crm.accounts.caller import caller
from crm.accounts.permissions import scopes_of_call
from crm.core.apiviews import ApiView
from crm.core.inputs import Input, read
from crm.core.openapi import operation
from crm.core.paging import Pages, slice_of


class ToolOutput(serializers.Serializer[Any]):
    """A tool: what it does, what it leaves behind, what it takes."""

    name = serializers.CharField()
    description = serializers.CharField()
    effect = serializers.ChoiceField([str(each) for each in Effect])
    right = serializers.CharField(help_text="The ability, or scope of a key, that it needs.")
    repeatable = serializers.BooleanField(
        help_text="Whether the same call twice leaves what one leaves."
    )
    timeout_seconds = serializers.FloatField()
    parameters = serializers.DictField(help_text="JSON Schema of the arguments.")


class ToolAnswerOutput(serializers.Serializer[Any]):
    """What a call brought."""

    tool = serializers.CharField()
    result = serializers.DictField()


class ToolListApi(ApiView):
    """The tools."""

    ability = "agents.view"
    pagination_class = Pages

    @operation("agents_tools_list", answer=ToolOutput(many=True))
    def get(self, request: Request) -> Response:
        """List the tools the caller may use; by name."""
        tools = tools_for(context_of(request))
        found, wrap = slice_of(request, lambda best: (tools[:best], len(tools)))
        return wrap([_payload(tool) for tool in found])


class ToolCallApi(ApiView):
    """One tool."""

    ability = "agents.run"

    class InputSerializer(Input):
        """The arguments, as the tool's parameters describe them."""

        arguments = serializers.DictField(required=False, default=dict)

    @operation("agents_tools_call", body=InputSerializer, answer=ToolAnswerOutput)
    def post(self, request: Request, name: str) -> Response:
        """Call a tool; it needs the tool's own right as well.

        Refused with `invalid_arguments` and the fields at fault, `tool_forbidden`, or what the
        same thing done on a page would be refused with.
        """
        given = read(self.InputSerializer, request.data)
        result = tool_call(context_of(request), name, given["arguments"], via="api")
        return Response({"tool": name, "result": result})


def context_of(request: Request) -> StaffContext:
    """The caller as tools know them: the person, narrowed by the key's scopes if there is one."""
    scopes = scopes_of_call(request)
    name = str(getattr(request.auth, "name", "")) if scopes is not None else ""
    return staff_context(caller(request), scopes=scopes, key_name=name)


def _payload(tool: Tool) -> dict[str, Any]:
    return {
        "name": tool.name,
        "description": tool.description,
        "effect": str(tool.effect),
        "right": tool.right,
        "repeatable": tool.repeatable,
        "timeout_seconds": tool.timeout,
        "parameters": tool.spec.parameters,
    }
