"""Help articles, the store's profile, coupons, delivery and tax."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from shop import content
from shop.models import Coupon, DeliveryMethod, DeliveryRate, HelpArticle, StoreProfile, TaxRate


@admin.register(HelpArticle)
class HelpArticleAdmin(ModelAdmin):
    list_display = ("title", "topic", "is_policy", "is_published", "updated_at")
    list_filter = ("topic", "is_published")
    search_fields = ("title", "body")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("preview",)

    @admin.display(description=_("as it is shown"))
    def preview(self, article: HelpArticle) -> str:
        return content.render(article.body)


@admin.register(StoreProfile)
class StoreProfileAdmin(ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return not StoreProfile.objects.exists() and super().has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: StoreProfile | None = None) -> bool:
        return False


@admin.register(Coupon)
class CouponAdmin(ModelAdmin):
    list_display = ("code", "kind", "value", "minimum", "uses", "max_uses", "ends_at", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("code",)
    readonly_fields = ("uses",)


class RateInline(TabularInline):
    model = DeliveryRate
    extra = 0


@admin.register(DeliveryMethod)
class DeliveryMethodAdmin(ModelAdmin):
    list_display = ("name", "code", "days_min", "days_max", "is_active", "position")
    inlines = (RateInline,)


@admin.register(TaxRate)
class TaxRateAdmin(ModelAdmin):
    list_display = ("country", "name", "rate", "is_inclusive")
