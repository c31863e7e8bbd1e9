package io.platen.server.fleet.entity;

/** Whether a device's reports come in. */
public enum DevicePresence {
  ONLINE,
  /** Active, and not heard from for longer than a day. */
  SILENT,
  /** As silent, but its heartbeats by DNS come: HTTPS does not get through. */
  HEARTBEAT_ONLY,
  /** Has not come yet. */
  WAITING,
  /** Deactivated, expired, hibernating or retired. */
  INACTIVE
}
