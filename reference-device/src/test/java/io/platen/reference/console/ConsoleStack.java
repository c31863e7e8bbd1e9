package io.platen.reference.console;

import com.icegreen.greenmail.util.GreenMail;
import io.platen.reference.stack.ServerApi;
import io.platen.reference.testing.DemoStack;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where the demo of this run is found, by the files that it writes. A demo that runs already is
 * used with {@code -Dplaten.demo=FOLDER}.
 */
final class ConsoleStack {
  private final Path folder;
  private final Properties addresses;
  private final Properties devices;

  private final @Nullable GreenMail mail;

  private ConsoleStack(Path folder, @Nullable GreenMail mail) {
    this.folder = folder;
    this.mail = mail;
    addresses = read(folder.resolve("demo.properties"));
    devices = read(folder.resolve("conformance.properties"));
  }

  static ConsoleStack of(ExtensionContext context) {
    String running = System.getProperty("platen.demo");
    return running == null
        ? new ConsoleStack(
            DemoStack.of(context).properties().toAbsolutePath().getParent(),
            DemoStack.mail(context))
        : new ConsoleStack(Path.of(running), null);
  }

  /** Where the server's mail comes; empty with a demo that others have started. */
  Optional<GreenMail> mail() {
    return Optional.ofNullable(mail);
  }

  URI console() {
    return URI.create(addresses.getProperty("console.url"));
  }

  String user() {
    return addresses.getProperty("console.user");
  }

  String password() {
    return addresses.getProperty("console.password");
  }

  /** The REST API with the administrator's token. */
  ServerApi api() {
    return ServerApi.of(
        URI.create(addresses.getProperty("api.url")),
        authority(),
        addresses.getProperty("api.token"));
  }

  /** Of the demo's own device. */
  Path deviceProperties() {
    return folder.resolve("device.properties");
  }

  String deviceId() throws InterruptedException {
    return api().list("/devices").stream()
        .filter(each -> each.getString("name").equals("Demo device"))
        .map(each -> each.getString("id"))
        .findFirst()
        .orElseThrow();
  }

  Path authority() {
    return Path.of(addresses.getProperty("authority.pem"));
  }

  URI deviceHost() {
    return URI.create(addresses.getProperty("device.url"));
  }

  /** Where alerts are put into simulated printers; empty where there are none. */
  Optional<URI> simulator() {
    String url = addresses.getProperty("simulator.url", "");
    return url.isEmpty() ? Optional.empty() : Optional.of(URI.create(url));
  }

  /** Where its device listens for traps, host and port. */
  String traps() {
    return addresses.getProperty("trap.address");
  }

  /** Who sends it traps of SNMP v3, and by which password. */
  String trapUser() {
    return addresses.getProperty("trap.user");
  }

  String trapPassword() {
    return addresses.getProperty("trap.password");
  }

  /** A key of conformance.properties. */
  String device(String key) {
    return devices.getProperty(key);
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
