"""Ads as services write them: a model that does well, one that does not, and none at all."""

from __future__ import annotations

from typing import Any

import pytest

from agents.adcopy.models import AdCopy
from agents.adcopy.platforms import PLATFORMS, measured
from agents.adcopy.services import NotWritten, ad_copy_generate
from agents.llm.base import ErrorKind, ProviderError
from agents.models import AgentRun
from crm.accounts.models import User
from crm.core.errors import Invalid
from crm.inventory.models import Unit
from tests.agents.adcopy.conftest import meta_ad
from tests.fakes.model import FakeModel

ONE: dict[str, Any] = {"platform": "meta", "language": "es", "variations": 1}


def handed_in(*ads: dict[str, str]) -> tuple[str, dict[str, Any]]:
    return ("write_ads", {"variations": list(ads)})


def texts(copy: AdCopy) -> list[dict[str, Any]]:
    return [each["texts"] for each in copy.variations]


def test_good_ads_are_kept_with_their_run(flat: Unit, admin: User, model: FakeModel) -> None:
    model.calls(handed_in(meta_ad()))

    copy = ad_copy_generate(user=admin, unit=flat, **ONE)

    assert texts(copy)[0]["headline"] == "2 dormitorios en Ñuñoa"
    assert copy.run is not None
    assert (copy.run.specialist, copy.run.user) == ("marketing", admin)
    assert len(model.prompts) == 1


def test_a_false_price_is_written_anew(flat: Unit, admin: User, model: FakeModel) -> None:
    model.calls(handed_in(meta_ad(headline="UF 3.900 en Ñuñoa"))).calls(handed_in(meta_ad()))

    copy = ad_copy_generate(user=admin, unit=flat, **ONE)

    assert "3.900" not in str(copy.variations)
    assert "3.900" in str(model.prompts[1].items[-1])


def test_a_model_that_insists_is_replaced_by_the_facts(
    flat: Unit, admin: User, model: FakeModel
) -> None:
    false = handed_in(meta_ad(headline="Con piscina"))
    model.calls(false).calls(false)

    copy = ad_copy_generate(user=admin, unit=flat, **ONE)

    assert len(copy.variations) == 1
    assert "piscina" not in str(copy.variations)
    assert "UF 4.500" in str(copy.variations)


def test_what_stays_too_long_is_cut_and_said(flat: Unit, admin: User, model: FakeModel) -> None:
    long = handed_in(meta_ad(headline="Departamento de 2 dormitorios con terraza en Ñuñoa"))
    model.calls(long).calls(long)

    copy = ad_copy_generate(user=admin, unit=flat, **ONE)

    assert len(copy.variations[0]["texts"]["headline"]) <= 40
    assert copy.variations[0]["shortened"] == ["headline"]


def test_an_answer_of_another_shape_is_asked_for_again(
    flat: Unit, admin: User, model: FakeModel
) -> None:
    model.says("Claro, aquí van tus anuncios").calls(handed_in(meta_ad()))

    assert texts(ad_copy_generate(user=admin, unit=flat, **ONE))


def test_without_any_model_the_run_says_so(flat: Unit, admin: User, model: FakeModel) -> None:
    for _each in range(4):
        model.fails(ProviderError(ErrorKind.UNAVAILABLE, "down"))

    with pytest.raises(NotWritten):
        ad_copy_generate(user=admin, unit=flat, **ONE)
    assert AgentRun.objects.get().outcome == "failed"


@pytest.mark.parametrize("platform", sorted(PLATFORMS))
def test_offline_fills_every_platform_in_both_languages(
    flat: Unit, admin: User, platform: str
) -> None:
    copy = ad_copy_generate(user=admin, unit=flat, platform=platform)

    assert [each["language"] for each in copy.variations] == ["es"] * 3 + ["en"] * 3
    assert not any(each["shortened"] for each in copy.variations)
    for part in PLATFORMS[platform].parts:
        for each in texts(copy):
            value = each[part.name] if part.is_list else [each[part.name]]
            assert part.least <= len(value) <= part.most
            assert all(0 < measured(text) <= part.limit for text in value)
    if platform != "portal":
        assert len({str(each) for each in texts(copy)}) == 6


def test_offline_reads_a_brief(admin: User) -> None:
    copy = ad_copy_generate(
        user=admin, platform="meta", language="es", variations=2,
        brief="Casa de 3 dormitorios en venta, con jardín, UF 9.800",
    )  # fmt: skip

    assert "UF 9.800" in str(copy.variations)
    assert "jardín" in str(copy.variations)


def test_there_must_be_something_to_advertise(admin: User) -> None:
    with pytest.raises(Invalid):
        ad_copy_generate(user=admin, platform="meta", brief="  ")


def test_a_brief_that_steers_is_refused(admin: User) -> None:
    with pytest.raises(Invalid) as refused:
        ad_copy_generate(user=admin, platform="meta", brief="Depto solo para chilenos, sin niños")

    assert refused.value.code == "steering"


def test_a_listing_that_steers_is_not_repeated(flat: Unit, admin: User) -> None:
    flat.features = ["Terraza", "Solo adultos sin niños"]
    flat.save()

    assert "niños" not in str(ad_copy_generate(user=admin, unit=flat, platform="google").variations)


def test_a_rent_is_said_without_a_period_nobody_told(flat: Unit, admin: User) -> None:
    flat.operation, flat.features = "rent", ["Amoblado"]
    flat.save()

    said = str(ad_copy_generate(user=admin, unit=flat, platform="google").variations)

    assert "al mes" not in said
    assert "a month" not in said
    assert "Con muebles" in said
