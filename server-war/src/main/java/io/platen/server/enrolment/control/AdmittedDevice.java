package io.platen.server.enrolment.control;

import java.util.UUID;

/** A device whose certificate and record were found good for this request. */
public record AdmittedDevice(long tenant, UUID id) {}
