package io.platen.server.audit;

import io.platen.server.database.Database;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Remembers the chain's end outside the database, in the data folder of each node, every minute:
 * whoever has the database alone can neither rewrite the chain from its beginning nor cut its end.
 */
@Singleton
@Startup
public class AuditAnchor {
  /** In the data folder. */
  public static final String FILE = "audit-anchor";

  private static final Logger LOG = System.getLogger(AuditAnchor.class.getName());

  @Inject Database database;

  @Inject
  @ConfigProperty(name = "platen.data", defaultValue = "platen-data")
  String data;

  /** Nothing is remembered of a chain that has no record yet. */
  @Schedule(hour = "*", minute = "*", persistent = false)
  void remember() {
    try {
      AuditChain.Anchor end = database.read(AuditChain::end);
      if (end.position() > 0) {
        write(Path.of(data, FILE), end);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "The audit's end could not be remembered in " + data, e);
    }
  }

  /** Never goes back: a chain that has become shorter is what it is there to show. */
  static void write(Path file, AuditChain.Anchor end) throws IOException {
    if (Files.exists(file)) {
      long before =
          AuditChain.Anchor.read(Files.readString(file))
              .map(AuditChain.Anchor::position)
              .orElse(0L);
      if (end.position() <= before) {
        return;
      }
    }
    Path part = file.resolveSibling(FILE + ".part");
    Files.writeString(part, end.text() + "\n", StandardCharsets.US_ASCII);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
