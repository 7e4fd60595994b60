"""Words to suggest products, places and past queries by. An index made before holds none and is to be written anew."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

NAMES = "ALTER TABLE search_document ADD COLUMN names tsvector NOT NULL DEFAULT ''"
# What search.indexing.rebuild takes as an index that was never finished, and as one begun with other weights.
AGED = """
UPDATE search_build SET counted_at = NULL WHERE state = 'active';
UPDATE search_build SET weights = '{}' WHERE state = 'building'
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Completion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("query", "Query"),
                            ("category", "Category"),
                            ("brand", "Brand"),
                            ("collection", "Collection"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("target", models.CharField(blank=True, max_length=150)),
                ("weight", models.FloatField(help_text="Products of a place; people who asked lately.")),
                ("names", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["names"], name="search_completion_names"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "target", "text"), name="search_completion_unique"
                    )
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(NAMES, "ALTER TABLE search_document DROP COLUMN names")],
            state_operations=[
                migrations.AddField(
                    model_name="document",
                    name="names",
                    field=django.contrib.postgres.search.SearchVectorField(default=""),
                    preserve_default=False,
                )
            ],
        ),
        migrations.RunSQL(AGED, migrations.RunSQL.noop),
    ]
