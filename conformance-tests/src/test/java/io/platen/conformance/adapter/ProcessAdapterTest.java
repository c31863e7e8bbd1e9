package io.platen.conformance.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.conformance.testing.ShellAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessAdapterTest {
  /** Time stands still, so a machine that is slow takes no adapter for one that hangs. */
  private static final InstantSource STILL = InstantSource.fixed(Instant.EPOCH);

  @TempDir private Path folder;

  @Test
  void hands_command_session_and_arguments_over_and_reads_the_answer() throws Exception {
    // given
    String words =
        "echo \"{\\\"outcome\\\":\\\"done\\\",\\\"detail\\\":\\\"$1 $3\\\"}\"; echo $2 > $2/seen";
    // when
    Reply reply = adapter(words).run(AdapterCommand.CLOCK, folder, List.of("7200"));
    // then
    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.DONE);
    assertThat(reply.detail()).isEqualTo("clock 7200");
    assertThat(folder.resolve("seen")).hasContent(folder.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exit 7                                    | exit status 7
          kill -SEGV $$                             | exit status 139
          echo 'no such printer' >&2; exit 1        | it said: no such printer
          true                                      | printed nothing
          echo refused                              | printed no JSON
          echo '["refused"]'                        | no JSON object
          echo '{"outcome":"refused"'               | printed no JSON
          echo '{"outcome":"rejected"}'             | known are done, refused, failed
          echo '{"detail":"refused"}'               | its outcome is ""
          echo '{"outcome":"done"}'; echo done      | more than one line
          printf '\\377\\376'                       | printed no JSON
          head -c 70000 /dev/zero                   | more than 65536 bytes
          """)
  void takes_an_adapter_that_crashes_or_prints_rubbish_for_a_fault_and_no_refusal(
      String words, String said) throws Exception {
    // when
    ProcessAdapter adapter = adapter(words);
    // then
    assertThatThrownBy(() -> adapter.run(AdapterCommand.SYNC, folder, List.of()))
        .isInstanceOf(AdapterFault.class)
        .hasMessageContaining("The adapter failed at \"sync\"")
        .hasMessageContaining(said);
  }

  @Test
  void ends_an_adapter_that_hangs_and_what_it_has_started() throws Exception {
    // given: a clock that is an hour on whenever somebody looks, once the adapter runs
    Path started = folder.resolve("started");
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    InstantSource clock =
        () -> now.updateAndGet(t -> Files.exists(started) ? t.plus(Duration.ofHours(1)) : t);
    Path file = ShellAdapter.of("sleep 600 & echo $! > $2/child; touch $2/started; wait", folder);
    ProcessAdapter adapter = new ProcessAdapter(List.of(file.toString()), Map.of(), clock);
    // when
    assertThatThrownBy(() -> adapter.run(AdapterCommand.STATE, folder, List.of()))
        .isInstanceOf(AdapterFault.class)
        .hasMessageContaining("\"state\"")
        .hasMessageContaining("no answer within its limit of 30 s");
    // then
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    ProcessHandle.of(child).ifPresent(each -> each.onExit().join());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void goes_by_the_limit_that_it_was_given() throws Exception {
    // given
    Path file = ShellAdapter.of("exec sleep 600", folder);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    InstantSource clock = () -> now.updateAndGet(t -> t.plusSeconds(2));
    Map<AdapterCommand, Duration> limits = Map.of(AdapterCommand.APPLY, Duration.ofSeconds(3));
    ProcessAdapter adapter = new ProcessAdapter(List.of(file.toString()), limits, clock);
    // then
    assertThatThrownBy(() -> adapter.run(AdapterCommand.APPLY, folder, List.of()))
        .hasMessageContaining("limit of 3 s");
  }

  @Test
  void does_not_wait_for_a_device_that_the_adapter_leaves_running() throws Exception {
    // given
    Path file =
        ShellAdapter.of("sleep 600 & echo $! > $2/child; echo '{\"outcome\":\"done\"}'", folder);
    // when
    Reply reply =
        new ProcessAdapter(List.of(file.toString()), Map.of(), STILL)
            .run(AdapterCommand.INIT, folder, List.of());
    // then
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.DONE);
    assertThat(ProcessHandle.of(child)).hasValueSatisfying(ProcessHandle::destroyForcibly);
  }

  @Test
  void says_that_an_adapter_is_not_there() {
    // given
    ProcessAdapter adapter =
        new ProcessAdapter(List.of(folder.resolve("none").toString()), Map.of(), STILL);
    // then
    assertThatThrownBy(() -> adapter.run(AdapterCommand.INIT, folder, List.of()))
        .isInstanceOf(AdapterFault.class)
        .hasMessageContaining("cannot be run");
  }

  private ProcessAdapter adapter(String words) throws Exception {
    Path file = ShellAdapter.of(words, folder);
    return new ProcessAdapter(List.of(file.toString()), Map.of(), STILL);
  }
}
