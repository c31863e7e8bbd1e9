-- Whether the device came the last time with a certificate of another authority than the server's own: the end of
-- one that the server gave it says nothing then. Of those before, who was heard after that end is taken for such a one.
ALTER TABLE device ADD COLUMN others_certificate BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE device d SET others_certificate = TRUE
    WHERE last_contact > (SELECT max(not_after) FROM device_certificate c WHERE c.tenant = d.tenant AND c.device = d.id);
