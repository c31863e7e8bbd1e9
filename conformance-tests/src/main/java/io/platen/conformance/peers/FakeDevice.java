package io.platen.conformance.peers;

import io.platen.conformance.adapter.Adapter;
import io.platen.conformance.adapter.AdapterCommand;
import io.platen.conformance.adapter.AdapterFault;
import io.platen.conformance.adapter.Reply;
import io.platen.conformance.adapter.Reply.Outcome;
import io.platen.conformance.wire.HttpsClient;
import io.platen.protocol.enrolment.ActivationString;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A small device that keeps to the protocol but for its {@link DeviceFault}. */
public final class FakeDevice implements Adapter {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long it waits where its server does not want it. */
  private static final Duration A_DAY = Duration.ofHours(23);

  private final Optional<DeviceFault> fault;
  private FakeTime time;
  private @Nullable Instant nextCycle;
  private boolean cutOff;
  private @Nullable FakeEnrolment enrolment;
  private @Nullable FakeIdentity identity;
  private @Nullable FakeWire wire;
  private @Nullable FakeSync sync;
  private @Nullable FakePrinters printers;
  private @Nullable FakeOutbox outbox;
  private @Nullable FakeUpdater updater;
  private @Nullable FakeOrders orders;
  private @Nullable FakeHeart heart;
  private @Nullable FakeChannel channel;
  private @Nullable FakeLocal local;
  private @Nullable FakeTraps traps;

  /**
   * @param fault empty for one that does all as it should
   */
  public FakeDevice(Optional<DeviceFault> fault) {
    this.fault = fault;
    this.time = new FakeTime(InstantSource.system(), fault);
  }

  @Override
  public Reply run(AdapterCommand command, Path session, List<String> arguments) {
    return switch (command) {
      case INIT -> init(session);
      case ENROL -> enrol(arguments.get(0));
      case SYNC -> sync();
      case REPORT -> report();
      case CLOCK -> clock(arguments.get(0));
      case STATE -> state();
      case APPLY -> apply();
      case START -> start();
      case RESTART -> restart();
      case AGREE -> agree(arguments.get(0));
      case PAIR -> set(local).pair(arguments.get(0), arguments.get(1));
      case SHOW -> show(Path.of(arguments.get(0)));
    };
  }

  private Reply state() {
    Map<String, Object> members = new HashMap<>(FakeUpdater.described());
    FakeWire link = wire;
    members.put("obstacles", link == null ? "" : link.obstacles().said());
    return new Reply(Outcome.DONE, "", members);
  }

  private Instant now() {
    return time.instant();
  }

  /** Cycles that fall due begin when they should. */
  private Reply clock(String seconds) {
    Instant then = now().plusSeconds(Long.parseLong(seconds));
    for (Instant due = due(); !due.isAfter(then); due = due()) {
      Duration until = Duration.between(now(), due);
      time.pass(until.isNegative() ? Duration.ZERO : until);
      if (due.equals(nextCycle)) {
        cycle();
      } else if (set(heart).beat()) {
        cycle(); // [PLT-HBT-010]
      }
    }
    time.pass(Duration.between(now(), then));
    poll();
    set(traps).work();
    return Reply.of(Outcome.DONE, "");
  }

  /** What it does next by itself. */
  private Instant due() {
    Instant beat = Optional.ofNullable(heart).flatMap(FakeHeart::due).orElse(Instant.MAX);
    Instant next = nextCycle;
    return next == null || next.isAfter(beat) ? beat : next;
  }

  /** It begins to work by itself. */
  private Reply start() {
    set(traps).start();
    cycle();
    set(heart).start(false);
    poll();
    return Reply.of(Outcome.DONE, "");
  }

  /** Where it works by itself, and has a channel. */
  private void poll() {
    if (nextCycle == null || !set(identity).setup().live()) {
      return;
    }
    if (set(channel).work()) {
      set(orders).flush();
    } else {
      set(orders).poll();
      set(orders).elsewhere().ifPresent(this::goOver);
    }
  }

  private void goOver(FakeDeviceSetup there) {
    enrolment = new FakeEnrolment(there.enrolment(), there.authorities(), fault, this::now);
    build(there);
    cycle();
  }

  private void cycle() {
    sync();
    if (cutOff) {
      nextCycle = now().plus(A_DAY);
      return;
    }
    report();
    set(orders).goOn();
    set(channel).goOn();
    FakeSync synced = set(sync);
    Policy policy = synced.document().map(SyncDocument::policy).orElse(Policy.DEFAULT);
    nextCycle =
        new FakeTimetable(set(identity).setup().device(), fault).next(policy.schedule(), now());
  }

  /** Its power is cut, and comes back. */
  private Reply restart() {
    time.restart();
    set(wire).restart();
    set(orders).restart();
    set(channel).restart();
    set(updater).restart();
    set(enrolment).restart();
    set(outbox).restart();
    set(printers).restart();
    if (nextCycle != null) {
      set(heart).start(true);
    }
    poll();
    return Reply.of(Outcome.DONE, "");
  }

