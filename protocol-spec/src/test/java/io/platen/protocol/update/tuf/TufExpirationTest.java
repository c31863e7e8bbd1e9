package io.platen.protocol.update.tuf;

import static io.platen.protocol.Requirement.PLT_UPD_008;
import static io.platen.protocol.Requirement.PLT_UPD_013;
import static io.platen.protocol.Requirement.PLT_UPD_023;
import static io.platen.protocol.Requirement.PLT_UPD_033;
import static io.platen.protocol.Requirement.PLT_UPD_043;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataException.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The cases of tuf-conformance's test_expiration and test_delegated_expiration, by their names. */
class TufExpirationTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final TufRepository repository = new TufRepository();
  private final TufDevice device = new TufDevice(repository);

  @Test
  @Verifies(negative = PLT_UPD_013)
  void root_expired() throws Exception {
    // given
    device.refresh();
    repository.publish("root");
    repository.role("root").expires = TufRepository.NOW.minus(DAY);
    repository.publish("root", "targets", "snapshot", "timestamp");

    // then the root is stored, and nothing after it
    assertExpired("root");
    assertThat(device.versions()).isEqualTo("root 3, snapshot 1, targets 1, timestamp 1");
  }

  @Test
  @Verifies(positive = PLT_UPD_013)
  void intermediate_root_expired() throws Exception {
    // given
    repository.role("root").expires = TufRepository.NOW.minus(DAY);
    repository.publish("root");
    repository.role("root").expires = TufRepository.NOW.plus(DAY);
    repository.publish("root");

    // when
    device.refresh();

    // then
    assertThat(device.versions()).startsWith("root 3,");
  }

  @Test
  @Verifies(negative = PLT_UPD_023)
  void timestamp_expired() throws Exception {
    // given
    device.refresh();
    repository.role("timestamp").expires = TufRepository.NOW.minus(DAY);
    repository.publish("timestamp");

    // then
    assertExpired("timestamp");
    assertThat(device.versions()).isEqualTo("root 1, snapshot 1, targets 1, timestamp 1");
  }

  @Test
  @Verifies(negative = PLT_UPD_023)
  void known_timestamp_expired() throws Exception {
    // given a host that has nothing new for ever
    device.refresh();
    device.now = TufRepository.NOW.plus(DAY.multipliedBy(31));
    repository.role("root").expires = device.now.plus(DAY);
    repository.publish("root");

    // then
    assertExpired("timestamp");
  }

  @Test
  @Verifies(negative = PLT_UPD_033)
  void snapshot_expired() throws Exception {
    // given
    device.refresh();
    repository.role("snapshot").expires = TufRepository.NOW.minus(DAY);
    repository.publish("snapshot", "timestamp");

    // then
    assertExpired("snapshot");
    assertThat(device.versions()).isEqualTo("root 1, snapshot 1, targets 1, timestamp 2");
  }

  @Test
  @Verifies(negative = PLT_UPD_043)
  void targets_expired() throws Exception {
    // given
    device.refresh();
    repository.role("targets").expires = TufRepository.NOW.minus(DAY);
    repository.publish("targets", "snapshot", "timestamp");

    // then
    assertExpired("targets");
    assertThat(device.versions()).isEqualTo("root 1, snapshot 2, targets 1, timestamp 2");
  }

  @Test
  @Verifies(positive = {PLT_UPD_008, PLT_UPD_023, PLT_UPD_033, PLT_UPD_043})
  void expired_metadata() throws Exception {
    // given a timestamp of the device that has expired when there is a new one
    repository.role("timestamp").expires = TufRepository.NOW.plus(DAY.multipliedBy(7));
    repository.publish("timestamp");
    device.refresh();
    repository.role("timestamp").expires = TufRepository.NOW.plus(DAY.multipliedBy(21));
    repository.publish("targets", "snapshot", "timestamp");

    // when
    device.now = TufRepository.NOW.plus(DAY.multipliedBy(18));
    device.refresh();

    // then
    assertThat(device.versions()).isEqualTo("root 1, snapshot 2, targets 2, timestamp 3");
  }

  @Test
  @Verifies(negative = PLT_UPD_008)
  void expires_at_the_moment_that_it_names() throws Exception {
    // given
    device.now = repository.role("timestamp").expires.minusMillis(1);
    device.refresh();

    // when
    device.now = repository.role("timestamp").expires;

    // then
    assertExpired("root");
  }

  @Test
  @Verifies(negative = PLT_UPD_043)
  void delegated_targets_expired() throws Exception {
    // given
    repository.delegate("targets", "delegated", false, "delegatedpath/*");
    repository.role("delegated").expires = TufRepository.NOW.minus(DAY);
    repository.role("delegated").targets.put("delegatedpath/target", new byte[] {1});
    repository.publish("delegated", "targets", "snapshot", "timestamp");
    device.refresh();

    // then
    assertThatExceptionOfType(MetadataException.class)
        .isThrownBy(() -> device.find("delegatedpath/target"))
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.EXPIRED));
    assertThat(device.versions()).isEqualTo("root 1, snapshot 2, targets 2, timestamp 2");
  }

  @Test
  void expired_local_delegated_targets() throws Exception {
    // given
    delegatedForAWeek();

    // when the host has no newer one
    device.now = TufRepository.NOW.plus(DAY.multipliedBy(18));

    // then
    assertThatExceptionOfType(MetadataException.class)
        .isThrownBy(() -> device.find("delegatedpath/second"))
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.EXPIRED));
  }

  @Test
  void expired_local_delegated_targets_updates() throws Exception {
    // given
    delegatedForAWeek();
    repository.role("delegated").expires = TufRepository.NOW.plus(DAY.multipliedBy(21));
    repository.publish("delegated", "snapshot", "timestamp");

    // when
    device.now = TufRepository.NOW.plus(DAY.multipliedBy(18));

    // then
    assertThat(device.find("delegatedpath/second")).isPresent();
  }

  private void delegatedForAWeek() throws Exception {
    repository.delegate("targets", "delegated", false, "delegatedpath/*");
    repository.role("delegated").expires = TufRepository.NOW.plus(DAY.multipliedBy(7));
    repository.role("delegated").targets.put("delegatedpath/first", new byte[] {1});
    repository.role("delegated").targets.put("delegatedpath/second", new byte[] {2});
    repository.publish("delegated", "targets", "snapshot", "timestamp");
    assertThat(device.find("delegatedpath/first")).isPresent();
  }

  private void assertExpired(String role) {
    assertThatExceptionOfType(MetadataException.class)
        .isThrownBy(device::refresh)
        .satisfies(
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.EXPIRED);
              assertThat(refusal.role()).isEqualTo(role);
            });
  }
}
