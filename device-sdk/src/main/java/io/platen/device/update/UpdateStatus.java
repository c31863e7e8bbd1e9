package io.platen.device.update;

import io.platen.device.port.FolderStorage;
import io.platen.device.port.Storage;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release.Component;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a device's updates are, as it wrote it down: readable by other processes.
 *
 * @param release that is under way; null where there is none
 * @param progress of its content; null where nothing is fetched
 * @param waitsForConsent whether somebody has to agree
 * @param window in which it may start; null where there is none
 * @param waits what it waits for; null where for nothing, or that is not known
 * @param left of the release, what does not run for good yet, in its order
 * @param components what runs for good; what is on trial is not among it
 * @param last result; null where there was none
 */
public record UpdateStatus(
    Stage stage,
    @Nullable String release,
    @Nullable Progress progress,
    boolean waitsForConsent,
    @Nullable Window window,
    @Nullable Waits waits,
    List<ComponentName> left,
    List<Running> components,
    @Nullable Result last) {
  public UpdateStatus {
    left = List.copyOf(left);
    components = List.copyOf(components);
  }

  /**
   * What an update waits for.
   *
   * @param what one of the words here
   * @param until when it is tried or looked at again; null where somebody else decides
   * @param why for people, as it was found; may be empty
   */
  public record Waits(String what, @Nullable Instant until, String why) {
    public static final String CONSENT = "consent";
    public static final String WINDOW = "window";

    /** Its content cannot be had now: hosts, network or the data budget. */
    public static final String NETWORK = "network";

    /** The server does not assign it now. */
    public static final String ASSIGNMENT = "assignment";

    /** The site has closed the device to software from outside. */
    public static final String SITE = "site";

    /** What is on trial has not proved itself yet. */
    public static final String HEALTH = "health";

    public static final String RESTART = "restart";
  }

  /**
   * What runs of a component.
   *
   * @param floor the least counter of security that may ever run again
   */
  public record Running(ComponentName component, Installed installed, int floor) {}

  /** How many bytes of a component's image are in its slot. */
  public record Progress(String component, long done, long of) {}

  /**
   * Reads what the device of this data folder wrote; empty where it never had an updater.
   *
   * @throws IOException when it cannot be read, or is not as it was written
   */
  public static Optional<UpdateStatus> read(Path dataFolder) throws IOException {
    return read(new FolderStorage(dataFolder));
  }

  /** The same, of whatever keeps it. */
  public static Optional<UpdateStatus> read(Storage storage) throws IOException {
    Optional<Journal> journal = JournalFile.read(storage);
    return journal.isEmpty() ? Optional.empty() : Optional.of(of(journal.get(), storage));
  }

  static UpdateStatus of(Journal journal, Storage storage) throws IOException {
    Attempt now = journal.attempt();
    Progress progress = ProgressFile.read(storage).orElse(null);
    boolean open = now.release() != null && !now.stage().isEnd();
    return new UpdateStatus(
        now.stage(),
        now.release() == null ? null : now.release().id(),
        now.stage() == Stage.DOWNLOADING ? progress : null,
        now.stage() == Stage.VERIFIED && now.terms().consent() && !now.consented(),
        now.terms().window().orElse(null),
        open ? WaitsFile.read(storage, now.releaseNow().id()).orElse(null) : null,
        open ? left(now) : List.of(),
        new TreeMap<>(journal.installed())
            .entrySet().stream()
                .map(
                    each ->
                        new Running(each.getKey(), each.getValue(), journal.floor(each.getKey())))
                .toList(),
        journal.last());
  }

  private static List<ComponentName> left(Attempt now) {
    return now.releaseNow().components().stream()
        .map(Component::name)
        .filter(each -> !now.done().contains(each))
        .toList();
  }
}
