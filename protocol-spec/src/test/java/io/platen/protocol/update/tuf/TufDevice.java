package io.platen.protocol.update.tuf;

import io.platen.protocol.update.JdkSignatures;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataUpdater;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TrustedInMemory;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** A device of a test: what it trusts, and how it goes on from there. */
final class TufDevice extends TrustedInMemory {
  private final TufRepository repository;
  Instant now = TufRepository.NOW;

  /** That begins with the newest root of the repository. */
  TufDevice(TufRepository repository) {
    this.repository = repository;
    trusted.put("root", repository.newest("root"));
  }

  void refresh() throws MetadataException, IOException {
    updater().refresh();
  }

  Optional<TargetFile> find(String path) throws MetadataException, IOException {
    MetadataUpdater updater = updater();
    updater.refresh();
    return updater.find(path);
  }

  private MetadataUpdater updater() {
    return new MetadataUpdater(this, repository, new TufJson(), new JdkSignatures(), now);
  }

  /** Roles with their versions, e.g. {@code root 2, timestamp 1}. */
  String versions() {
    StringBuilder versions = new StringBuilder();
    trusted.forEach(
        (role, file) ->
            versions
                .append(versions.isEmpty() ? "" : ", ")
                .append(role)
                .append(' ')
                .append(version(file)));
    return versions.toString();
  }

  private static long version(byte[] file) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(file))) {
      return reader.readObject().getJsonObject("signed").getJsonNumber("version").longValue();
    }
  }
}
