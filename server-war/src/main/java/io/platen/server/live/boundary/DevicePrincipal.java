package io.platen.server.live.boundary;

import io.platen.server.enrolment.control.AdmittedDevice;
import java.security.Principal;
import java.security.cert.X509Certificate;

/** The device of a WebSocket, as its handshake has found it. */
record DevicePrincipal(AdmittedDevice device, X509Certificate certificate, KeptMemory kept)
    implements Principal {
  @Override
  public String getName() {
    return device.id().toString();
  }
}
