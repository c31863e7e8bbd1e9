-- Where each value was read, and when, where that was before its printer's reading.

ALTER TABLE printer
    ADD COLUMN identity_source TEXT,
    ADD COLUMN status_source   TEXT;
ALTER TABLE printer_supply ADD COLUMN as_of TIMESTAMPTZ;
ALTER TABLE printer_tray
    ADD COLUMN source TEXT,
    ADD COLUMN as_of  TIMESTAMPTZ;
ALTER TABLE printer_alert ADD COLUMN source TEXT;

-- What makes a series is a meter's name, its marker, the kind of its source, and since when it counts.
ALTER TABLE printer_meter
    ADD COLUMN by_kind TEXT        NOT NULL DEFAULT '',       -- empty: SNMP
    ADD COLUMN since   TIMESTAMPTZ NOT NULL DEFAULT 'epoch',  -- the epoch: it was never seen to fall
    ADD COLUMN as_of   TIMESTAMPTZ,
    DROP CONSTRAINT printer_meter_tenant_printer_name_marker_key,
    ADD UNIQUE (tenant, printer, name, marker, by_kind, since);
