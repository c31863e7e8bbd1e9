-- Alerts for people: what they do about them, rules that look for more, and who is told.

-- What was done last about an alert; all of it is in alert_word.
ALTER TABLE printer_alert
    ADD COLUMN acknowledged    TIMESTAMPTZ,
    ADD COLUMN acknowledged_by TEXT,
    ADD COLUMN muted_until     TIMESTAMPTZ;

-- The counter was set back: when it was read below the value before it.
ALTER TABLE printer_meter
    ADD COLUMN fell      TIMESTAMPTZ,
    ADD COLUMN fell_from BIGINT;
CREATE INDEX printer_meter_fell ON printer_meter (tenant, fell) WHERE fell IS NOT NULL;

-- Where notices go.
CREATE TABLE notice_channel (
    tenant         BIGINT      NOT NULL REFERENCES tenant (id),
    id             UUID        NOT NULL,
    name           TEXT        NOT NULL,
    kind           TEXT        NOT NULL,             -- MAIL, WEBHOOK
    targets        TEXT[]      NOT NULL,             -- addresses, or one URL
    language       TEXT        NOT NULL,
    digest_minutes INTEGER     NOT NULL,             -- what comes within is one notice of a site
    hourly_limit   INTEGER     NOT NULL,
    secret         BYTEA,                            -- the key that signs a webhook's notices
    created        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, name)
);

CREATE TABLE alert_rule (
    tenant    BIGINT      NOT NULL REFERENCES tenant (id),
    id        UUID        NOT NULL,
    name      TEXT        NOT NULL,
    template  TEXT        NOT NULL,
    threshold INTEGER     NOT NULL,                  -- in the template's unit
    severity  TEXT        NOT NULL,                  -- CRITICAL, WARNING, OTHER
    device    UUID,                                  -- only at this site; null: at all
    location  TEXT        NOT NULL,                  -- a part of the printer's place; empty: any
    model     TEXT        NOT NULL,                  -- a part of maker and model
    enabled   BOOLEAN     NOT NULL,
    next_look TIMESTAMPTZ NOT NULL,                  -- by one node at a time
    created   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, name),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);

CREATE TABLE alert_rule_channel (
    tenant  BIGINT NOT NULL,
    rule    UUID   NOT NULL,
    channel UUID   NOT NULL,
    PRIMARY KEY (tenant, rule, channel),
    FOREIGN KEY (tenant, rule) REFERENCES alert_rule (tenant, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant, channel) REFERENCES notice_channel (tenant, id) ON DELETE CASCADE
);

CREATE INDEX alert_rule_due ON alert_rule (next_look) WHERE enabled;

-- Hours in which nobody is told; what is over by their end is not told at all.
CREATE TABLE maintenance_window (
    tenant    BIGINT      NOT NULL REFERENCES tenant (id),
    id        UUID        NOT NULL,
    name      TEXT        NOT NULL,
    device    UUID,                                  -- null: at all sites
    zone      TEXT        NOT NULL,                  -- IANA
    days      TEXT[]      NOT NULL,                  -- MONDAY ... on which it begins
    begins    TIME        NOT NULL,
    ends      TIME        NOT NULL,                  -- of the next day where that is not after begins
    created   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, name),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);

-- What a rule found: open while it holds.
CREATE TABLE finding (
    tenant          BIGINT      NOT NULL,
    id              BIGINT      GENERATED ALWAYS AS IDENTITY,
    rule            UUID        NOT NULL,
    subject         TEXT        NOT NULL,            -- what it is of, such as one supply of one printer
    device          UUID        NOT NULL,            -- the site
    printer         BIGINT,
    alert           BIGINT,                          -- of the printer's own
    severity        TEXT        NOT NULL,
    name            TEXT        NOT NULL,            -- the printer's or the device's
    detail          TEXT[]      NOT NULL,            -- what the template's sentence has places for
    opened          TIMESTAMPTZ NOT NULL,
    closed          TIMESTAMPTZ,
    acknowledged    TIMESTAMPTZ,
    acknowledged_by TEXT,
    muted_until     TIMESTAMPTZ,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, rule) REFERENCES alert_rule (tenant, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX finding_open ON finding (tenant, rule, subject) WHERE closed IS NULL;
CREATE INDEX finding_opened ON finding (tenant, opened DESC, id DESC);
CREATE INDEX finding_closed ON finding (closed) WHERE closed IS NOT NULL;
CREATE INDEX finding_alert ON finding (tenant, alert) WHERE alert IS NOT NULL;

-- What people said and did, of an alert or of a finding.
CREATE TABLE alert_word (
    tenant  BIGINT      NOT NULL,
    id      BIGINT      GENERATED ALWAYS AS IDENTITY,
    alert   BIGINT,
    finding BIGINT,
    at      TIMESTAMPTZ NOT NULL,
    actor   TEXT        NOT NULL,
    kind    TEXT        NOT NULL,                    -- ACKNOWLEDGED, MUTED, UNMUTED, COMMENTED
    text    TEXT,
    until   TIMESTAMPTZ,
    PRIMARY KEY (tenant, id),
    CHECK ((alert IS NULL) <> (finding IS NULL)),
    FOREIGN KEY (tenant, alert) REFERENCES printer_alert (tenant, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant, finding) REFERENCES finding (tenant, id) ON DELETE CASCADE
);
CREATE INDEX alert_word_alert ON alert_word (tenant, alert) WHERE alert IS NOT NULL;
CREATE INDEX alert_word_finding ON alert_word (tenant, finding) WHERE finding IS NOT NULL;

-- One thing to tell one channel, once; those of one digest go together.
CREATE TABLE notice_item (
    tenant  BIGINT      NOT NULL,
    id      BIGINT      GENERATED ALWAYS AS IDENTITY,
    finding BIGINT      NOT NULL,
    channel UUID        NOT NULL,
    kind    TEXT        NOT NULL,                    -- RAISED, RESOLVED
    due     TIMESTAMPTZ NOT NULL,
    digest  UUID,                                    -- null: still waits
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, finding, channel, kind),
    FOREIGN KEY (tenant, finding) REFERENCES finding (tenant, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant, channel) REFERENCES notice_channel (tenant, id) ON DELETE CASCADE
);
CREATE INDEX notice_item_waits ON notice_item (tenant, channel, due) WHERE digest IS NULL;
CREATE INDEX notice_item_digest ON notice_item (digest) WHERE digest IS NOT NULL;

-- A digest on its way to one target. Its id is the key by which a receiver knows it again.
CREATE TABLE notice (
    id       UUID        PRIMARY KEY,
    tenant   BIGINT      NOT NULL,
    channel  UUID        NOT NULL,
    digest   UUID,                                   -- null: a test
    target   TEXT        NOT NULL,
    state    TEXT        NOT NULL,                   -- WAITING, SENT, FAILED
    created  TIMESTAMPTZ NOT NULL,
    begun    TIMESTAMPTZ NOT NULL,                   -- from when it is tried for a day
    tries    INTEGER     NOT NULL,
    next_try TIMESTAMPTZ NOT NULL,
    claim    UUID,                                   -- of the node that has it in hand, until leased
    leased   TIMESTAMPTZ,
    ended    TIMESTAMPTZ,
    error    TEXT,
    FOREIGN KEY (tenant, channel) REFERENCES notice_channel (tenant, id) ON DELETE CASCADE
);
CREATE INDEX notice_due ON notice (next_try) WHERE state = 'WAITING';
CREATE INDEX notice_list ON notice (tenant, created DESC);
CREATE INDEX notice_ended ON notice (ended) WHERE ended IS NOT NULL;
