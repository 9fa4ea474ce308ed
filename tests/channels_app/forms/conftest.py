from tests.channels_app.forms.stage import accounts, api

__all__ = ["accounts", "api"]
