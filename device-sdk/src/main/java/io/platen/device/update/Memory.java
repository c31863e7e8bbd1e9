package io.platen.device.update;

import io.platen.device.port.Storage;
import io.platen.device.update.Result.Outcome;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/** The journal as it stands on the disk: what is not there was not done. */
final class Memory {
  private final Storage storage;
  private final InstantSource clock;
  private Journal journal;

  Memory(Storage storage, Map<ComponentName, Installed> factory, InstantSource clock)
      throws IOException {
    this.storage = storage;
    this.clock = clock;
    this.journal = JournalFile.read(storage).orElseGet(() -> Journal.first(factory));
  }

  Journal now() {
    return journal;
  }

  Attempt attempt() {
    return journal.attempt();
  }

  void keep(Journal next) throws IOException {
    JournalFile.write(storage, next);
    journal = next;
  }

  void keep(Attempt next) throws IOException {
    keep(journal.with(next));
  }

  /**
   * The update ends so, in one write.
   *
   * @param broken whether the release is not tried again
   */
  void end(Event event, Outcome outcome, String reason, boolean broken) throws IOException {
    Attempt now = attempt();
    String release = now.releaseNow().id();
    Journal ended = journal.with(now.after(event)).with(result(release, outcome, reason));
    keep(broken ? ended.without(release) : ended);
  }

  Result result(String release, Outcome outcome, String reason) {
    return new Result(release, outcome, reason, clock.instant());
  }
}
