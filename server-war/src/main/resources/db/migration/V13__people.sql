-- People: invitations in place of passwords that others choose, sources that a user came from, and tokens that end.

ALTER TABLE app_user
    ADD COLUMN last_sign_in TIMESTAMPTZ;             -- password_hash is empty while nobody has set one

-- A link that sets a user's password, once.
CREATE TABLE invitation (
    app_user  BIGINT      PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
    code_hash BYTEA       NOT NULL UNIQUE,           -- SHA-256 of the code
    expires   TIMESTAMPTZ NOT NULL
);

-- Where users came in well lately: there, strangers' tries elsewhere do not keep them out.
CREATE TABLE sign_in_source (
    login  TEXT        NOT NULL,
    source TEXT        NOT NULL,                     -- an IPv4 address, or an IPv6 network of 64 bits
    at     TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (login, source)
);

ALTER TABLE api_token
    ADD COLUMN owner     TEXT,                       -- the user who made it, or who made the token that made it
    ADD COLUMN expires   TIMESTAMPTZ,                -- null: made before tokens ended
    ADD COLUMN last_used TIMESTAMPTZ;
UPDATE api_token SET owner = created_by;
ALTER TABLE api_token ALTER COLUMN owner SET NOT NULL;
CREATE INDEX api_token_owner ON api_token (tenant, owner) WHERE revoked IS NULL;
