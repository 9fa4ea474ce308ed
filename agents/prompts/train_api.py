"""Learning from past conversations, over the API: begin, look how far it is, decide."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agents.prompts import selectors
from agents.prompts.payloads import (
    ProposalOutput,
    TrainingDetailOutput,
    TrainingOutput,
    proposal_payload,
    training_detail_payload,
    training_payload,
)
from agents.prompts.training import deciding, running
from crm.accounts.caller import caller
from crm.core.apiviews import ApiView, made
from crm.core.inputs import Input, NothingInput, read
from crm.core.openapi import operation
from crm.core.paging import Pages, each, page_of

ABILITY: Final = selectors.ABILITY


class TrainListApi(ApiView):
    """Training runs."""

    ability = ABILITY
    pagination_class = Pages

    class InputSerializer(Input):
        """Whose prompt, and how far back to look."""

        specialist = serializers.CharField(max_length=40, required=False, default="leasing")
        days = serializers.IntegerField(
            required=False, default=30, min_value=1, max_value=running.LONGEST_DAYS
        )

    @operation("train_list", answer=TrainingOutput(many=True))
    def get(self, request: Request) -> Response:
        """List the training runs; the newest first."""
        rows = running.training_list_for(caller(request))
        return page_of(request, rows, each(training_payload))

    @operation("train_create", body=InputSerializer, status=202, answer=TrainingOutput)
    def post(self, request: Request) -> Response:
        """Look through past conversations for what could be said better; it only proposes."""
        user = caller(request)
        given = read(self.InputSerializer, request.data)
        run = running.training_start(specialist=given["specialist"], days=given["days"], user=user)
        return made(training_payload(run), "train-detail", run.pk, status=202)


class TrainDetailApi(ApiView):
    """One training run."""

    ability = ABILITY

    @operation("train_retrieve", answer=TrainingDetailOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show how far a training is and what it proposes."""
        return Response(training_detail_payload(running.training_get_for(caller(request), pk)))


class ProposalAcceptApi(ApiView):
    """Taking a proposal."""

    ability = ABILITY

    class InputSerializer(Input):
        """Your own words for it, if you have better ones."""

        title = serializers.CharField(max_length=200, required=False)
        text = serializers.CharField(max_length=100_000, required=False)

    @operation("train_proposals_accept", body=InputSerializer, answer=ProposalOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Accept a proposal: a question becomes a document, a prompt a draft version."""
        user = caller(request)
        proposal = deciding.proposal_get_for(user, pk)
        given = read(self.InputSerializer, request.data)
        return Response(
            proposal_payload(deciding.proposal_accept(proposal=proposal, user=user, **given))
        )


class ProposalRejectApi(ApiView):
    """Turning a proposal down."""

    ability = ABILITY

    @operation("train_proposals_reject", body=NothingInput, answer=ProposalOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Reject a proposal; the same question is not proposed again."""
        user = caller(request)
        proposal = deciding.proposal_get_for(user, pk)
        read(NothingInput, request.data)
        return Response(proposal_payload(deciding.proposal_reject(proposal=proposal, user=user)))
