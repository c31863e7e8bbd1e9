-- Sealing: the certificates that devices came with, so that what they sealed before a renewal opens after it.
-- Public keys only: nothing here opens or signs an envelope.

CREATE TABLE device_signer (
    tenant BIGINT      NOT NULL,
    device UUID        NOT NULL,
    key_id TEXT        NOT NULL,                     -- subject key identifier in hexadecimal
    der    BYTEA       NOT NULL,
    seen   TIMESTAMPTZ NOT NULL,                     -- when the device came with it first
    PRIMARY KEY (tenant, device, key_id),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);
