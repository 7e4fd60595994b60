"""How addresses, profiles, reviews and devices look in JSON, and what they take."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework import serializers

from shop.api.shapes import page_of
from shop.forms.address import NAMES, AddressForm
from shop.models import Device, Review


class AddressIn(serializers.Serializer[Any]):
    """An address as each country writes it."""

    name = serializers.CharField(max_length=150)
    line1 = serializers.CharField(max_length=200)
    line2 = serializers.CharField(max_length=200, allow_blank=True, default="")
    postcode = serializers.CharField(max_length=20, allow_blank=True, default="")
    city = serializers.CharField(max_length=100)
    region = serializers.CharField(max_length=100, allow_blank=True, default="")
    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="One of `/countries/`.")
    phone = serializers.CharField(max_length=30, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """By the rules of the website's form: what the country needs, and how its postcodes look."""
        form = AddressForm({name: attrs[name] for name in NAMES})
        if not form.is_valid():
            raise serializers.ValidationError(
                {
                    name: [
                        serializers.ErrorDetail(error.messages[0], error.code or "invalid")
                        for error in errors.as_data()
                    ]
                    for name, errors in form.errors.items()
                }
            )
        return {**attrs, "lines": form.lines()}


class SavedAddressIn(AddressIn):
    is_default = serializers.BooleanField(default=False)


class AddressShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    line1 = serializers.CharField()
    line2 = serializers.CharField()
    postcode = serializers.CharField()
    city = serializers.CharField()
    region = serializers.CharField()
    country = serializers.CharField()
    phone = serializers.CharField()
    is_default = serializers.BooleanField()


AddressPage = page_of(AddressShape, "AddressPage")


class CountryShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class CountryList(serializers.Serializer[Any]):
    items = CountryShape(many=True)


class ProfileShape(serializers.Serializer[Any]):
    email = serializers.EmailField()
    name = serializers.CharField()
    language = serializers.CharField(help_text="Empty: as Accept-Language asks.")
    uses_history = serializers.BooleanField(
        help_text="Whether views and purchases may shape what is recommended."
    )
    joined_at = serializers.DateTimeField()


class ProfileIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=150, allow_blank=True, required=False)
    language = serializers.ChoiceField(["", *dict(settings.LANGUAGES)], required=False)
    uses_history = serializers.BooleanField(required=False)


class OwnReviewShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    product_id = serializers.IntegerField()
    product_slug = serializers.SlugField(source="product.slug")
    product_title = serializers.CharField(source="product.title")
    rating = serializers.IntegerField()
    title = serializers.CharField()
    text = serializers.CharField()
    author_name = serializers.CharField()
    status = serializers.ChoiceField(Review.Status.values)
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)


OwnReviewPage = page_of(OwnReviewShape, "OwnReviewPage")


class ReviewEdit(serializers.Serializer[Any]):
    rating = serializers.IntegerField(min_value=1, max_value=5)
    title = serializers.CharField(max_length=120, allow_blank=True, default="")
    text = serializers.CharField(max_length=5000, allow_blank=True, default="")
    author_name = serializers.CharField(max_length=60)


class ReviewIn(ReviewEdit):
    order_line_id = serializers.IntegerField(
        min_value=1, max_value=2**62, help_text="A line of a delivered order of the asker's."
    )


class DeviceIn(serializers.Serializer[Any]):
    platform = serializers.ChoiceField(Device.Platform.values)
    token = serializers.CharField(max_length=500, help_text="Where the push service delivers messages.")
    app_version = serializers.CharField(max_length=40, allow_blank=True, default="")
    language = serializers.ChoiceField(["", *dict(settings.LANGUAGES)], default="")


class DeviceShape(serializers.Serializer[Any]):
    key = serializers.UUIDField(help_text="Names the registration.")
    platform = serializers.ChoiceField(Device.Platform.values)
    app_version = serializers.CharField()
    language = serializers.CharField()
    created_at = serializers.DateTimeField()
    seen_at = serializers.DateTimeField()


DevicePage = page_of(DeviceShape, "DevicePage")
