-- Which alerts devices tell at once (PLT-ALR-020, PLT-ALR-021).

ALTER TABLE policy ADD COLUMN alert_traps      BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE policy ADD COLUMN alert_severities TEXT    NOT NULL DEFAULT 'CRITICAL WARNING';
ALTER TABLE policy ADD COLUMN alert_except     TEXT    NOT NULL DEFAULT '';       -- codes with a space between
ALTER TABLE policy ADD COLUMN alert_always     BOOLEAN NOT NULL DEFAULT TRUE;
