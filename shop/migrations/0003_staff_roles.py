"""The staff roles. Rights come into being after all migrations, so they are made here first."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

from shop.roles import ROLES


def give(apps, schema_editor):
    shop = installed.get_app_config("shop")
    create_contenttypes(shop, verbosity=0)
    create_permissions(shop, verbosity=0)
    group_table = apps.get_model("auth", "Group")
    permission_table = apps.get_model("auth", "Permission")
    for name, rights in ROLES.items():
        group, _ = group_table.objects.get_or_create(name=name)
        found = permission_table.objects.filter(content_type__app_label="shop", codename__in=rights)
        group.permissions.set(found)


def take(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("shop", "0002_kept_by_the_database"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, take)]
