-- Which objects of the store are still named, and since when the others are not: what nothing names any more is removed in the end.

CREATE TABLE published_target (
    tenant     BIGINT NOT NULL,
    repository TEXT   NOT NULL,
    sha256     TEXT   NOT NULL,                    -- object; also where it is no release
    PRIMARY KEY (tenant, repository, sha256),
    FOREIGN KEY (tenant, repository) REFERENCES update_repository (tenant, name) ON DELETE CASCADE
);
INSERT INTO published_target (tenant, repository, sha256)
    SELECT DISTINCT tenant, repository, document FROM published_release;

CREATE TABLE unnamed_object (
    sha256 TEXT        PRIMARY KEY,
    since  TIMESTAMPTZ NOT NULL                    -- a look at the store, not the moment itself
);
