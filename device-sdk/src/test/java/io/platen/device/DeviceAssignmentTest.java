package io.platen.device;

import static io.platen.protocol.Requirement.PLT_UPD_100;
import static io.platen.protocol.Requirement.PLT_UPD_300;
import static io.platen.protocol.Requirement.PLT_UPD_301;
import static io.platen.protocol.Requirement.PLT_UPD_302;
import static io.platen.protocol.Requirement.PLT_UPD_303;
import static io.platen.protocol.Requirement.PLT_UPD_306;
import static io.platen.protocol.Requirement.PLT_UPD_307;
import static io.platen.protocol.Requirement.PLT_UPD_308;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestMaker;
import io.platen.device.testing.TestServer;
import io.platen.protocol.Verifies;
import io.platen.protocol.assignment.AssignmentSigner;
import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.report.UpdateState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may make a device install something, and what: the rows of the attack table about whoever
 * stands between an OEM and a device.
 */
class DeviceAssignmentTest extends OnUpdatedDevice {
  private void assertRefused(String why) throws Exception {
    assertThat(site.heard.problems()).anySatisfy(line -> assertThat(line).contains(why));
    assertThat(site.restarts).isEmpty();
    assertThat(site.slots.writes("application-b")).isZero();
    assertThat(site.runs(APPLICATION)).isEqualTo(1);
  }

