package io.platen.device.printer;

import io.platen.device.snmp.DeviceId;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which printers say that they understand PJL: the command set of their IEEE 1284 id, whichever
 * reader has heard it. Several threads may use it at once. PLT-SYN-035.
 */
public final class CommandSets {
  /** Of an address each; more than a device watches. */
  private static final int MOST = 4_096;

  private final Set<InetAddress> speakPjl =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<InetAddress, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  /** A printer has told its IEEE 1284 id; another one at an address replaces what was known. */
  public void heard(InetAddress printer, String deviceId) {
    if (DeviceId.parse(deviceId).understands("PJL")) {
      speakPjl.add(printer);
    } else {
      speakPjl.remove(printer);
    }
  }

  /** Whether the printer there has said that it understands PJL. */
  public boolean hasPjl(InetAddress printer) {
    return speakPjl.contains(printer);
  }
}
