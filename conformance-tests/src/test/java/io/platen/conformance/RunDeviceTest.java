package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.testing.ShellAdapter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RunDeviceTest {
  private static final String DONE = "echo '{\"outcome\":\"done\"}'";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"exit 1", "kill -9 $$", "echo rubbish", "true"})
  void ends_with_2_when_the_adapter_crashes_or_prints_rubbish(String words) throws Exception {
    // when
    int status = run(words, "--select", "PLT-SYN-001");
    // then
    assertThat(status).as(out.toString() + err).isEqualTo(2);
    assertThat(out.toString())
        .contains("ERROR", "The adapter failed at \"init\"")
        .doesNotContain("FAIL", "\tat ");
  }

  @Test
  void ends_with_2_when_the_adapter_hangs() throws Exception {
    // when
    int status = run("exec sleep 600", "--select", "PLT-SYN-001", "--limit", "init=0");
    // then
    assertThat(status).as(out.toString() + err).isEqualTo(2);
    assertThat(out.toString()).contains("ERROR", "no answer within its limit");
    assertThat(folder.resolve("results/report.html"))
        .content()
        .containsPattern("run device --adapter \\S+ --limit init=0 --select devicesync");
  }

  @Test
  void ends_with_1_when_the_device_does_nothing_or_crashes() throws Exception {
    // when
    int idle = run(DONE, "--select", "devicetls.talks_to_a_server_of_its_authority_under_its_name");
    String crash = "case $1 in init) " + DONE + ";; *) echo '{\"outcome\":\"crashed\"}';; esac";
    int crashed = run(crash, "--select", "devicesync.asks_at_each_sync");
    // then
    assertThat(idle).as(out.toString() + err).isEqualTo(1);
    assertThat(crashed).isEqualTo(1);
    assertThat(out.toString()).contains("the device crashed", "The device is not conformant.");
    assertThat(folder.resolve("results/transcripts/devicesync.asks_at_each_sync.txt"))
        .content()
        .contains("adapter init -> done");
  }

  @Test
  void ends_with_3_when_nothing_is_selected_or_the_adapter_supports_nothing() throws Exception {
    // when
    int nothing = run(DONE, "--select", "PLT-ZZZ-001");
    String poor = "case $1 in init) " + DONE + ";; *) echo '{\"outcome\":\"unsupported\"}';; esac";
    int unsupported = run(poor, "--select", "PLT-SYN-001");
    // then
    assertThat(nothing).as(out.toString() + err).isEqualTo(3);
    assertThat(unsupported).as(out.toString() + err).isEqualTo(3);
    assertThat(out.toString()).contains("SKIPPED", "does not support \"sync\"", "inconclusive");
  }

  @Test
  void ends_with_2_for_what_is_no_executable_file_and_for_an_unknown_profile() throws Exception {
    // given
    Path plain = Files.writeString(folder.resolve("plain"), "#!/bin/sh\n");
    // when
    int absent = execute("run", "device", "--adapter", folder.resolve("none").toString());
    int notExecutable = execute("run", "device", "--adapter", plain.toString());
    int profile = run(DONE, "--profile", "core,magic");
    // then
    assertThat(absent).isEqualTo(2);
    assertThat(notExecutable).isEqualTo(2);
    assertThat(profile).isEqualTo(2);
    assertThat(err.toString()).contains("chmod +x", "magic has no tests");
  }

  private int run(String words, String... more) throws Exception {
    String adapter = ShellAdapter.of(words, folder).toString();
    String results = folder.resolve("results").toString();
    String[] command = {"run", "device", "--adapter", adapter, "--out", results};
    String[] all = new String[command.length + more.length];
    System.arraycopy(command, 0, all, 0, command.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return execute(all);
  }

  private int execute(String... command) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(command);
  }
}
