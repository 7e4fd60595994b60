"""What belongs to an account: profile, addresses, own reviews, devices. Strangers get 404."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shop import access, accounts, addresses, delivery, devices, reviews
from shop.api import cursors, kinds, parameters
from shop.api.people_shapes import (
    AddressPage,
    AddressShape,
    CountryList,
    DeviceIn,
    DevicePage,
    DeviceShape,
    OwnReviewPage,
    OwnReviewShape,
    ProfileIn,
    ProfileShape,
    ReviewEdit,
    ReviewIn,
    SavedAddressIn,
)
from shop.api.problems import Problem
from shop.api.resource import Resource, version
from shop.models import Address, Device, Review, User

ALL = frozenset({"get", "head", "post", "put", "patch", "delete"})


class Profile(Resource):
    """The account's own profile."""

    private = ALL

    @extend_schema(operation_id="get_profile", responses=ProfileShape, tags=["account"])
    def get(self, request: Request) -> Response:
        """Read the profile."""
        return Response(ProfileShape(request.user).data)

    @extend_schema(operation_id="change_profile", request=ProfileIn, responses=ProfileShape, tags=["account"])
    def patch(self, request: Request) -> Response:
        """Change name, language, or whether history may be used. What is not named stays."""
        user = request.user
        present = {name: getattr(user, name) for name in ("name", "language", "uses_history")}
        accounts.update_profile(user, **{**present, **self.checked(ProfileIn)})
        return Response(ProfileShape(user).data)


class Countries(Resource):
    """Where the shop delivers."""

    is_public_cacheable = True

    @extend_schema(operation_id="list_countries", responses=CountryList, tags=["checkout"])
    def get(self, request: Request) -> Response:
        """List the countries, by name in the language asked for."""
        return Response(CountryList({"items": delivery.countries()}).data)


class Addresses(Resource):
    """The account's address book."""

    private = ALL
    queries = {"get": parameters.PAGED}

    @extend_schema(operation_id="list_addresses", responses=AddressPage, tags=["account"])
    def get(self, request: Request) -> Response:
        """List the addresses, the default one first."""
        found, place = cursors.sliced(request, addresses.of(request.user), lambda address: address.pk)
        return Response(AddressPage(cursors.page(request, found, place)).data)

    @extend_schema(
        operation_id="add_address", request=SavedAddressIn, responses={201: AddressShape}, tags=["account"]
    )
    def post(self, request: Request) -> Response:
        """Add an address. One that is there already is not added twice."""
        values = self.checked(SavedAddressIn)
        address = addresses.save(request.user, values["lines"], is_default=values["is_default"])
        return _address(address, status=201)


class OneAddress(Resource):
    private = ALL
    versioned = frozenset({"put", "delete"})

    @extend_schema(operation_id="get_address", responses=AddressShape, tags=["account"])
    def get(self, request: Request, pk: int) -> Response:
        """Read an address."""
        return _address(access.address_for(request.user, pk))

    @extend_schema(
        operation_id="change_address", request=SavedAddressIn, responses=AddressShape, tags=["account"]
    )
    def put(self, request: Request, pk: int) -> Response:
        """Change an address."""
        values = self.checked(SavedAddressIn)
        address = self._for_edit(request, pk)
        saved = addresses.save(
            request.user, values["lines"], address=address, is_default=values["is_default"]
        )
        return _address(saved)

    @extend_schema(operation_id="delete_address", request=None, responses={204: None}, tags=["account"])
    def delete(self, request: Request, pk: int) -> Response:
        """Delete an address. Orders keep the address they went to."""
        addresses.delete(self._for_edit(request, pk))
        return Response(status=204)

    def _for_edit(self, request: Request, pk: int) -> Address:
        User.objects.select_for_update().only("pk").get(pk=request.user.pk)
        address = access.address_for(request.user, pk)
        self.require_version(AddressShape(address).data)
        return address


class DefaultAddress(Resource):
    private = ALL

    @extend_schema(
        operation_id="make_address_default", request=None, responses=AddressShape, tags=["account"]
    )
    def put(self, request: Request, pk: int) -> Response:
        """Make an address the default one."""
        addresses.make_default(access.address_for(request.user, pk))
        return _address(access.address_for(request.user, pk))


