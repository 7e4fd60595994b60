"""Which facet values a document has, as one number: what is counted over tens of thousands of candidates."""

import django.contrib.postgres.fields
from django.db import migrations, models

ADD = "ALTER TABLE search_document ADD COLUMN facet_set integer"
# As search.indexing.numbering writes them.
FILL = """
INSERT INTO search_facetset (digest, facets)
SELECT DISTINCT md5(array_to_string(facets, ','))::uuid, facets FROM search_document;
UPDATE search_document AS document SET facet_set = held.id FROM search_facetset AS held
WHERE held.digest = md5(array_to_string(document.facets, ','))::uuid;
ALTER TABLE search_document ALTER COLUMN facet_set SET NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0003_staff_roles")]

    operations = [
        migrations.CreateModel(
            name="FacetSet",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "digest",
                    models.UUIDField(help_text="MD5 of the numbers, written with commas.", unique=True),
                ),
                (
                    "facets",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ADD, "ALTER TABLE search_document DROP COLUMN facet_set"),
                migrations.RunSQL(FILL, migrations.RunSQL.noop),
            ],
            state_operations=[
                migrations.AddField(
                    model_name="document",
                    name="facet_set",
                    field=models.IntegerField(
                        help_text="The row of FacetSet that holds these facets.", default=0
                    ),
                    preserve_default=False,
                )
            ],
        ),
    ]
