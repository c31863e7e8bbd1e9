-- Heartbeats by DNS (chapter HBT): a device's secret, and the highest counter that came.
CREATE TABLE device_heartbeat (
    tenant   BIGINT      NOT NULL,
    device   UUID        NOT NULL UNIQUE,
    secret   BYTEA       NOT NULL,
    counter  BIGINT      NOT NULL DEFAULT -1,
    heard    TIMESTAMPTZ,                            -- when that counter came
    resolver TEXT,                                   -- and who asked for it
    PRIMARY KEY (tenant, device),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);

-- The ids that a device may use: the first for ever, and some from the last counter on.
CREATE TABLE heartbeat_id (
    id     TEXT   NOT NULL PRIMARY KEY,
    device UUID   NOT NULL REFERENCES device_heartbeat (device) ON DELETE CASCADE,
    period BIGINT NOT NULL
);
CREATE INDEX heartbeat_id_device ON heartbeat_id (device, period);
