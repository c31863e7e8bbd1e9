package io.platen.server.release.control;

import static io.platen.protocol.Requirement.PLT_UPD_401;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.content.Sha256;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObjectsTest {
  private static final byte[] CONTENT = "what devices fetch".getBytes(UTF_8);
  private static final String NAME = Sha256.of(CONTENT).toString();
  private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");

  @TempDir private Path folder;
  private FolderObjects objects;

  @BeforeEach
  void open() {
    objects = new FolderObjects(folder.resolve("objects"), 100, () -> NOW);
  }

  @Test
  @Verifies(positive = PLT_UPD_401)
  void gives_back_what_was_stored_from_any_byte_on() throws IOException {
    // when
    ObjectStore.Outcome first = put(CONTENT);
    ObjectStore.Outcome again = put(CONTENT);
    // then
    assertThat(first).isEqualTo(new ObjectStore.Stored(CONTENT.length, true));
    assertThat(again).isEqualTo(new ObjectStore.Stored(CONTENT.length, false));
    assertThat(objects.length(NAME)).hasValue(CONTENT.length);
    try (InputStream rest = objects.open(NAME, 5)) {
      assertThat(new String(rest.readAllBytes(), UTF_8)).isEqualTo("devices fetch");
    }
  }

  @Test
  void tells_when_an_object_was_sent_last() throws IOException {
    // given
    put(CONTENT);
    FolderObjects later =
        new FolderObjects(folder.resolve("objects"), 100, () -> NOW.plusSeconds(60));
    // when
    Map<String, Instant> first = stored(objects);
    later.put(NAME, new ByteArrayInputStream(CONTENT));
    // then
    assertThat(first).containsExactly(Map.entry(NAME, NOW));
    assertThat(stored(later)).containsExactly(Map.entry(NAME, NOW.plusSeconds(60)));
  }

  private static Map<String, Instant> stored(FolderObjects of) throws IOException {
    Map<String, Instant> stored = new TreeMap<>();
    of.forEach(stored::put);
    return stored;
  }

  @Test
  @Verifies(negative = PLT_UPD_401)
  void keeps_nothing_that_has_another_hash() throws IOException {
    // when
    ObjectStore.Outcome outcome = objects.put(NAME, new ByteArrayInputStream(new byte[7]));
    // then
    assertThat(outcome).isEqualTo(new ObjectStore.OtherContent(Sha256.of(new byte[7]).toString()));
    assertNothingIsThere();
  }

  @Test
  void keeps_nothing_of_an_upload_that_breaks_off() throws IOException {
    // given
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream(CONTENT)) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            if (read < 0) {
              throw new IOException("The connection is gone");
            }
            return read;
          }
        };
    // then
    assertThatThrownBy(() -> objects.put(NAME, broken)).hasMessage("The connection is gone");
    assertNothingIsThere();
  }

  @Test
  void holds_no_more_than_its_quota() throws IOException {
    // given
    put(new byte[60]);
    // when
    ObjectStore.Outcome full = put(new byte[41]);
    ObjectStore.Outcome fits = put(new byte[40]);
    // then
    assertThat(full).isEqualTo(new ObjectStore.Full(100));
    assertThat(fits).isEqualTo(new ObjectStore.Stored(40, true));
    assertThat(objects.usage()).isEqualTo(new ObjectStore.Usage(100, 100));
  }

  @Test
  void counts_uploads_that_are_under_way_against_the_quota() throws IOException {
    // given one that has sent 60 bytes when another of 60 comes
    ObjectStore.Outcome[] other = new ObjectStore.Outcome[1];
    InputStream slow =
        new InputStream() {
          private boolean isSent;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            if (isSent) {
              other[0] = put(new byte[61]);
              return -1;
            }
            isSent = true;
            return 60;
          }
        };
    // when
    objects.put(Sha256.of(new byte[60]).toString(), slow);
    // then
    assertThat(other[0]).isEqualTo(new ObjectStore.Full(100));
  }

  @Test
  void takes_no_name_that_is_no_hash() {
    assertThatIllegalArgumentException().isThrownBy(() -> objects.length("../secret"));
    assertThatIllegalArgumentException().isThrownBy(() -> objects.open("..", 0));
    assertThatThrownBy(() -> objects.open(NAME, 0)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void removes_what_a_crash_left_of_uploads_and_nothing_else() throws IOException {
    // given
    put(CONTENT);
    Path left = uploading("-1.part", NOW.minusSeconds(1));
    Path goesOn = uploading("-2.part", NOW);
    // when
    objects.removeLeftovers(NOW);
    // then
    assertThat(left).doesNotExist();
    assertThat(goesOn).exists();
    assertThat(objects.length(NAME)).isPresent();
  }

  private Path uploading(String end, Instant last) throws IOException {
    Path part = Files.createFile(folder.resolve("objects").resolve(NAME + end));
    return Files.setLastModifiedTime(part, FileTime.from(last));
  }

  private ObjectStore.Outcome put(byte[] content) throws IOException {
    return objects.put(Sha256.of(content).toString(), new ByteArrayInputStream(content));
  }

  private void assertNothingIsThere() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("objects"))) {
      assertThat(files).isEmpty();
    }
  }
}
