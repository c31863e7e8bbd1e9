package io.platen.server.enrolment.control;

import io.platen.server.enrolment.entity.DeviceState;
import java.util.UUID;

/** Whether a device may talk to this server now. */
public sealed interface Admission {

  record Admitted(AdmittedDevice device) implements Admission {}

  /** No record has this id. */
  record Unknown(UUID id) implements Admission {}

  /** The record is in a state that keeps the device out. */
  record Inactive(UUID id, DeviceState state) implements Admission {}
}
