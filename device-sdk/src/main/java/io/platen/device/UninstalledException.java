package io.platen.device;

import java.io.IOException;

/**
 * The device was uninstalled by its server, and something ended it before its keys and data were
 * wiped. They are now: the next start is that of a new device.
 */
public final class UninstalledException extends IOException {
  private static final long serialVersionUID = 1L;

  UninstalledException() {
    super("This device was uninstalled by its server; its keys and data are wiped now");
  }
}
