package io.platen.reference.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.platen.reference.demo.Demo;
import io.platen.reference.demo.DemoOptions;
import io.platen.reference.stack.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One demo for all classes of a run; it is stopped when the last one is done. A demo that runs
 * already is used with {@code -Dplaten.demo=FOLDER}.
 */
final class ConsoleStack implements AutoCloseable {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(ConsoleStack.class);

  private final @Nullable Demo demo;
  private final Properties addresses;
  private final Properties devices;

  private ConsoleStack(@Nullable Demo demo, Path folder) {
    this.demo = demo;
    this.addresses = read(folder.resolve("demo.properties"));
    this.devices = read(folder.resolve("conformance.properties"));
  }

  static ConsoleStack of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(HERE)
        .getOrComputeIfAbsent("stack", key -> open(), ConsoleStack.class);
  }

  private static ConsoleStack open() {
    String running = System.getProperty("platen.demo");
    if (running != null) {
      return new ConsoleStack(null, Path.of(running));
    }
    Path folder = Path.of("target", "console-demo").toAbsolutePath();
    Path server = Path.of("..", "server-war", "target", "platen-server.jar").toAbsolutePath();
    Path device = Path.of("target", "platen-device.jar").toAbsolutePath();
    Demo demo =
        new Demo(
            new DemoOptions(folder, server, device, 20),
            new Progress(new PrintWriter(System.out, true, UTF_8), InstantSource.system()));
    try {
      demo.start();
      return new ConsoleStack(demo, folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      demo.close();
      throw new IllegalStateException("Interrupted while the demo started", e);
    } catch (RuntimeException e) {
      demo.close();
      throw e;
    }
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

  Path authority() {
    return Path.of(addresses.getProperty("authority.pem"));
  }

  URI deviceHost() {
    return URI.create(addresses.getProperty("device.url"));
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

  @Override
  public void close() {
    if (demo != null) {
      demo.close();
    }
  }
}
