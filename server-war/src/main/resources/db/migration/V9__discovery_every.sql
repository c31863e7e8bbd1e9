-- How often devices search for new printers, as an ISO 8601 duration: PLT-SYN-037.

ALTER TABLE policy ADD COLUMN discovery_every TEXT NOT NULL DEFAULT 'PT84H';
