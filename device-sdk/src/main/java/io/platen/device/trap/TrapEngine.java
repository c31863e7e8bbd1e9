package io.platen.device.trap;

import io.platen.device.identity.LocalKey;
import io.platen.device.printer.snmp.usm.NotificationEngine;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

/** The device's engine of SNMP v3: its id stays, and its starts are counted (RFC 3414 2.2). */
public final class TrapEngine {
  private static final String BOOTS = "snmp-boots";

  /** RFC 3411 section 5: octets of our own, under the number that RFC 5612 keeps for nobody. */
  private static final byte[] FORM = HexFormat.of().parseHex("80007ed905");

  private TrapEngine() {}

  /**
   * The engine of a device that has just started.
   *
   * @param key makes an id that tells nothing of the device, and stays until it is reset
   * @param now on the clock that never goes back
   */
  public static NotificationEngine next(DeviceStore store, LocalKey key, Duration now)
      throws StoreException {
    int boots =
        store
                .find(BOOTS)
                .map(bytes -> Integer.parseInt(new String(bytes, StandardCharsets.UTF_8)))
                .orElse(0)
            + 1;
    store.change(writer -> writer.put(BOOTS, Integer.toString(boots)));
    byte[] own = HexFormat.of().parseHex(key.tag("snmp engine"));
    byte[] id = new byte[FORM.length + own.length];
    System.arraycopy(FORM, 0, id, 0, FORM.length);
    System.arraycopy(own, 0, id, FORM.length, own.length);
    return new NotificationEngine(id, boots, now);
  }
}
