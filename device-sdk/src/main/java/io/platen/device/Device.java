package io.platen.device;

import io.platen.device.command.CommandDesk;
import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.command.CommandHandler.Progress;
import io.platen.device.identity.LocalKey;
import io.platen.device.link.Attempts;
import io.platen.device.link.Backoff;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.DiagnosisHost;
import io.platen.device.link.Hosts;
import io.platen.device.link.Link;
import io.platen.device.link.LinkFailure;
import io.platen.device.link.LiveSockets;
import io.platen.device.link.Uploads;
import io.platen.device.live.CyclePoll;
import io.platen.device.live.Form;
import io.platen.device.live.LiveChannel;
import io.platen.device.port.FolderStorage;
import io.platen.device.port.Scheduler;
import io.platen.device.port.Storage;
import io.platen.device.printer.OneAtATime;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.local.Pairings;
import io.platen.device.printer.profile.ProfileStore;
import io.platen.device.printer.snmp.usm.NotificationEngine;
import io.platen.device.report.LastSent;
import io.platen.device.report.ObstaclesMet;
import io.platen.device.report.Outbox;
import io.platen.device.report.Reporter;
import io.platen.device.report.Seals;
import io.platen.device.report.Uploader;
import io.platen.device.schedule.Timetable;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.device.sync.ProfileDelivery;
import io.platen.device.sync.Sync;
import io.platen.device.trap.TrapCounts;
import io.platen.device.trap.TrapEngine;
import io.platen.device.trap.TrapService;
import io.platen.device.update.service.Consent;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.sync.Policy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A device: finds printers, reads them, and reports them to its server, on its own schedule. Its
 * main flow is in {@code DeviceCycle}. After the start nothing is thrown from background work: what
 * happens is told to the listener, and what failed is tried again.
 */
public final class Device implements AutoCloseable {
  private final DeviceConfig config;
  private final StatusKeeper listener;
  private final DeviceClock clock;
  private final Scheduler scheduler;
  private final DeviceStore store;
  private final ObstaclesMet obstacles;
  private final Link link;
  private final Optional<DiagnosisHost> diagnosis;
  private final Renewal renewal;
  private final Outbox outbox;
  private final Pulse pulse;
  private final OwnUpdates updates;
  private final DeviceCycle cycle;
  private final Timetable timetable;
  private final ShortCut shortCut;
  private final Optional<TrapService> traps;
  private final Optional<HeartbeatLoop> heartbeat;
  private final Rounds rounds;
  private final CommandDesk desk;
  private final Redirection redirection;
  private final Optional<FormerServer> former;
  private final Link streams;
  private final Link results;
  private final Optional<LiveChannel> live;

  /** In the place of a channel. */
  private final Optional<CyclePoll> poll;

  private boolean closed;

  /** While a cycle runs. */
  private volatile boolean busy;

