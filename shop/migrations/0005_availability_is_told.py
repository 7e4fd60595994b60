"""A product that sells out or is to be had again is told to whoever listens to the outbox."""

from django.db import migrations

AVAILABILITY = """
CREATE FUNCTION shop_tell_availability() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO shop_outboxmessage (topic, payload, created_at, due_at, handled, attempts, last_error)
    SELECT 'product.changed', jsonb_build_object('product_id', product_id), now(), now(), '[]', 0, ''
    FROM shop_variant WHERE id = NEW.variant_id;
    RETURN NULL;
END $$;
CREATE TRIGGER stock_availability AFTER UPDATE ON shop_stock FOR EACH ROW
    WHEN ((OLD.on_hand > OLD.reserved) IS DISTINCT FROM (NEW.on_hand > NEW.reserved))
    EXECUTE FUNCTION shop_tell_availability();
"""


class Migration(migrations.Migration):
    dependencies = [("shop", "0004_sandbox_manner_and_capture")]

    operations = [migrations.RunSQL(AVAILABILITY, "DROP FUNCTION shop_tell_availability CASCADE")]
