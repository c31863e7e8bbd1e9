package io.platen.device;

import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.command.CommandHandler.Progress;
import io.platen.device.identity.LocalKey;
import io.platen.device.link.DeviceClock;
import io.platen.device.testing.CarefulServer;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.command.Command;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.live.CommandResult.WalkedObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A device that is enrolled at one server, and another server of another authority. */
final class RedirectBench implements AutoCloseable {
  static final UUID THERE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d02");
  static final UUID COMMAND = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d03");
  static final ActivationCode CODE = new ActivationCode("ABCD", "EFGHJKMNPQRS");
  static final TestAuthority NEXT = new TestAuthority("next authority");

  final EnrolmentBench old;
  final TestServer enrolment = new TestServer(NEXT.server(), NEXT.certificate(), THERE, false);
  final TestServer hosts = new TestServer(NEXT.server(), NEXT.certificate(), THERE);
  final List<String> progress = new ArrayList<>();
  final TestStorage storage = new TestStorage();
  final CarefulServer oldServer =
      new CarefulServer(
          EnrolmentBench.AUTHORITY, EnrolmentBench.ID, EnrolmentBench.CODE, storage::operations);
  final CarefulServer nextServer = new CarefulServer(NEXT, THERE, CODE, storage::operations);
  final Map<String, String> parameters = new TreeMap<>();
  CycleOutcome backlog = CycleOutcome.done();

  RedirectBench(Path folder) throws Exception {
    old = new EnrolmentBench(folder);
    old.serve(oldServer);
    serve(nextServer);
    parameters.put("update", hosts.address().toString());
    parameters.put("download", hosts.address().toString());
    parameters.put("enrolment", enrolment.address().toString());
    parameters.put("code", CODE.text());
    parameters.put("authority", base64(NEXT));
    VirtualTime time = young();
    old.enrol(config(storage, time));
    if (!old.isLetIn(config(storage, time))) {
      throw new AssertionError("The device does not work with the server that it has");
    }
  }

  static VirtualTime young() {
    return new VirtualTime(EnrolmentBench.YOUNG);
  }

  static String base64(TestAuthority authority) throws Exception {
    return Base64.getEncoder().encodeToString(authority.certificate().getEncoded());
  }

  /** The new server's side of both of its hosts. */
  void serve(TestServer.Handler handler) {
    enrolment.instead(handler);
    hosts.instead(
        exchange -> {
          if (handler.handle(exchange)) {
            return true;
          }
          boolean poll = exchange.getRequestURI().getPath().equals("/update/v1/live/poll");
          if (poll) {
            exchange.sendResponseHeaders(204, -1);
          }
          return poll;
        });
  }

  DeviceConfig config(TestStorage disk, VirtualTime time) {
    return old.builder(disk, time).mayLeave(true).build();
  }

  Command command(VirtualTime time, Duration good) {
    return new Command(
        COMMAND,
        EnrolmentBench.ID,
        1,
        "redirect",
        time.instant(),
        time.instant().plus(good),
        parameters);
  }

  /** What comes of the command at a device that runs with that disk. */
  Outcome redirect(TestStorage disk, VirtualTime time, Duration good) throws Exception {
    DeviceConfig config = config(disk, time);
    LocalKey key = LocalKey.load(disk, config.vault(), config.random());
    Redirection redirection =
        new Redirection(
            config, key, DeviceClock.alone(time, config.built()), time.started(), () -> backlog);
    return redirection.follow(command(time, good), new Told(), () -> {});
  }

  /** Whether a cycle of the device as it is on that disk reaches the server that it has. */
  boolean works(TestStorage disk) throws Exception {
    return old.isLetIn(config(disk, young()));
  }

  private final class Told implements Progress {
    @Override
    public void at(long done, long of, @Nullable String detail) {
      progress.add(String.valueOf(detail));
    }

    @Override
    public void found(List<WalkedObject> objects, long done) {}

    @Override
    public void lines(List<String> lines) {}
  }

  @Override
  public void close() {
    old.close();
    enrolment.close();
    hosts.close();
  }
}