  @Test
  @Verifies(positive = PLT_UPD_300, negative = PLT_UPD_300)
  void asks_with_a_new_nonce_each_time_also_after_a_failure() throws Exception {
    // given
    AtomicInteger failures = new AtomicInteger(2);
    site.director.before =
        exchange -> {
          boolean fails =
              exchange.getRequestURI().getPath().endsWith("/assignment")
                  && !site.director.asked.isEmpty()
                  && failures.getAndDecrement() > 0;
          if (fails) {
            site.director.asked.add(io.platen.device.testing.TestDirector.question(exchange));
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return fails;
        };

    // when
    site.start().live(Duration.ofHours(9));

    // then
    assertThat(site.director.asked).hasSizeGreaterThan(4);
    assertThat(site.director.asked)
        .extracting(AssignmentRequest::nonce)
        .doesNotHaveDuplicates()
        .allSatisfy(nonce -> assertThat(nonce.bytes()).isNotEqualTo(new byte[32]));
  }

  @Test
  @Verifies(negative = PLT_UPD_301)
  void refuses_yesterdays_assignment_that_is_replayed() throws Exception {
    // given
    site.assign(2);
    AssignmentRequest yesterday =
        new AssignmentRequest(
            io.platen.protocol.release.Nonce.of(new byte[32]), TestMaker.REPOSITORY, "pl-100", 2);
    byte[] replayed = site.director.answer(yesterday);
    site.director.answer = (director, request) -> replayed;

    // when
    site.start().live(A_WHILE);

    // then
    assertRefused("PLT-UPD-301");
  }

  @Test
  @Verifies(negative = PLT_UPD_302)
  void refuses_the_assignment_of_another_device() throws Exception {
    // given
    site.assign(2);
    site.director.answer =
        (director, request) -> {
          Assignment own = director.assignment(request);
          return TestUpdatedDevice.SIGNER.sign(
              new Assignment(
                  UUID.randomUUID(), own.nonce(), own.time(), own.repository(), own.order()));
        };

    // when
    site.start().live(A_WHILE);

    // then
    assertRefused("PLT-UPD-302");
  }

  @Test
  @Verifies(negative = PLT_UPD_303)
  void refuses_an_assignment_that_another_key_signed() throws Exception {
    // given
    site.assign(2);
    TestAuthority.Issued device = TestUpdatedDevice.AUTHORITY.device(UUID.randomUUID());
    TestAuthority.Issued foreign = new TestAuthority("test authority").documents();
    for (TestAuthority.Issued wrong : List.of(device, foreign)) {
      site.assignedBy(wrong, TestUpdatedDevice.DIRECTOR);
      site.director.answer =
          (director, request) ->
              new AssignmentSigner(wrong.certificate(), wrong.key())
                  .sign(director.assignment(request));
    }

    // when
    site.start().live(A_WHILE);

    // then
    assertRefused("PLT-UPD-303");
  }

  @Test
  @Verifies(negative = PLT_UPD_308)
  void refuses_a_release_that_no_metadata_names_and_tells_the_server() throws Exception {
    // given
    site.assign(2);
    site.director.order = Order.Install.of("r9");

    // when
    site.start().live(Duration.ofHours(5));

    // then
    assertRefused("PLT-UPD-308");
    assertThat(site.results())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.release()).isEqualTo("r9");
              assertThat(result.outcome()).isEqualTo(UpdateState.Outcome.REFUSED);
              assertThat(result.reason()).contains("names no release r9");
            });
  }

  @Test
  @Verifies(negative = PLT_UPD_308)
  void refuses_the_release_of_another_model() throws Exception {
    // given
    Release other = site.maker.release("r2", site.part(APPLICATION, 2, 7));
    site.maker.sign("pl-200", other);
    site.director.order = Order.Install.of("r2");

    // when
    site.start().live(A_WHILE);

    // then
    assertRefused("PLT-UPD-308");
  }

  @Test
  @Verifies(negative = {PLT_UPD_100, PLT_UPD_308})
  void installs_nothing_of_a_malicious_director() throws Exception {
    // given: it has the online place, and changes the document of a genuine release
    Release genuine = site.maker.sign(site.maker.release("r2", site.part(APPLICATION, 2, 7)));
    Release forged = site.maker.release("r2", site.part(APPLICATION, 3, 9));
    String name = io.platen.protocol.content.Sha256.of(ReleaseCodec.write(genuine)).toString();
    site.maker.objects.put(name, ReleaseCodec.write(forged));
    site.director.order = Order.Install.of("r2");

    // when
    site.start().live(A_WHILE);

    // then
    assertThat(site.heard.problems()).anyMatch(line -> line.contains("not what was signed"));
    assertThat(site.slots.writes("application-b")).isZero();
    assertThat(site.runs(APPLICATION)).isEqualTo(1);
  }

  @Test
  @Verifies(positive = PLT_UPD_306, negative = PLT_UPD_306)
  void refuses_metadata_that_has_expired_at_the_time_of_the_assignment() throws Exception {
    // given: whoever holds the mirror gives what the maker signed last month
    site.assign(2);
    site.maker.publish(TestUpdatedDevice.NOW.minusSeconds(1));

    // when
    site.start().live(A_WHILE);

    // then
    assertRefused("PLT-UPD-023");

    // when
    site.maker.publish();
    site.live(Duration.ofHours(3));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "2098-06-01T00:00:00Z"})
  @Verifies(positive = PLT_UPD_306)
  void installs_with_a_clock_that_shows_another_year(String shown) throws Exception {
    // given
    site.close();
    site = new TestUpdatedDevice(Instant.parse(shown));
    site.assign(2);

    // when
    site.start().live(Duration.ofHours(20));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
    assertThat(site.results().get(0).outcome()).isEqualTo(UpdateState.Outcome.CONFIRMED);
  }

  @Test
  @Verifies(negative = PLT_UPD_306)
  void changes_nothing_and_says_why_with_a_clock_after_the_end_of_all_certificates()
      throws Exception {
    // given
    site.close();
    site = new TestUpdatedDevice(Instant.parse("2099-01-01T00:00:00Z"));
    site.assign(2);

    // when
    site.start().live(Duration.ofHours(20));

    // then
    assertRefused("Check the device's clock");
  }

  @Test
  @Verifies(positive = PLT_UPD_307, negative = PLT_UPD_307)
  void a_server_that_lies_about_the_time_freezes_nothing_for_good() throws Exception {
    // given
    site.assign(2);
    site.director.answer =
        (director, request) -> {
          Assignment own = director.assignment(request);
          return TestUpdatedDevice.SIGNER.sign(
              new Assignment(
                  own.device(),
                  own.nonce(),
                  Instant.parse("2098-01-01T00:00:00Z"),
                  own.repository(),
                  own.order()));
        };
    site.start().live(A_WHILE);
    assertRefused("PLT-UPD-013");

    // when
    site.director.answer = (director, request) -> director.answer(request);
    site.live(Duration.ofHours(3));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  @Verifies(negative = {PLT_UPD_306, PLT_UPD_307})
  void a_server_that_turns_the_time_back_thaws_nothing_that_has_expired() throws Exception {
    // given: the device knows that it is noon, and the metadata of the morning has expired
    site.assign(2);
    site.director.order = Order.Install.of("r9");
    site.start().live(Duration.ofHours(4));
    site.maker.publish(TestUpdatedDevice.NOW.plus(Duration.ofHours(1)));
    site.director.order = Order.Install.of("r2");
    site.director.answer =
        (director, request) -> {
          Assignment own = director.assignment(request);
          return TestUpdatedDevice.SIGNER.sign(
              new Assignment(
                  own.device(), own.nonce(), TestUpdatedDevice.NOW, own.repository(), own.order()));
        };

    // when
    site.restart();
    site.live(Duration.ofHours(3));

    // then
    assertRefused("PLT-UPD-023");
  }
}
