-- Devices trust the authority of the server's own certificate, or the one that gave them theirs: the key has a certificate of each.
ALTER TABLE assignment_key ADD COLUMN also BYTEA;  -- DER; null where the server has no authority of its own
