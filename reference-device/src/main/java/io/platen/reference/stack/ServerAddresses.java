package io.platen.reference.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Where a running server answers, as it writes it into its data folder. */
public record ServerAddresses(
    URI console, URI api, URI device, URI enrolment, Path authority, int databasePort) {

  static ServerAddresses read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ServerAddresses(
        uri(properties, "console.url"),
        uri(properties, "api.url"),
        uri(properties, "device.url"),
        uri(properties, "est.url"),
        Path.of(value(properties, "authority.pem")),
        Integer.parseInt("0" + value(properties, "database.port")));
  }

  /** The device port by its other name: what the demo uses as its second host. */
  public URI deviceByAddress() {
    return URI.create("https://127.0.0.1:" + device.getPort());
  }

  private static URI uri(Properties properties, String key) {
    return URI.create(value(properties, key));
  }

  private static String value(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalStateException("The server did not write the key " + key);
    }
    return value;
  }
}
