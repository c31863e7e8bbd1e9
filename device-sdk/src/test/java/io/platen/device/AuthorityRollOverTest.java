package io.platen.device;

import static io.platen.protocol.Requirement.PLT_ENR_051;
import static io.platen.protocol.Requirement.PLT_ENR_052;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.CarefulServer;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The authority of a server's certificate changes, and its devices go along. */
class AuthorityRollOverTest {
  private static final TestAuthority FIRST = EnrolmentBench.AUTHORITY;
  private static final TestAuthority DEVICES = new TestAuthority("authority of devices");

  @TempDir private static Path folder;

  private final VirtualTime time = new VirtualTime(EnrolmentBench.YOUNG);
  private final TestStorage storage = new TestStorage();
  private final CarefulServer server =
      new CarefulServer(DEVICES, EnrolmentBench.ID, EnrolmentBench.CODE, storage::operations);
  private EnrolmentBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new EnrolmentBench(folder);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  /** One server whose certificate comes from there, for as long as one cycle. */
  private boolean isLetIn(TestAuthority authority, X509Certificate... sentAlong) throws Exception {
    return isLetIn(FIRST, authority, sentAlong);
  }

  private boolean isLetIn(
      TestAuthority pinned, TestAuthority authority, X509Certificate... sentAlong)
      throws Exception {
    TestAuthority.Issued own = authority.server();
    List<X509Certificate> chain =
        Stream.concat(Stream.of(own.certificate()), Stream.of(sentAlong)).toList();
    try (TestServer up =
        new TestServer(
            new TestAuthority.Issued(own.key(), chain),
            DEVICES.certificate(),
            EnrolmentBench.ID,
            false)) {
      up.instead(server);
      DeviceConfig config =
          bench
              .builder(storage, time)
              .authority(
                  TestAuthority.writePem(
                      folder.resolve("pinned.pem"),
                      "CERTIFICATE",
                      pinned.certificate().getEncoded()))
              .enrolmentHost(up.address())
              .updateHosts(up.address())
              .downloadHosts(up.address())
              .build();
      if (Enrolment.isNeeded(config)) {
        bench.enrol(config);
      }
      return bench.isLetIn(config);
    }
  }

  private List<String> heard() {
    return bench.heard.lines().stream().filter(each -> each.startsWith("authorities")).toList();
  }

  @Test
  @Verifies(positive = {PLT_ENR_051, PLT_ENR_052})
  void goes_over_to_three_new_authorities_one_after_the_other() throws Exception {
    // given
    TestAuthority before = FIRST;
    server.naming(DEVICES.certificate(), FIRST.certificate());
    assertThat(isLetIn(FIRST)).isTrue();
    for (int i = 2; i <= 4; i++) {
      TestAuthority next = new TestAuthority("authority " + i);

      // when
      server.naming(DEVICES.certificate(), before.certificate(), next.certificate());
      assertThat(isLetIn(before)).isTrue();

      // then
      assertThat(isLetIn(next)).isTrue();

      // when: the one before is retired
      server.naming(DEVICES.certificate(), next.certificate());
      assertThat(isLetIn(next)).isTrue();

      // then
      assertThat(isLetIn(before)).isFalse();
      before = next;
    }
    assertThat(heard()).hasSize(6).last().isEqualTo("authorities [CN=authority 4]");
  }

  @Test
  void comes_in_after_the_whole_change_by_what_the_one_before_has_certified() throws Exception {
    // given: it was away, and knows the first alone
    isLetIn(FIRST);
    TestAuthority next =
        new TestAuthority("test authority"); // of the same name, as RFC 4210 has it
    server.naming(DEVICES.certificate(), next.certificate(), FIRST.certificate());
    assertThat(isLetIn(next)).isFalse();

    // when
    boolean letIn = isLetIn(next, FIRST.vouchFor(next));

    // then
    assertThat(letIn).isTrue();
    assertThat(isLetIn(next)).isTrue();
  }

  @Test
  @Verifies(negative = PLT_ENR_052)
  void takes_over_none_that_the_server_itself_does_not_come_from() throws Exception {
    // given
    TestAuthority other = new TestAuthority("another authority");
    server.naming(DEVICES.certificate(), other.certificate());

    // when
    isLetIn(FIRST);

    // then
    assertThat(isLetIn(FIRST)).isTrue();
    assertThat(isLetIn(other)).isFalse();
    assertThat(heard()).isEmpty();
  }

  @Test
  void does_not_trust_the_authority_of_devices_for_servers() throws Exception {
    // given
    server.naming(DEVICES.certificate(), FIRST.certificate());
    isLetIn(FIRST);

    // then
    assertThat(isLetIn(DEVICES)).isFalse();
  }

  @Test
  void forgets_what_the_server_named_when_somebody_gives_it_another_authority() throws Exception {
    // given
    TestAuthority named = new TestAuthority("named");
    TestAuthority given = new TestAuthority("given");
    server.naming(FIRST.certificate(), named.certificate());
    isLetIn(FIRST);
    assertThat(isLetIn(named)).isTrue();

    // then
    assertThat(isLetIn(given, named)).isFalse();
    server.naming(given.certificate());
    assertThat(isLetIn(given, given)).isTrue();
  }

  @Test
  @Verifies(negative = PLT_ENR_051)
  void asks_once_a_day() throws Exception {
    // given
    bench.serve(
        new CarefulServer(FIRST, EnrolmentBench.ID, EnrolmentBench.CODE, storage::operations));
    DeviceConfig config = bench.builder(storage, time).build();
    bench.enrol(config);
    try (Device device = Device.open(config, bench.heard)) {
      device.start();

      // when
      time.advance(Duration.ofDays(10));
    }

    // then
    long asked =
        bench.enrolment.requests().stream().filter(each -> each.endsWith("cacerts")).count();
    assertThat(asked).isBetween(9L, 11L);
    assertThat(bench.hosts.requests().size()).isGreaterThan(60);
  }
}