  private Device(
      DeviceConfig config, DeviceListener told, LocalKey key, DeviceStore store, Pairings pairings)
      throws StoreException {
    this.config = config;
    this.scheduler = config.newScheduler();
    this.clock =
        new DeviceClock(config.clock(), config.built(), this::corrected, scheduler::elapsed);
    this.store = store;
    UUID id = config.device();
    this.listener = new StatusKeeper(told, config.storage(), clock, id.toString());
    this.obstacles = new ObstaclesMet(store, clock, config.hosts());
    this.link =
        new Link(config.keys(), config.proxy(), config.connector(), clock)
            .mutual()
            .watchedBy(obstacles);
    this.diagnosis = diagnosis(config);
    Seals seals = new Seals(store, config.keys(), config.random());
    this.pulse = new Pulse(scheduler);
    listener.onSign(pulse::sign);
    this.outbox = new Outbox(store, id, newEpoch(), config.built(), seals);
    this.timetable = new Timetable(id, config.zone(), config.random());
    Attempts downloads = attempts(config.downloadHosts(), scheduler, this::notDownloaded);
    Sync sync = new Sync(link, downloads, store, id, clock, config.outside().settings());
    ProfileStore profiles = ProfileStore.open(config.storage());
    Uploader uploader =
        new Uploader(
            outbox,
            new Uploads(link),
            attempts(config.updateHosts(), scheduler),
            new LastSent(config.storage(), key),
            clock,
            uploadListener());
    PrinterReader reader = new OneAtATime(config.reader(scheduler, profiles));
    this.updates =
        new OwnUpdates(
            config,
            listener,
            link,
            own -> attempts(config.downloadHosts(), own),
            clock,
            scheduler,
            this::tellOwn);
    Reporter reporter = new Reporter(outbox, key, config.software(), obstacles, updates.news());
    this.shortCut =
        new ShortCut(reporter, uploader, timetable, clock, scheduler, config.random(), listener);
    this.traps = traps(config, key, reader);
    traps.ifPresent(shortCut::by);
    this.renewal = new Renewal(config, link, key.tag(id.toString()), clock, scheduler, listener);
    this.cycle =
        new DeviceCycle(
            sync,
            new ProfileDelivery(link, downloads, profiles, clock),
            diagnosis,
            renewal,
            new Search(config.finder(scheduler), store),
            reader,
            new LocalReading(pairings, config.localAgents(), listener),
            obstacles,
            reporter,
            outbox,
            seals,
            uploader,
            updates,
            scheduler,
            clock,
            listener,
            shortCut);
    this.rounds = new Rounds(scheduler, clock, timetable, cycle::schedule, this::round, this::told);
    this.heartbeat =
        config.heartbeat()
            ? Optional.of(
                new HeartbeatLoop(
                    sync,
                    config.heartbeatSender(store),
                    config.newScheduler(),
                    config.random(),
                    listener,
                    rounds::soon))
            : Optional.empty();
    this.desk =
        new CommandDesk(
            id,
            config.keys(),
            store,
            seals::document,
            clock,
            scheduler,
            new OwnCommands(new Works(), config.walk(), config.process(), config.mayLeave())
                .hands(),
            message -> scheduler.after(Duration.ZERO, () -> listener.problem(message)));
    DeviceClock deaf = new DeviceClock(clock, config.built(), by -> {}, clock::elapsed);
    this.redirection = new Redirection(config, key, deaf, scheduler, cycle::upload);
    this.former =
        Optional.ofNullable(config.home())
            .map(home -> new FormerServer(config, home, key, deaf, scheduler, listener));
    this.streams = link.forStreams();
    this.results = link.mutual();
    this.live = config.live() ? Optional.of(channel(id, sync)) : Optional.empty();
    this.poll =
        config.live()
            ? Optional.empty()
            : Optional.of(
                new CyclePoll(
                    link, results, attempts(config.updateHosts(), scheduler), desk, clock));
  }

  private LiveChannel channel(UUID id, Sync sync) {
    // Links of its own: the device's is one thread's.
    LiveChannel.Connections connections =
        new LiveChannel.Connections(
            new LiveSockets(config.keys(), config.proxy(), clock, obstacles), streams, results);
    Supplier<List<URI>> hosts =
        () ->
            Stream.concat(sync.hosts().update().stream(), config.updateHosts().stream())
                .distinct()
                .toList();
    return LiveChannel.of(
        connections,
        new LiveMessage.Hello(id, 0, config.software()),
        hosts,
        desk,
        scheduler,
        config.random(),
        channelListener());
  }

  private LiveChannel.Listener channelListener() {
    return new LiveChannel.Listener() {
      @Override
      public void opened(URI host, Form form) {
        listener.channel(true, host + " (" + form + ")");
      }

      @Override
      public void ended(String why) {
        listener.channel(false, why);
      }
    };
  }

  /** Where the configuration says that the device listens for them. */
  private Optional<TrapService> traps(DeviceConfig config, LocalKey key, PrinterReader reader)
      throws StoreException {
    Optional<InetSocketAddress> at = config.traps();
    if (at.isEmpty()) {
      return Optional.empty();
    }
    NotificationEngine engine = TrapEngine.next(store, key, scheduler.elapsed());
    return Optional.of(
        new TrapService(
            config.datagrams(), at.get(), scheduler, engine, reader, shortCut, listener::problem));
  }

