"""Every form of a page, as it is sent, proves that it comes from us: HTMX may not be there yet."""

from __future__ import annotations

import re
from typing import Final

from crm.accounts.models import User
from tests.isolation.cast import Things, browser
from tests.isolation.routes import PAGES

POST_FORM: Final = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL)


def test_every_form_of_every_page_carries_the_token(admin: User, hers: Things) -> None:
    client = browser(admin)
    seen = 0

    for page in PAGES:
        answer = client.get(page.path(hers))
        if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
            for form in POST_FORM.findall(answer.content.decode()):
                assert 'name="csrfmiddlewaretoken"' in form, (page.name, form[:200])
                seen += 1
    assert seen > 100
