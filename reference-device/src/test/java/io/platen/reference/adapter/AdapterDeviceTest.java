package io.platen.reference.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.DeviceConfig;
import io.platen.device.port.BootControl;
import io.platen.device.port.SlotName;
import io.platen.device.testing.MemorySlots;
import io.platen.device.testing.TestAuthority;
import io.platen.device.update.Firmware;
import io.platen.device.update.UpdateSettings;
import io.platen.protocol.release.ComponentName;
import io.platen.reference.testing.DeviceFiles;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the adapter answers of a device that falls over: at whatever it is told. */
class AdapterDeviceTest {
  private static final URI NOBODY = URI.create("https://localhost:1");

  private final TestAuthority authority = new TestAuthority("Invented");
  private volatile boolean broken;
  private AdapterDesk desk;

  @TempDir private Path session;

  @BeforeEach
  void a_session_at_hosts_where_nobody_is() throws Exception {
    new DeviceFiles(session, authority)
        .write(NOBODY, "update.url=" + NOBODY, "download.url=" + NOBODY);
  }

  @AfterEach
  void close() {
    if (desk != null) {
      desk.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "report", "start", "apply"})
  void says_that_a_device_crashed_whatever_it_was_told(String command) throws Exception {
    // given
    givenDevice(
        this::withBrokenFinder, "updates.repository=invented", "updates.root=authority.pem");
    tell("init");
    broken = true;
    // then
    assertThat(tell(command)).contains("\"outcome\":\"crashed\"", "a fault of its own");
    // and
    broken = false;
    assertThat(tell("state")).contains("\"outcome\":\"done\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"clock", "restart"})
  void says_that_a_device_crashed_that_works_by_itself(String command) throws Exception {
    // given
    givenDevice(this::withBrokenFinder);
    tell("init");
    assertThat(tell("start")).contains("\"outcome\":\"done\"");
    broken = true;
    // then
    assertThat(tell(command, "90000")).contains("\"outcome\":\"crashed\"", "a fault of its own");
  }

  @Test
  void says_that_a_device_crashed_in_its_work_on_updates() throws Exception {
    // given
    givenDevice(
        right -> right.updates(withBrokenBoots()),
        "updates.repository=invented",
        "updates.root=authority.pem");
    tell("init");
    broken = true;
    // then
    assertThat(tell("apply")).contains("\"outcome\":\"crashed\"", "a fault of its own");
    assertThat(tell("start")).contains("\"outcome\":\"crashed\"", "a fault of its own");
  }

  @Test
  void takes_a_connection_that_was_refused_for_no_refusal_of_the_device() throws Exception {
    // given
    givenDevice(
        right -> right.connector(new TouchedLine(AdapterDeviceTest::refused)),
        "updates.repository=invented",
        "updates.root=authority.pem");
    tell("init");
    // then
    assertThat(tell("sync")).contains("\"outcome\":\"failed\"", "Connection refused");
    assertThat(tell("apply")).contains("\"outcome\":\"failed\"", "Connection refused");
  }

  private static ClientResponse refused(
      ClientRequest request, Function<ClientRequest, ClientResponse> onward) {
    throw new ProcessingException(new IOException("Connection refused"));
  }

  private void givenDevice(UnaryOperator<DeviceConfig.Builder> parts, String... more)
      throws Exception {
    Files.write(session.resolve("device.properties"), List.of(more), StandardOpenOption.APPEND);
    desk = new AdapterDesk(parts);
  }

  private String tell(String command, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of(command, session.toString()));
    words.addAll(List.of(more));
    return desk.run(words).line();
  }

  /** What looks for printers breaks, once the test says so. */
  private DeviceConfig.Builder withBrokenFinder(DeviceConfig.Builder right) {
    return right.finder(
        (entries, pace, listener) -> {
          if (broken) {
            throw new IllegalStateException("a fault of its own");
          }
          return List.of();
        });
  }

  /** What starts its software breaks, once the test says so. */
  private UpdateSettings withBrokenBoots() {
    BootControl boots =
        new BootControl() {
          @Override
          public Set<ComponentName> components() {
            return Set.of(ComponentName.APPLICATION);
          }

          @Override
          public State read() {
            if (broken) {
              throw new IllegalStateException("a fault of its own");
            }
            return new State(SlotName.A, Optional.empty());
          }

          @Override
          public void arm(SlotName slot, String trial) {}

          @Override
          public void confirm() {}

          @Override
          public void giveUp() {}

          @Override
          public void clear() {}
        };
    return new UpdateSettings(
        "invented",
        () -> new byte[0],
        new Firmware("invented", 1, 0, Map.of()),
        new MemorySlots(),
        List.of(boots),
        components -> {});
  }
}
