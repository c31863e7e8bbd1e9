package io.platen.device;

import static io.platen.protocol.Requirement.PLT_UPD_100;
import static io.platen.protocol.Requirement.PLT_UPD_300;
import static io.platen.protocol.Requirement.PLT_UPD_301;
import static io.platen.protocol.Requirement.PLT_UPD_302;
import static io.platen.protocol.Requirement.PLT_UPD_303;
import static io.platen.protocol.Requirement.PLT_UPD_306;
import static io.platen.protocol.Requirement.PLT_UPD_307;
import static io.platen.protocol.Requirement.PLT_UPD_308;
import static io.platen.protocol.Requirement.PLT_UPD_309;
import static io.platen.protocol.Requirement.PLT_UPD_310;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestMaker;
import io.platen.device.testing.TestServer;
import io.platen.device.update.Stage;
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
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may make a device install something, and what: the rows of the attack table about whoever
 * stands between an OEM and a device.
 */
class DeviceAssignmentTest {
  private static final Duration A_WHILE = Duration.ofMinutes(30);
  private TestUpdatedDevice site;

  @BeforeEach
  void make() throws Exception {
    site = new TestUpdatedDevice();
  }

  @AfterEach
  void close() {
    site.close();
  }

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

  @Test
  @Verifies(positive = PLT_UPD_309, negative = PLT_UPD_309)
  void rests_while_the_server_does_not_want_it_and_goes_on_when_it_does() throws Exception {
    // given: its window is open from noon on
    site.assign(2);
    Order.Install order =
        new Order.Install(
            "r2",
            false,
            null,
            new Order.Window(LocalTime.NOON, LocalTime.of(22, 0), ZoneOffset.UTC),
            List.of(),
            List.of());
    site.director.order = order;
    site.start().live(A_WHILE);
    assertThat(site.status().stage()).isEqualTo(Stage.VERIFIED);

    // when
    site.director.order = new Order.Nothing();
    site.live(Duration.ofHours(6));

    // then
    assertThat(site.restarts).isEmpty();
    assertThat(site.told().get(site.told().size() - 1).attempt().waits()).isEqualTo("assignment");

    // when
    site.director.order = order;
    site.live(Duration.ofHours(3));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  @Verifies(positive = PLT_UPD_310)
  void ends_what_was_not_armed_when_it_is_cancelled() throws Exception {
    // given
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.start().live(A_WHILE);

    // when
    site.director.order = new Order.Cancel("r2");
    site.live(Duration.ofHours(3));
    site.device().agree("r2");
    site.live(A_WHILE);

    // then
    assertThat(site.restarts).isEmpty();
    assertThat(site.results())
        .extracting(UpdateState.Result::outcome)
        .containsExactly(UpdateState.Outcome.CANCELLED);
    assertThat(site.status().stage()).isEqualTo(Stage.IDLE);
  }

  @Test
  @Verifies(positive = PLT_UPD_310)
  void gives_up_what_was_not_armed_for_another_release_and_installs_that() throws Exception {
    // given
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.start().live(A_WHILE);
    assertThat(site.status().stage()).isEqualTo(Stage.VERIFIED);

    // when: the server never says that it takes it back
    site.assign(3);
    site.live(Duration.ofHours(6));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(3);
    assertThat(site.results())
        .extracting(UpdateState.Result::release, UpdateState.Result::outcome)
        .containsExactly(
            tuple("r2", UpdateState.Outcome.CANCELLED), tuple("r3", UpdateState.Outcome.CONFIRMED));
  }

  @Test
  @Verifies(negative = PLT_UPD_310)
  void installs_another_release_only_after_what_is_on_trial_has_ended() throws Exception {
    // given
    site.assign(2);
    site.start().live(Duration.ofSeconds(30));
    assertThat(site.restarts).hasSize(1);

    // when
    site.assign(3);
    site.live(Duration.ofMinutes(1));

    // then
    assertThat(site.results()).isEmpty();
    assertThat(site.runs(io.platen.protocol.release.ComponentName.BOOTLOADER)).isEqualTo(2);
  }

  @Test
  @Verifies(negative = PLT_UPD_310)
  void goes_on_with_what_is_on_trial_though_it_is_cancelled_and_with_what_another_is_cancelled()
      throws Exception {
    // given
    site.assign(2);
    site.start().live(Duration.ofSeconds(30));
    assertThat(site.restarts).hasSize(1);

    // when
    site.director.order = new Order.Cancel("r1");
    site.live(Duration.ofHours(1));

    // then
    assertThat(site.runs(io.platen.protocol.release.ComponentName.BOOTLOADER)).isEqualTo(2);
  }

  @Test
  @Verifies(positive = PLT_UPD_310)
  void gives_up_what_was_not_armed_for_another_release_also_where_that_cannot_be_taken()
      throws Exception {
    // given
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.start().live(A_WHILE);
    assertThat(site.status().stage()).isEqualTo(Stage.VERIFIED);

    // when
    site.director.order = Order.Install.of("r9");
    site.live(Duration.ofHours(9));

    // then
    assertThat(site.results())
        .extracting(UpdateState.Result::release, UpdateState.Result::outcome)
        .containsExactly(
            tuple("r2", UpdateState.Outcome.CANCELLED), tuple("r9", UpdateState.Outcome.REFUSED));
  }

  @Test
  @Verifies(negative = PLT_UPD_310)
  void keeps_an_update_while_its_own_release_cannot_be_found_again() throws Exception {
    // given
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.start().live(A_WHILE);
    assertThat(site.status().stage()).isEqualTo(Stage.VERIFIED);

    // when
    site.director.before =
        exchange -> {
          boolean fails = exchange.getRequestURI().getPath().contains("/updates/acme/");
          if (fails) {
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return fails;
        };
    site.live(Duration.ofHours(6));

    // then
    assertThat(site.heard.problems()).anyMatch(line -> line.contains("cannot be found out"));
    assertThat(site.status().stage()).isEqualTo(Stage.VERIFIED);
    assertThat(site.results()).isEmpty();
  }
}