def _address(address: Address, *, status: int = 200) -> Response:
    data = AddressShape(address).data
    return Response(data, status=status, headers={"ETag": version(data)})


class OwnReviews(Resource):
    """What the asker has written."""

    private = ALL
    queries = {"get": parameters.PAGED}

    @extend_schema(operation_id="list_own_reviews", responses=OwnReviewPage, tags=["reviews"])
    def get(self, request: Request) -> Response:
        """List own reviews, the latest first."""
        rows = Review.objects.filter(user=request.user).select_related("product")
        found, place = cursors.in_order(request, rows, ("-created_at", "-pk"))
        return Response(OwnReviewPage(cursors.page(request, found, place)).data)

    @extend_schema(
        operation_id="write_review", request=ReviewIn, responses={201: OwnReviewShape}, tags=["reviews"]
    )
    def post(self, request: Request) -> Response:
        """Review what was delivered. It is read by the shop, then published."""
        values = self.checked(ReviewIn)
        line = access.reviewable_line(request.user, values.pop("order_line_id"))
        try:
            review = reviews.write(request.user, product=line.product, **values)
        except reviews.AlreadyReviewed:
            raise Problem(kinds.REVIEWED, _("You have reviewed it; change that review.")) from None
        return _review(review, status=201)


class OneReview(Resource):
    private = ALL
    versioned = frozenset({"put", "delete"})

    @extend_schema(operation_id="get_own_review", responses=OwnReviewShape, tags=["reviews"])
    def get(self, request: Request, pk: int) -> Response:
        """Read an own review."""
        return _review(access.review_for(request.user, pk))

    @extend_schema(
        operation_id="change_review", request=ReviewEdit, responses=OwnReviewShape, tags=["reviews"]
    )
    def put(self, request: Request, pk: int) -> Response:
        """Change a review. It is read again, then published."""
        values = self.checked(ReviewEdit)
        return _review(reviews.edit(self._for_edit(request, pk), **values))

    @extend_schema(operation_id="withdraw_review", request=None, responses={204: None}, tags=["reviews"])
    def delete(self, request: Request, pk: int) -> Response:
        """Withdraw a review; another one may be written later."""
        reviews.withdraw(self._for_edit(request, pk))
        return Response(status=204)

    def _for_edit(self, request: Request, pk: int) -> Review:
        Review.objects.select_for_update().filter(user=request.user, pk=pk).first()
        review = access.review_for(request.user, pk)
        self.require_version(OwnReviewShape(review).data)
        return review


def _review(review: Review, *, status: int = 200) -> Response:
    data = OwnReviewShape(review).data
    return Response(data, status=status, headers={"ETag": version(data)})


class Devices(Resource):
    """Installations that take push messages."""

    private = frozenset({"get", "head"})
    queries = {"get": parameters.PAGED}

    @extend_schema(operation_id="list_devices", responses=DevicePage, tags=["devices"])
    def get(self, request: Request) -> Response:
        """List the account's devices."""
        found, place = cursors.in_order(request, devices.of(request.user), ("-seen_at", "-pk"))
        return Response(DevicePage(cursors.page(request, found, place)).data)

    @extend_schema(
        operation_id="register_device",
        request=DeviceIn,
        responses={200: DeviceShape, 201: DeviceShape},
        tags=["devices"],
    )
    def post(self, request: Request) -> Response:
        """Register a device, or tell that it is still there. Whoever is signed in gets its messages from now on."""
        user = request.user if request.user.is_authenticated else None
        device, is_new = devices.register(user, **self.checked(DeviceIn))
        return Response(DeviceShape(device).data, status=201 if is_new else 200)


class OneDevice(Resource):
    """A registration by its key, which nobody can guess."""

    @extend_schema(operation_id="forget_device", request=None, responses={204: None}, tags=["devices"])
    def delete(self, request: Request, key: str) -> Response:
        """Send no more messages there. A device without an account is forgotten by whoever has its key."""
        rows = Device.objects.filter(key=key)
        mine = rows.filter(user=request.user.pk if request.user.is_authenticated else None)
        if not devices.forget(mine):
            raise Http404
        return Response(status=204)
