-- A webhook's key, sealed under the server's secret. Those in clear (secret) are sealed when the
-- server starts, which has the secret; the database has not.
ALTER TABLE notice_channel ADD COLUMN sealed_key BYTEA;
