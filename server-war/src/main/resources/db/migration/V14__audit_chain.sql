-- Each audit entry takes the hash of the one before it into its own: what is changed, deleted, put between or
-- moved later breaks the chain there. `platen-server.jar audit verify` walks it with code of its own.

ALTER TABLE audit_entry
    DROP CONSTRAINT audit_entry_pkey,
    ALTER COLUMN tenant DROP NOT NULL,               -- null: the server's own, such as a stranger's sign-in
    ADD PRIMARY KEY (id),
    ADD COLUMN position BIGINT UNIQUE,               -- in the chain, from 1, without gaps; one chain for the whole server
    ADD COLUMN hash     BYTEA;
CREATE INDEX audit_entry_tenant ON audit_entry (tenant, id DESC);

-- Length, colon, value, comma; a value that is not there is a hyphen: no two entries have the same bytes.
CREATE FUNCTION audit_part(value TEXT) RETURNS TEXT LANGUAGE SQL IMMUTABLE AS
    $$ SELECT coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-') || ',' $$;

CREATE FUNCTION audit_hash(before BYTEA, place BIGINT, entry audit_entry) RETURNS BYTEA LANGUAGE SQL STABLE AS
    $$ SELECT sha256(before || convert_to(
           audit_part(place::text)
           || audit_part(entry.id::text)
           || audit_part(entry.tenant::text)
           || audit_part(trunc(extract(epoch FROM entry.at) * 1000000)::bigint::text)
           || audit_part(entry.actor)
           || audit_part(entry.action)
           || audit_part(entry.subject)
           || audit_part(entry.detail)
           || audit_part(entry.source), 'UTF8')) $$;

-- Runs when a transaction commits, after everything else that it does: the lock that keeps writers of all nodes
-- in one line is held for the length of a commit, and no transaction that holds it waits for another lock.
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entry  audit_entry;
    last   BIGINT := 0;
    before BYTEA  := sha256('');
BEGIN
    PERFORM pg_advisory_xact_lock(x'6175646974'::bigint);
    SELECT * INTO entry FROM audit_entry WHERE id = NEW.id;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT position, hash INTO last, before FROM audit_entry WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1;
    last := coalesce(last, 0) + 1;
    UPDATE audit_entry SET position = last, hash = audit_hash(coalesce(before, sha256('')), last, entry) WHERE id = entry.id;
    RETURN NULL;
END $$;

-- What was written before the chain began becomes its beginning.
DO $$
DECLARE
    entry  audit_entry;
    place  BIGINT := 0;
    before BYTEA  := sha256('');
BEGIN
    FOR entry IN SELECT * FROM audit_entry ORDER BY id LOOP
        place := place + 1;
        before := audit_hash(before, place, entry);
        UPDATE audit_entry SET position = place, hash = before WHERE id = entry.id;
    END LOOP;
END $$;

CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();

-- The server only ever adds. This stops mistakes; who owns the database can take it away, and then the chain tells.
CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.hash IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Audit entries are not changed or deleted';
END $$;
CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_keep_all BEFORE TRUNCATE ON audit_entry EXECUTE FUNCTION audit_keep();
