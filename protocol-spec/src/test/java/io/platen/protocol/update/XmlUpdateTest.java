package io.platen.protocol.update;

import static io.platen.protocol.Requirement.PLT_UPD_001;
import static io.platen.protocol.Requirement.PLT_UPD_002;
import static io.platen.protocol.Requirement.PLT_UPD_003;
import static io.platen.protocol.Requirement.PLT_UPD_006;
import static io.platen.protocol.Requirement.PLT_UPD_007;
import static io.platen.protocol.Requirement.PLT_UPD_030;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.update.MetadataException.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The procedure on signed XML, with hybrid signatures. */
class XmlUpdateTest {
  private final SignedXml repository = new SignedXml();

  @Test
  @Verifies(positive = {PLT_UPD_001, PLT_UPD_002, PLT_UPD_007})
  void finds_a_target_that_both_kinds_of_keys_signed() throws Exception {
    // given
    TargetFile image = new TargetFile("model/pl-100/b/2.4.0", 5, hash("image"));
    repository.publish(2, Map.of(image.path(), image));
    MetadataUpdater updater = repository.updater();

    // when
    updater.refresh();

    // then
    assertThat(updater.find(image.path())).contains(image);
    assertThat(repository.trusted.get("targets")).isEqualTo(repository.files.get("2.targets.xml"));
  }

  @Test
  @Verifies(negative = PLT_UPD_002)
  void refuses_targets_that_only_one_kind_of_keys_signed() {
    long version = 1;
    for (SignedXml.Signer alone : List.of(repository.ecdsa, repository.mldsa)) {
      // given
      repository.targetsSigners = List.of(alone, alone);
      repository.publish(++version, Map.of());

      // then
      assertRefused(Reason.SIGNATURE, "targets");
    }
  }

  @Test
  @Verifies(negative = PLT_UPD_001)
  void refuses_a_file_with_any_byte_changed() {
    // given
    byte[] right = repository.files.get("timestamp.xml");
    for (int i = 0; i < right.length; i++) {
      byte[] wrong = right.clone();
      wrong[i] ^= 1;
      repository.files.put("timestamp.xml", wrong);

      // then
      assertThatExceptionOfType(MetadataException.class)
          .as("byte %d", i)
          .isThrownBy(() -> repository.updater().refresh());
    }
    assertThat(repository.trusted).containsOnlyKeys("root");
  }

  @Test
  @Verifies(negative = PLT_UPD_001)
  void refuses_a_file_cut_off_anywhere() {
    // given
    byte[] right = repository.files.get("timestamp.xml");
    for (int length = 0; length < right.length; length++) {
      repository.files.put("timestamp.xml", java.util.Arrays.copyOf(right, length));

      // then
      assertThatExceptionOfType(MetadataException.class)
          .as("%d bytes", length)
          .isThrownBy(() -> repository.updater().refresh());
    }
  }

  @Test
  @Verifies(negative = PLT_UPD_001)
  void refuses_the_signature_of_another_role() {
    // given a snapshot that is served as timestamp, its first line changed
    String snapshot = new String(repository.files.get("1.snapshot.xml"), ISO_8859_1);
    repository.files.put(
        "timestamp.xml",
        snapshot.replace("PLATEN-1 snapshot", "PLATEN-1 timestamp").getBytes(ISO_8859_1));

    // then, though the same key signs both
    assertRefused(Reason.SIGNATURE, "timestamp");
  }

  @Test
  @Verifies(negative = PLT_UPD_001)
  void does_not_parse_what_nobody_signed() {
    // given a document type, signed by a stranger
    byte[] bomb = "<!DOCTYPE a [<!ENTITY b 'b'>]><timestamp/>".getBytes(ISO_8859_1);
    repository.files.put("timestamp.xml", SignedForm.write("timestamp", bomb, List.of()));

    // then the signature is what is wrong, not the XML
    assertRefused(Reason.SIGNATURE, "timestamp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "PLATEN-1 timestamp",
        "PLATEN-2 timestamp\n\n<timestamp/>",
        "PLATEN-1 Timestamp\n\n<timestamp/>",
        "PLATEN-1 snapshot\n\n<timestamp/>",
        "PLATEN-1 timestamp\r\n\r\n<timestamp/>",
        "PLATEN-1 timestamp\nabc def\n\n<timestamp/>",
        "<timestamp/>"
      })
  @Verifies(negative = PLT_UPD_001)
  void refuses_what_is_no_signed_file(String file) {
    // given
    repository.files.put("timestamp.xml", file.getBytes(ISO_8859_1));

    // then
    assertRefused(Reason.MALFORMED, "timestamp");
  }

