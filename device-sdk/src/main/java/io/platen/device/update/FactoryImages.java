package io.platen.device.update;

import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * [PLT-UPD-215] Measures once what came from the factory, while there is nothing else to do: a
 * server makes pair packs only from images whose hash it has heard.
 */
final class FactoryImages {
  private static final Logger LOG = System.getLogger(FactoryImages.class.getName());

  /** A larger slot is measured only where the firmware says how long its image is. */
  static final long MOST = 512L * 1024 * 1024;

  private final SlotImages images;
  private final Firmware firmware;
  private final Memory memory;
  private final Set<ComponentName> unmeasured = EnumSet.noneOf(ComponentName.class);

  FactoryImages(SlotImages images, Firmware firmware, Memory memory) {
    this.images = images;
    this.firmware = firmware;
    this.memory = memory;
  }

  /** What cannot be read is tried again after the next start. */
  void measure() throws IOException {
    Map<ComponentName, Installed> known = new EnumMap<>(ComponentName.class);
    memory
        .now()
        .installed()
        .forEach(
            (each, is) -> {
              if (is.sha256().isEmpty() && !unmeasured.contains(each)) {
                measure(each, is, known);
              }
            });
    if (!known.isEmpty()) {
      Map<ComponentName, Installed> all = new EnumMap<>(memory.now().installed());
      all.putAll(known);
      memory.keep(memory.now().with(all));
    }
  }

  private void measure(ComponentName each, Installed is, Map<ComponentName, Installed> known) {
    try {
      String hash = images.measure(each, is.slot(), firmware.lengths().get(each), MOST);
      if (hash.isEmpty()) {
        unmeasured.add(each);
      } else {
        known.put(each, is.measured(hash));
      }
    } catch (IOException e) {
      unmeasured.add(each);
      LOG.log(Level.WARNING, "What runs of the " + each.token() + " cannot be measured", e);
    }
  }
}
