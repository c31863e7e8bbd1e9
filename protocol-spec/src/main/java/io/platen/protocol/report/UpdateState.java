package io.platen.protocol.report;

import io.platen.protocol.release.ComponentName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs on a device itself, and how its updates go (chapter UPD, "Status").
 *
 * @param repository the OEM whose releases it takes
 * @param hardware its model, in the OEM's own name for it
 * @param components that it has slots for
 * @param attempt the release that is under way; null where none is
 * @param result the last end of one, until the server has acknowledged it; null where there is none
 */
public record UpdateState(
    String repository,
    String hardware,
    int revision,
    List<Component> components,
    @Nullable Attempt attempt,
    @Nullable Result result) {
  public UpdateState {
    components = List.copyOf(components);
  }

  /**
   * What runs for good.
   *
   * @param version for people; null where the firmware's maker gave none
   * @param counter of security
   * @param sha256 measured in the slot that runs; null where nothing was installed yet
   */
  public record Component(
      ComponentName name,
      @Nullable String version,
      int counter,
      @Nullable String sha256,
      char slot) {}

  /**
   * A release on its way.
   *
   * @param component whose content is fetched, {@code done} bytes of {@code of}; null where none is
   * @param waits {@code consent}, {@code window}, {@code assignment}, {@code network} or {@code
   *     site}, which lets no software in; null where it waits for nothing
   */
  public record Attempt(
      String release,
      Stage stage,
      @Nullable ComponentName component,
      @Nullable Long done,
      @Nullable Long of,
      @Nullable String waits) {}

  /** How far it is. */
  public enum Stage {
    ASSIGNED,
    DOWNLOADING,
    VERIFIED,
    ARMED,
    TRIAL
  }

  /**
   * The end of a release on this device.
   *
   * @param reason in words; null where nothing is to be said
   */
  public record Result(String release, Outcome outcome, @Nullable String reason, Instant at) {}

  /** Which end. */
  public enum Outcome {
    /** All of it proved itself, and runs for good. */
    CONFIRMED,
    /** It did not prove itself, and what was before runs again. */
    RETURNED,
    /** It ended before anything was started. */
    FAILED,
    /** The server took it back. */
    CANCELLED,
    /** The device does not take it. */
    REFUSED
  }
}
