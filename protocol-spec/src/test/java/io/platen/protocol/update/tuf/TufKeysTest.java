package io.platen.protocol.update.tuf;

import static io.platen.protocol.Requirement.PLT_UPD_002;
import static io.platen.protocol.Requirement.PLT_UPD_003;
import static io.platen.protocol.Requirement.PLT_UPD_004;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of tuf-conformance's test_keys, by their names. */
class TufKeysTest {
  private final TufRepository repository = new TufRepository();
  private final TufDevice device = new TufDevice(repository);

  @Test
  @Verifies(negative = PLT_UPD_002)
  void snapshot_does_not_meet_threshold() throws Exception {
    // given
    TufRepository.Role snapshot = repository.role("snapshot");
    snapshot.threshold = 3;
    snapshot.key(TufKey.ed25519()).key(TufKey.ed25519());
    repository.publish("root", "targets", "snapshot", "timestamp");
    device.refresh();

    // when one of three does not sign
    snapshot.signers.remove(2);
    repository.publish("targets", "snapshot", "timestamp");

    // then
    assertTooFew();
    assertThat(device.versions()).contains("snapshot 2");
  }

  @Test
  @Verifies(negative = PLT_UPD_002)
  void snapshot_has_too_few_keys() {
    // given a threshold that nobody can reach
    TufRepository.Role snapshot = repository.role("snapshot");
    snapshot.threshold = 6;
    for (int i = 0; i < 4; i++) {
      snapshot.key(TufKey.ed25519());
    }
    repository.publish("root", "snapshot", "timestamp");

    // then
    assertTooFew();
    assertThat(device.versions()).isEqualTo("root 2, timestamp 2");
  }

  @Test
  @Verifies(negative = PLT_UPD_003)
  void duplicate_keys_root() {
    // given one key that is named and that signs nine times
    TufRepository.Role snapshot = repository.role("snapshot");
    snapshot.threshold = 6;
    TufKey key = TufKey.ed25519();
    for (int i = 0; i < 9; i++) {
      snapshot.key(key);
    }
    repository.publish("root", "snapshot", "timestamp");

    // then
    assertTooFew();
  }

  @Test
  @Verifies(negative = PLT_UPD_003, positive = PLT_UPD_003)
  void one_key_under_several_ids() throws Exception {
    // given the same key with members that change its id
    TufRepository.Role snapshot = repository.role("snapshot");
    snapshot.threshold = 2;
    TufKey key = TufKey.ed25519();
    snapshot.keys.clear();
    snapshot.signers.clear();
    snapshot.key(key.with("a", "1")).key(key.with("a", "2"));
    repository.publish("root", "snapshot", "timestamp");
    assertTooFew();

    // when a second one signs
    snapshot.key(TufKey.ed25519());
    repository.publish("root", "snapshot", "timestamp");
    device.refresh();

    // then
    assertThat(device.versions()).contains("snapshot 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rsassa-pss-sha256", "rsa-pkcs1v15-sha256", "ecdsa-sha2-nistp256", "ed25519"})
  @Verifies(positive = PLT_UPD_002, negative = PLT_UPD_002)
  void keytype_and_scheme(String scheme) throws Exception {
    // given
    TufKey key = TufKey.of(scheme);
    repository.role("root").key(key);
    repository.role("root").threshold = 2;
    repository.publish("root");
    device.refresh();
    assertThat(device.versions()).startsWith("root 2");

    // when a signature of that key looks well and is over something else
    repository.publish("root");
    byte[] file = repository.newest("root");
    String right = signature(file, key.id());
    repository
        .published
        .get("root")
        .set(2, TufRepository.replaced(file, right, key.sign(new byte[] {1})));

    // then
    assertTooFew();
    assertThat(device.versions()).startsWith("root 2");
  }

  @Test
  @Verifies(positive = PLT_UPD_004, negative = PLT_UPD_004)
  void unknown_keys_and_schemes_are_passed_over() throws Exception {
    // given signatures of a stranger, and of a scheme of the future
    TufRepository.Role timestamp = repository.role("timestamp");
    timestamp.signers.add(0, TufKey.ed25519());
    timestamp.key(new TufKey("ed25519-next", TufKey.ed25519().pair(), java.util.Map.of()));
    repository.publish("root", "timestamp");

    // when
    device.refresh();
    assertThat(device.versions()).endsWith("timestamp 2");

    // then alone they are worth nothing
    timestamp.signers.remove(1);
    repository.publish("timestamp");
    assertTooFew();
  }

  private static String signature(byte[] file, String keyId) {
    String text = new String(file, java.nio.charset.StandardCharsets.UTF_8);
    int at = text.indexOf("\"sig\":\"", text.indexOf("\"keyid\":\"" + keyId)) + 7;
    return text.substring(at, text.indexOf('"', at));
  }

  private void assertTooFew() {
    assertThatExceptionOfType(MetadataException.class)
        .isThrownBy(device::refresh)
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.SIGNATURE));
  }
}
