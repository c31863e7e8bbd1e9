-- By which ways a discovery entry lets its printers be asked: tokens with blanks between; empty: the protocol's default.

ALTER TABLE discovery_entry ADD COLUMN readers TEXT NOT NULL DEFAULT '';
