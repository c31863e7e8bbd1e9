package io.platen.reference.adapter;

import io.platen.device.CycleOutcome;
import io.platen.device.Device;
import io.platen.device.DeviceConfig;
import io.platen.device.Enrolment;
import io.platen.device.InvalidConfigException;
import io.platen.device.LastMessage;
import io.platen.device.update.Result;
import io.platen.device.update.UpdateStatus;
import io.platen.reference.CommandFailure;
import io.platen.reference.adapter.AdapterAnswer.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reference device under test. What it remembers lies in the folder {@code data} of its
 * session, so that another process can go on with it.
 */
final class AdapterDevice implements AutoCloseable {
  private final Path session;
  private final Path data;
  private final UnaryOperator<DeviceConfig.Builder> parts;
  private final AdapterEvents events = new AdapterEvents();
  private AdapterTime time;
  private AdapterPrinter printer;
  private @Nullable Device device;
  private @Nullable Waiting waiting;
  private boolean works;

  /** Whether it has another server now, and is to be started anew. */
  private volatile boolean moved;

  /** For what a person at the server has to approve. */
  private record Waiting(String words, Instant again) {}

  /**
   * @param parts what it is made of in the end
   */
  AdapterDevice(Path session, UnaryOperator<DeviceConfig.Builder> parts) throws IOException {
    this.session = session;
    this.parts = parts;
    this.data = session.resolve("data");
    this.time = time();
    this.printer = new AdapterPrinter(session.resolve("pages"), time);
  }

  private AdapterTime time() throws IOException {
    return new AdapterTime(session.resolve("clock"), events::crashed);
  }

  /** Whatever was asked for, a device that has crashed meanwhile has done nothing else. */
  AdapterAnswer run(String command, List<String> arguments)
      throws IOException, InterruptedException {
    events.forget();
    AdapterAnswer answer = answer(command, arguments);
    return events
        .takeCrash()
        .map(crash -> new AdapterAnswer(Outcome.CRASHED, crash))
        .orElse(answer);
  }

  private AdapterAnswer answer(String command, List<String> arguments)
      throws IOException, InterruptedException {
    try {
      return carryOut(command, arguments);
    } catch (InvalidConfigException e) { // the device does not start with what it was given
      return new AdapterAnswer(Outcome.REFUSED, String.valueOf(e.getMessage()));
    } catch (CommandFailure | NumberFormatException | UncheckedIOException e) { // of the adapter
      throw e;
    } catch (RuntimeException e) {
      return new AdapterAnswer(Outcome.CRASHED, e.toString());
    }
  }

  private AdapterAnswer carryOut(String command, List<String> arguments)
      throws IOException, InterruptedException {
    return switch (command) {
      case "init" -> init();
      case "enrol" -> enrol(arguments.isEmpty() ? "" : arguments.get(0));
      case "sync" -> sync();
      case "report" -> report();
      case "apply" -> update();
      case "state" -> AdapterState.of(data);
      case "start" -> start();
      case "clock" -> clock(arguments.isEmpty() ? "" : arguments.get(0));
      case "restart" -> restart();
      case "pair" ->
          arguments.size() < 2
              ? new AdapterAnswer(Outcome.UNSUPPORTED, "pair HOST:PORT CODE")
              : new AdapterPairing(config()).pair(arguments.get(0), arguments.get(1));
      case "agree" -> agree(arguments.isEmpty() ? "" : arguments.get(0));
      case "show" -> show(Path.of(arguments.isEmpty() ? "" : arguments.get(0)));
      default -> new AdapterAnswer(Outcome.UNSUPPORTED, "this adapter has no " + command);
    };
  }

  private AdapterAnswer init() throws IOException {
    close();
    for (Path each : List.of(data, session.resolve("clock"), session.resolve("pages"))) {
      delete(each);
    }
    Files.createDirectories(data);
    events.takeCrash(); // of the one before
    time = time();
    printer = new AdapterPrinter(session.resolve("pages"), time);
    waiting = null;
    works = false;
    moved = false;
    setup();
    return AdapterAnswer.done();
  }

  private AdapterAnswer enrol(String code) throws IOException, InterruptedException {
    Waiting told = waiting;
    if (told != null && time.instant().isBefore(told.again())) {
      return waits(told); // as one process it would still be waiting
    }
    close();
    DeviceConfig config = setup().enrolling(code, data, time);
    if (!Enrolment.isNeeded(config)) {
      return new AdapterAnswer(Outcome.REFUSED, "the device has a certificate that is good");
    }
    Patient listener = new Patient();
    try (Enrolment enrolment = Enrolment.of(config, listener)) {
      Enrolment.Result result = enrolment.run();
      return result.refusal() == null
          ? AdapterAnswer.done()
          : new AdapterAnswer(Outcome.FAILED, result.refusal().type().title());
    } catch (InterruptedException e) { // it waits
      Waiting now = listener.told;
      waiting = now;
      return now == null ? new AdapterAnswer(Outcome.FAILED, listener.failure) : waits(now);
    }
  }