  /**
   * Opens the device's memory, or makes it at the first start. Nothing runs yet.
   *
   * @throws UninstalledException when its server has uninstalled it, and the wipe was cut off
   * @throws IOException when the data folder cannot be used; the message says why
   */
  public static Device open(DeviceConfig config, DeviceListener listener) throws IOException {
    Storage storage = config.storage();
    finishUninstall(storage);
    Storage memory = config.memory();
    LocalKey key = LocalKey.load(storage, config.vault(), config.random());
    Pairings pairings = config.pairings();
    try {
      return new Device(
          config, listener, key, DeviceStore.open(memory, key, config.random()), pairings);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.UNREADABLE) {
        throw e;
      }
      // A store that cannot be read must not stop the device for good: a new epoch begins.
      DeviceStore.setAside(memory);
      Device device =
          new Device(
              config, listener, key, DeviceStore.open(memory, key, config.random()), pairings);
      device.listener.problem(e.getMessage() + "; the device began anew and kept the old file");
      return device;
    }
  }

  /**
   * Deletes all that a device has remembered, its own keys too: what was stored is unreadable then,
   * and a device that was enrolled needs a new activation code.
   *
   * @throws IOException when something could not be deleted
   */
  public static void reset(Path dataFolder) throws IOException {
    Uninstall.wipe(new FolderStorage(dataFolder));
  }

  /**
   * Goes on with an uninstall that was cut off; without one it does nothing. Before anything else
   * is done with a data folder.
   *
   * @throws UninstalledException when there was one, and nothing is left of the device
   * @throws IOException when something could not be deleted
   */
  public static void finishUninstall(Path dataFolder) throws IOException {
    finishUninstall(new FolderStorage(dataFolder));
  }

  static void finishUninstall(Storage storage) throws IOException {
    if (Uninstall.isPromised(storage)) {
      Uninstall.wipe(storage);
      throw new UninstalledException();
    }
  }

  private UUID newEpoch() {
    // RFC 9562 version 4, from the injected source
    long high = (config.random().nextLong() & ~0xf000L) | 0x4000L;
    long low = (config.random().nextLong() & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low);
  }

  private Attempts attempts(List<URI> hosts, Scheduler waits) {
    return attempts(hosts, waits, this::failedOver);
  }

  private Attempts attempts(
      List<URI> hosts, Scheduler waits, BiConsumer<URI, LinkFailure> failedOver) {
    return new Attempts(
        new Hosts(hosts, config.random()), new Backoff(config.random()), waits, clock, failedOver);
  }

  private void failedOver(URI host, LinkFailure why) {
    listener.failedOver(host, why.message());
  }

  /** What is on trial may have to answer for each host, not for the last alone. */
  private void notDownloaded(URI host, LinkFailure why) {
    failedOver(host, why);
    updates.notReached(why);
  }

  /** Its certificate is checked by the device's time, and its own time is not listened to. */
  private Optional<DiagnosisHost> diagnosis(DeviceConfig config) {
    DeviceClock deaf = new DeviceClock(clock, config.built(), by -> {}, clock::elapsed);
    return config
        .enrolmentHost()
        .map(
            host ->
                new DiagnosisHost(
                    new Link(config.keys(), config.proxy(), config.connector(), deaf)
                        .watchedBy(obstacles),
                    config.keys(),
                    host));
  }

  private void corrected(Duration by) {
    listener.clockCorrected(by);
  }

  private Uploader.Listener uploadListener() {
    return new Uploader.Listener() {
      @Override
      public void uploaded(long sequence) {
        updates.news().uploaded(sequence);
        listener.uploaded(sequence);
      }

      @Override
      public void refused(long sequence, Problem problem) {
        updates.news().gone(sequence, sequence);
        listener.refused(sequence, problem);
      }
    };
  }

  /** Begins to work on schedule, in a thread of its own, and returns at once. */
  public void start() {
    traps.ifPresent(TrapService::start);
    if (traps.isPresent()) {
      scheduler.beside("sending", shortCut::send);
    }
    rounds.start(config.startNow() ? Optional.of(spread(clock.instant())) : Optional.empty());
    heartbeat.ifPresent(HeartbeatLoop::start);
    renewal.start();
    updates.start();
  }

  /**
   * [PLT-SYN-007] A fleet that gets its power back starts in the same second: who has synced not
   * long ago, as far as it knows, is in no hurry, unless what runs is on trial.
   */
  private Duration spread(Instant now) {
    boolean recent =
        listener
            .lastSync()
            .filter(last -> now.isBefore(last.plus(cycle.schedule().interval())))
            .isPresent();
    long most = config.startSpread().toMillis();
    return recent && !updates.areOnTrial()
        ? Duration.ofMillis(config.random().nextLong(most + 1))
        : Duration.ZERO;
  }

  /**
   * Somebody at the site agrees that a release is installed, after {@link
   * DeviceListener#consentAsked}.
   */
  public void agree(String release) {
    updates.agree(release);
  }

  /** The same, for a device that runs in another process with this data folder. */
  public static void agree(Path dataFolder, String release) throws IOException {
    Consent.give(new FolderStorage(dataFolder), release);
  }

  private void tellOwn() {
    try {
      cycle.tellOwn();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the device is being closed
    } catch (StoreException | RuntimeException e) { // the next cycle tells it
      listener.problem("What is new of the device itself cannot be told now: " + e.getMessage());
    }
  }

  /**
   * Whether its schedule, its cycle and its outbox go on. It looks now, in the calling thread, and
   * does not return while the outbox does not answer: what watches over the device needs a thread
   * for it, and takes silence for what it is.
   */
  public DeviceHealth health() {
    List<String> faults = new ArrayList<>();
    try {
      outbox.size();
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.CLOSED) {
        faults.add("The device is closed");
      }
    }
    pulse.fault().ifPresent(faults::add);
    return new DeviceHealth(faults);
  }

  /** How it stands with traps, for those who look after the device. */
  public TrapStatus traps() {
    TrapCounts counts = traps.map(TrapService::counts).orElse(TrapCounts.NONE);
    return new TrapStatus(
        traps.flatMap(TrapService::address),
        counts.received(),
        counts.handled(),
        counts.hints(),
        counts.strangers(),
        counts.notAuthentic() + counts.malformed(),
        counts.dropped(),
        counts.readings());
  }

  /**
   * Runs one whole cycle in the calling thread. Never together with {@link #start}. It takes no
   * commands: nobody would be there to carry them out.
   *
   * @throws InterruptedException when the device is closed meanwhile
   */
  public CycleOutcome runOnce() throws InterruptedException {
    CycleOutcome outcome;
    busy = true;
    updates.cycling();
    try {
      outcome = cycleOnce();
    } finally {
      busy = false;
    }
    listener.obstacles(
        obstacles.standing().stream()
            .map(each -> new ObstacleStatus(each.obstacle(), each.explanation()))
            .toList());
    listener.ended(outcome.waiting());
    if (former.isPresent()) {
      former.get().deliver();
    }
    return outcome;
  }

  private CycleOutcome cycleOnce() throws InterruptedException {
    return guarded(() -> Optional.of(cycle.run())).orElseThrow();
  }

  private interface Steps {
    Optional<CycleOutcome> run() throws InterruptedException, StoreException;
  }

  private Optional<CycleOutcome> guarded(Steps steps) throws InterruptedException {
    try {
      link.refresh();
      return steps.run();
    } catch (StoreException e) {
      demandNotClosed();
      listener.problem(String.valueOf(e.getMessage()));
      return Optional.of(CycleOutcome.storeFailed());
    } catch (RuntimeException | Error e) { // a fault of ours must not end the schedule
      demandNotClosed();
      listener.problem("The cycle failed: " + e);
      return Optional.of(CycleOutcome.waiting(0, Optional.empty()));
    }
  }

  /** One cycle of the schedule: behind it the device goes on, so that it can take commands. */
  private CycleOutcome round() throws InterruptedException {
    CycleOutcome outcome = runOnce();
    boolean goesOn =
        outcome.kind() == CycleOutcome.Kind.DONE || outcome.kind() == CycleOutcome.Kind.WAITING;
    if (goesOn && poll.isPresent()) {
      ask(poll.get());
    }
    return outcome;
  }

  private void ask(CyclePoll asking) throws InterruptedException {
    try {
      asking
          .ask(cycle.updateHosts())
          .ifPresent(
              why -> listener.problem("Nobody could be asked for commands: " + why.message()));
    } catch (StoreException e) {
      demandNotClosed();
      listener.problem(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // a fault of ours must not end the schedule
      demandNotClosed();
      listener.problem("Asking for commands failed: " + e);
    }
  }

  private void told(CycleOutcome outcome, Instant next) {
    // [PLT-LIV-008] Who is cut off opens no channel before a cycle has found that it may.
    live.ifPresent(
        outcome.kind() == CycleOutcome.Kind.CUT_OFF ? LiveChannel::forbid : LiveChannel::allow);
    listener.waiting(outcome.waiting(), next);
  }

  /** What commands work with. */
  private final class Works implements OwnCommands.Works {
    @Override
    public boolean updates() {
      return config.updates().isPresent();
    }

    @Override
    public boolean updatesClosed() {
      return !config.outside().updates();
    }

    /** It counts as one of the schedule's, and the next stays where it is. */
    @Override
    public CycleOutcome cycle() throws InterruptedException {
      CycleOutcome outcome = runOnce();
      if (outcome.kind() == CycleOutcome.Kind.CUT_OFF) {
        live.ifPresent(LiveChannel::forbid);
      }
      return outcome;
    }

    @Override
    public Optional<CycleOutcome> read(PrinterTarget printer) throws InterruptedException {
      busy = true;
      try {
        Optional<CycleOutcome> outcome = guarded(() -> cycle.read(printer));
        outcome
            .filter(each -> each.kind() == CycleOutcome.Kind.CUT_OFF)
            .ifPresent(cutOff -> live.ifPresent(LiveChannel::forbid));
        return outcome;
      } finally {
        busy = false;
      }
    }

    @Override
    public boolean isBusy() {
      return busy;
    }

    @Override
    public CycleOutcome sync() throws InterruptedException {
      try {
        CycleOutcome outcome = cycle.syncOnly();
        if (outcome.kind() == CycleOutcome.Kind.CUT_OFF) {
          live.ifPresent(LiveChannel::forbid);
        }
        return outcome;
      } catch (StoreException e) {
        demandNotClosed();
        listener.problem(String.valueOf(e.getMessage()));
        return CycleOutcome.storeFailed();
      }
    }

    @Override
    public void searchAgain() {
      cycle.searchAgain();
    }

    @Override
    public List<PrinterTarget> watched() {
      return cycle.watched();
    }

    @Override
    public Policy policy() {
      return cycle.policy();
    }

    /** Behind a cycle that runs: that one puts the next on the schedule when it ends. */
    @Override
    public void rest() {
      live.ifPresent(LiveChannel::forbid);
      scheduler.after(
          Duration.ZERO,
          () -> {
            live.ifPresent(LiveChannel::forbid);
            rounds.rest();
          });
    }

    @Override
    public Outcome redirect(Command command, Progress progress, Runnable then)
        throws InterruptedException {
      return redirection.follow(command, progress, then);
    }

    @Override
    public void promiseWipe() throws IOException {
      Uninstall.promise(config.storage());
    }

    @Override
    public void wipe() {
      close();
      try {
        Uninstall.wipe(config.storage());
      } catch (IOException e) {
        listener.problem("Not all of what the device had could be wiped: " + e.getMessage());
      }
    }
  }

  private synchronized void demandNotClosed() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("The device is closed");
    }
  }

  /**
   * Ends what runs and closes everything; no thread is left. Reports that were stored stay, and one
   * that was just being sent is sent again after the next start. A second call does nothing.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    rounds.close();
    listener.stopping();
    updates.close();
    live.ifPresent(LiveChannel::close);
    streams.close();
    results.close();
    link.close();
    diagnosis.ifPresent(DiagnosisHost::close);
    renewal.close();
    heartbeat.ifPresent(HeartbeatLoop::close);
    scheduler.close();
    store.close();
  }
}
