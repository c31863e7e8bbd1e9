package io.platen.server.release.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which store of objects this server has. */
@ApplicationScoped
class StoreSetup {
  private static final Logger LOG = System.getLogger(StoreSetup.class.getName());
  private static final long MEGABYTE = 1_000_000;

  /** No upload takes longer, on whichever node. */
  private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

  @Produces
  @ApplicationScoped
  ObjectStore objects(
      @ConfigProperty(name = "platen.data", defaultValue = "platen-data") String data,
      @ConfigProperty(name = "platen.objects") Optional<String> folder,
      @ConfigProperty(name = "platen.objects.quota", defaultValue = "20000") long megabytes,
      InstantSource clock) {
    Path place = folder.map(Path::of).orElseGet(() -> Path.of(data).resolve("objects"));
    FolderObjects objects = new FolderObjects(place, megabytes * MEGABYTE, clock);
    try {
      objects.removeLeftovers(clock.instant().minus(LONGEST_UPLOAD));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "What uploads left in " + place + " cannot be removed", e);
    }
    return objects;
  }
}
