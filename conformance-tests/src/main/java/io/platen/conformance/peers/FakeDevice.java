package io.platen.conformance.peers;

import io.platen.conformance.adapter.Adapter;
import io.platen.conformance.adapter.AdapterCommand;
import io.platen.conformance.adapter.AdapterFault;
import io.platen.conformance.adapter.Reply;
import io.platen.conformance.adapter.Reply.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A small device that keeps to the core of the protocol but for its {@link DeviceFault}. */
public final class FakeDevice implements Adapter {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Optional<DeviceFault> fault;
  private @Nullable FakeSync sync;
  private @Nullable FakeOutbox outbox;

  /**
   * @param fault empty for one that does all as it should
   */
  public FakeDevice(Optional<DeviceFault> fault) {
    this.fault = fault;
  }

  @Override
  public Reply run(AdapterCommand command, Path session, List<String> arguments) {
    return switch (command) {
      case INIT -> init(session);
      case SYNC -> set(sync).sync();
      case REPORT -> set(outbox).report();
      case CLOCK -> Reply.of(Outcome.DONE, "");
      case STATE -> Reply.of(Outcome.DONE, set(outbox).waiting() + " reports wait");
      case ENROL, TRAP, APPLY -> Reply.of(Outcome.UNSUPPORTED, "The fake device has the core only");
    };
  }

  private Reply init(Path session) {
    try {
      FakeDeviceSetup setup = FakeDeviceSetup.read(session);
      FakeWire wire = new FakeWire(setup, PATIENCE, fault);
      sync = new FakeSync(setup, wire, fault);
      outbox = new FakeOutbox(setup, wire, fault);
      return Reply.of(Outcome.DONE, "");
    } catch (IOException e) {
      throw new AdapterFault("The session cannot be read: " + e.getMessage());
    }
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
