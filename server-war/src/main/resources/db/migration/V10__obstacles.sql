-- What keeps devices from their hosts, as their reports tell it: PLT-TLS-046. The newest word counts.

CREATE TABLE device_obstacle (
    tenant   BIGINT      NOT NULL,
    device   UUID        NOT NULL,
    host     TEXT        NOT NULL,
    kind     TEXT        NOT NULL,                   -- a token of the registry of obstacles
    key      TEXT        NOT NULL,                   -- SHA-256 of the issuer's key, in hexadecimal; empty where there is none
    issuer   TEXT,                                   -- who vouched for the certificate that was refused
    first    TIMESTAMPTZ NOT NULL,                   -- by the device's time
    last     TIMESTAMPTZ NOT NULL,
    times    BIGINT      NOT NULL,
    reported TIMESTAMPTZ NOT NULL,                   -- by the server's
    PRIMARY KEY (tenant, device, host, kind, key),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);
