package io.platen.device.update;

import io.platen.device.port.FolderStorage;
import io.platen.device.port.Storage;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.nio.file.Path;
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
 * @param components what runs for good; what is on trial is not among it
 * @param last result; null where there was none
 */
public record UpdateStatus(
    Stage stage,
    @Nullable String release,
    @Nullable Progress progress,
    boolean waitsForConsent,
    @Nullable Window window,
    List<Running> components,
    @Nullable Result last) {
  public UpdateStatus {
    components = List.copyOf(components);
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
    return journal.isEmpty()
        ? Optional.empty()
        : Optional.of(of(journal.get(), ProgressFile.read(storage).orElse(null)));
  }

  static UpdateStatus of(Journal journal, @Nullable Progress progress) {
    Attempt now = journal.attempt();
    return new UpdateStatus(
        now.stage(),
        now.release() == null ? null : now.release().id(),
        now.stage() == Stage.DOWNLOADING ? progress : null,
        now.stage() == Stage.VERIFIED && now.terms().consent() && !now.consented(),
        now.terms().window().orElse(null),
        new TreeMap<>(journal.installed())
            .entrySet().stream()
                .map(
                    each ->
                        new Running(each.getKey(), each.getValue(), journal.floor(each.getKey())))
                .toList(),
        journal.last());
  }
}
