package io.platen.reference.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.identity.KeysOnDisk;
import io.platen.device.identity.LocalKey;
import io.platen.device.identity.OwnIdentity;
import io.platen.device.port.Keys;
import io.platen.reference.stack.FactoryAuthority;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The power is cut at every operation of the disk during enrolment and two renewals, whatever the
 * disk makes of what was not yet asked onto it.
 */
class IdentityCutsTest {
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final FactoryAuthority AUTHORITY =
      FactoryAuthority.make("An authority", Instant.parse("2026-11-25T12:00:00Z"));

  private final RecordingStorage disk = new RecordingStorage(new DiskImage());
  private final List<Life.Promise> promises = new ArrayList<>();

  /** The certificates that a host knows after each promise: one of them must be there. */
  private final List<List<X509Certificate>> good = new ArrayList<>();

  @Test
  void leaves_one_working_pair_wherever_the_power_is_cut() throws Exception {
    // given
    List<X509Certificate> given = live();
    Life life = new Life(new DiskImage(), disk.operations(), promises);
    int[] states = {0};
    List<String> faults = new ArrayList<>();

    // when
    new Cuts(life)
        .visit(
            (cut, promise, left) -> {
              states[0]++;
              fault(good.get(promise), left)
                  .ifPresent(each -> faults.add("cut " + cut + ": " + each));
              return true;
            });

    // then
    assertThat(given).hasSize(3);
    assertThat(faults).isEmpty();
    assertThat(states[0]).isGreaterThan(40);
  }

  @Test
  void loses_a_pair_when_a_sync_is_left_out() throws Exception {
    // given
    live();
    Life life = new Life(new DiskImage(), disk.operations(), promises);

    // then
    assertThat(life.syncSites()).isNotEmpty();
    for (String site : life.syncSites()) {
      List<String> faults = new ArrayList<>();
      new Cuts(life.withoutSyncsOf(site))
          .visit(
              (cut, promise, left) -> {
                fault(good.get(promise), left).ifPresent(faults::add);
                return faults.isEmpty();
              });
      assertThat(faults).as("without " + site).isNotEmpty();
    }
  }

  /** Enrols and renews twice, and is let in each time. */
  private List<X509Certificate> live() throws IOException {
    promise(List.of());
    OwnIdentity identity = open(disk);
    List<X509Certificate> given = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      KeyPair key = identity.prepareNext();
      X509Certificate next = AUTHORITY.certify(DEVICE, key.getPublic());
      identity.accept(List.of(next));
      // Until the host has seen the next one, the one before counts too.
      List<X509Certificate> both = new ArrayList<>(given);
      both.add(next);
      promise(both.subList(Math.max(0, both.size() - 2), both.size()));
      // The host lets the device in with it: from now on only the next one counts.
      promise(List.of(next));
      identity.letIn();
      given.add(next);
    }
    return given;
  }

  private void promise(List<X509Certificate> counts) {
    promises.add(new Life.Promise(disk.operations().size(), Memory.NOTHING, 0, 0));
    good.add(List.copyOf(counts));
  }

  private static OwnIdentity open(RecordingStorage disk) throws IOException {
    return OwnIdentity.open(disk, LocalKey.load(disk, RANDOM), new KeysOnDisk(RANDOM), List.of());
  }

  /** What keeps the device from showing a certificate that counts, by its key. */
  private static Optional<String> fault(List<X509Certificate> counts, DiskImage left) {
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    try {
      OwnIdentity after = open(new RecordingStorage(left));
      if (works(after.load(), counts) || (after.useOther() && works(after.load(), counts))) {
        return Optional.empty();
      }
      return Optional.of("no pair that counts");
    } catch (IOException | GeneralSecurityException e) {
      return Optional.of(String.valueOf(e));
    }
  }

  private static boolean works(Keys.Material material, List<X509Certificate> counts)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(material.key());
    byte[] signed = signature.sign();
    signature.initVerify(material.certificate());
    return counts.contains(material.certificate()) && signature.verify(signed);
  }
}
