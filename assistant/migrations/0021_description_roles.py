"""What the staff roles may do with descriptions. Rights come into being after all migrations, so they are made here first."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

RIGHTS = {
    "Catalogue": (
        "view_description",
        "add_description",
        "approve_description",
        "view_descriptionrun",
        "add_descriptionrun",
    ),
}


def give(apps, schema_editor):
    assistant = installed.get_app_config("assistant")
    create_contenttypes(assistant, verbosity=0)
    create_permissions(assistant, verbosity=0)
    for name, rights in RIGHTS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*_rights(apps, rights))


def take(apps, schema_editor):
    for name, rights in RIGHTS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.remove(*_rights(apps, rights))


def _rights(apps, codenames):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="assistant", codename__in=codenames
    )


class Migration(migrations.Migration):
    dependencies = [
        ("assistant", "0020_descriptions"),
        ("shop", "0003_staff_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, take)]
