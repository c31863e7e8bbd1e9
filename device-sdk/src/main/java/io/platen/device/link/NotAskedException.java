package io.platen.device.link;

import javax.net.ssl.SSLException;

/** A host that must know the device by its certificate has not asked for it. PLT-TLS-042. */
final class NotAskedException extends SSLException {
  private static final long serialVersionUID = 1L;

  NotAskedException() {
    super("The host has not asked for the device's certificate");
  }
}
