-- The store of releases: makers' metadata to the byte, what verified metadata offers, and pair packs. Objects lie in a folder.

CREATE TABLE update_repository (
    tenant       BIGINT      NOT NULL REFERENCES tenant (id),
    name         TEXT        NOT NULL,             -- devices have it built in
    created      TIMESTAMPTZ NOT NULL,
    published    TIMESTAMPTZ,                      -- null: nothing that devices are told of yet
    published_by TEXT,
    PRIMARY KEY (tenant, name)
);

CREATE TABLE update_file (
    tenant     BIGINT      NOT NULL,
    repository TEXT        NOT NULL,
    name       TEXT        NOT NULL,               -- 3.root.xml
    content    BYTEA       NOT NULL,
    live       BOOLEAN     NOT NULL,               -- devices see it; the others wait for a timestamp
    stored     TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant, repository, name, live),
    FOREIGN KEY (tenant, repository) REFERENCES update_repository (tenant, name) ON DELETE CASCADE
);

-- When each role of what devices see expires.
CREATE TABLE update_expiry (
    tenant     BIGINT      NOT NULL,
    repository TEXT        NOT NULL,
    role       TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    since      TIMESTAMPTZ NOT NULL,               -- when it came here
    expires    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant, repository, role),
    FOREIGN KEY (tenant, repository) REFERENCES update_repository (tenant, name) ON DELETE CASCADE
);

CREATE TABLE published_release (
    tenant     BIGINT      NOT NULL,
    repository TEXT        NOT NULL,
    model      TEXT        NOT NULL,
    release    TEXT        NOT NULL,
    document   TEXT        NOT NULL,               -- object
    content    BYTEA       NOT NULL,               -- the document itself
    first_seen TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant, repository, model, release),
    FOREIGN KEY (tenant, repository) REFERENCES update_repository (tenant, name) ON DELETE CASCADE
);

CREATE TABLE published_content (
    tenant       BIGINT NOT NULL,
    repository   TEXT   NOT NULL,
    model        TEXT   NOT NULL,
    release      TEXT   NOT NULL,
    component    TEXT   NOT NULL,
    image        TEXT   NOT NULL,                  -- SHA-256
    image_length BIGINT NOT NULL,
    list         TEXT   NOT NULL,                  -- object
    list_length  BIGINT NOT NULL,
    pack         TEXT   NOT NULL,                  -- object
    pack_length  BIGINT NOT NULL,
    PRIMARY KEY (tenant, repository, model, release, component),
    FOREIGN KEY (tenant, repository, model, release)
        REFERENCES published_release (tenant, repository, model, release) ON DELETE CASCADE
);
CREATE INDEX published_content_image ON published_content (image);

-- Pair packs, made or to be made. Nobody signs them, and they say nothing of tenants: what two share is made once.
CREATE TABLE pair_pack (
    list      TEXT        NOT NULL,                -- the chunk list that it leads to
    old_image TEXT        NOT NULL,                -- SHA-256 of the image that a device has
    state     TEXT        NOT NULL,                -- WANTED, MADE, FAILED
    object    TEXT,
    length    BIGINT,
    reason    TEXT,                                -- why it failed
    wanted    TIMESTAMPTZ NOT NULL,
    tried     INTEGER     NOT NULL DEFAULT 0,
    next_try  TIMESTAMPTZ NOT NULL,
    made      TIMESTAMPTZ,
    PRIMARY KEY (list, old_image)
);
CREATE INDEX pair_pack_wanted ON pair_pack (next_try) WHERE state = 'WANTED';

-- What a token is for, beside its role; null: all that the role may.
ALTER TABLE api_token ADD COLUMN scope TEXT;
