package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.reference.testing.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterCommandTest {
  @TempDir private Path session;

  @Test
  void answers_with_one_line_of_json() throws Exception {
    // given
    Files.writeString(session.resolve("device.properties"), "update.url=https://localhost:1\n");
    // when
    CommandRun init = run("init", session);
    CommandRun state = run("state", session);
    CommandRun apply = run("dance", session);
    // then
    assertThat(init.status()).as(init.err()).isZero();
    assertThat(init.out()).isEqualToIgnoringNewLines("{\"outcome\":\"done\",\"detail\":\"\"}");
    assertThat(state.out()).contains("\"outcome\":\"done\"", "\"waiting\":\"0\"");
    assertThat(apply.out()).contains("\"outcome\":\"unsupported\"");
  }

  @Test
  void lets_time_pass_and_forgets_it_with_all_else() throws Exception {
    // given
    Files.writeString(session.resolve("device.properties"), "");
    run("init", session);
    // when
    run("clock", session, "3600");
    run("clock", session, "60");
    // then
    assertThat(session.resolve("clock")).hasContent("PT1H1M");
    // when
    run("init", session);
    // then
    assertThat(session.resolve("clock")).doesNotExist();
  }

  @Test
  void fails_where_nothing_can_be_known_of_the_device() {
    // when
    CommandRun absent = run("init", session.resolve("none"));
    CommandRun odd = run("clock", session, "soon");
    CommandRun few = run("init");
    // then
    assertThat(absent.status()).isEqualTo(1);
    assertThat(odd.status()).isEqualTo(1);
    assertThat(odd.err()).contains("soon");
    assertThat(few.status()).isEqualTo(1);
    assertThat(few.err()).contains("Name a command and a session");
  }

  private static CommandRun run(Object... words) {
    Object[] all = new Object[words.length + 1];
    all[0] = "adapter";
    System.arraycopy(words, 0, all, 1, words.length);
    return CommandRun.of(Main.commandLine(), all);
  }
}
