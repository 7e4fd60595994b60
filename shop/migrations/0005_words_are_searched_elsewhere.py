"""The search has an index of its own; the products' full-text column goes."""

from django.db import migrations

DROP_WORDS = "DROP FUNCTION shop_index_product CASCADE"


class Migration(migrations.Migration):
    dependencies = [("shop", "0004_sandbox_manner_and_capture")]

    operations = [
        migrations.RunSQL(DROP_WORDS, migrations.RunSQL.noop),
        migrations.RemoveIndex("product", "product_search"),
        migrations.RemoveField("product", "search_vector"),
    ]
