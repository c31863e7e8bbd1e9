-- One printer that devices know under several keys is one to people: rows stay each device's own, and name the one that is shown.

ALTER TABLE printer
    ADD COLUMN merged_into BIGINT,                  -- the row under whose id people see it; null: its own
    ADD COLUMN grouped     BOOLEAN NOT NULL DEFAULT FALSE,  -- it has others, or is one of them
    ADD COLUMN face        BOOLEAN NOT NULL DEFAULT TRUE,   -- of a group the row that tells how the printer is
    ADD COLUMN serial_key  TEXT GENERATED ALWAYS AS (nullif(regexp_replace(upper(serial), '[^A-Z0-9]', '', 'g'), '')) STORED,
    ADD FOREIGN KEY (tenant, merged_into) REFERENCES printer (tenant, id);
CREATE INDEX printer_merged ON printer (tenant, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX printer_grouped ON printer (tenant, device) WHERE grouped;
CREATE INDEX printer_serial ON printer (tenant, serial_key) WHERE serial_key IS NOT NULL;
CREATE INDEX printer_mac ON printer (tenant, mac) WHERE mac IS NOT NULL;
CREATE INDEX printer_place ON printer (tenant, address, sys_object_id) WHERE address IS NOT NULL;

-- Pairs that somebody has called two printers: they are suggested no more.
CREATE TABLE printer_distinct (
    tenant  BIGINT      NOT NULL,
    one     BIGINT      NOT NULL,
    other   BIGINT      NOT NULL,
    decided TIMESTAMPTZ NOT NULL,
    actor   TEXT        NOT NULL,
    PRIMARY KEY (tenant, one, other),
    CHECK (one < other),
    FOREIGN KEY (tenant, one) REFERENCES printer (tenant, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant, other) REFERENCES printer (tenant, id) ON DELETE CASCADE
);
