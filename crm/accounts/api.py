"""Signing in over the API."""

from __future__ import annotations

from typing import Any, cast

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response

from crm.accounts.models import User
from crm.accounts.signin import sign_in
from crm.accounts.tokens import refreshed, tokens_for
from crm.core.apiviews import ApiView, PublicAPIView


class UserOutput(serializers.ModelSerializer[User]):
    """A person as the API shows them."""

    class Meta:
        model = User
        fields = ["id", "email", "name", "role", "language"]


class TokensOutput(serializers.Serializer[Any]):
    """A pair of tokens: access for half an hour, refresh for two weeks."""

    access = serializers.CharField()
    refresh = serializers.CharField()


class SignedInOutput(TokensOutput):
    """The tokens and whose they are."""

    user = UserOutput()


class _Challenge(PublicAPIView):
    """A public call that still answers 401 as a challenge, not as 403."""

    def get_authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class LoginApi(_Challenge):
    """Exchange an e-mail and a password for tokens."""

    class InputSerializer(serializers.Serializer[Any]):
        """What is needed to sign in."""

        email = serializers.CharField(max_length=254)
        password = serializers.CharField(max_length=256, trim_whitespace=False)

    @extend_schema(request=InputSerializer, responses=SignedInOutput, auth=[])
    def post(self, request: Request) -> Response:
        """Sign in; 401 when e-mail and password do not fit, 429 after too many tries."""
        given = self.InputSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = sign_in(request._request, **given.validated_data)
        if user is None:
            raise AuthenticationFailed(_("This e-mail and password do not fit together."))
        access, refresh = tokens_for(user)
        return Response({"access": access, "refresh": refresh, "user": UserOutput(user).data})


class RefreshApi(_Challenge):
    """Exchange a refresh token for new tokens."""

    class InputSerializer(serializers.Serializer[Any]):
        """The refresh token got at sign-in."""

        refresh = serializers.CharField(max_length=4096)

    @extend_schema(request=InputSerializer, responses=TokensOutput, auth=[])
    def post(self, request: Request) -> Response:
        """New tokens; 401 for another broker's token, and for people who may no longer sign in."""
        given = self.InputSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        access, refresh = refreshed(given.validated_data["refresh"])
        return Response({"access": access, "refresh": refresh})


class MeApi(ApiView):
    """Who the credential stands for."""

    @extend_schema(responses=UserOutput)
    def get(self, request: Request) -> Response:
        """The signed-in person."""
        return Response(UserOutput(cast(User, request.user)).data)