  private Reply init(Path session) {
    try {
      FakeDeviceSetup setup = FakeDeviceSetup.read(session);
      time = new FakeTime(InstantSource.system(), fault);
      nextCycle = null;
      enrolment = new FakeEnrolment(setup.enrolment(), setup.authorities(), fault, this::now);
      build(setup);
      return Reply.of(Outcome.DONE, "");
    } catch (IOException e) {
      throw new AdapterFault("The session cannot be read: " + e.getMessage());
    }
  }

  private void build(FakeDeviceSetup setup) {
    identity = new FakeIdentity(setup, set(enrolment), fault, this::now);
    FakeWire link = new FakeWire(setup, PATIENCE, time, fault);
    wire = link;
    sync = new FakeSync(setup, link, fault);
    printers = new FakePrinters(link, set(sync), time, fault);
    outbox = new FakeOutbox(setup, link, set(sync), set(printers), time, fault);
    local = new FakeLocal(fault, this::now);
    set(outbox).sees(set(local)::read);
    orders = new FakeOrders(setup, link, set(sync), time, set(outbox), set(printers), fault);
    heart = new FakeHeart(setup.folder(), set(sync), time, fault);
    channel = new FakeChannel(setup, set(orders), time, fault);
    if (traps != null) {
      traps.close();
    }
    traps = new FakeTraps(setup, set(sync), set(printers), set(outbox), time, fault);
    updater = new FakeUpdater(setup, link, set(sync), set(outbox), fault, this::now);
  }

  private Reply enrol(String typed) {
    FakeDeviceSetup setup = set(identity).setup();
    if (setup.own().isPresent() && !has(fault, DeviceFault.ENROLS_AGAIN)) {
      return Reply.of(Outcome.REFUSED, "PLT-ENR-049: it has a certificate");
    }
    Optional<ActivationString> string = ActivationString.parse(typed);
    if (string.isPresent()) {
      return enrol(string.get(), setup);
    }
    FakeEnrolment.Asked asked = set(enrolment).enrol(typed);
    asked.got().ifPresent(own -> build(setup.as(own)));
    return asked.reply();
  }

  /** [PLT-ENR-050] */
  private Reply enrol(ActivationString string, FakeDeviceSetup setup) {
    Optional<X509Certificate> authority =
        new HttpsClient(List.of(), PATIENCE)
            .shown(string.host()).stream()
                .filter(each -> KeyPrint.of(each.getPublicKey()).pin().equals(string.pin()))
                .findFirst();
    if (authority.isEmpty() && !has(fault, DeviceFault.TAKES_ANY_PIN)) {
      return Reply.of(Outcome.REFUSED, "PLT-ENR-050: the server is another one");
    }
    List<X509Certificate> trusted = authority.stream().toList();
    enrolment = new FakeEnrolment(setup.enrolment(), trusted, fault, this::now);
    FakeEnrolment.Asked asked = set(enrolment).enrol(string.code().text());
    boolean forgets = has(fault, DeviceFault.FORGETS_ITS_PIN);
    asked
        .got()
        .ifPresent(
            own ->
                build(
                    setup
                        .as(own)
                        .trusting(
                            forgets ? List.of(PeerPki.named("Nobody").certificate()) : trusted)));
    return asked.reply();
  }

  private Reply sync() {
    FakeDeviceSetup setup = set(identity).setup();
    if (setup.own().isEmpty()) {
      return Reply.of(Outcome.FAILED, "it has no certificate");
    }
    if (!setup.isItself() && !has(fault, DeviceFault.STARTS_UNDER_ANY_NAME)) {
      return Reply.of(Outcome.REFUSED, "PLT-TLS-020: the certificate is another device's");
    }
    Reply reply = set(sync).sync();
    cutOff = set(sync).status() < 0 && set(wire).askWhy();
    boolean again = set(identity).answered(set(sync).status());
    set(wire).use(set(identity).setup());
    return again ? set(sync).sync() : reply;
  }

  private Reply report() {
    FakeDeviceSetup setup = set(identity).setup();
    boolean works = setup.own().isPresent() && setup.isItself();
    return works || has(fault, DeviceFault.STARTS_UNDER_ANY_NAME)
        ? set(outbox).report()
        : Reply.of(Outcome.FAILED, "it has no certificate of its own");
  }

  private Reply agree(String release) {
    set(updater).agree(release);
    return Reply.of(Outcome.DONE, "");
  }

  /** [PLT-PRV-003] */
  private Reply show(Path file) {
    try {
      Files.write(file, set(outbox).shown());
      return Reply.of(Outcome.DONE, "");
    } catch (IOException e) {
      throw new AdapterFault("The session cannot be written: " + e.getMessage());
    }
  }

  private Reply apply() {
    Reply synced = sync();
    return synced.outcome() == Outcome.DONE ? set(updater).apply() : synced;
  }

  private static <T> T set(@Nullable T part) {
    if (part == null) {
      throw new AdapterFault("The fake device was not set up");
    }
    return part;
  }

  static boolean has(Optional<DeviceFault> fault, DeviceFault... any) {
    return fault.filter(each -> Arrays.asList(any).contains(each)).isPresent();
  }
}
