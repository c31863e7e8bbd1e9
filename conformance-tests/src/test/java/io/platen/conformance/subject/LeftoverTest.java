package io.platen.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverTest {
  private final AtomicInteger rests = new AtomicInteger();

  @TempDir private Path folder;
  private Path session;

  @BeforeEach
  void a_session_with_files() throws IOException {
    session = Files.createDirectories(folder.resolve("session/data")).getParent();
    Files.writeString(session.resolve("data/store"), "kept");
  }

  @Test
  void takes_away_what_a_device_still_writes_into() {
    // given: a device that writes three times more, between its files and its folder
    AtomicInteger left = new AtomicInteger(3);
    Leftover leftover =
        new Leftover(
            session,
            file -> {
              if (Files.isDirectory(file) && left.getAndDecrement() > 0) {
                Files.writeString(file.resolve("late"), "once more");
              }
              Files.deleteIfExists(file);
            },
            countedRests());
    // then
    assertThat(leftover.remove()).isTrue();
    assertThat(session).doesNotExist();
    assertThat(rests).hasValue(3);
  }

  @Test
  void leaves_what_will_not_go_after_some_tries() {
    // given
    Leftover leftover =
        new Leftover(
            session,
            file -> {
              throw new IOException("held by another process");
            },
            countedRests());
    // then
    assertThat(leftover.remove()).isFalse();
    assertThat(session.resolve("data/store")).exists();
    assertThat(rests).hasValueBetween(5, 50);
  }

  @Test
  void has_nothing_to_do_where_the_device_took_the_folder_away_itself() {
    assertThat(new Leftover(folder.resolve("none"), Files::deleteIfExists, countedRests()).remove())
        .isTrue();
    assertThat(rests).hasValue(0);
  }

  private Pace countedRests() {
    return new Pace() {
      @Override
      public Instant now() {
        return Instant.EPOCH;
      }

      @Override
      public void rest(Duration time) {
        rests.incrementAndGet();
      }
    };
  }
}