  @Test
  void refuses_more_signatures_than_a_file_may_have() {
    // given
    String line = "ab".repeat(32) + " AAAA\n";
    String file = "PLATEN-1 timestamp\n" + line.repeat(65) + "\n<timestamp/>";
    repository.files.put("timestamp.xml", file.getBytes(ISO_8859_1));

    // then
    assertRefused(Reason.MALFORMED, "timestamp");
  }

  @Test
  @Verifies(positive = PLT_UPD_006)
  void asks_for_no_more_than_the_limits_and_the_lengths_that_are_announced() throws Exception {
    // when
    repository.updater().refresh();

    // then
    assertThat(repository.limits)
        .containsEntry("2.root.xml", 65_536L)
        .containsEntry("timestamp.xml", 16_384L)
        .containsEntry("1.snapshot.xml", (long) repository.files.get("1.snapshot.xml").length)
        .containsEntry("1.targets.xml", (long) repository.files.get("1.targets.xml").length);
  }

  @Test
  @Verifies(negative = PLT_UPD_006)
  void ends_the_update_where_a_file_goes_on_beyond_its_limit() throws Exception {
    // given a source that, as it should, stops at the limit
    MetadataSource endless =
        (name, most) -> {
          if (name.equals("timestamp.xml")) {
            throw new IOException("More than " + most + " bytes");
          }
          return repository.fetch(name, most);
        };
    MetadataUpdater updater =
        new MetadataUpdater(
            repository, endless, new XmlMetadata(), new JdkSignatures(), SignedXml.NOW);

    // then: the root needs ML-DSA too, so a root of plain keys stands in
    repository.trusted.put("root", plainRoot());
    assertThatExceptionOfType(IOException.class).isThrownBy(updater::refresh);
    assertThat(repository.trusted).containsOnlyKeys("root");
  }

  private byte[] plainRoot() {
    RootMetadata hybrid = repository.root(1);
    Map<String, RoleKeys> roles = new HashMap<>(hybrid.roles());
    roles.put("root", hybrid.roles().get("timestamp"));
    return SignedXml.file(
        "root",
        new RootMetadata(1, hybrid.expires(), true, hybrid.keys(), roles),
        List.of(repository.online));
  }

  @Test
  @Verifies(negative = PLT_UPD_007)
  void keeps_what_it_trusts_when_the_store_fails() throws Exception {
    // given
    repository.updater().refresh();
    Map<String, byte[]> before = new HashMap<>(repository.trusted);
    repository.publish(2, Map.of());
    TrustedFiles full = new FullStore();

    // then
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                new MetadataUpdater(
                        full,
                        repository,
                        new XmlMetadata(),
                        (key, message, signature) -> true,
                        SignedXml.NOW)
                    .refresh());
    assertThat(repository.trusted).isEqualTo(before);
  }

  private final class FullStore implements TrustedFiles {
    @Override
    public java.util.Optional<byte[]> read(String role) {
      return repository.read(role);
    }

    @Override
    public void write(String role, byte[] file) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void remove(String role) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @Test
  @Verifies(negative = PLT_UPD_030)
  void refuses_a_snapshot_that_is_not_the_announced_one() {
    // given one more byte, and the same length with another
    byte[] right = repository.files.get("1.snapshot.xml");
    byte[] longer = java.util.Arrays.copyOf(right, right.length + 1);
    byte[] other = right.clone();
    other[right.length - 3] ^= 1;
    for (byte[] wrong : List.of(longer, other)) {
      repository.files.put("1.snapshot.xml", wrong);

      // then
      assertRefused(Reason.CONTENT, "snapshot");
    }
  }

  @Test
  @Verifies(negative = PLT_UPD_003)
  void refuses_a_key_under_an_id_that_is_not_its_hash() {
    // given
    MetadataKey right = repository.online.key();
    MetadataKey wrong =
        new MetadataKey("0".repeat(64), right.algorithm(), right.subjectPublicKeyInfo());
    RootMetadata root = repository.root(2);
    Map<String, MetadataKey> keys = new HashMap<>(root.keys());
    keys.put(wrong.id(), wrong);
    repository.files.put(
        "2.root.xml",
        SignedXml.file(
            "root",
            new RootMetadata(2, root.expires(), true, keys, root.roles()),
            List.of(repository.ecdsa, repository.mldsa)));

    // then
    assertRefused(Reason.MALFORMED, "root");
  }

  private static Map<String, String> hash(String content) {
    return Map.of("sha256", Digests.sha256(content));
  }

  private void assertRefused(Reason reason, String role) {
    assertThatExceptionOfType(MetadataException.class)
        .isThrownBy(() -> repository.updater().refresh())
        .satisfies(
            refusal -> {
              assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
              assertThat(refusal.role()).isEqualTo(role);
            });
  }
}
