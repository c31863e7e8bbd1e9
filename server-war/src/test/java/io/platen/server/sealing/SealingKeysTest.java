package io.platen.server.sealing;

import static io.platen.protocol.Requirement.PLT_SEA_023;
import static io.platen.protocol.Requirement.PLT_SEA_030;
import static io.platen.protocol.Requirement.PLT_SEA_033;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.seal.KeyId;
import io.platen.server.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingKeysTest {
  private static final Instant START = Instant.parse("2026-11-22T06:00:00Z");

  @TempDir private Path folder;

  private final TestDatabase test = TestDatabase.create();
  private Instant now = START;
  private final TestSealing sealing = new TestSealing(test.database(), () -> now);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void makes_a_key_at_the_first_need_and_keeps_it_over_a_restart() {
    // when
    X509Certificate made = sealing.keys(folder).current().orElseThrow();

    // then
    assertThat(made.getKeyUsage()).startsWith(false, false, false, false, true, false);
    assertThat(sealing.keys(folder).current()).contains(made);
    assertThat(sealing.keys(folder).find(KeyId.of(made))).isPresent();
  }

  @Test
  @Verifies(positive = PLT_SEA_030, negative = PLT_SEA_023)
  void opens_a_backlog_of_29_days_after_the_key_was_replaced_and_forgets_it_in_the_end() {
    // given: a device got the key on its last day, and was away since
    SealingKeys own = sealing.keys(folder);
    X509Certificate old = own.current().orElseThrow();
    now = START.plus(SealingKeys.LIFE).minusSeconds(1);
    assertThat(own.current()).contains(old);

    // when
    now = now.plusSeconds(1);
    X509Certificate next = own.current().orElseThrow();
    now = now.plus(Duration.ofDays(29));

    // then
    assertThat(next).isNotEqualTo(old);
    assertThat(next.getSubjectX500Principal()).isEqualTo(old.getSubjectX500Principal());
    assertThat(own.find(KeyId.of(old))).isPresent();
    assertThat(sealing.keys(folder).find(KeyId.of(old))).isPresent();

    // when: two more changes
    now = START.plus(SealingKeys.LIFE.multipliedBy(2));
    assertThat(own.current()).isPresent();

    // then
    assertThat(own.find(KeyId.of(old))).isEmpty();
    assertThat(own.find(KeyId.of(next))).isPresent();
  }

  @Test
  void takes_the_key_that_another_node_made() {
    // given
    SealingKeys one = sealing.keys(folder);
    SealingKeys other = sealing.keys(folder);
    assertThat(one.current()).isEqualTo(other.current());

    // when
    now = START.plus(SealingKeys.LIFE);
    X509Certificate next = one.current().orElseThrow();

    // then
    assertThat(other.find(KeyId.of(next))).isPresent();
    assertThat(other.current()).contains(next);
  }

  @Test
  void shares_a_folder_by_a_symbolic_link() throws IOException {
    // given
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), shared);

    // when
    X509Certificate made = sealing.keys(link).current().orElseThrow();

    // then
    assertThat(sealing.keys(shared).current()).contains(made);
  }

  @Test
  @Verifies(positive = PLT_SEA_033, negative = PLT_SEA_033)
  void keeps_the_private_key_encrypted_and_for_its_owner_only() throws IOException {
    // given
    SealingKeys own = sealing.keys(folder);
    KeyId id = KeyId.of(own.current().orElseThrow());
    byte[] secret = own.find(id).orElseThrow().getEncoded();
    Path file = folder.resolve("sealing.p12");

    // then
    String hidden = new String(secret, secret.length - 32, 32, StandardCharsets.ISO_8859_1);
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(hidden);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> new SealingFolder(folder, "another secret").read())
        .isInstanceOf(IOException.class);
  }

  @Test
  void has_none_where_it_may_not_make_one() {
    assertThat(new SealingKeys(new SealingFolder(folder, "secret"), null, () -> now).current())
        .isEmpty();
  }
}
