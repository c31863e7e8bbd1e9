package io.platen.reference.simulation;

import io.platen.device.testing.TestMaker;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the firmware: what a device leaves the factory with, a good release, and a broken one. */
final class Maker {
  static final String FACTORY = "1";
  static final String GOOD = "2";

  /** One that works nowhere. */
  static final String BROKEN = "3";

  static final int SLOT = 4_096;
  private static final int IMAGE = 3_000;
  private static final List<String> VERSIONS = List.of(FACTORY, GOOD, BROKEN);

  /** One for all runs: it signs much. */
  static final Maker ONE = new Maker();

  private final TestMaker maker = new TestMaker(Instant.parse("2026-11-26T00:00:00Z"));

  private Maker() {
    try {
      release(GOOD);
      release(BROKEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void release(String version) throws IOException {
    List<Release.Component> parts = new ArrayList<>();
    for (ComponentName each : ComponentName.values()) {
      parts.add(maker.component(each, version, 5, image(each, version)));
    }
    maker.sign(maker.release(version, parts.toArray(Release.Component[]::new)));
  }

  static byte[] image(ComponentName component, String version) {
    byte[] image = new byte[IMAGE];
    new SplittableRandom((component.token() + version).hashCode()).nextBytes(image);
    return image;
  }

  /** Which version a slot holds, octet for octet; empty where it is none. */
  static String version(ComponentName component, byte[] slot) {
    byte[] begin = Arrays.copyOf(slot, IMAGE);
    return VERSIONS.stream()
        .filter(each -> Arrays.equals(begin, image(component, each)))
        .findFirst()
        .orElse("");
  }

  byte[] root() {
    return maker.root();
  }

  /** A file of the signed metadata; null where there is none. */
  byte[] file(String name) {
    return maker.files.get(name);
  }

  /** An object by its digest; null where there is none. */
  byte[] object(String sha256) {
    return maker.objects.get(sha256);
  }
}
