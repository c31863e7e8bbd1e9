package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.FactoryAuthority;
import io.platen.reference.stack.Pem;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerApi;
import io.platen.reference.stack.ServerProcess;
import io.platen.reference.stack.ServerProcess.Tuning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server in a temporary folder with some devices that it knows; both go when it is closed. */
final class BenchServer implements AutoCloseable {
  private final Path folder;
  private volatile ServerProcess process;
  private @Nullable ServerApi api;

  private BenchServer(Path folder, ServerProcess process) {
    this.folder = folder;
    this.process = process;
  }

  /** Starts the process; {@link #ready} waits for it. */
  static BenchServer start(Path jar, Tuning tuning, FactoryAuthority factory) {
    try {
      Path folder = Files.createTempDirectory("platen-bench");
      Path authorities = folder.resolve("factory.pem");
      Pem.write(authorities, factory.certificate());
      return new BenchServer(
          folder,
          ServerProcess.start(
              jar,
              tuning,
              folder,
              Map.of("platen.tls.device.authorities", authorities.toString())));
    } catch (IOException e) {
      throw new CommandFailure("There is no temporary folder: " + e.getMessage(), e);
    }
  }

  /** Another node over this one's database, in a folder of its own with the same keys. */
  BenchServer secondNode(Path jar, Tuning tuning, ServerAddresses first) {
    try {
      Path own = Files.createTempDirectory("platen-bench-node");
      share(process.data(), own.resolve("data"));
      return new BenchServer(
          own,
          ServerProcess.start(
              jar,
              tuning,
              own,
              Map.of(
                  "platen.tls.device.authorities",
                  folder.resolve("factory.pem").toString(),
                  "platen.db.url",
                  "jdbc:postgresql://127.0.0.1:" + first.databasePort() + "/platen",
                  "platen.db.user",
                  "platen",
                  "platen.db.password",
                  process.databasePassword())));
    } catch (IOException e) {
      throw new CommandFailure("There is no temporary folder: " + e.getMessage(), e);
    }
  }

  /** What all nodes of a server have in common beside the database. */
  private static void share(Path data, Path other) throws IOException {
    Path tls = Files.createDirectories(other.resolve("tls"));
    Files.copy(data.resolve("secret"), other.resolve("secret"), StandardCopyOption.COPY_ATTRIBUTES);
    try (Stream<Path> files = Files.list(data.resolve("tls"))) {
      for (Path file : files.toList()) {
        Files.copy(file, tls.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Path sealing = Files.createDirectories(data.resolve("sealing"));
    Files.createSymbolicLink(other.resolve("sealing"), sealing);
  }

  static FactoryAuthority factory() {
    return FactoryAuthority.make("Platen bench factory", InstantSource.system().instant());
  }

  ServerAddresses ready() throws InterruptedException {
    return process.awaitReady();
  }

  /** Makes the tenant and so many devices with their certificates. */
  List<DeviceIdentity> register(ServerAddresses addresses, FactoryAuthority factory, int count)
      throws InterruptedException {
    return registerWithApi(addresses, factory, count).devices();
  }

  /** Devices, and the API that has made them. */
  record Registered(List<DeviceIdentity> devices, ServerApi api) {
    Registered {
      devices = List.copyOf(devices);
    }
  }

  Registered registerWithApi(ServerAddresses addresses, FactoryAuthority factory, int count)
      throws InterruptedException {
    String password = "only for this bench, " + factory.certificate().getSerialNumber();
    String token =
        ServerApi.of(addresses, null).setUp(process.setupToken(), "Bench", "bench", password);
    ServerApi api = ServerApi.of(addresses, token);
    this.api = api;
    List<DeviceIdentity> devices = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      devices.add(factory.issue(api.createDevice("Bench device " + i)));
    }
    return new Registered(devices, api);
  }

  /** The REST API with an administrator's token, once devices are registered. */
  ServerApi api() {
    return Objects.requireNonNull(api, "register devices first");
  }

  ServerProcess process() {
    return process;
  }

  /** A new process on the same folder, for one that is gone. */
  void again() {
    process = process.again();
  }

  @Override
  public void close() {
    process.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
