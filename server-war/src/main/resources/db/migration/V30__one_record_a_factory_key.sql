-- A factory certificate leads back to one record: that which its device has enrolled for last.
UPDATE device SET factory_key = NULL WHERE id IN (
    SELECT id FROM (
        SELECT d.id, row_number() OVER (PARTITION BY d.factory_key ORDER BY
            (SELECT max(issued) FROM device_certificate c WHERE c.tenant = d.tenant AND c.device = d.id) DESC NULLS LAST,
            d.created DESC, d.id) AS place
        FROM device d WHERE d.factory_key IS NOT NULL) AS placed
    WHERE place > 1);
CREATE UNIQUE INDEX device_factory_key ON device (factory_key);
