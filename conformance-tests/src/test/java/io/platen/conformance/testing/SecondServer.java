package io.platen.conformance.testing;

import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.peers.PeerPki;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * The server in Python of {@code second-server}, on ports of loopback that are free, and the
 * configuration that points the suite at it. Without Python 3 and lxml the test is skipped with a
 * line that says so, unless PLATEN_PYTHON_REQUIRED=true demands them.
 */
public final class SecondServer implements AutoCloseable {
  /** Surefire runs in the module's folder. */
  private static final Path MODULE = Path.of("").toAbsolutePath();

  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

  private final PeerKeys keys = PeerKeys.make();
  private final Path folder;
  private final Path log;
  private final Process process;
  private final String ready;

  private SecondServer(String python, Path folder) throws IOException {
    this.folder = folder;
    this.log = folder.resolve("second-server.log");
    writeKeys();
    writeProfile();
    Path configuration = writeConfiguration();
    process =
        new ProcessBuilder(
                python,
                "-B",
                MODULE.resolve("second-server/platen_server.py").toString(),
                configuration.toString())
            .redirectError(log.toFile())
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    if (line == null || !line.startsWith("ready ")) {
      close();
      throw new IOException("The second server does not start: " + Files.readString(log));
    }
    ready = line;
  }

  /**
   * @param folder for its keys, its database and its log
   */
  public static SecondServer start(Path folder) throws IOException {
    return new SecondServer(pythonOrSkip(), folder);
  }

  /** The Python that there is; without one the test is skipped, or fails where it must not be. */
  public static String pythonOrSkip() {
    Optional<String> python = python();
    if (python.isPresent()) {
      return python.get();
    }
    String line = "No Python 3 with lxml: install python3 and python3-lxml";
    if ("true".equals(System.getenv("PLATEN_PYTHON_REQUIRED"))) {
      throw new IllegalStateException(line);
    }
    System.err.println("A test in Python is skipped. " + line);
    throw new TestAbortedException(line);
  }

  /** Writes the suite's configuration. */
  public Path configuration() throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> hosts = named("device=");
    lines.add("update1.url=" + hosts.get(0));
    lines.add("update2.url=" + hosts.get(1));
    lines.add("download.url=" + hosts.get(0));
    lines.add("download2.url=" + hosts.get(1));
    lines.add("est.url=" + named("diagnosis=").get(0));
    lines.add("authority.pem=authority.pem");
    lines.add("device.id=" + keys.device());
    lines.add("revoked.device.id=" + keys.deactivated());
    for (PeerKeys.Named each : keys.personas()) {
      lines.add(each.name() + ".certificate=" + each.name() + ".pem");
      lines.add(each.name() + ".key=" + each.name() + ".key");
    }
    return Files.write(folder.resolve("conformance.properties"), lines);
  }

  /** Asks it to end, and gives its exit status. */
  public int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("The second server does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private List<String> named(String key) {
    return List.of(ready.split(" ")).stream()
        .filter(word -> word.startsWith(key))
        .map(word -> word.substring(key.length()))
        .toList();
  }

  private void writeKeys() throws IOException {
    PeerPki.write(keys.server(), folder.resolve("server.pem"), folder.resolve("server.key"));
    for (PeerKeys.Named each : keys.personas()) {
      PeerPki.write(
          each.identity(),
          folder.resolve(each.name() + ".pem"),
          folder.resolve(each.name() + ".key"));
    }
    writeAuthority("authority.pem", keys.servers());
    writeAuthority("devices.pem", keys.devices());
  }

  private void writeAuthority(String name, PeerPki authority) throws IOException {
    Files.writeString(folder.resolve(name), PeerPki.pem(List.of(authority.certificate())));
  }

  private void writeProfile() throws IOException {
    Files.createDirectory(folder.resolve("profiles"));
    Files.writeString(
        folder.resolve("profiles/inkwell.xml"),
        """
        <profile xmlns="urn:platen:printer-profile:1" id="inkwell" version="3" maker="Inkwell">
          <sources><source id="seen" confidence="low">Invented for this server</source></sources>
          <recognise from="seen"><objectId prefix="1.3.6.1.4.1.32473.1"/></recognise>
        </profile>
        """);
  }

  private Path writeConfiguration() throws IOException {
    Path protocol =
        MODULE.resolveSibling("protocol-spec/src/main/resources/io/platen/protocol").normalize();
    return Files.writeString(
        folder.resolve("server.ini"),
        """
        [server]
        device-ports = 0 0
        diagnosis-port = 0
        certificate = server.pem
        key = server.key
        device-authority = devices.pem
        database = platen.db
        specification = %s
        profiles = profiles
        [devices]
        %s = created
        %s = deactivated
        """
            .formatted(protocol, keys.device(), keys.deactivated()));
  }

  private static Optional<String> python() {
    for (String each : PYTHONS) {
      try {
        Process probe = new ProcessBuilder(each, "-c", "import lxml.etree, sqlite3, ssl").start();
        if (probe.onExit().join().exitValue() == 0) {
          return Optional.of(each);
        }
      } catch (IOException e) {
        // It is not there: the next one may be.
      }
    }
    return Optional.empty();
  }
}
