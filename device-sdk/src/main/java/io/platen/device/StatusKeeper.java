package io.platen.device;

import io.platen.device.discovery.SignOfLife;
import io.platen.device.heartbeat.HeartbeatOutcome;
import io.platen.device.port.Storage;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.profile.ProfileState;
import io.platen.device.update.UpdateStatus;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.report.Report.Lost;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the device and its listener: writes down how the device is, and lets nothing that
 * a listener throws disturb the device. Cycles and alerts come on different threads, one at a time.
 */
final class StatusKeeper implements DeviceListener {
  private static final Logger LOG = System.getLogger(StatusKeeper.class.getName());

  private final DeviceListener listener;
  private final Storage storage;
  private final InstantSource clock;
  private DeviceStatus status;
  private volatile boolean stopping;
  private volatile Runnable sign = () -> {};

  StatusKeeper(DeviceListener listener, Storage storage, InstantSource clock, String device) {
    this.listener = listener;
    this.storage = storage;
    this.clock = clock;
    this.status = known(storage, device);
  }

  private static DeviceStatus known(Storage storage, String device) {
    try {
      return DeviceStatus.read(storage).orElseGet(() -> DeviceStatus.unknown(device));
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING, "What the device wrote of its status cannot be read; it begins anew", e);
      return DeviceStatus.unknown(device);
    }
  }

  /** When a download host last answered, also before the device was started. */
  synchronized Optional<Instant> lastSync() {
    return Optional.ofNullable(status.lastSync());
  }

  /** Is run with each step of a cycle. */
  void onSign(Runnable each) {
    sign = each;
  }

  /** From now on what fails does so because the device stops: nobody has to look at it. */
  void stopping() {
    stopping = true;
  }

  private void tell(Consumer<DeviceListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "The listener failed", e);
    }
  }

  @Override
  public synchronized void synced(boolean changed, int discoveryEntries) {
    sign.run();
    status =
        new DeviceStatus(
            status.device(),
            clock.instant(),
            status.lastUpload(),
            status.printers(),
            status.waiting(),
            status.lastProblem(),
            status.lastProblemAt(),
            status.nextCycle(),
            status.profiles(),
            status.obstacles());
    tell(to -> to.synced(changed, discoveryEntries));
  }

  @Override
  public synchronized void syncRefused(String reason) {
    tell(to -> to.syncRefused(reason));
  }

  @Override
  public synchronized void profiles(List<ProfileState> profiles) {
    sign.run();
    status =
        new DeviceStatus(
            status.device(),
            status.lastSync(),
            status.lastUpload(),
            status.printers(),
            status.waiting(),
            status.lastProblem(),
            status.lastProblemAt(),
            status.nextCycle(),
            profiles,
            status.obstacles());
    tell(to -> to.profiles(profiles));
  }

  @Override
  public void heartbeat(HeartbeatOutcome outcome) {
    tell(to -> to.heartbeat(outcome));
  }

  /** [PLT-TLS-043] Each that is new goes into the log, once. */
  @Override
  public synchronized void obstacles(List<ObstacleStatus> inTheWay) {
    List<String> known = status.obstacles().stream().map(StatusKeeper::where).toList();
    inTheWay.stream()
        .filter(each -> !known.contains(where(each)))
        .forEach(each -> LOG.log(Level.WARNING, each.explanation()));
    status =
        new DeviceStatus(
            status.device(),
            status.lastSync(),
            status.lastUpload(),
            status.printers(),
            status.waiting(),
            status.lastProblem(),
            status.lastProblemAt(),
            status.nextCycle(),
            status.profiles(),
            inTheWay);
    tell(to -> to.obstacles(inTheWay));
  }

  private static String where(ObstacleStatus each) {
    return each.obstacle().host() + each.obstacle().kind() + each.obstacle().key();
  }

  @Override
  public synchronized void clockCorrected(Duration by) {
    tell(to -> to.clockCorrected(by));
  }

  @Override
  public synchronized void scanProgress(int done, int total, int found) {
    sign.run();
    tell(to -> to.scanProgress(done, total, found));
  }

  @Override
  public synchronized void unread(InetAddress address, SignOfLife sign) {
    this.sign.run();
    tell(to -> to.unread(address, sign));
  }

  @Override
  public synchronized void printerRead(PrinterSnapshot snapshot) {
    sign.run();
    tell(to -> to.printerRead(snapshot));
  }

  @Override
  public synchronized void alerted(PrinterSnapshot snapshot, long traps, long sequence) {
    tell(to -> to.alerted(snapshot, traps, sequence));
  }

  @Override
  public synchronized void reportStored(long sequence, int printers, int changed) {
    printers(printers);
    tell(to -> to.reportStored(sequence, printers, changed));
  }

  @Override
  public synchronized void nothingChanged(int printers) {
    sign.run();
    printers(printers);
    tell(to -> to.nothingChanged(printers));
  }

  private void printers(int printers) {
    status =
        new DeviceStatus(
            status.device(),
            status.lastSync(),
            status.lastUpload(),
            printers,
            status.waiting(),
            status.lastProblem(),
            status.lastProblemAt(),
            status.nextCycle(),
            status.profiles(),
            status.obstacles());
  }

  @Override
  public synchronized void uploaded(long sequence) {
    sign.run();
    status =
        new DeviceStatus(
            status.device(),
            status.lastSync(),
            clock.instant(),
            status.printers(),
            status.waiting(),
            status.lastProblem(),
            status.lastProblemAt(),
            status.nextCycle(),
            status.profiles(),
            status.obstacles());
    tell(to -> to.uploaded(sequence));
  }

  @Override
  public synchronized void failedOver(URI from, String why) {
    if (!stopping) {
      failed("Another host is asked now: " + why);
      tell(to -> to.failedOver(from, why));
    }
  }

  @Override
  public synchronized void refused(long sequence, Problem problem) {
    failed("Report " + sequence + " was refused: " + text(problem));
    tell(to -> to.refused(sequence, problem));
  }

  @Override
  public synchronized void lost(List<Lost> ranges) {
    failed("Reports were dropped unsent: " + ranges);
    tell(to -> to.lost(ranges));
  }

  @Override
  public synchronized void cutOff(Problem problem) {
    failed("The server does not work with this device: " + text(problem));
    tell(to -> to.cutOff(problem));
  }

  @Override
  public synchronized void renewed(Instant until) {
    tell(to -> to.renewed(until));
  }

  @Override
  public synchronized void authorities(List<String> names) {
    tell(to -> to.authorities(names));
  }

  @Override
  public void update(UpdateStatus update) {
    tell(to -> to.update(update));
  }

  @Override
  public void consentAsked(String release) {
    tell(to -> to.consentAsked(release));
  }

  @Override
  public synchronized void problem(String message) {
    sign.run();
    if (!stopping) {
      failed(message);
      tell(to -> to.problem(message));
    }
  }

  private static String text(Problem problem) {
    return problem.detail() == null ? problem.type().title() : problem.detail();
  }

  private void failed(String message) {
    LOG.log(Level.WARNING, message);
    status =
        new DeviceStatus(
            status.device(),
            status.lastSync(),
            status.lastUpload(),
            status.printers(),
            status.waiting(),
            message,
            clock.instant(),
            status.nextCycle(),
            status.profiles(),
            status.obstacles());
  }

  /** A cycle ended, on schedule or alone: from here on others may read how it went. */
  synchronized void ended(int reports) {
    keep(reports, status.nextCycle());
  }

  @Override
  public void channel(boolean open, String how) {
    if (!stopping) {
      tell(to -> to.channel(open, how));
    }
  }

  @Override
  public synchronized void waiting(int reports, Instant next) {
    keep(reports, next);
    tell(to -> to.waiting(reports, next));
  }

  private void keep(int reports, @Nullable Instant next) {
    status =
        new DeviceStatus(
            status.device(),
            status.lastSync(),
            status.lastUpload(),
            status.printers(),
            reports,
            status.lastProblem(),
            status.lastProblemAt(),
            next,
            status.profiles(),
            status.obstacles());
    save();
  }

  private void save() {
    try {
      status.write(storage);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The device's status could not be written down", e);
    }
  }
}
