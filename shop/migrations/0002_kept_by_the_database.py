"""What the database keeps by itself: price history, price range, rating summary, search words, order numbers."""

from django.db import migrations

ORDER_NUMBERS = "CREATE SEQUENCE shop_order_number START 100001"

PRICE_HISTORY = """
CREATE FUNCTION shop_record_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO shop_pricerecord (variant_id, price, effective_at) VALUES (NEW.id, NEW.price, clock_timestamp());
    RETURN NULL;
END $$;
CREATE TRIGGER price_history_insert AFTER INSERT ON shop_variant FOR EACH ROW EXECUTE FUNCTION shop_record_price();
CREATE TRIGGER price_history_update AFTER UPDATE OF price ON shop_variant FOR EACH ROW
    WHEN (OLD.price IS DISTINCT FROM NEW.price) EXECUTE FUNCTION shop_record_price();
"""

# The product rows are locked first; the count that follows is a new statement, so it sees what others committed meanwhile.
PRICE_RANGE = """
CREATE FUNCTION shop_refresh_price_range() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT product_id) INTO touched FROM before_rows;
    ELSIF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT product_id) INTO touched FROM after_rows;
    ELSE
        SELECT array_agg(DISTINCT product_id) INTO touched
        FROM (SELECT product_id FROM before_rows UNION SELECT product_id FROM after_rows) AS both_rows;
    END IF;
    PERFORM 1 FROM shop_product WHERE id = ANY(touched) ORDER BY id FOR NO KEY UPDATE;
    UPDATE shop_product AS product SET price_from = range.low, price_to = range.high
    FROM (
        SELECT wanted.id, min(variant.price) AS low, max(variant.price) AS high
        FROM unnest(touched) AS wanted(id)
        LEFT JOIN shop_variant AS variant ON variant.product_id = wanted.id AND variant.is_active
        GROUP BY wanted.id
    ) AS range
    WHERE product.id = range.id AND (product.price_from, product.price_to) IS DISTINCT FROM (range.low, range.high);
    RETURN NULL;
END $$;
CREATE TRIGGER price_range_insert AFTER INSERT ON shop_variant REFERENCING NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION shop_refresh_price_range();
CREATE TRIGGER price_range_update AFTER UPDATE ON shop_variant REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION shop_refresh_price_range();
CREATE TRIGGER price_range_delete AFTER DELETE ON shop_variant REFERENCING OLD TABLE AS before_rows
    FOR EACH STATEMENT EXECUTE FUNCTION shop_refresh_price_range();
"""

RATINGS = """
CREATE FUNCTION shop_refresh_rating() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT product_id ORDER BY product_id) INTO touched FROM before_rows;
    ELSIF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT product_id ORDER BY product_id) INTO touched FROM after_rows;
    ELSE
        SELECT array_agg(DISTINCT product_id ORDER BY product_id) INTO touched
        FROM (SELECT product_id FROM before_rows UNION SELECT product_id FROM after_rows) AS both_rows;
    END IF;
    INSERT INTO shop_ratingsummary (product_id, stars1, stars2, stars3, stars4, stars5)
        SELECT id, 0, 0, 0, 0, 0 FROM shop_product WHERE id = ANY(touched) ORDER BY id
        ON CONFLICT (product_id) DO NOTHING;
    PERFORM 1 FROM shop_ratingsummary WHERE product_id = ANY(touched) ORDER BY product_id FOR UPDATE;
    UPDATE shop_ratingsummary AS summary
    SET stars1 = counted.n1, stars2 = counted.n2, stars3 = counted.n3, stars4 = counted.n4, stars5 = counted.n5,
        average = counted.mean
    FROM (
        SELECT wanted.id,
            count(*) FILTER (WHERE rating = 1) AS n1, count(*) FILTER (WHERE rating = 2) AS n2,
            count(*) FILTER (WHERE rating = 3) AS n3, count(*) FILTER (WHERE rating = 4) AS n4,
            count(*) FILTER (WHERE rating = 5) AS n5, round(avg(rating), 2) AS mean
        FROM unnest(touched) AS wanted(id)
        LEFT JOIN shop_review AS review ON review.product_id = wanted.id AND review.status = 'published'
        GROUP BY wanted.id
    ) AS counted
    WHERE summary.product_id = counted.id;
    RETURN NULL;
END $$;
CREATE TRIGGER rating_insert AFTER INSERT ON shop_review REFERENCING NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION shop_refresh_rating();
CREATE TRIGGER rating_update AFTER UPDATE ON shop_review REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION shop_refresh_rating();
CREATE TRIGGER rating_delete AFTER DELETE ON shop_review REFERENCING OLD TABLE AS before_rows
    FOR EACH STATEMENT EXECUTE FUNCTION shop_refresh_rating();
"""

SEARCH_WORDS = """
CREATE FUNCTION shop_index_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_vector :=
        setweight(to_tsvector('english', NEW.title || ' ' || NEW.subtitle), 'A')
        || setweight(to_tsvector('english', coalesce((SELECT name FROM shop_brand WHERE id = NEW.brand_id), '')), 'B')
        || setweight(to_tsvector('english', coalesce((SELECT name FROM shop_category WHERE id = NEW.category_id), '')), 'B')
        || setweight(to_tsvector('english', NEW.description), 'D');
    RETURN NEW;
END $$;
CREATE TRIGGER product_search_words BEFORE INSERT OR UPDATE OF title, subtitle, description, brand_id, category_id
    ON shop_product FOR EACH ROW EXECUTE FUNCTION shop_index_product();
"""


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [
        migrations.RunSQL(ORDER_NUMBERS, "DROP SEQUENCE shop_order_number"),
        migrations.RunSQL(PRICE_HISTORY, "DROP FUNCTION shop_record_price CASCADE"),
        migrations.RunSQL(PRICE_RANGE, "DROP FUNCTION shop_refresh_price_range CASCADE"),
        migrations.RunSQL(RATINGS, "DROP FUNCTION shop_refresh_rating CASCADE"),
        migrations.RunSQL(SEARCH_WORDS, "DROP FUNCTION shop_index_product CASCADE"),
    ]
