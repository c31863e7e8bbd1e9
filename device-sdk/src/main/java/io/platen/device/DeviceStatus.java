package io.platen.device;

import io.platen.device.port.FolderStorage;
import io.platen.device.port.Storage;
import io.platen.device.printer.profile.ProfileState;
import io.platen.protocol.report.Obstacle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How a device is, as it wrote it down last: readable by other processes while it runs, and after.
 *
 * @param device its id
 * @param lastSync when a download host last answered
 * @param lastUpload when the server last acknowledged a report
 * @param printers that are known
 * @param waiting reports in the outbox
 * @param lastProblem what failed last, and when
 * @param nextCycle when it works next
 * @param profiles the printer profiles that the server lists, and why one is refused
 * @param obstacles what keeps the device from its hosts
 */
public record DeviceStatus(
    String device,
    @Nullable Instant lastSync,
    @Nullable Instant lastUpload,
    int printers,
    int waiting,
    @Nullable String lastProblem,
    @Nullable Instant lastProblemAt,
    @Nullable Instant nextCycle,
    List<ProfileState> profiles,
    List<ObstacleStatus> obstacles) {
  private static final String FILE = "status.properties";
  private static final String PROFILE = "profile.";
  private static final String OBSTACLE = "obstacle.";
  private static final String REFUSED = ".refused";

  public DeviceStatus {
    profiles = List.copyOf(profiles);
    obstacles = List.copyOf(obstacles);
  }

  static DeviceStatus unknown(String device) {
    return new DeviceStatus(device, null, null, 0, 0, null, null, null, List.of(), List.of());
  }

  /**
   * Reads what the device of this data folder wrote; empty where none ever ran there.
   *
   * @throws IOException when the folder or the file cannot be read
   */
  public static Optional<DeviceStatus> read(Path dataFolder) throws IOException {
    return read(new FolderStorage(dataFolder));
  }

  static Optional<DeviceStatus> read(Storage storage) throws IOException {
    Optional<byte[]> file = storage.read(FILE);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Properties from = new Properties();
    from.load(new InputStreamReader(new ByteArrayInputStream(file.get()), StandardCharsets.UTF_8));
    return Optional.of(
        new DeviceStatus(
            from.getProperty("device", ""),
            time(from, "lastSync"),
            time(from, "lastUpload"),
            Integer.parseInt(from.getProperty("printers", "0")),
            Integer.parseInt(from.getProperty("waiting", "0")),
            from.getProperty("lastProblem"),
            time(from, "lastProblemAt"),
            time(from, "nextCycle"),
            profiles(from),
            obstacles(from)));
  }

  private static List<ProfileState> profiles(Properties from) {
    return from.stringPropertyNames().stream()
        .filter(key -> key.startsWith(PROFILE) && !key.endsWith(REFUSED))
        .sorted()
        .map(
            key ->
                new ProfileState(
                    key.substring(PROFILE.length()),
                    Integer.parseInt(from.getProperty(key)),
                    from.getProperty(key + REFUSED)))
        .toList();
  }

  private static List<ObstacleStatus> obstacles(Properties from) {
    List<ObstacleStatus> obstacles = new ArrayList<>();
    for (int i = 0; from.containsKey(OBSTACLE + i + ".host"); i++) {
      String at = OBSTACLE + i;
      obstacles.add(
          new ObstacleStatus(
              new Obstacle(
                  from.getProperty(at + ".host"),
                  from.getProperty(at + ".kind"),
                  from.getProperty(at + ".issuer"),
                  from.getProperty(at + ".key"),
                  Instant.parse(from.getProperty(at + ".first")),
                  Instant.parse(from.getProperty(at + ".last")),
                  Long.parseLong(from.getProperty(at + ".times"))),
              from.getProperty(at + ".explanation", "")));
    }
    return obstacles;
  }

  private void putObstacles(Properties to) {
    for (int i = 0; i < obstacles.size(); i++) {
      Obstacle obstacle = obstacles.get(i).obstacle();
      String at = OBSTACLE + i;
      put(to, at + ".host", obstacle.host());
      put(to, at + ".kind", obstacle.kind());
      put(to, at + ".issuer", obstacle.issuer());
      put(to, at + ".key", obstacle.key());
      put(to, at + ".first", obstacle.first());
      put(to, at + ".last", obstacle.last());
      put(to, at + ".times", obstacle.times());
      put(to, at + ".explanation", obstacles.get(i).explanation());
    }
  }

  private static @Nullable Instant time(Properties from, String key) {
    String text = from.getProperty(key);
    return text == null ? null : Instant.parse(text);
  }

  void write(Storage storage) throws IOException {
    Properties to = new Properties();
    to.setProperty("device", device);
    put(to, "lastSync", lastSync);
    put(to, "lastUpload", lastUpload);
    to.setProperty("printers", Integer.toString(printers));
    to.setProperty("waiting", Integer.toString(waiting));
    put(to, "lastProblem", lastProblem);
    put(to, "lastProblemAt", lastProblemAt);
    put(to, "nextCycle", nextCycle);
    for (ProfileState profile : profiles) {
      put(to, PROFILE + profile.id(), profile.version());
      put(to, PROFILE + profile.id() + REFUSED, profile.refusal());
    }
    putObstacles(to);
    StringWriter text = new StringWriter();
    to.store(text, "Written by the device; read it with platen-device status");
    storage.write(FILE, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void put(Properties to, String key, @Nullable Object value) {
    if (value != null) {
      to.setProperty(key, value.toString());
    }
  }

  static void delete(Storage storage) throws IOException {
    storage.wipe(FILE);
  }
}
