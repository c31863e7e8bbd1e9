-- The first schema. Rows carry the tenant first in their keys; time series are partitioned by month.
-- Times are TIMESTAMPTZ. A table that JPA writes takes its ids from platen_seq, 50 at a time.

CREATE SEQUENCE platen_seq START WITH 50 INCREMENT BY 50;

-- Access -------------------------------------------------------------------------------------------

CREATE TABLE tenant (
    id      BIGINT      PRIMARY KEY,
    name    TEXT        NOT NULL UNIQUE,
    created TIMESTAMPTZ NOT NULL
);

CREATE TABLE app_user (
    id            BIGINT      NOT NULL UNIQUE,
    tenant        BIGINT      NOT NULL REFERENCES tenant (id),
    login         TEXT        NOT NULL,              -- lower case
    password_hash TEXT        NOT NULL,              -- kind$cost$salt$hash
    role          TEXT        NOT NULL,              -- ADMINISTRATOR, OPERATOR, VIEWER
    theme         TEXT        NOT NULL DEFAULT 'system',
    locale        TEXT,                              -- null: what the browser asks for
    created       TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (login)
);

CREATE TABLE api_token (
    id         BIGINT      NOT NULL UNIQUE,
    tenant     BIGINT      NOT NULL REFERENCES tenant (id),
    name       TEXT        NOT NULL,
    token_hash BYTEA       NOT NULL UNIQUE,          -- SHA-256 of the whole token
    role       TEXT        NOT NULL,
    created_by TEXT        NOT NULL,
    created    TIMESTAMPTZ NOT NULL,
    revoked    TIMESTAMPTZ,
    PRIMARY KEY (tenant, id)
);

-- Nodes keep no session state: a session is a row.
CREATE TABLE session (
    token_hash BYTEA       PRIMARY KEY,              -- SHA-256 of the cookie's value
    tenant     BIGINT      NOT NULL REFERENCES tenant (id),
    app_user   BIGINT      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    csrf       TEXT        NOT NULL,
    created    TIMESTAMPTZ NOT NULL,
    last_used  TIMESTAMPTZ NOT NULL,
    expires    TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_expires ON session (expires);

-- Failed sign-ins by subject (a user's name, a source address, or both).
CREATE TABLE sign_in_failure (
    subject      TEXT        PRIMARY KEY,
    failures     INTEGER     NOT NULL,
    window_start TIMESTAMPTZ NOT NULL
);

CREATE TABLE audit_entry (
    tenant  BIGINT      NOT NULL REFERENCES tenant (id),
    id      BIGINT      GENERATED ALWAYS AS IDENTITY,
    at      TIMESTAMPTZ NOT NULL,
    actor   TEXT        NOT NULL,
    action  TEXT        NOT NULL,
    subject TEXT,
    detail  TEXT,
    source  TEXT,
    PRIMARY KEY (tenant, id)
);

-- Enrolment: records of devices ----------------------------------------------------------------------

CREATE TABLE device (
    id           UUID        NOT NULL UNIQUE,        -- the CN of its certificate
    tenant       BIGINT      NOT NULL REFERENCES tenant (id),
    name         TEXT        NOT NULL,
    state        TEXT        NOT NULL,               -- CREATED, PENDING, ACTIVE, HIBERNATING, DEACTIVATED, EXPIRED, RETIRED
    created      TIMESTAMPTZ NOT NULL,
    activated    TIMESTAMPTZ,                        -- first authenticated request
    last_contact TIMESTAMPTZ,
    software     TEXT,
    address      TEXT,
    clock        TEXT,                               -- SYNCHRONISED, SERVER, UNSET
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, name)
);

CREATE TABLE discovery_entry (
    id         BIGINT      NOT NULL UNIQUE,
    tenant     BIGINT      NOT NULL,
    device     UUID        NOT NULL,
    kind       TEXT        NOT NULL,                 -- NETWORK, RANGE, HOST
    target     TEXT        NOT NULL,
    exclusions TEXT        NOT NULL DEFAULT '',      -- one a line
    access     TEXT        NOT NULL DEFAULT '',      -- version port community, one a line
    created    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant, device, id),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);

-- Ingest -------------------------------------------------------------------------------------------

-- De-duplication has a table of its own: a table partitioned by month cannot hold this key.
CREATE TABLE report_seen (
    tenant   BIGINT      NOT NULL,
    device   UUID        NOT NULL,
    epoch    UUID        NOT NULL,
    sequence BIGINT      NOT NULL,
    body     BYTEA       NOT NULL,                   -- SHA-256 of the body after inflation
    receipt  TEXT        NOT NULL,                   -- the answer, given again to the same report
    received TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant, device, epoch, sequence)
);
CREATE INDEX report_seen_received ON report_seen USING brin (received);

-- Where the current state of a device's printers stands. Locked while a report of the device is stored.
CREATE TABLE device_state (
    tenant          BIGINT      NOT NULL,
    device          UUID        NOT NULL,
    epoch           UUID        NOT NULL,
    sequence        BIGINT      NOT NULL,            -- of the report after which the state is exactly the device's
    confirmed       TIMESTAMPTZ NOT NULL,            -- printers that a delta leaves out were read then as well
    last_report     TIMESTAMPTZ NOT NULL,            -- by the server's clock
    version         BIGINT      NOT NULL,            -- grows with each report: what live pages watch
    lost_reports    BIGINT      NOT NULL DEFAULT 0,  -- that the device's outbox had to drop
    PRIMARY KEY (tenant, device),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);

