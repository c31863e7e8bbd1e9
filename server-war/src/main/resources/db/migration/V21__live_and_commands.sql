-- Live channels of devices, and commands to them. The tables are the truth; a notification only says where to look.

-- One row a device: its newest channel, whichever node has it. Only that one may take commands.
CREATE TABLE live_channel (
    device  UUID        PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
    tenant  BIGINT      NOT NULL,
    channel UUID        NOT NULL,
    node    UUID        NOT NULL,
    form    TEXT        NOT NULL,                    -- WEBSOCKET, EVENTS, POLL
    since   TIMESTAMPTZ NOT NULL,
    heard   TIMESTAMPTZ NOT NULL                     -- written now and then, not at each sign of life
);
CREATE INDEX live_channel_tenant ON live_channel (tenant);
CREATE INDEX live_channel_node ON live_channel (node);

CREATE TABLE command_counter (
    device UUID   PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
    last   BIGINT NOT NULL
);

CREATE TABLE device_command (
    id           UUID        PRIMARY KEY,
    tenant       BIGINT      NOT NULL REFERENCES tenant (id),
    device       UUID        NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    kind         TEXT        NOT NULL,               -- a token of the registry of commands
    parameters   TEXT[]      NOT NULL,               -- name=value
    state        TEXT        NOT NULL,               -- AWAITING, WAITING, SENT, RUNNING, DONE, FAILED, REFUSED, CANCELLED, EXPIRED
    reason       TEXT,                               -- a token of the registry of command-reasons
    detail       TEXT,
    done         BIGINT,
    total        BIGINT,
    ordered_by   TEXT        NOT NULL,
    confirmed_by TEXT,                               -- the second person, where one is needed
    created      TIMESTAMPTZ NOT NULL,
    expires      TIMESTAMPTZ NOT NULL,
    sent         TIMESTAMPTZ,
    ended        TIMESTAMPTZ,
    counter      BIGINT,                             -- null until it may be sent
    signed       BYTEA,                              -- the signed file
    certificate  BYTEA,                              -- of the key that signed it
    UNIQUE (device, counter)
);
CREATE INDEX device_command_open ON device_command (device, counter) WHERE state IN ('WAITING', 'SENT', 'RUNNING');
CREATE INDEX device_command_due ON device_command (expires) WHERE state IN ('AWAITING', 'WAITING', 'SENT', 'RUNNING');
CREATE INDEX device_command_list ON device_command (tenant, device, created DESC);

-- What came of a command, piece by piece; document is the piece as it came, for pieces that carry something.
CREATE TABLE command_result (
    command  UUID        NOT NULL REFERENCES device_command (id) ON DELETE CASCADE,
    number   BIGINT      NOT NULL,
    stage    TEXT        NOT NULL,
    at       TIMESTAMPTZ NOT NULL,
    received TIMESTAMPTZ NOT NULL,
    document BYTEA,
    PRIMARY KEY (command, number)
);

-- Whoever changes a device's state, or takes its certificate's place: the node that has its channel looks at once.
CREATE FUNCTION live_device_changed() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('platen_live', 'state ' || NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER live_device_changed AFTER UPDATE OF state ON device
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION live_device_changed();
