-- How much devices exchange with printers in a minute, in the mean: PLT-SYN-050.

ALTER TABLE policy ADD COLUMN bytes_per_minute BIGINT NOT NULL DEFAULT 6000000;
