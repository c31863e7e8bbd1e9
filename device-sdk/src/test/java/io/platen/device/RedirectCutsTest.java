package io.platen.device;

import static io.platen.protocol.Requirement.PLT_CMD_018;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.CarefulServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.TestStorage.Unsynced;
import io.platen.protocol.Verifies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A device ends at every moment of a redirect and of its first cycle at the new server: by {@code
 * kill -9}, or by a loss of power. Whatever is left must work with one server.
 */
class RedirectCutsTest {
  @TempDir private static Path folder;
  private RedirectBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new RedirectBench(folder);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  @Verifies(positive = PLT_CMD_018, negative = PLT_CMD_018)
  void works_with_the_one_server_or_with_the_other_wherever_it_ends() throws Exception {
    // given
    int from = bench.storage.operations();
    bench.redirect(bench.storage, RedirectBench.young(), Duration.ofMinutes(10));
    bench.works(bench.storage);
    int to = bench.storage.operations();
    Set<String> states = new HashSet<>();
    Set<UUID> servers = new HashSet<>();

    // when
    for (int cut = from; cut <= to; cut++) {
      for (Unsynced fate : List.of(Unsynced.KEPT, Unsynced.DROPPED)) {
        for (int commits : bench.nextServer.commitsPossibleAt(cut)) {
          TestStorage left = bench.storage.afterCrash(cut, fate);
          if (states.add(state(left, commits))) {
            servers.add(demandItWorks(left, bench.nextServer.afterCommits(commits), cut));
          }
        }
      }
    }

    // then
    assertThat(states).hasSizeGreaterThan(10);
    assertThat(servers).containsExactlyInAnyOrder(EnrolmentBench.ID, RedirectBench.THERE);
  }

  private static String state(TestStorage left, int commits) {
    StringBuilder state = new StringBuilder().append(commits);
    left.contents().forEach((name, bytes) -> state.append(name).append(Arrays.hashCode(bytes)));
    return state.toString();
  }

  private UUID demandItWorks(TestStorage left, CarefulServer next, int cut) throws Exception {
    bench.serve(next);
    bench.hosts.forget();
    bench.old.hosts.forget();
    UUID device = bench.config(left, RedirectBench.young()).device();
    for (int i = 0; i < 2; i++) {
      assertThat(bench.works(left)).as("cut at " + cut + " as " + device).isTrue();
    }
    assertThat(bench.config(left, RedirectBench.young()).device()).isEqualTo(device);
    return device;
  }
}
