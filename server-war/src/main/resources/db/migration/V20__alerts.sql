-- What became of each alert (PLT-ALR-033, PLT-ALR-034).

ALTER TABLE printer_alert ADD COLUMN traps BIGINT NOT NULL DEFAULT 0;  -- how many were the reason to look; 0: a cycle saw it

-- The time at which the printer raised it is part of which alert it is.
DROP INDEX printer_alert_open;
CREATE UNIQUE INDEX printer_alert_open ON printer_alert (tenant, printer, row_index, code, coalesce(uptime_ticks, -1))
    WHERE closed IS NULL;
CREATE INDEX printer_alert_printer ON printer_alert (tenant, printer, opened DESC, id DESC);
CREATE INDEX printer_alert_closed ON printer_alert (tenant, closed) WHERE closed IS NOT NULL;

CREATE TABLE alert_event (
    tenant      BIGINT      NOT NULL,
    id          BIGINT      GENERATED ALWAYS AS IDENTITY,
    alert       BIGINT      NOT NULL,
    at          TIMESTAMPTZ NOT NULL,                -- of the reading
    kind        TEXT        NOT NULL,                -- RAISED, CHANGED, CLEARED
    severity    TEXT        NOT NULL,
    description TEXT,
    traps       BIGINT      NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, alert) REFERENCES printer_alert (tenant, id) ON DELETE CASCADE
);
CREATE INDEX alert_event_alert ON alert_event (tenant, alert, at, id);

INSERT INTO alert_event (tenant, alert, at, kind, severity, description, traps)
    SELECT tenant, id, opened, 'RAISED', severity, description, 0 FROM printer_alert;
INSERT INTO alert_event (tenant, alert, at, kind, severity, description, traps)
    SELECT tenant, id, closed, 'CLEARED', severity, description, 0 FROM printer_alert WHERE closed IS NOT NULL;
