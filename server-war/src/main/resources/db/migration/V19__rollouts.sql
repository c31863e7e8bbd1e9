-- What devices run, releases on their way to them, and the key that tells a device what to install.

-- What a device runs, as it measured it. A row ends when it says something else: the rest is its history.
CREATE TABLE device_component (
    tenant    BIGINT      NOT NULL,
    device    UUID        NOT NULL,
    component TEXT        NOT NULL,                -- bootloader, operating-system, application
    since     TIMESTAMPTZ NOT NULL,
    until     TIMESTAMPTZ,                         -- null: it runs it
    version   TEXT,                                -- null: its maker gave none
    counter   INTEGER     NOT NULL,                -- the security counter
    sha256    TEXT,                                -- of the image, in hexadecimal; null: nothing was installed yet
    slot      TEXT        NOT NULL,                -- A, B
    PRIMARY KEY (tenant, device, component, since),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX device_component_runs ON device_component (tenant, device, component) WHERE until IS NULL;

-- How far a device is with an update, in its own words, and what became of the last one.
CREATE TABLE device_update (
    tenant         BIGINT      NOT NULL,
    device         UUID        NOT NULL,
    repository     TEXT        NOT NULL,           -- whose metadata it trusts
    hardware       TEXT        NOT NULL,           -- its model
    revision       INTEGER     NOT NULL,
    release        TEXT,                           -- null: none is on its way
    stage          TEXT,
    component      TEXT,                           -- the one at work
    done           BIGINT,                         -- bytes
    size           BIGINT,                         -- bytes
    waits          TEXT,                           -- consent, window
    result_release TEXT,
    outcome        TEXT,                           -- CONFIRMED, RETURNED, FAILED, CANCELLED, REFUSED
    reason         TEXT,
    result_at      TIMESTAMPTZ,                    -- by the device's clock
    heard          TIMESTAMPTZ NOT NULL,           -- by the server's
    PRIMARY KEY (tenant, device),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);
CREATE INDEX device_update_hardware ON device_update (tenant, repository, hardware);

CREATE TABLE rollout (
    id                UUID        NOT NULL UNIQUE,
    tenant            BIGINT      NOT NULL REFERENCES tenant (id),
    name              TEXT        NOT NULL,
    repository        TEXT        NOT NULL,
    hardware          TEXT        NOT NULL,        -- the model
    release           TEXT        NOT NULL,
    state             TEXT        NOT NULL,        -- RUNNING, PAUSED, STOPPED, CANCELLED, FINISHED
    fault             TEXT,                        -- why it paused or stopped by itself
    wave              INTEGER     NOT NULL DEFAULT -1, -- the last that was opened
    name_part         TEXT        NOT NULL DEFAULT '', -- devices whose name holds it
    runs_version      TEXT        NOT NULL DEFAULT '', -- devices with a component of that version
    devices           UUID[]      NOT NULL DEFAULT '{}', -- these only, where there are any
    takes_later       BOOLEAN     NOT NULL,
    consent           BOOLEAN     NOT NULL,
    window_from       TIME,
    window_to         TIME,
    window_zone       TEXT,                        -- IANA
    deadline_seconds  BIGINT      NOT NULL,        -- of a device, from when it was told
    confirmed_percent INTEGER     NOT NULL,
    soak_seconds      BIGINT      NOT NULL,
    pause_percent     INTEGER     NOT NULL,
    stop_percent      INTEGER     NOT NULL,
    sample            INTEGER     NOT NULL,
    silence_slots     INTEGER     NOT NULL,
    created           TIMESTAMPTZ NOT NULL,
    created_by        TEXT        NOT NULL,
    ended             TIMESTAMPTZ,
    soaks_until       TIMESTAMPTZ,
    next_look         TIMESTAMPTZ NOT NULL,        -- by whichever node is first
    PRIMARY KEY (tenant, id)
);
CREATE INDEX rollout_due ON rollout (next_look) WHERE state IN ('RUNNING', 'PAUSED');

CREATE TABLE rollout_wave (
    tenant  BIGINT      NOT NULL,
    rollout UUID        NOT NULL,
    place   INTEGER     NOT NULL,                  -- from 0
    name    TEXT        NOT NULL,
    size    TEXT        NOT NULL,                  -- DEVICES, PERCENT, REST
    number  INTEGER     NOT NULL,
    opened  TIMESTAMPTZ,
    PRIMARY KEY (tenant, rollout, place),
    FOREIGN KEY (tenant, rollout) REFERENCES rollout (tenant, id) ON DELETE CASCADE
);

-- What a device runs that is done: by digests, not by the release's name.
CREATE TABLE rollout_component (
    tenant    BIGINT NOT NULL,
    rollout   UUID   NOT NULL,
    component TEXT   NOT NULL,
    version   TEXT   NOT NULL,
    sha256    TEXT   NOT NULL,
    PRIMARY KEY (tenant, rollout, component),
    FOREIGN KEY (tenant, rollout) REFERENCES rollout (tenant, id) ON DELETE CASCADE
);

CREATE TABLE rollout_member (
    tenant    BIGINT      NOT NULL,
    rollout   UUID        NOT NULL,
    device    UUID        NOT NULL,
    wave      INTEGER     NOT NULL,
    phase     BIGINT      NOT NULL,                -- its place in the order of this rollout
    standing  TEXT        NOT NULL,
    since     TIMESTAMPTZ NOT NULL,                -- of this standing
    told      TIMESTAMPTZ,                         -- when its wave was opened
    deadline  TIMESTAMPTZ,
    reason    TEXT,                                -- why it failed, in the device's words
    accepted  BOOLEAN     NOT NULL DEFAULT FALSE,  -- people have seen its bad end and gone on
    PRIMARY KEY (tenant, rollout, device),
    FOREIGN KEY (tenant, rollout) REFERENCES rollout (tenant, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, id) ON DELETE CASCADE
);
CREATE INDEX rollout_member_device ON rollout_member (tenant, device, told);

-- What was decided, by people and by the rules.
CREATE TABLE rollout_decision (
    tenant  BIGINT      NOT NULL,
    rollout UUID        NOT NULL,
    id      BIGINT      GENERATED ALWAYS AS IDENTITY,
    at      TIMESTAMPTZ NOT NULL,
    actor   TEXT,                                  -- null: the rules
    what    TEXT        NOT NULL,                  -- CREATED, OPENED, SOAKS, PAUSED, RESUMED, STOPPED, CANCELLED, FINISHED, JOINED
    fault   TEXT,
    wave    INTEGER,
    number  INTEGER,                               -- devices that it is about
    of_all  INTEGER,                               -- of so many
    PRIMARY KEY (tenant, rollout, id),
    FOREIGN KEY (tenant, rollout) REFERENCES rollout (tenant, id) ON DELETE CASCADE
);

-- Signs what devices are told to install. Encrypted under the server's secret; all nodes have the same.
CREATE TABLE assignment_key (
    id          BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    certificate BYTEA       NOT NULL,              -- DER
    private_key TEXT        NOT NULL,              -- PEM, ENCRYPTED PRIVATE KEY
    begins      TIMESTAMPTZ NOT NULL,
    ends        TIMESTAMPTZ NOT NULL
);
