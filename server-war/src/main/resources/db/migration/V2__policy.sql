-- What a tenant tells all of its devices. No row: the defaults of the protocol.

CREATE TABLE policy (
    tenant             BIGINT      PRIMARY KEY REFERENCES tenant (id),
    window_from        TEXT        NOT NULL,         -- HH:mm of the site
    window_to          TEXT        NOT NULL,
    zone               TEXT,                         -- null: the device's own
    cycle              TEXT        NOT NULL,         -- these three as ISO 8601 durations
    random_delay       TEXT        NOT NULL,
    full_every         TEXT        NOT NULL,
    sources            BOOLEAN     NOT NULL,
    masks              TEXT        NOT NULL,         -- data class and kind, one a line
    packets_per_second BIGINT      NOT NULL,
    changed            TIMESTAMPTZ NOT NULL
);
