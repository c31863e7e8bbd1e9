package io.platen.protocol.update.tuf;

import static io.platen.protocol.Requirement.PLT_UPD_002;
import static io.platen.protocol.Requirement.PLT_UPD_011;
import static io.platen.protocol.Requirement.PLT_UPD_012;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import io.platen.protocol.update.MetadataException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of tuf-conformance's test_updater_key_rotations, by their names. */
class TufKeyRotationsTest {
  private final List<TufKey> keys = new ArrayList<>();
  private final TufRepository repository = new TufRepository();

  TufKeyRotationsTest() {
    for (int i = 0; i < 10; i++) {
      keys.add(TufKey.ed25519());
    }
  }

  /** Keys, threshold and who signs, one text a root: {@code 1,2/2/1,2}. */
  static Stream<Arguments> roots() {
    return Stream.of(
        good("1-of-1-key-rotation", "1/1/1", "2/1/2,1", "2/1/2"),
        good("1-of-1-key-rotation-unused-signatures", "1/1/3,1,4", "2/1/3,2,1,4", "2/1/3,2,4"),
        good(
            "3-of-5-sign-with-different-keycombos",
            "0,1,2,3,4/3/0,2,4",
            "0,1,2,3,4/3/0,4,1",
            "0,1,2,3,4/3/0,1,3",
            "0,1,2,3,4/3/0,1,3"),
        good("3-of-5-one-key-rotated", "0,1,2,3,4/3/0,2,4", "0,1,3,4,5/3/0,4,1"),
        good(
            "3-of-5-one-key-rotated-with-intermediate-step",
            "0,1,2,3,4/3/0,2,4",
            "0,1,3,4,5/3/0,2,4,5",
            "0,1,3,4,5/3/0,4,5"),
        good(
            "3-of-5-all-keys-rotated-with-intermediate-step",
            "0,1,2,3,4/3/0,2,4",
            "5,6,7,8,9/3/0,2,4,5,6,7",
            "5,6,7,8,9/3/5,6,7"),
        good("1-of-3-threshold-increase-to-2-of-3", "1,2,3/1/1", "1,2,3/2/1,2"),
        good("2-of-3-threshold-decrease-to-1-of-3", "1,2,3/2/1,2", "1,2,3/1/1,2", "1,2,3/1/1"),
        good("1-of-2-threshold-increase-to-2-of-2", "1/1/1", "1,2/2/1,2"),
        bad("1-of-1-key-rotation-fail-not-signed-with-old-key", "1/1/1", "2/1/2,3,4"),
        bad("1-of-1-key-rotation-fail-not-signed-with-new-key", "1/1/1", "2/1/1,3,4"),
        bad(
            "3-of-5-one-key-rotate-fails-not-signed-with-3-new-keys",
            "0,1,2,3,4/3/0,2,4",
            "0,1,3,4,5/3/0,2,4"),
        bad(
            "3-of-5-one-key-rotate-fails-not-signed-with-3-old-keys",
            "0,1,2,3,4/3/0,2,4",
            "0,1,3,4,5/3/0,4,5"),
        bad(
            "1-of-3-threshold-bump-to-2-of-3-fails-new-threshold-not-reached",
            "1,2,3/1/1",
            "1,2,3/2/2"),
        bad(
            "2-of-3-threshold-decr-to-1-of-3-fails-old-threshold-not-reached",
            "1,2,3/2/1,2",
            "1,2,3/1/1"));
  }

  private static Arguments good(String name, String... roots) {
    return Arguments.of(name, true, List.of(roots));
  }

  private static Arguments bad(String name, String... roots) {
    return Arguments.of(name, false, List.of(roots));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("roots")
  @Verifies(
      positive = {PLT_UPD_011, PLT_UPD_012},
      negative = PLT_UPD_011)
  void root_rotation(String name, boolean accepted, List<String> roots) throws Exception {
    // given
    repository.published.get("root").clear();
    repository.role("root").version = 0;
    for (String each : roots) {
      set("root", each);
      repository.publish("root");
    }
    List<byte[]> editions = repository.published.get("root");
    TufDevice device = new TufDevice(repository);
    device.write("root", editions.get(0));

    // when
    if (accepted) {
      device.refresh();
    } else {
      assertThatExceptionOfType(MetadataException.class).isThrownBy(device::refresh);
    }

    // then
    int last = editions.size() - (accepted ? 1 : 2);
    assertThat(device.read("root")).contains(editions.get(last));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        good("1-of-1-key-rotation", "2/1/2"),
        good("1-of-1-key-rotation-unused-signatures", "1/1/3,1,4"),
        bad("1-of-1-key-rotation-fail-not-signed-with-new-key", "2/1/1,3,4"),
        bad("3-of-5-one-key-signature-wrong-not-signed-with-3-expected-keys", "0,1,3,4,5/3/0,2,4"),
        bad("2-of-5-one-key-signature-mising-threshold-not-reached", "0,1,3,4,5/3/0,4"),
        good("3-of-5-sign-first-combo", "0,1,2,3,4/3/0,2,4"),
        good("3-of-5-sign-second-combo", "0,1,2,3,4/3/0,4,1"),
        good("3-of-5-sign-third-combo", "0,1,2,3,4/3/0,1,3"),
        good("3-of-5-sign-fourth-combo", "0,1,2,3,4/3/1,2,3"),
        good("3-of-5-sign-fifth-combo", "0,1,2,3,4/3/2,3,4"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  @Verifies(positive = PLT_UPD_002, negative = PLT_UPD_002)
  void non_root_rotations(String name, boolean accepted, List<String> keys) throws Exception {
    TufDevice device = new TufDevice(repository);
    for (String role : List.of("timestamp", "snapshot", "targets")) {
      // given
      set(role, keys.get(0));
      repository.publish("root", "targets", "snapshot", "timestamp");

      // when
      if (accepted) {
        device.refresh();

        // then
        assertThat(device.read(role)).contains(repository.newest(role));
      } else {
        assertThatExceptionOfType(MetadataException.class).isThrownBy(device::refresh);
      }
    }
  }

  private void set(String name, String text) {
    String[] parts = text.split("/", -1);
    TufRepository.Role role = repository.role(name);
    role.keys.clear();
    role.signers.clear();
    numbered(parts[0]).forEach(role.keys::add);
    role.threshold = Integer.parseInt(parts[1]);
    numbered(parts[2]).forEach(role.signers::add);
  }

  private Stream<TufKey> numbered(String list) {
    return Stream.of(list.split(",", -1)).map(number -> keys.get(Integer.parseInt(number)));
  }
}
