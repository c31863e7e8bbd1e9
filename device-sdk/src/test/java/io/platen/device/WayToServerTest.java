package io.platen.device;

import static io.platen.protocol.Requirement.PLT_UPD_212;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.link.LinkFailure;
import io.platen.device.link.LinkFailure.Kind;
import io.platen.device.testing.TestStorage;
import io.platen.device.update.Probe.Finding;
import io.platen.device.update.Probe.Verdict;
import io.platen.protocol.Verifies;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What excuses that the server was not reached by what is on trial. */
class WayToServerTest {
  private static final URI HOST = URI.create("https://download.example");
  private static final URI OTHER = URI.create("https://other.example");

  private final TestStorage storage = new TestStorage();
  private boolean onTrial;
  private WayToServer way = newProcess();

  private WayToServer newProcess() {
    return new WayToServer(storage, () -> onTrial);
  }

  private static LinkFailure failure(Kind kind) {
    return failure(HOST, kind);
  }

  private static LinkFailure failure(URI host, Kind kind) {
    return new LinkFailure(host, kind, "as told", "Look");
  }

  private void trial() {
    onTrial = true;
    way = newProcess();
  }

  /** What is found on trial where a host fails that was reached before. */
  private Finding failsOnTrial(Kind kind) throws IOException {
    way.reached(HOST);
    trial();
    way.failed(failure(kind));
    return way.look();
  }

  /** What is found on trial where one host was in trouble before, and both are now. */
  private Finding bothFailOnTrial(Kind before, Kind ofOther) throws IOException {
    way.failed(failure(HOST, before));
    way.reached(OTHER);
    trial();
    way.failed(failure(HOST, before));
    way.failed(failure(OTHER, ofOther));
    return way.look();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {
        "NAME_UNKNOWN",
        "NO_WAY_OUT",
        "PROXY_LOGIN",
        "TLS_OPENED",
        "SERVER_UNTRUSTED",
        "SERVER_CERTIFICATE_EARLY",
        "SERVER_CERTIFICATE_EXPIRED",
        "CERTIFICATE_REFUSED",
        "OWN_KEYS",
        "TLS_OLD",
        "TLS",
        "BROKEN_OFF"
      })
  @Verifies(negative = PLT_UPD_212)
  void does_not_excuse_what_may_be_the_releases_work(Kind kind) throws Exception {
    assertThat(failsOnTrial(kind)).isEqualTo(Finding.bad("download.example: as told. Look."));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {
        "NOT_REACHABLE",
        "TIMED_OUT",
        "PROXY_REFUSED",
        "CAPTIVE_PORTAL",
        "SERVER_NAME_WRONG",
        "CERTIFICATE_STRIPPED",
        "REDIRECTED",
        "ANSWER_UNUSABLE",
        "SERVER_BUSY"
      })
  @Verifies(positive = PLT_UPD_212)
  void excuses_what_lies_outside_of_the_device(Kind kind) throws Exception {
    assertThat(failsOnTrial(kind)).isEqualTo(Finding.excused("download.example: as told. Look."));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  @Verifies(positive = PLT_UPD_212)
  void excuses_what_was_in_the_way_before_the_trial(Kind kind) throws Exception {
    // given
    way.failed(failure(kind));
    trial();

    // when
    way.failed(failure(kind));
    trial();
    way.failed(failure(kind));

    // then
    assertThat(way.look().verdict()).isEqualTo(Verdict.EXCUSED);
  }

  @ParameterizedTest(name = "{0}, then {1}")
  @CsvSource({"SERVER_UNTRUSTED, TIMED_OUT", "TIMED_OUT, SERVER_UNTRUSTED"})
  @Verifies(negative = PLT_UPD_212)
  void does_not_excuse_one_host_by_another(Kind first, Kind second) throws Exception {
    // given
    way.reached(HOST);
    trial();

    // when
    way.failed(failure(HOST, first));
    way.failed(failure(OTHER, second));

    // then
    assertThat(way.look().verdict()).isEqualTo(Verdict.BAD);
    // and
    way.reached(OTHER);
    assertThat(way.look()).isEqualTo(Finding.GOOD);
  }

  @Test
  @Verifies(positive = PLT_UPD_212)
  void excuses_a_host_that_was_in_trouble_before_while_another_answered() throws Exception {
    assertThat(bothFailOnTrial(Kind.NAME_UNKNOWN, Kind.SERVER_BUSY).verdict())
        .isEqualTo(Verdict.EXCUSED);
  }

  @Test
  @Verifies(negative = PLT_UPD_212)
  void does_not_excuse_a_host_by_what_was_in_the_way_of_another() throws Exception {
    // when
    Finding found = bothFailOnTrial(Kind.SERVER_UNTRUSTED, Kind.SERVER_UNTRUSTED);

    // then
    assertThat(found.reason()).startsWith("other.example");
    assertThat(found.verdict()).isEqualTo(Verdict.BAD);
  }

  @Test
  void does_not_keep_each_host_that_it_ever_had() throws Exception {
    // when
    for (int i = 0; i < 100; i++) {
      way.failed(failure(URI.create("https://h" + i + ".example"), Kind.TLS));
    }

    // then
    String kept = new String(storage.read("update-way").orElseThrow(), US_ASCII);
    assertThat(kept.lines()).hasSize(16).endsWith("https://h99.example TLS");
  }

  @Test
  void does_not_take_what_came_with_the_trial_for_what_was_before() throws Exception {
    // given
    way.reached(HOST);
    trial();
    way.failed(failure(Kind.NAME_UNKNOWN));

    // when: it is started again
    trial();
    way.failed(failure(Kind.NAME_UNKNOWN));

    // then
    assertThat(way.look().verdict()).isEqualTo(Verdict.BAD);
  }

  @Test
  void is_well_once_the_server_was_reached_and_bad_while_nothing_is_known() throws Exception {
    assertThat(way.look().verdict()).isEqualTo(Verdict.BAD);
    way.failed(failure(Kind.SERVER_BUSY));
    way.reached(HOST);
    assertThat(way.look()).isEqualTo(Finding.GOOD);
  }
}
