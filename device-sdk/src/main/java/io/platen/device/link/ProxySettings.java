package io.platen.device.link;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy of the site.
 *
 * @param address {@code http://host:port}
 * @param user null where it wants none
 * @param password of that user
 * @param basicInClear whether the password may be sent readable to everyone on the way to the
 *     proxy, where it knows no Digest
 */
public record ProxySettings(
    URI address, @Nullable String user, @Nullable String password, boolean basicInClear) {

  /** Without the password: this gets into logs. */
  @Override
  public String toString() {
    return "ProxySettings[" + address + (user == null ? "" : ", with a user") + "]";
  }
}
