package io.platen.reference.bench;

import static io.platen.reference.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.FactoryAuthority;
import io.platen.reference.stack.JavaProcess;
import io.platen.reference.stack.Pem;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerApi;
import io.platen.reference.stack.ServerProcess.Tuning;
import io.platen.reference.testing.DemoStack;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two processes of the packaged server over one PostgreSQL and the packaged device: the node that
 * the device is connected to is killed while commands are on their way.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledNodeIT {
  private static final Duration SOON = Duration.ofMinutes(3);

  /** Before and after; each is a cycle of the device, which says so. */
  private static final int COMMANDS = 8;

  private static final String CYCLE = "Synced:";

  @TempDir private Path folder;

  @Test
  void loses_no_command_with_the_node_and_none_is_done_twice() throws Exception {
    // given
    FactoryAuthority factory = BenchServer.factory();
    Path jar = DemoStack.packaged("platen.server.jar");
    try (BenchServer one = BenchServer.start(jar, Tuning.QUICK_START, factory)) {
      ServerAddresses stays = one.ready();
      try (BenchServer other = one.secondNode(jar, Tuning.QUICK_START, stays)) {
        ServerAddresses goes = other.ready();
        BenchServer.Registered registered = one.registerWithApi(stays, factory, 1);
        DeviceIdentity identity = registered.devices().get(0);
        try (JavaProcess device = device(identity, goes, stays)) {
          awaitChannel(device, goes);

          // when
          List<String> ordered = new ArrayList<>(order(registered.api(), identity, COMMANDS));
          other.process().kill();
          ordered.addAll(order(registered.api(), identity, COMMANDS));

          // then: all come to their end, by the node that is left
          for (String each : ordered) {
            eventually(
                "The end of " + each,
                SOON,
                () -> registered.api().get(each),
                got -> got.getString("state").equals("done"));
          }
          awaitChannel(device, stays);
          // The first cycle was the device's own.
          assertThat(Files.readString(device.log()).split(CYCLE, -1)).hasSize(1 + 1 + 2 * COMMANDS);
        }
      }
    }
  }

  private static void awaitChannel(JavaProcess device, ServerAddresses node) throws Exception {
    String open = "It can be reached by its server: " + node.device() + " ";
    eventually(
        "A channel to " + node.device(),
        SOON,
        () -> Files.readString(device.log()),
        log -> log.contains(open));
  }

  private static List<String> order(ServerApi api, DeviceIdentity device, int count)
      throws InterruptedException {
    String commands = "/devices/" + device.device() + "/commands";
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      paths.add(
          commands
              + "/"
              + api.post(commands, Json.createObjectBuilder().add("kind", "read").build())
                  .getString("id"));
    }
    return paths;
  }

  /** It has the node that goes before the one that stays. */
  private JavaProcess device(DeviceIdentity identity, ServerAddresses goes, ServerAddresses stays)
      throws IOException {
    Pem.write(folder.resolve("device.pem"), identity.certificate());
    Pem.write(folder.resolve("device.key"), identity.key());
    Files.writeString(
        folder.resolve("authorities.pem"),
        Files.readString(goes.authority()) + "\n" + Files.readString(stays.authority()));
    Path config =
        Files.writeString(
            folder.resolve("device.properties"),
            String.join(
                "\n",
                "device.id=" + identity.device(),
                "data=" + folder.resolve("data"),
                "update1=" + goes.device(),
                "update2=" + stays.device(),
                "download=" + stays.device(),
                "authority=" + folder.resolve("authorities.pem"),
                "certificate=" + folder.resolve("device.pem"),
                "key=" + folder.resolve("device.key"),
                "schedule.now=true",
                "schedule.spread=0"));
    return JavaProcess.start(
        DemoStack.packaged("platen.device.jar"),
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-Duser.timezone=" + night()),
        List.of("run", "--config", config.toString()),
        folder.resolve("device.log"));
  }

  /** Where it is ten in the evening: behind its first cycle, no device has another before five. */
  private static String night() {
    int hour = InstantSource.system().instant().atOffset(ZoneOffset.UTC).getHour();
    int ahead = Math.floorMod(22 - hour + 11, 24) - 11;
    return "GMT" + (ahead < 0 ? "-" : "+") + Math.abs(ahead);
  }
}
