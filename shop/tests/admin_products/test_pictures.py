"""Pictures of a product on its page."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from shop.models import ProductImage
from shop.tests import factories
from shop.tests.admin_products.page import address_of
from shop.tests.merchant import errors, save

pytestmark = pytest.mark.django_db


def _picture(name="mug.png"):
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def test_pictures_are_added_described_ordered_and_taken_away(client, staff, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    staff("Catalogue")
    product = factories.product()
    rows = {
        "images-TOTAL_FORMS": "2",
        "images-0-file": _picture(),
        "images-0-alt": "A mug",
        "images-0-position": "1",
        "images-1-file": _picture("side.png"),
        "images-1-alt": "From the side",
        "images-1-position": "0",
    }
    save(client, address_of(product), **rows)
    assert [image.alt for image in product.images.all()] == ["From the side", "A mug"]
    assert (product.images.first().width, product.images.first().height) == (40, 30)
    page = client.get(address_of(product)).content.decode()
    assert 'class="m-thumbnail"' in page
    save(client, address_of(product), **{"images-0-DELETE": "on"})
    assert [image.alt for image in product.images.all()] == ["A mug"]
    not_a_picture = SimpleUploadedFile("evil.png", b"<script>", "image/png")
    page = save(client, address_of(product), **{"images-TOTAL_FORMS": "2", "images-1-file": not_a_picture})
    assert "Upload a valid image" in errors(page)
    assert ProductImage.objects.count() == 1
