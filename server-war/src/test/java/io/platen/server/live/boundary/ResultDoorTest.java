package io.platen.server.live.boundary;

import static io.platen.protocol.Requirement.PLT_CMD_031;
import static io.platen.protocol.Requirement.PLT_CMD_032;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.Sealer;
import io.platen.protocol.seal.forge.Pair;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.control.CommandOrders;
import io.platen.server.command.control.CommandQueries;
import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.problem.ProblemException;
import io.platen.server.sealing.SealedReports;
import io.platen.server.sealing.TestSealing;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pieces of results come in sealed, over a real database. */
class ResultDoorTest {
  private static final Caller ANNA = new Caller(TestFleet.TENANT, "anna", Role.ADMINISTRATOR);
  private static final AdmittedDevice DEVICE =
      new AdmittedDevice(TestFleet.TENANT, TestFleet.DEVICE);

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();
  private final TestDatabase test = TestDatabase.create();
  private final TestFleet fleet = new TestFleet(test).withTenants();
  private final CommandQueries queries = new CommandQueries(fleet.database);
  private final Pair device =
      Pair.ofDevice(TestFleet.DEVICE.toString(), fleet.now().plusSeconds(86_400), random);
  private SealedReports sealing;
  private ResultDoor door;
  private UUID command;

  @BeforeEach
  void order() {
    sealing = new TestSealing(test.database(), fleet::now).offered(folder);
    door = new ResultDoor(sealing, fleet.delivery);
    command =
        fleet
            .orders
            .order(
                ANNA,
                TestFleet.DEVICE,
                new CommandOrders.Wanted("collect-logs", Map.of(), Duration.ofMinutes(10)))
            .id();
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private CommandResult piece(long number, Stage stage) {
    return new CommandResult(
        TestFleet.DEVICE,
        command,
        number,
        stage,
        null,
        null,
        null,
        null,
        List.of(),
        List.of("a line of the log"),
        fleet.now());
  }

  private LiveMessage.Envelope sealed(CommandResult piece, String type) throws Exception {
    return sealed(piece, type, LiveCodec.write(piece));
  }

  private LiveMessage.Envelope sealed(CommandResult piece, String type, byte[] document)
      throws Exception {
    X509Certificate recipient = sealing.told().orElseThrow().certificates().get(0);
    SealedHeader header =
        new SealedHeader(
            piece.device(),
            piece.command(),
            piece.number(),
            recipient.getSubjectX500Principal().getName().substring(3),
            type,
            piece.at());
    byte[] content =
        new Sealer(random)
            .seal(
                header,
                BoundedGzip.deflate(document),
                device.key(),
                device.certificate(),
                recipient);
    return new LiveMessage.Envelope(
        piece.command(), piece.number(), new LiveMessage.SignedBytes(content));
  }

  private LiveMessage.Taken hear(LiveMessage message) {
    return door.heard(DEVICE, device.certificate(), message);
  }

  private DeviceCommand now() {
    return queries.get(ANNA, TestFleet.DEVICE, command);
  }

  @Test
  @Verifies(positive = PLT_CMD_031)
  void takes_a_sealed_piece_as_it_would_an_open_one_and_once_only() throws Exception {
    // when
    LiveMessage.Taken first = hear(sealed(piece(1, Stage.PROGRESS), "result"));
    LiveMessage.Taken again = hear(sealed(piece(1, Stage.PROGRESS), "result"));
    hear(sealed(piece(2, Stage.DONE), "result"));

    // then
    assertThat(first).isEqualTo(new LiveMessage.Taken(command, 1)).isEqualTo(again);
    assertThat(now().state()).isEqualTo(CommandState.DONE);
    assertThat(queries.findings(ANNA, TestFleet.DEVICE, command, 0, 9))
        .containsExactly(piece(1, Stage.PROGRESS), piece(2, Stage.DONE));
  }

  @Test
  @Verifies(negative = PLT_CMD_031, positive = PLT_CMD_032)
  void parses_nothing_that_was_changed_and_ends_its_command() throws Exception {
    // given: what would be refused as no document has a broken seal, too
    byte[] nonsense = "<!DOCTYPE result>".getBytes(StandardCharsets.UTF_8);
    byte[] content = sealed(piece(1, Stage.DONE), "result", nonsense).content().bytes();
    content[content.length - 1] ^= 1;

    // when
    LiveMessage.Taken taken =
        hear(new LiveMessage.Envelope(command, 1, new LiveMessage.SignedBytes(content)));

    // then
    assertThat(taken).isEqualTo(new LiveMessage.Taken(command, 1));
    assertThat(now().state()).isEqualTo(CommandState.FAILED);
    assertThat(now().detail()).contains("changed after it was sealed");
    assertThat(queries.findings(ANNA, TestFleet.DEVICE, command, 0, 9)).isEmpty();
  }

  @Test
  void takes_no_piece_for_another_than_the_envelope_says() throws Exception {
    // given
    LiveMessage.Envelope second = sealed(piece(2, Stage.DONE), "result");

    // when
    hear(new LiveMessage.Envelope(command, 1, second.content()));

    // then
    assertThat(now().state()).isEqualTo(CommandState.FAILED);
  }

  @Test
  void takes_no_report_for_a_result() throws Exception {
    // when
    hear(sealed(piece(1, Stage.DONE), "report"));

    // then
    assertThat(now().state()).isEqualTo(CommandState.FAILED);
  }

  @Test
  @Verifies(negative = PLT_CMD_032)
  void ends_a_command_whose_result_comes_open_where_only_sealed_ones_are_taken() {
    // given
    Path other = folder.resolve("required");
    door =
        new ResultDoor(
            new TestSealing(test.database(), fleet::now).required(other), fleet.delivery);

    // when
    LiveMessage.Taken taken = hear(piece(1, Stage.DONE));

    // then
    assertThat(taken).isEqualTo(new LiveMessage.Taken(command, 1));
    assertThat(now().state()).isEqualTo(CommandState.FAILED);
    assertThat(queries.findings(ANNA, TestFleet.DEVICE, command, 0, 9)).isEmpty();
  }

  @Test
  void refuses_what_is_no_result_and_what_is_of_another_device() {
    // given
    CommandResult foreign =
        new CommandResult(
            TestFleet.OTHER_DEVICE,
            command,
            1,
            Stage.DONE,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            fleet.now());

    // then
    assertThatThrownBy(() -> hear(foreign)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> hear(new LiveMessage.Cancel(command)))
        .isInstanceOf(ProblemException.class);
    assertThat(now().state()).isEqualTo(CommandState.WAITING);
  }
}
