package io.platen.reference.adapter;

import io.platen.device.DeviceConfig;
import io.platen.device.OwnProcess;
import io.platen.device.port.Scheduler;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.update.UpdateSettings;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What {@code device.properties} of a session says.
 *
 * @param parts what the device is made of in the end; as it is but in tests
 */
record AdapterSetup(Path session, Properties said, UnaryOperator<DeviceConfig.Builder> parts) {
  static AdapterSetup read(Path session, UnaryOperator<DeviceConfig.Builder> parts)
      throws IOException {
    Properties said = new Properties();
    try (Reader reader = Files.newBufferedReader(session.resolve("device.properties"))) {
      said.load(reader);
    }
    return new AdapterSetup(session, said, parts);
  }

  /** A device with a certificate: from the suite, or by its own enrolment. */
  DeviceConfig running(Path data, AdapterTime time, AdapterPrinter printer, Runnable moved) {
    return running(builder(data, time), time, printer, moved);
  }

  private DeviceConfig running(
      DeviceConfig.Builder builder, AdapterTime time, AdapterPrinter printer, Runnable moved) {
    builder
        .device(said.getProperty("device.id"))
        .certificate(file("certificate").orElse(null), file("key").orElse(null))
        .scheduler(time::scheduler)
        .process(new QuietProcess(moved));
    return parts.apply(hasPrinters() ? builder : builder.finder(printer).reader(printer)).build();
  }

  /** Whether the suite has printers to be found; else the adapter makes one up. */
  private boolean hasPrinters() {
    return is("printers");
  }

  /** Whose releases it takes; empty where it does not update itself. */
  Optional<String> repository() {
    return Optional.ofNullable(said.getProperty("updates.repository"));
  }

  /** The first root that it trusts. */
  Path root() {
    return file("updates.root").orElseThrow();
  }

  /** The same that updates itself. */
  DeviceConfig updating(
      Path data,
      AdapterTime time,
      AdapterPrinter printer,
      UpdateSettings settings,
      Runnable moved) {
    return running(builder(data, time).updates(settings), time, printer, moved);
  }

  /** A device that has a code in place of a certificate. */
  DeviceConfig enrolling(String code, Path data, AdapterTime time) {
    return parts.apply(builder(data, time).activation(code).scheduler(() -> stopping())).build();
  }

  private DeviceConfig.Builder builder(Path data, AdapterTime time) {
    return DeviceConfig.builder()
        .data(data)
        .updateHosts(hosts("update.url", "update2.url"))
        .downloadHosts(hosts("download.url", "download2.url"))
        .enrolmentHost(url("est.url").map(each -> each.resolve("/")).orElse(null))
        .authority(file("authority").orElse(null))
        .clock(time)
        .startSpread(Duration.ZERO) // a test that starts it again is no power cut of a fleet
        .proxy(
            url("proxy.url").orElse(null),
            said.getProperty("proxy.user"),
            said.getProperty("proxy.password"))
        .proxyBasicInClear(is("proxy.basic-in-clear"))
        .live(is("live"))
        .heartbeat(is("heartbeat"))
        .resolvers(this::resolvers)
        .mayLeave(is("may-leave"))
        .traps(traps().orElse(null))
        .software("platen-reference-device");
  }

  /** Where it takes traps, once it works by itself. */
  private Optional<InetSocketAddress> traps() {
    return Optional.ofNullable(said.getProperty("traps"))
        .map(text -> URI.create("udp://" + text))
        .map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort()));
  }

  private List<InetSocketAddress> resolvers() {
    return Stream.ofNullable(said.getProperty("resolver"))
        .map(each -> each.split(":", 2))
        .map(each -> new InetSocketAddress(each[0], Integer.parseInt(each[1])))
        .toList();
  }

  private boolean is(String key) {
    return Boolean.parseBoolean(said.getProperty(key));
  }

  private URI[] hosts(String first, String second) {
    return Stream.of(first, second).flatMap(key -> url(key).stream()).toArray(URI[]::new);
  }

  private Optional<URI> url(String key) {
    return Optional.ofNullable(said.getProperty(key)).map(URI::create);
  }

  private Optional<Path> file(String key) {
    Optional<Path> file = Optional.ofNullable(said.getProperty(key)).map(session::resolve);
    file.filter(each -> !Files.isReadable(each))
        .ifPresent(
            each -> {
              throw new CommandFailure(key + ": " + each + " cannot be read");
            });
    return file;
  }

  /** The suite sees by what comes of it what became of the device. */
  private record QuietProcess(Runnable moved) implements OwnProcess {
    @Override
    public void redirected() {
      moved.run();
    }

    @Override
    public void restart() {}

    @Override
    public void uninstalled() {}

    @Override
    public List<String> lastLines() {
      return List.of("A line of its log");
    }
  }

  /** Ends an enrolment where it would wait: the suite asks again when the time has passed. */
  private static Scheduler stopping() {
    Scheduler threads = new ThreadScheduler("platen-enrolment");
    return new Scheduler() {
      @Override
      public Task after(Duration delay, Runnable work) {
        return threads.after(delay, work);
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        throw new InterruptedException("It waits for " + time);
      }

      @Override
      public <T> void sideBySide(List<Part<T>> parts, Consumer<T> taken)
          throws InterruptedException {
        threads.sideBySide(parts, taken);
      }

      @Override
      public <T> Optional<T> within(Duration limit, Part<T> part) throws InterruptedException {
        return threads.within(limit, part);
      }

      @Override
      public void close() {
        threads.close();
      }
    };
  }
}
