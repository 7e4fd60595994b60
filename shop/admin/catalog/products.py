"""Products with their variants, attributes and pictures on one page; in the list, many at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display

from shop import amounts, attributes, catalog, images, prices
from shop.admin import badges, history
from shop.admin.access import DeletesWithAll
from shop.admin.catalog import described, files, repricing, variants
from shop.admin.catalog.filters import CategoryFilter, ShelfFilter
from shop.admin.catalog.pictures import ImageInline
from shop.models import OrderLine, PriceRecord, Product, ProductImage, Stock, Variant

RECORDS = 40


@admin.register(Product)
class ProductAdmin(DeletesWithAll, ModelAdmin):
    list_display = ("face", "category", "state", "price", "available", "popularity", "updated_at")
    list_filter = (
        "status",
        CategoryFilter,
        ("brand", AutocompleteSelectFilter),
        ShelfFilter,
        "is_featured",
    )
    list_filter_submit = True
    list_before_template = "admin/shop/product/above_list.html"
    list_select_related = ("brand", "category")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("title", "variants__sku", "external_id")
    search_help_text = gettext_lazy("Title, SKU or import id")
    autocomplete_fields = ("brand", "category")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("price_history", "values", "popularity", "created_at", "updated_at")
    inlines = (variants.VariantInline, ImageInline)
    actions = ("publish", "archive", "change_prices")
    warn_unsaved_form = True
    change_form_outer_before_template = "admin/shop/product/above_page.html"

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        rows = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "shop_product_changelist":
            first = ProductImage.objects.filter(product=OuterRef("pk")).order_by("position", "pk")
            there = Stock.objects.filter(variant__product=OuterRef("pk"), variant__is_active=True).order_by()
            total = there.values("variant__product").annotate(left=Sum(F("on_hand") - F("reserved")))
            rows = rows.annotate(
                picture_name=Subquery(first.values("file")[:1]),
                left=Coalesce(Subquery(total.values("left")), 0),
            )
        return rows

    @display(description=gettext_lazy("product"), ordering="title", header=True)
    def face(self, product: Product) -> list[Any]:
        picture = getattr(product, "picture_name", None)
        found = (
            {"path": images.url(picture, 96), "squared": True, "width": 40, "height": 40} if picture else {}
        )
        return [product.title, product.brand.name if product.brand else "", None, found]

    @display(description=gettext_lazy("status"), ordering="status", label=badges.PRODUCT)
    def state(self, product: Product) -> tuple[str, str]:
        return product.status, product.get_status_display()

    @admin.display(description=gettext_lazy("price"), ordering="price_from")
    def price(self, product: Product) -> str:
        if product.price_from is None:
            return "—"
        lowest = amounts.shown(product.price_from)
        highest = amounts.shown(product.price_to)
        return lowest if lowest == highest else f"{lowest} – {highest}"

    @admin.display(description=gettext_lazy("available"), ordering="left")
    def available(self, product: Product) -> int:
        return getattr(product, "left", 0)

    @admin.action(description=gettext_lazy("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        chosen = list(queryset.exclude(status=Product.Status.PUBLISHED))
        self._tell(request, chosen, catalog.publish(queryset), _("Published"))

    @admin.action(description=gettext_lazy("Archive"), permissions=["change"])
    def archive(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        chosen = list(queryset.exclude(status=Product.Status.ARCHIVED))
        self._tell(request, chosen, catalog.archive(queryset), _("Archived"))

    @admin.action(description=gettext_lazy("Change prices …"), permissions=["price"])
    def change_prices(self, request: HttpRequest, queryset: QuerySet[Product]) -> HttpResponse:
        return repricing.ask(self, request, queryset)

    def has_price_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("shop.change_variant")

    def _tell(self, request: HttpRequest, chosen: list[Product], count: int, done: str) -> None:
        history.note(request, chosen, done)
        text = ngettext("%(count)d product was changed.", "%(count)d products were changed.", count)
        messages.success(request, text % {"count": count})
        hidden = [row.title for row in chosen if row.price_from is None]
        if hidden and done == _("Published"):
            text = _("Shoppers do not see what has no variant for sale: %(titles)s.")
            messages.warning(request, text % {"titles": ", ".join(hidden[:10])})

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("prices/", wrap(self.prices), name="shop_product_prices"),
            path("import/", wrap(self.bring_in), name="shop_product_import"),
            path("export.<str:kind>", wrap(self.take_out), name="shop_product_export"),
            *super().get_urls(),
        ]

    def bring_in(self, request: HttpRequest) -> HttpResponse:
        return files.bring_in(self, request)

    def take_out(self, request: HttpRequest, kind: str) -> HttpResponse:
        if kind not in files.FORMATS:
            raise Http404
        return files.take_out(self, request, kind)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        more = {
            "may_import": files.may_import(request),
            "may_export": request.user.has_perm("shop.view_stock"),
        }
        return super().changelist_view(request, {**(extra_context or {}), **more})

    def prices(self, request: HttpRequest) -> HttpResponse:
        return repricing.answer(self, request)

    # One product

    def get_fieldsets(
        self, request: HttpRequest, obj: Product | None = None
    ) -> list[tuple[Any, dict[str, Any]]]:
        names = tuple(one.name for one in self._asked(request, obj))
        shown = tuple(names[place : place + 2] for place in range(0, len(names), 2))
        about = _("Choose a category and save; its attributes are asked for then.")
        seen = {"fields": shown if self.has_change_permission(request, obj) else ("values",)}
        return [
            (None, {"fields": ("title", "slug", "subtitle", "description", ("category", "brand"))}),
            (_("Visibility"), {"fields": (("status", "is_featured"), "published_at", "external_id")}),
            (_("Attributes"), seen if names else {"fields": (), "description": about}),
            (_("Search engines"), {"fields": ("seo_title", "seo_description"), "classes": ("tab",)}),
            (_("Prices"), {"fields": ("price_history",), "classes": ("tab",)}),
            (
                _("Kept by the shop"),
                {"fields": ("popularity", "created_at", "updated_at"), "classes": ("tab",)},
            ),
        ]

    def get_form(
        self, request: HttpRequest, obj: Product | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if self.has_change_permission(request, obj):
            kwargs["form"] = described.form_for(self._asked(request, obj))
        return super().get_form(request, obj, change, **kwargs)

    def _asked(self, request: HttpRequest, obj: Product | None) -> list[described.Asked]:
        """What the page asks for; read once a request."""
        key = obj.pk if obj else None
        kept: dict[Any, list[described.Asked]] = request.__dict__.setdefault("_asked_attributes", {})
        if key not in kept:
            kept[key] = described.asked(obj)
        return kept[key]

    @admin.display(description=gettext_lazy("values"))
    def values(self, product: Product) -> str:
        rows = product.attribute_values.select_related("attribute", "choice")
        return "; ".join(f"{row.attribute.name}: {row.value} {row.attribute.unit}".strip() for row in rows)

    @admin.display(description=gettext_lazy("price history"))
    def price_history(self, product: Product) -> str:
        """The latest prices of each variant, and the lowest of the 30 days before today's. Three queries."""
        rows = list(Variant.objects.filter(product_id=product.pk))
        records = PriceRecord.objects.filter(variant__product_id=product.pk).select_related("variant")[
            :RECORDS
        ]
        context = {
            "variants": rows,
            "records": records,
            "lowest": prices.lowest_before([row.pk for row in rows]),
            "currency": settings.CURRENCY,
        }
        return render_to_string("admin/shop/product/prices.html", context)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if isinstance(formset, variants.VariantFormSet):
            variants.complete(formset, actor=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """In the transaction of the request: values and options follow, then the outbox hears of it."""
        super().save_related(request, form, formsets, change)
        product = form.instance
        if isinstance(form, described.ProductForm):
            attributes.describe(product, form.described())
        attributes.follow_variants(product)
        catalog.changed(product)
        product.refresh_from_db(fields=["price_from"])
        if product.is_published and product.price_from is None:
            messages.warning(request, _("Shoppers do not see it yet: it has no variant for sale."))

    def response_add(
        self, request: HttpRequest, obj: Product, post_url_continue: str | None = None
    ) -> HttpResponse:
        """A new product's page opens again, now with the attributes of its category."""
        if "_addanother" not in request.POST and "_popup" not in request.POST:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What was bought stays, with its reviews; it can be archived."""
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        sold = OrderLine.objects.filter(product__in=objs).select_related("order").order_by("-pk")[:10]
        held = [
            _("%(product)s in order %(number)s; archive it instead")
            % {"product": line.title, "number": line.order.number}
            for line in sold
        ]
        return listed, counts, lacking, [*protected, *held]

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Product) -> None:
        catalog.remove(Product.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        catalog.remove(queryset)

    def view_on_site(self, obj: Product) -> str | None:
        """Shoppers get 404 for what is not published."""
        return obj.get_absolute_url() if obj.is_published and obj.price_from is not None else None


def add_action(action: Callable[..., Any]) -> None:
    """What an app above the shop does with the products chosen in the list."""
    ProductAdmin.actions = (*ProductAdmin.actions, action)
