package io.platen.reference.fleet;

import io.platen.device.Device;
import io.platen.device.DeviceConfig;
import io.platen.device.Enrolment;
import io.platen.device.InvalidConfigException;
import io.platen.device.port.SharedThreads;
import io.platen.protocol.problem.Problem;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One device of a fleet, in a folder of its own: with its activation code, which is kept until it
 * is used, its keys and its memory. A second start goes on where the first ended.
 */
final class FleetMember implements AutoCloseable {
  private static final String CODE = "activation";

  private final int number;
  private final Path folder;
  private final FleetServer server;
  private final SharedThreads threads;
  private final int printers;
  private final boolean live;
  private final FleetCounts counts;
  private @Nullable Device device;
  private @Nullable Enrolment enrolment;
  private boolean closed;

  /** What all members have in common. */
  record Common(
      Path data,
      FleetServer server,
      SharedThreads threads,
      int printers,
      boolean live,
      FleetCounts counts) {}

  FleetMember(int number, Common common) {
    this.number = number;
    this.folder = common.data().resolve(String.format(Locale.ROOT, "%05d", number));
    this.server = common.server();
    this.threads = common.threads();
    this.printers = common.printers();
    this.live = common.live();
    this.counts = common.counts();
  }

  int number() {
    return number;
  }

  /** Whether it needs a code, and has none yet. */
  boolean needsCode() {
    try {
      return !Files.exists(folder.resolve(CODE)) && !config(null).isEnrolled();
    } catch (InvalidConfigException e) {
      return true; // it has neither certificate nor code
    }
  }

  void code(String activation) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(CODE), activation, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailure("--data " + folder + " cannot be written: " + e, e);
    }
  }

  private @Nullable String code() throws IOException {
    Path file = folder.resolve(CODE);
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : null;
  }

  private DeviceConfig config(@Nullable String activation) {
    return DeviceConfig.builder()
        .data(folder)
        .updateHosts(server.update())
        .downloadHosts(server.download())
        .enrolmentHost(server.enrolment())
        .activation(activation)
        .authority(server.authority())
        .finder(invented())
        .reader(invented())
        .scheduler(() -> threads.scheduler("device-" + number))
        .live(live)
        .software("platen-fleet")
        .build();
  }

  private InventedPrinters invented() {
    return new InventedPrinters(number, printers, InstantSource.system());
  }

  /**
   * Gets its certificate where it has none, and begins to work.
   *
   * @return whether it works now
   */
  boolean start() throws InterruptedException {
    try {
      DeviceConfig config = config(code());
      if (Enrolment.isNeeded(config) && !enrol(config)) {
        return false;
      }
      counts.enrolled();
      return work(Device.open(config, counts.of(number)));
    } catch (IOException | InvalidConfigException e) {
      counts.problem(number, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private synchronized boolean work(Device opened) {
    if (closed) {
      opened.close();
      return false;
    }
    device = opened;
    opened.start();
    return true;
  }

  private boolean enrol(DeviceConfig config) throws IOException, InterruptedException {
    try (Enrolment asked = Enrolment.of(config, listener())) {
      synchronized (this) {
        if (closed) {
          return false;
        }
        enrolment = asked;
      }
      Problem refusal = asked.run().refusal();
      if (refusal != null) {
        counts.problem(number, "its code is refused: " + refusal.type().urn());
      }
      return refusal == null;
    }
  }

  private Enrolment.Listener listener() {
    return new Enrolment.Listener() {
      @Override
      public void waiting(String words, Instant again) {
        counts.problem(number, "a person has to approve it at the server: " + words);
      }

      @Override
      public void failed(String message, Instant again) {
        counts.problem(number, message);
      }
    };
  }

  @Override
  public void close() {
    Device open;
    Enrolment asking;
    synchronized (this) {
      closed = true;
      open = device;
      asking = enrolment;
    }
    if (asking != null) {
      asking.close();
    }
    if (open != null) {
      open.close();
    }
  }
}
