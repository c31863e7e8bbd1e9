-- Whether a discovery entry looks for announced printers too: PLT-SYN-051.

ALTER TABLE discovery_entry ADD COLUMN mdns BOOLEAN NOT NULL DEFAULT FALSE;
