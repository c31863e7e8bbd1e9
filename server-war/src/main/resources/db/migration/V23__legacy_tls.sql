-- Whether the device came by TLS 1.2 the last time (PLT-TLS-002, the legacy profile).
ALTER TABLE device ADD COLUMN tls12 BOOLEAN NOT NULL DEFAULT FALSE;
