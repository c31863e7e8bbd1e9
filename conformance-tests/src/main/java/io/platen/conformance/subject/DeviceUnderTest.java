package io.platen.conformance.subject;

import io.platen.conformance.adapter.Adapter;
import io.platen.conformance.adapter.AdapterCommand;
import io.platen.conformance.adapter.AdapterFault;
import io.platen.conformance.adapter.Reply;
import io.platen.conformance.adapter.Reply.Outcome;
import io.platen.conformance.peers.DeviceGround;
import io.platen.conformance.peers.DeviceGround.Given;
import io.platen.conformance.peers.GroundAgent;
import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.peers.Wrong;
import io.platen.conformance.printers.SuitePrinters;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** The suite's hand on a device for one test: its adapter on one side, its servers on the other. */
public final class DeviceUnderTest implements Subject {
  private final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());
  private final List<String> told = new ArrayList<>();
  private final Adapter adapter;
  private final DeviceGround ground;
  private final Path session;
  private final Trials trials;

  public DeviceUnderTest(Adapter adapter, PeerKeys keys) throws IOException {
    this(adapter, keys, Trials.DEFAULT);
  }

  public DeviceUnderTest(Adapter adapter, PeerKeys keys, Trials trials) throws IOException {
    this.trials = trials;
    this.adapter = adapter;
    this.session = Files.createTempDirectory("platen-device");
    this.ground = new DeviceGround(keys, exchanges::add);
  }

  /** A device that knows its two hosts, and nothing of earlier tests. */
  public void init() {
    init(first(), second());
  }

  /** The same with other hosts. */
  public void init(ScriptedServer one, ScriptedServer other) {
    Reply reply = init(Given.IDENTITY, one, other);
    if (reply.outcome() != Outcome.DONE) {
      throw new AdapterFault("The adapter cannot set the device up: " + reply);
    }
  }

  /** A device that was given something else; it may refuse to begin with that. */
  public Reply init(Given given, ScriptedServer one, ScriptedServer other) {
    try {
      ground.write(session, given, one, other);
    } catch (IOException e) {
      throw new UncheckedIOException("The session cannot be written", e);
    }
    return tell(AdapterCommand.INIT);
  }

  /** A device that has to enrol, at hosts that keep to the protocol. */
  public void initWithoutCertificate() {
    first().behave(ScriptedServer.SYNC);
    second().behave(ScriptedServer.SYNC);
    Reply reply = init(Given.AUTHORITY, first(), second());
    if (reply.outcome() != Outcome.DONE) {
      throw new AdapterFault("The adapter cannot set the device up to enrol: " + reply);
    }
  }

  public Reply enrol(String code) {
    return tell(AdapterCommand.ENROL, code);
  }

  /** Looks for an update, and installs it. */
  public Reply apply() {
    return tell(AdapterCommand.APPLY);
  }

  /** Takes its power away, and gives it back: what it has not kept is gone. */
  public Reply restart() {
    return tell(AdapterCommand.RESTART);
  }

  /** Somebody at the site agrees that a release is installed. */
  public Reply agree(String release) {
    return tell(AdapterCommand.AGREE, release);
  }

  /** Somebody at the site types where a local agent is, and the code that it shows. */
  public Reply pair(GroundAgent agent) {
    return tell(AdapterCommand.PAIR, agent.where(), agent.code());
  }

  /** The servers around it. */
  public DeviceGround ground() {
    return ground;
  }

  /** The printers around it: none until a test adds one; for the first time before it is set up. */
  public SuitePrinters printers() {
    return ground.printers();
  }

  public Reply sync() {
    return tell(AdapterCommand.SYNC);
  }

  public Reply report() {
    return tell(AdapterCommand.REPORT);
  }

  public Reply state() {
    return tell(AdapterCommand.STATE);
  }

  /** What somebody at the device sees as the last report that it sent; empty for nothing. */
  public Body shown() {
    Path file = session.resolve("last-report.xml");
    try {
      Files.deleteIfExists(file);
      tell(AdapterCommand.SHOW, file.toAbsolutePath().toString());
      return Files.exists(file) ? Body.of(Files.readAllBytes(file)) : Body.EMPTY;
    } catch (IOException e) {
      throw new UncheckedIOException("The session cannot be read", e);
    }
  }

  /** From now on it works by itself, as in the field. */
  public Reply start() {
    return tell(AdapterCommand.START);
  }

  /** Moves the clock of the device alone, ahead or back: its hosts know better. */
  public Reply misset(Duration by) {
    return tell(AdapterCommand.CLOCK, Long.toString(by.toSeconds()));
  }

  /** Lets time pass, at the device and its hosts, so that what a device waits for is over. */
  public Reply letPass(Duration time) {
    ground.letPass(time);
    return tell(AdapterCommand.CLOCK, Long.toString(time.toSeconds()));
  }

  /** How far tests beyond single sentences go. */
  public Trials trials() {
    return trials;
  }

  public UUID device() {
    return ground.device();
  }

  public ScriptedServer first() {
    return ground.first();
  }

  public ScriptedServer second() {
    return ground.second();
  }

  public ScriptedServer wrong(Wrong by) {
    return ground.wrong(by);
  }

  @Override
  public List<Exchange> exchanges() {
    synchronized (exchanges) {
      return List.copyOf(exchanges);
    }
  }

  /** Takes what came so far out of the transcript, for what goes on for hours. */
  public List<Exchange> forget() {
    synchronized (exchanges) {
      List<Exchange> seen = List.copyOf(exchanges);
      exchanges.clear();
      told.clear();
      return seen;
    }
  }

  @Override
  public List<String> told() {
    return List.copyOf(told);
  }

  @Override
  public void close() {
    try {
      ground.close();
    } finally {
      new Leftover(session, Files::deleteIfExists, Pace.REAL).remove();
    }
  }

  private Reply tell(AdapterCommand command, String... arguments) {
    String line = (command.word() + " " + String.join(" ", arguments)).strip();
    Reply reply = adapter.run(command, session, List.of(arguments));
    told.add(line + " -> " + reply);
    return switch (reply.outcome()) {
      case CRASHED -> throw new TargetCrashed("adapter " + line + ": " + reply.detail());
      case UNSUPPORTED ->
          throw new Unmet("The adapter does not support \"" + line + "\": " + reply.detail());
      case DONE, REFUSED, FAILED -> reply;
    };
  }
}
