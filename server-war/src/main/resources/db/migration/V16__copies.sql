-- When a certificate of a device was first shown after another had taken its place: by a copy of the device.
ALTER TABLE device_certificate ADD COLUMN shown_after TIMESTAMPTZ;
