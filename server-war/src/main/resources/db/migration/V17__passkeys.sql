-- Passkeys (WebAuthn level 2): public keys only. What an authenticator keeps never comes here.

CREATE TABLE passkey (
    id         BIGINT      PRIMARY KEY DEFAULT nextval('platen_seq'),
    app_user   BIGINT      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    credential BYTEA       NOT NULL UNIQUE,          -- the id that the authenticator gave it
    attested   BYTEA       NOT NULL,                 -- attested credential data: AAGUID, id, public key in COSE
    counter    BIGINT      NOT NULL,                 -- of signatures; 0 where the authenticator keeps none
    backup     BOOLEAN     NOT NULL,                 -- may be copied by its maker's cloud
    backed_up  BOOLEAN     NOT NULL,
    name       TEXT        NOT NULL,
    created    TIMESTAMPTZ NOT NULL,
    last_used  TIMESTAMPTZ
);
CREATE INDEX passkey_user ON passkey (app_user);

-- Each works once and for minutes: a signature that was recorded opens nothing.
CREATE TABLE passkey_challenge (
    challenge BYTEA       PRIMARY KEY,               -- SHA-256
    app_user  BIGINT      REFERENCES app_user (id) ON DELETE CASCADE, -- null: somebody signs in
    expires   TIMESTAMPTZ NOT NULL
);
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires);
