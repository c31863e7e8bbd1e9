package io.platen.server.enrolment.entity;

import java.util.stream.Stream;

/** Where a device's record stands; checked on every request. */
public enum DeviceState {
  /** Made by a person; the device has not come yet. */
  CREATED,
  /** Its key waits for a person who approves it. */
  PENDING,
  ACTIVE,
  /** Put aside; may renew its certificate and nothing else. */
  HIBERNATING,
  DEACTIVATED,
  /** Its certificates have ended; it needs a new activation code. */
  EXPIRED,
  RETIRED;

  /** Whether a device in this state may report and sync. */
  public boolean isAdmitted() {
    return this == CREATED || this == PENDING || this == ACTIVE;
  }

  /** The names of those, for statements. */
  public static String[] admitted() {
    return Stream.of(values())
        .filter(DeviceState::isAdmitted)
        .map(Enum::name)
        .toArray(String[]::new);
  }
}
