"""One line, however its country and the channels write it."""

from __future__ import annotations

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from crm.leads.phone import e164, spellings

#: Two spellings of one line each.
LINES = [
    ("+5491123456789", "+541123456789"),  # Buenos Aires
    ("+5492966234567", "+542966234567"),  # Río Gallegos, an area code of four
    ("+5215512345678", "+525512345678"),
    ("+5511987654321", "+551187654321"),
    ("+5531971234567", "+553171234567"),
]


@pytest.mark.parametrize(("one", "other"), LINES)
def test_spellings_of_a_line_name_each_other(one: str, other: str) -> None:
    assert set(spellings(one)) == set(spellings(other)) == {one, other}
    assert spellings(one)[0] == one


@pytest.mark.parametrize(
    "number",
    [
        "+551123456789",
        "+5511912345678",
        "+56987654321",
        "+12025550123",
        "+34600111222",
        "+52551234",
    ],
)
def test_other_numbers_have_one_spelling(number: str) -> None:
    assert spellings(number) == [number]


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("+54 11 15 2345-6789", "", "+5491123456789"),
        ("011 15-2345-6789", "AR", "+5491123456789"),
        ("5491123456789", "", "+5491123456789"),
        ("+52 1 55 1234 5678", "", "+525512345678"),
        ("044 55 1234 5678", "MX", "+525512345678"),
        ("045 55 1234 5678", "MX", "+525512345678"),
        ("01 55 1234 5678", "MX", "+525512345678"),
        ("55 1234 5678", "MX", "+525512345678"),
        ("+55 11 8765-4321", "", "+5511987654321"),
        ("(11) 8765-4321", "BR", "+5511987654321"),
        ("0 11 98765-4321", "BR", "+5511987654321"),
        ("(11) 3234-5678", "BR", "+551132345678"),
        ("9 8765 4321", "CL", "+56987654321"),
        ("12", "CL", ""),
        ("no tengo", "CL", ""),
        ("", "", ""),
    ],
)
def test_a_number_is_read_as_people_write_it(written: str, country: str, number: str) -> None:
    assert e164(written, country=country) == number


def test_a_channels_own_spelling_is_left_alone() -> None:
    assert e164("5215512345678") == ""


@pytest.mark.parametrize("country", ["AR", "MX", "BR"])
def test_the_librarys_own_examples_keep_their_line(country: str) -> None:
    for kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE):
        example = phonenumbers.example_number_for_type(country, kind)
        assert example is not None
        number = phonenumbers.format_number(example, PhoneNumberFormat.E164)
        national = phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL)

        assert e164(national, country=country) == number
        assert all(number in spellings(each) for each in spellings(number))
