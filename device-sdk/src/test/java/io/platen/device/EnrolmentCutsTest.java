package io.platen.device;

import static io.platen.protocol.Requirement.PLT_ENR_043;
import static io.platen.protocol.Requirement.PLT_ENR_047;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.CarefulServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.TestStorage.Unsynced;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A device ends at every moment of its enrolment and of two renewals: by {@code kill -9}, by a loss
 * of power, with the server's answer heard or lost. Whatever is left must go on with one pair.
 */
class EnrolmentCutsTest {
  @TempDir private static Path folder;

  private final TestStorage storage = new TestStorage();
  private EnrolmentBench bench;
  private CarefulServer server;
  private int young;

  @BeforeEach
  void start() throws Exception {
    bench = new EnrolmentBench(folder);
    server = server(storage);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private static CarefulServer server(TestStorage device) {
    return new CarefulServer(
        EnrolmentBench.AUTHORITY, EnrolmentBench.ID, EnrolmentBench.CODE, device::operations);
  }

  /** Enrols, works, renews, and goes over to the next pair, which is renewed in turn. */
  private void live() throws Exception {
    bench.serve(server);
    goOn(storage, EnrolmentBench.YOUNG);
    young = storage.operations();
    goOn(storage, EnrolmentBench.OLD);
  }

  private void goOn(TestStorage disk, Instant now) throws Exception {
    VirtualTime time = new VirtualTime(now);
    if (Enrolment.isNeeded(bench.builder(disk, time).build())) {
      Enrolment.Result result = bench.enrol(bench.builder(disk, time).build());
      assertThat(result.device()).isEqualTo(EnrolmentBench.ID);
    }
    for (int i = 0; i < 2; i++) {
      assertThat(bench.isLetIn(bench.builder(disk, time).build())).isTrue();
    }
  }

  @Test
  @Verifies(
      positive = {PLT_ENR_043, PLT_ENR_047},
      negative = {PLT_ENR_043, PLT_ENR_047})
  void works_on_with_one_pair_wherever_it_ends() throws Exception {
    // given
    live();
    Set<String> states = new HashSet<>();
    int moments = 0;

    // when
    for (int cut = 0; cut <= storage.operations(); cut++) {
      for (Unsynced fate : List.of(Unsynced.KEPT, Unsynced.DROPPED)) {
        for (int commits : server.commitsPossibleAt(cut)) {
          TestStorage left = storage.afterCrash(cut, fate);
          moments++;
          if (states.add(state(left, commits, cut))) {
            demandItGoesOn(left, server.afterCommits(commits), cut);
          }
        }
      }
    }

    // then
    assertThat(moments).isGreaterThan(2 * storage.operations());
    assertThat(states).hasSizeGreaterThan(15);
  }

  /** What decides how it goes on: the files of the keys, how far the server is, and the time. */
  private String state(TestStorage left, int commits, int cut) {
    return Arrays.hashCode(left.read("identity").orElse(new byte[0]))
        + " "
        + left.exists("device.key")
        + " "
        + commits
        + " "
        + (cut <= young);
  }

  private void demandItGoesOn(TestStorage left, CarefulServer found, int cut) throws Exception {
    bench.serve(found);
    bench.hosts.forget();
    if (cut <= young) {
      goOn(left, EnrolmentBench.YOUNG);
    }
    goOn(left, EnrolmentBench.OLD);
    assertThat(found.enrolled()).as("certificates for the code, cut at " + cut).isEqualTo(1);
  }

  @Test
  void asks_with_the_same_key_again_when_the_answer_to_a_renewal_was_lost() throws Exception {
    // given
    bench.serve(server);
    goOn(storage, EnrolmentBench.YOUNG);
    VirtualTime time = new VirtualTime(EnrolmentBench.OLD);
    server.losing(2);

    // when
    for (int i = 0; i < 3; i++) {
      assertThat(bench.isLetIn(bench.builder(storage, time).build())).isTrue();
    }

    // then
    assertThat(server.renewed()).isEqualTo(1);
    assertThat(bench.heard.lines()).contains("renewed");
  }

  @Test
  void asks_for_nothing_where_the_server_wants_a_key_of_another_kind() throws Exception {
    // given
    VirtualTime time = new VirtualTime(EnrolmentBench.YOUNG);
    server.wanting(
        new DERSequence(
                new DERSequence(
                    new ASN1Encodable[] {
                      X9ObjectIdentifiers.id_ecPublicKey, new DERSet(SECObjectIdentifiers.secp384r1)
                    }))
            .getEncoded());
    bench.serve(server);

    // when: an operator changes his mind after the second try
    bench.enrol(
        bench.builder(storage, time).build(),
        () -> {
          if (bench.told.size() == 2) {
            server.wanting(null);
          }
        });

    // then
    assertThat(bench.told).hasSize(2).first().asString().contains("another kind than P-256");
    assertThat(bench.enrolment.requests().stream().filter(each -> each.startsWith("POST")))
        .hasSize(1);
  }

  @Test
  void keeps_a_pair_from_whatever_write_on_the_disk_is_full_during_a_renewal() throws Exception {
    // given
    bench.serve(server);
    goOn(storage, EnrolmentBench.YOUNG);
    int before = storage.operations();
    TestStorage undisturbed = storage.afterCrash(before, Unsynced.KEPT);
    int commits = server.commitsPossibleAt(before).get(server.commitsPossibleAt(before).size() - 1);
    goOn(undisturbed, EnrolmentBench.OLD);
    int writes = undisturbed.operations();

    // when
    for (int full = 1; full <= writes; full++) {
      TestStorage disk = storage.afterCrash(before, Unsynced.KEPT);
      CarefulServer found = server.afterCommits(commits);
      bench.serve(found);
      bench.hosts.forget();
      disk.fullFromWrite(full);
      try {
        bench.isLetIn(bench.builder(disk, new VirtualTime(EnrolmentBench.OLD)).build());
      } catch (IOException | InvalidConfigException e) {
        assertThat(e).as("full from write " + full).hasMessageContaining("No space left");
      }
      if (disk.wasFull()) {
        disk.roomAgain();
        goOn(disk, EnrolmentBench.OLD);
        assertThat(found.enrolled()).isEqualTo(1);
      } else {
        full = writes; // the cycle has not so many
      }
    }

    // then
    assertThat(writes).isGreaterThan(10);
  }
}
