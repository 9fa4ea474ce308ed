"""The REST API: deny by default, one error shape, tokens, OpenAPI."""

from datetime import timedelta

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # First, so that its name stands in the answer to who has no credential.
        "crm.accounts.tokens.BrokerJWTAuthentication",
        "crm.accounts.keys.authentication.ApiKeyAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "crm.accounts.permissions.HasAbility",
    ],
    "DEFAULT_PARSER_CLASSES": ["crm.core.api.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "crm.core.api.Pagination",
    "DEFAULT_SCHEMA_CLASS": "crm.core.openapi.ApiSchema",
    "DEFAULT_THROTTLE_CLASSES": ["crm.core.api.ApiRate"],
    "EXCEPTION_HANDLER": "crm.core.api.exception_handler",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=30),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "USER_ID_CLAIM": "user_id",
    "UPDATE_LAST_LOGIN": False,
    # A token carries a mark of the password, so that changing it ends every token.
    "CHECK_REVOKE_TOKEN": True,
    "USER_AUTHENTICATION_RULE": "crm.accounts.tokens.can_authenticate",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sofía API",
    "DESCRIPTION": (
        "Leads, conversations, inventory and the agent of one broker. Exchange e-mail and password "
        "for tokens at auth/login, and send Authorization: Bearer with the access token. "
        "Addresses may end with a slash or not; Idempotency-Key makes a write safe to send again."
    ),
    "VERSION": "1",
    # 3.1 is JSON Schema, so that answers can be checked against it as it stands.
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v[0-9]+",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "PREPROCESSING_HOOKS": ["crm.core.openapi.without_slash"],
    # Fields of one name hold different words in different objects: they stay where they are.
    "POSTPROCESSING_HOOKS": [],
}
