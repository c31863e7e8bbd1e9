package io.platen.device.update;

import io.platen.device.port.Storage;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.util.Map;

/** The journal as it stands on the disk: what is not there was not done. */
final class Memory {
  private final Storage storage;
  private Journal journal;

  Memory(Storage storage, Map<ComponentName, Installed> factory) throws IOException {
    this.storage = storage;
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
}
