-- Printer profiles that a tenant's devices are told to read by. Old editions stay, so that a version is never used twice.

CREATE TABLE printer_profile (
    id          BIGINT      NOT NULL UNIQUE,
    tenant      BIGINT      NOT NULL REFERENCES tenant (id),
    name        TEXT        NOT NULL,              -- the profile's id
    version     INTEGER     NOT NULL,
    maker       TEXT,
    sha256      TEXT        NOT NULL,              -- of the document, in hexadecimal
    length      INTEGER     NOT NULL,
    document    BYTEA       NOT NULL,
    uploaded    TIMESTAMPTZ NOT NULL,
    uploaded_by TEXT        NOT NULL,
    withdrawn   TIMESTAMPTZ,                       -- devices are told of it no more
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, name, version)
);
CREATE UNIQUE INDEX printer_profile_listed ON printer_profile (tenant, name) WHERE withdrawn IS NULL;

-- What a printer was read by, and what is known of one that no profile of a maker fitted.
ALTER TABLE printer
    ADD COLUMN device_id       TEXT,               -- MFG and MDL of its IEEE 1284 id
    ADD COLUMN profile         TEXT,               -- null: its device does not say
    ADD COLUMN profile_version INTEGER;
CREATE INDEX printer_unmatched ON printer (tenant) WHERE profile = 'generic' AND removed IS NULL;
