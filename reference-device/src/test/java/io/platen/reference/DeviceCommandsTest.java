package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import io.platen.reference.testing.CommandRun;
import io.platen.reference.testing.DeviceFiles;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands {@code run --once}, {@code status} and {@code reset}, as someone types them. */
class DeviceCommandsTest {
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  @TempDir private Path folder;
  private TestServer server;
  private DeviceFiles files;
  private Path config;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), DeviceFiles.ID);
    files = new DeviceFiles(folder, AUTHORITY);
    config = files.write(server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static CommandRun run(Object... words) {
    return CommandRun.of(Main.commandLine(), words);
  }

  private CommandRun runOnce() {
    return run("run", "--once", "--config", config);
  }

  private void refuseAll(ProblemType type) {
    server.instead(
        exchange -> {
          TestServer.problem(exchange, type);
          return true;
        });
  }

  private List<String> memory() throws Exception {
    try (Stream<Path> all = Files.list(files.data())) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "run, --once",
    "status, --json",
    "reset, --yes",
  })
  void help_says_what_the_command_does_and_takes(String command, String option) {
    // when
    CommandRun help = run(command, "--help");

    // then
    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("Usage: platen-device " + command, "--config=FILE", option);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"run", "status", "reset"})
  void wrong_usage_is_told_from_failed_work(String command) {
    // when
    CommandRun withoutConfig = run(command);
    CommandRun unknownOption = run(command, "--config", config, "--twice");
    CommandRun noFile = run(command, "--config", folder.resolve("nothing.properties"));

    // then
    assertThat(withoutConfig.status()).isEqualTo(2);
    assertThat(withoutConfig.err()).contains("--config=FILE");
    assertThat(unknownOption.status()).isEqualTo(2);
    assertThat(unknownOption.err()).contains("--twice");
    assertThat(noFile.status()).isEqualTo(1);
    assertThat(noFile.err()).contains("nothing.properties", "--config").hasLineCount(1);
  }

  @Test
  void run_once_reports_and_ends_with_0() {
    // when
    CommandRun run = runOnce();

    // then
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("Synced: new settings", "Uploaded report 1");
    assertThat(server.reports()).hasSize(1);
  }

  @Test
  void run_once_ends_with_1_where_a_report_still_waits() {
    // given
    refuseAll(ProblemType.UNAVAILABLE);

    // when
    CommandRun run = runOnce();

    // then
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("Problem: Upload failed, 1 wait");
  }

  @Test
  void run_once_ends_with_1_and_says_so_where_the_device_is_cut_off() {
    // given
    refuseAll(ProblemType.DEVICE_INACTIVE);

    // when
    CommandRun run = runOnce();

    // then
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("The server does not work with this device now");
  }

  @Test
  void run_names_every_wrong_key_of_the_file_at_once() throws Exception {
    // given
    config =
        files.write(
            URI.create("http://server.example"),
            "enrolment = nowhere",
            "colour = blue",
            "update2 = :");

    // when
    CommandRun run = runOnce();

    // then
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("update1:", "download:", "enrolment:", "colour: is not known", "update2:");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void status_before_the_first_start_says_how_to_start() {
    // when
    CommandRun status = run("status", "--config", config);

    // then
    assertThat(status.status()).isEqualTo(1);
    assertThat(status.err()).contains("No device has run", "platen-device run");
  }

  @Test
  void status_tells_people_and_programs_the_same() {
    // given
    runOnce();

    // when
    CommandRun text = run("status", "--config", config);
    CommandRun json = run("status", "--config", config, "--json");

    // then
    JsonObject read = object(json.out());
    assertThat(text.status()).isZero();
    assertThat(json.status()).isZero();
    assertThat(read.getString("device")).isEqualTo(DeviceFiles.ID.toString());
    assertThat(read.getInt("waiting")).isZero();
    assertThat(read.isNull("lastProblem")).isTrue();
    assertThat(text.out())
        .contains("Device           " + DeviceFiles.ID)
        .contains("Last upload      " + read.getString("lastUpload"))
        .contains("Last problem     none");
  }

  @Test
  void status_says_what_failed_and_what_waits() {
    // given
    refuseAll(ProblemType.UNAVAILABLE);
    runOnce();

    // when
    CommandRun text = run("status", "--config", config);
    CommandRun json = run("status", "--config", config, "--json");

    // then
    assertThat(text.out()).contains("Last upload      never", "Reports waiting  1");
    assertThat(object(json.out()).getString("lastProblem")).contains("Upload failed");
  }

  @Test
  void status_that_cannot_be_read_is_a_failure_in_one_line() throws Exception {
    // given
    Files.createDirectories(files.data());
    Files.writeString(files.data().resolve("status.properties"), "printers=many\n");

    // when
    CommandRun status = run("status", "--config", config);

    // then
    assertThat(status.status()).isEqualTo(1);
    assertThat(status.err()).contains("cannot be read").hasLineCount(1);
  }

  @Test
  void reset_deletes_nothing_unless_it_is_confirmed() throws Exception {
    // given
    runOnce();
    List<String> before = memory();

    // when
    CommandRun reset = run("reset", "--config", config);

    // then
    assertThat(reset.status()).isEqualTo(1);
    assertThat(reset.err()).contains("--yes");
    assertThat(memory()).isEqualTo(before).isNotEmpty();
  }

  @Test
  void reset_makes_the_device_begin_a_new_epoch_and_leaves_its_keys() throws Exception {
    // given
    runOnce();

    // when
    CommandRun reset = run("reset", "--config", config, "--yes");
    List<String> left = memory();
    CommandRun again = runOnce();

    // then
    assertThat(reset.status()).isZero();
    assertThat(left).isEmpty();
    assertThat(again.status()).isZero();
    assertThat(server.reports()).extracting(Report::epoch).doesNotHaveDuplicates().hasSize(2);
    assertThat(server.reports()).extracting(Report::sequence).containsExactly(1L, 1L);
  }

  @Test
  void reset_of_a_device_that_never_ran_is_no_failure() {
    // when
    CommandRun reset = run("reset", "--config", config, "--yes");

    // then
    assertThat(reset.status()).isZero();
    assertThat(files.data()).doesNotExist();
  }

  private static JsonObject object(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
