package io.platen.server.enrolment.control;

import io.platen.server.enrolment.entity.DeviceState;
import java.time.Instant;
import java.util.UUID;

/** Whether a device may talk to this server now. */
public sealed interface Admission {

  record Admitted(AdmittedDevice device) implements Admission {}

  /** No record has this id. */
  record Unknown(UUID id) implements Admission {}

  /** The record is there, and the certificate counts no more, or never did for this. */
  record Superseded(UUID id) implements Admission {}

  /** The certificate was the device's, and has ended since the connection began. */
  record Ended(long tenant, UUID id, Instant at) implements Admission {}

  /**
   * The record is in a state that keeps the device out.
   *
   * @param certified whether the certificate would count
   */
  record Inactive(long tenant, UUID id, DeviceState state, boolean certified)
      implements Admission {}
}
