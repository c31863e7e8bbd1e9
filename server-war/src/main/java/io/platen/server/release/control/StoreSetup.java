package io.platen.server.release.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which store of objects this server has. */
@ApplicationScoped
class StoreSetup {
  private static final long MEGABYTE = 1_000_000;

  @Produces
  @ApplicationScoped
  ObjectStore objects(
      @ConfigProperty(name = "platen.data", defaultValue = "platen-data") String data,
      @ConfigProperty(name = "platen.objects") Optional<String> folder,
      @ConfigProperty(name = "platen.objects.quota", defaultValue = "20000") long megabytes) {
    Path place = folder.map(Path::of).orElseGet(() -> Path.of(data).resolve("objects"));
    return new FolderObjects(place, megabytes * MEGABYTE);
  }
}
