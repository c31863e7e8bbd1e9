-- Whoever wants a command to end after it was sent: it stands here until the device has heard it, however often its channel breaks.
ALTER TABLE device_command ADD COLUMN cancel_asked TIMESTAMPTZ;
ALTER TABLE device_command ADD COLUMN cancel_told TIMESTAMPTZ;  -- last sent over a channel
CREATE INDEX device_command_cancels ON device_command (device)
    WHERE cancel_asked IS NOT NULL AND state IN ('SENT', 'RUNNING');
