-- Enrolment: activation codes, tries at them, and the certificates that devices were given.

CREATE TABLE activation_code (
    selector TEXT        PRIMARY KEY,                -- four symbols, no secret
    tenant   BIGINT      NOT NULL,
    device   UUID        NOT NULL,
    hash     BYTEA       NOT NULL,                   -- HMAC-SHA-256 of selector and secret under the server's secret
    created  TIMESTAMPTZ NOT NULL,
    expires  TIMESTAMPTZ NOT NULL,
    approval BOOLEAN     NOT NULL,                   -- whether a person must approve the device's key
    decision TEXT,                                   -- APPROVED, REJECTED
    key      BYTEA,                                  -- SHA-256 of the public key that used it
    used     TIMESTAMPTZ,                            -- when the key came first
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);
CREATE INDEX activation_code_device ON activation_code (tenant, device);

-- Wrong tries by subject: a source, or a code at a source.
CREATE TABLE enrolment_try (
    subject      TEXT        PRIMARY KEY,
    failures     INTEGER     NOT NULL,
    window_start TIMESTAMPTZ NOT NULL
);
CREATE INDEX enrolment_try_window ON enrolment_try (window_start);

CREATE TABLE device_certificate (
    tenant     BIGINT      NOT NULL,
    device     UUID        NOT NULL,
    key        BYTEA       NOT NULL,                 -- SHA-256 of the public key
    print      BYTEA       NOT NULL UNIQUE,          -- SHA-256 of the whole certificate
    der        BYTEA       NOT NULL,
    not_after  TIMESTAMPTZ NOT NULL,
    issued     TIMESTAMPTZ NOT NULL,
    first_used TIMESTAMPTZ,                          -- the device was let in with it, or renewed it
    superseded TIMESTAMPTZ,                          -- another took its place
    PRIMARY KEY (tenant, device, key),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);

-- The factory certificate that a device enrolled with, and the serial that an operator expects.
ALTER TABLE device ADD COLUMN factory_key BYTEA;
ALTER TABLE device ADD COLUMN factory_serial TEXT;