  private static AdapterAnswer waits(Waiting waiting) {
    return new AdapterAnswer(
        Outcome.FAILED, "waits for approval", Map.of("words", waiting.words()));
  }

  /** Hears why an enrolment waits. */
  private static final class Patient implements Enrolment.Listener {
    private @Nullable Waiting told;
    private String failure = "";

    @Override
    public void waiting(String words, Instant again) {
      told = new Waiting(words, again);
    }

    @Override
    public void failed(String message, Instant again) {
      failure = message;
    }
  }

  private AdapterAnswer sync() throws IOException, InterruptedException {
    open().runOnce();
    if (events.refusal().isPresent()) {
      return new AdapterAnswer(Outcome.REFUSED, events.refusal().get());
    }
    return new AdapterAnswer(events.hasSynced() ? Outcome.DONE : Outcome.FAILED, events.text());
  }

  private AdapterAnswer report() throws IOException, InterruptedException {
    printer.print();
    time.takeWaits();
    CycleOutcome outcome = open().runOnce();
    boolean sent = outcome.kind() == CycleOutcome.Kind.DONE;
    return new AdapterAnswer(
        sent ? Outcome.DONE : Outcome.FAILED, events.text(), Map.of("waits", waits(outcome)));
  }

  /** How long it has waited between tries, and will wait until the next, in seconds. */
  private String waits(CycleOutcome outcome) {
    Stream<Duration> next =
        outcome.again().stream().map(again -> Duration.between(time.instant(), again));
    return Stream.concat(time.takeWaits().stream(), next)
        .map(each -> Double.toString(each.toMillis() / 1000.0))
        .collect(Collectors.joining(" "));
  }

  private AdapterAnswer start() throws IOException, InterruptedException {
    works = true;
    open().start();
    time.awaitRest();
    return AdapterAnswer.done();
  }

  /** As by a cut of its power: what is in its memory is gone, what is in its folder stays. */
  private AdapterAnswer restart() throws IOException, InterruptedException {
    close();
    return works ? start() : AdapterAnswer.done();
  }

  private AdapterAnswer update() throws IOException, InterruptedException {
    close();
    AdapterSetup setup = setup();
    Optional<String> repository = setup.repository();
    if (repository.isEmpty()) {
      return new AdapterAnswer(Outcome.UNSUPPORTED, "no repository was named");
    }
    Optional<UpdateStatus> status =
        new AdapterUpdates(data, time, events)
            .run(
                repository.get(),
                setup.root(),
                settings -> setup.updating(data, time, printer, settings, this::move));
    Optional<Result> last = status.map(UpdateStatus::last);
    String said = last.map(each -> each.outcome() + " " + each.reason()).orElse("") + events.text();
    return new AdapterAnswer(
        events.hasRefusedAssignment() ? Outcome.REFUSED : outcome(last, events.text()), said);
  }

  /**
   * @param problems what the device could not do; empty where there was none
   */
  private static Outcome outcome(Optional<Result> last, String problems) {
    if (last.isEmpty()) {
      return problems.isEmpty() ? Outcome.DONE : Outcome.FAILED;
    }
    return switch (last.get().outcome()) {
      case CONFIRMED -> Outcome.DONE;
      case REFUSED -> Outcome.REFUSED;
      case RETURNED, FAILED, CANCELLED -> Outcome.FAILED;
    };
  }

  private AdapterAnswer clock(String seconds) throws IOException, InterruptedException {
    time.pass(Duration.ofSeconds(Long.parseLong(seconds)));
    if (moved) {
      moved = false;
      return restart();
    }
    return AdapterAnswer.done();
  }

  private AdapterAnswer agree(String release) throws IOException {
    Device.agree(data, release);
    return AdapterAnswer.done();
  }

  /** What the command {@code status --last-message} prints. */
  private AdapterAnswer show(Path file) throws IOException {
    Optional<LastMessage> last = LastMessage.read(data);
    if (last.isPresent()) {
      Files.writeString(file, last.get().body());
    }
    return AdapterAnswer.done();
  }

  private Device open() throws IOException {
    Device open = device;
    if (open == null) {
      open = Device.open(config(), events);
      device = open;
    }
    return open;
  }

  private DeviceConfig config() throws IOException {
    AdapterSetup setup = setup();
    Optional<String> repository = setup.repository();
    return repository.isEmpty()
        ? setup.running(data, time, printer, this::move)
        : setup.updating(
            data,
            time,
            printer,
            new AdapterUpdates(data, time, events).settings(repository.get(), setup.root()),
            this::move);
  }

  private AdapterSetup setup() throws IOException {
    return AdapterSetup.read(session, parts);
  }

  private void move() {
    moved = true;
  }

  @Override
  public void close() {
    if (device != null) {
      device.close();
    }
    device = null;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
