package io.platen.device;

import io.platen.device.identity.LocalKey;
import io.platen.device.identity.OwnIdentity;
import io.platen.device.port.Storage;
import io.platen.device.printer.local.Pairings;
import io.platen.device.printer.profile.ProfileStore;
import io.platen.device.printer.web.StoredPins;
import io.platen.device.redirect.Home;
import io.platen.device.report.LastSent;
import io.platen.device.store.DeviceStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The wipe of a device. A word of it is on the disk before the server hears that it is done, and
 * goes last: whatever ends the device in between, the next start wipes what is left.
 */
final class Uninstall {
  private static final String FILE = "uninstall";
  private static final byte[] WORD = "begun\n".getBytes(StandardCharsets.US_ASCII);

  private Uninstall() {}

  /** From now on nothing but the wipe happens to this device. */
  static void promise(Storage storage) throws IOException {
    storage.write(FILE, WORD);
  }

  static boolean isPromised(Storage storage) {
    return storage.exists(FILE);
  }

  /**
   * Deletes all that the device has remembered.
   *
   * @throws IOException when something could not be deleted; what was promised stays so
   */
  static void wipe(Storage storage) throws IOException {
    Home.delete(storage);
    OwnIdentity.delete(storage);
    LocalKey.delete(storage);
    DeviceStore.delete(storage);
    DeviceStatus.delete(storage);
    LastSent.delete(storage);
    StoredPins.delete(storage);
    Pairings.delete(storage);
    ProfileStore.delete(storage);
    storage.syncNames();
    storage.delete(FILE);
    storage.syncNames();
  }
}
