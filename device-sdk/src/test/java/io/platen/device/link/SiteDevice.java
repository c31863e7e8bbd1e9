package io.platen.device.link;

import io.platen.device.ConnectionTest;
import io.platen.device.Device;
import io.platen.device.DeviceConfig;
import io.platen.device.DeviceListener;
import io.platen.device.ObstacleStatus;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.VirtualTime;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process of its own, for site.sh: a device that tries its connection and runs one cycle, for
 * each case of a group. The time runs on by itself while it waits.
 */
final class SiteDevice {
  private final Path folder;
  private final List<String> facts = new ArrayList<>();

  private SiteDevice(Path folder) {
    this.folder = folder;
  }

  /**
   * @param arguments the folder, and the group
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    for (String line : Files.readAllLines(folder.resolve("cases.now"))) {
      String[] field = line.split("\\|", -1);
      if (field[0].equals(arguments[1])) {
        List<String> facts = new SiteDevice(folder).run(field);
        Files.write(
            folder.resolve("facts"), facts, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    }
  }

  /** Each fact begins with the name of its case. */
  private List<String> run(String[] field) throws Exception {
    String name = field[1];
    VirtualTime time =
        new VirtualTime(field[7].isEmpty() ? Instant.now() : Instant.parse(field[7]));
    TestPrinters none = new TestPrinters(InstantSource.system());
    URI host = URI.create(field[2]);
    DeviceConfig config =
        DeviceConfig.builder()
            .device(SiteServer.ID.toString())
            .data(folder.resolve("data-" + name))
            .updateHosts(host)
            .downloadHosts(host)
            .authority(folder.resolve(field[6]))
            .certificate(folder.resolve("device.pem"), folder.resolve("device.key"))
            .proxy(uri(field[3]), orNull(field[4]), field[4].isEmpty() ? null : "secret")
            .proxyBasicInClear(Boolean.parseBoolean(field[5]))
            .finder(none)
            .reader(none)
            .clock(time)
            .scheduler(time::started)
            .build();
    ConnectionTest.run(
        config,
        (at, step, passed, what) ->
            facts.add(name + " step " + step + (passed ? " ok: " : " failed: ") + what));
    DeviceListener listener =
        new DeviceListener() {
          @Override
          public void obstacles(List<ObstacleStatus> inTheWay) {
            inTheWay.forEach(
                each ->
                    facts.add(
                        name + " obstacle " + each.obstacle().kind() + ": " + each.explanation()));
          }
        };
    try (Device device = Device.open(config, listener)) {
      facts.add(name + " cycle " + device.runOnce().kind());
    }
    return facts;
  }

  private static @Nullable URI uri(String text) {
    return text.isEmpty() ? null : URI.create(text);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