-- Fleet --------------------------------------------------------------------------------------------

CREATE TABLE printer (
    tenant         BIGINT      NOT NULL,
    id             BIGINT      GENERATED ALWAYS AS IDENTITY,
    device         UUID        NOT NULL,
    key            TEXT        NOT NULL,             -- assigned by the device
    address        TEXT,
    host_name      TEXT,
    mac            TEXT,
    vendor         TEXT,
    model          TEXT,
    serial         TEXT,
    firmware       TEXT,
    asset_number   TEXT,
    location       TEXT,
    sys_object_id  TEXT,
    sys_descr      TEXT,
    status         TEXT        NOT NULL DEFAULT 'UNKNOWN',
    conditions     TEXT[]      NOT NULL DEFAULT '{}',
    panel          TEXT[]      NOT NULL DEFAULT '{}',
    health         TEXT        NOT NULL DEFAULT 'UNKNOWN',  -- OK, ATTENTION, PROBLEM, UNKNOWN; silence is a matter of time
    first_seen     TIMESTAMPTZ NOT NULL,
    last_read      TIMESTAMPTZ NOT NULL,             -- the last reading that the printer answered
    removed        TIMESTAMPTZ,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, device, key),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);

CREATE TABLE printer_supply (
    tenant      BIGINT      NOT NULL,
    printer     BIGINT      NOT NULL,
    row_index   TEXT        NOT NULL,
    type        TEXT        NOT NULL,
    class       TEXT        NOT NULL,                -- CONSUMED, RECEPTACLE, OTHER
    colorant    TEXT,
    description TEXT,
    serial      TEXT,
    source      TEXT,
    level_kind  TEXT        NOT NULL,                -- MEASURED, SOME_REMAINING, UNKNOWN, UNLIMITED
    amount      BIGINT,
    capacity    BIGINT,
    unit        TEXT,
    percent     SMALLINT,
    changed     TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant, printer, row_index),
    FOREIGN KEY (tenant, printer) REFERENCES printer (tenant, id) ON DELETE CASCADE
);

CREATE TABLE printer_tray (
    tenant      BIGINT      NOT NULL,
    printer     BIGINT      NOT NULL,
    row_index   TEXT        NOT NULL,
    description TEXT,
    media       TEXT,
    level_kind  TEXT        NOT NULL,
    amount      BIGINT,
    capacity    BIGINT,
    unit        TEXT,
    PRIMARY KEY (tenant, printer, row_index),
    FOREIGN KEY (tenant, printer) REFERENCES printer (tenant, id) ON DELETE CASCADE
);

-- Open alerts are current; closed ones are history.
CREATE TABLE printer_alert (
    tenant       BIGINT      NOT NULL,
    id           BIGINT      GENERATED ALWAYS AS IDENTITY,
    printer      BIGINT      NOT NULL,
    row_index    TEXT        NOT NULL,
    code         INTEGER     NOT NULL,
    severity     TEXT        NOT NULL,               -- CRITICAL, WARNING, OTHER
    training     TEXT,
    part         TEXT,                               -- the group of RFC 3805
    part_index   INTEGER,
    location     INTEGER,
    description  TEXT,
    uptime_ticks BIGINT,
    opened       TIMESTAMPTZ NOT NULL,
    closed       TIMESTAMPTZ,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, printer) REFERENCES printer (tenant, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX printer_alert_open ON printer_alert (tenant, printer, row_index, code) WHERE closed IS NULL;
CREATE INDEX printer_alert_opened ON printer_alert (tenant, opened DESC, id DESC);

-- A printer's meter: what it is, and its newest value. Its readings name it by id, so they stay small.
CREATE TABLE printer_meter (
    tenant    BIGINT      NOT NULL,
    id        BIGINT      GENERATED ALWAYS AS IDENTITY,
    printer   BIGINT      NOT NULL,
    name      TEXT        NOT NULL,
    marker    TEXT        NOT NULL DEFAULT '',
    unit      TEXT        NOT NULL,
    label     TEXT,
    source    TEXT,
    value     BIGINT      NOT NULL,
    read_at   TIMESTAMPTZ NOT NULL,
    present   BOOLEAN     NOT NULL DEFAULT TRUE,     -- false: the printer no longer reports it
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, printer, name, marker),
    FOREIGN KEY (tenant, printer) REFERENCES printer (tenant, id) ON DELETE CASCADE
);

-- A value below the one before it starts a new series (reset): that is told when reading, since
-- reports may arrive out of order.
CREATE TABLE meter_reading (
    tenant  BIGINT      NOT NULL,
    meter   BIGINT      NOT NULL,
    read_at TIMESTAMPTZ NOT NULL,
    value   BIGINT      NOT NULL,
    PRIMARY KEY (tenant, meter, read_at)
) PARTITION BY RANGE (read_at);
CREATE TABLE meter_reading_default PARTITION OF meter_reading DEFAULT;

CREATE TABLE supply_reading (
    tenant     BIGINT      NOT NULL,
    printer    BIGINT      NOT NULL,
    row_index  TEXT        NOT NULL,
    read_at    TIMESTAMPTZ NOT NULL,
    level_kind TEXT        NOT NULL,
    amount     BIGINT,
    percent    SMALLINT,
    PRIMARY KEY (tenant, printer, row_index, read_at)
) PARTITION BY RANGE (read_at);
CREATE TABLE supply_reading_default PARTITION OF supply_reading DEFAULT;
