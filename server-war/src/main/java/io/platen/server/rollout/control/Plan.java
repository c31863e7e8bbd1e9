package io.platen.server.rollout.control;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a rollout.
 *
 * @param name what people call it
 * @param subject what is rolled out
 * @param selection to whom
 * @param waves in their order; the last takes the rest
 * @param takesLater whether devices that come later join the last wave
 * @param terms what the devices are told beside the release
 */
public record Plan(
    String name,
    Subject subject,
    Selection selection,
    List<Wave> waves,
    Gates gates,
    boolean takesLater,
    Terms terms) {

  public Plan {
    waves = List.copyOf(waves);
  }

  /**
   * @param repository the OEM's
   * @param hardware the model
   * @param release its id
   */
  public record Subject(String repository, String hardware, String release) {}

  /**
   * Devices for which all of it is so.
   *
   * @param namePart in the device's name, whatever its case; empty for all
   * @param runsVersion of one of its components; empty for all
   * @param devices these only; empty for all
   */
  public record Selection(String namePart, String runsVersion, Set<UUID> devices) {
    public static final Selection ALL = new Selection("", "", Set.of());

    public Selection {
      devices = Set.copyOf(devices);
    }
  }

  /**
   * @param consent whether somebody at the site has to agree (PLT-UPD-209)
   * @param window when a device may start into the release; null for at any time
   * @param deadline of each device, from when it was told; silence after it is failure
   */
  public record Terms(boolean consent, @Nullable Window window, Duration deadline) {
    public static final Terms USUAL = new Terms(false, null, Duration.ofDays(7));
  }

  /**
   * When a device may start into a release (PLT-UPD-208); one that does not end after its begin
   * goes over midnight.
   *
   * @param zone IANA
   */
  public record Window(LocalTime from, LocalTime to, ZoneId zone) {}

  /** The waves that are offered where nobody said others. */
  public static final List<Wave> USUAL_WAVES =
      List.of(
          new Wave("canary", new Wave.Devices(10)),
          new Wave("10 %", new Wave.Percent(10)),
          new Wave("50 %", new Wave.Percent(50)),
          new Wave("rest", new Wave.Rest()));
}
