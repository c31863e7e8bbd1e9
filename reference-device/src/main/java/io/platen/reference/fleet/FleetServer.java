package io.platen.reference.fleet;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the server of a fleet is: what the demo writes into demo.properties, and a server into
 * server.properties in its data folder.
 *
 * @param api empty where the file names none: then codes have to come from elsewhere
 */
record FleetServer(
    URI update,
    URI download,
    URI enrolment,
    Path authority,
    Optional<URI> api,
    Optional<String> token) {

  static FleetServer read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure("--server " + file + " cannot be read: " + e, e);
    }
    Lines lines = new Lines(file, properties);
    return new FleetServer(
        lines.address("update1.url", "device.url"),
        lines.address("download.url", "device.url"),
        lines.address("est.url", "est.url"),
        file.toAbsolutePath().resolveSibling(lines.needed("authority.pem", "authority.pem")),
        lines.value("api.url").map(URI::create),
        lines.value("api.token"));
  }

  private record Lines(Path file, Properties properties) {
    Optional<String> value(String key) {
      return Optional.ofNullable(properties.getProperty(key))
          .map(String::strip)
          .filter(each -> !each.isEmpty());
    }

    String needed(String key, String otherwise) {
      return value(key)
          .or(() -> value(otherwise))
          .orElseThrow(
              () ->
                  new CommandFailure(
                      "--server "
                          + file
                          + " has no "
                          + key
                          + ": name the demo's demo.properties or a server's server.properties"));
    }

    URI address(String key, String otherwise) {
      String text = needed(key, otherwise);
      try {
        return URI.create(text);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(file + ": " + key + " is no address: " + text, e);
      }
    }
  }
}
