package io.platen.device;

import static io.platen.protocol.Requirement.PLT_UPD_212;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.link.LinkFailure;
import io.platen.device.link.LinkFailure.Kind;
import io.platen.device.testing.TestStorage;
import io.platen.device.update.Probe.Finding;
import io.platen.device.update.Probe.Verdict;
import io.platen.protocol.Verifies;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What excuses that the server was not reached by what is on trial. */
class WayToServerTest {
  private final TestStorage storage = new TestStorage();
  private boolean onTrial;
  private WayToServer way = newProcess();

  private WayToServer newProcess() {
    return new WayToServer(storage, () -> onTrial);
  }

  private static LinkFailure failure(Kind kind) {
    return new LinkFailure(URI.create("https://download.example"), kind, "as told", "Look");
  }

  private void trial() {
    onTrial = true;
    way = newProcess();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {
        "NAME_UNKNOWN",
        "PROXY_LOGIN",
        "TLS_OPENED",
        "SERVER_UNTRUSTED",
        "SERVER_CERTIFICATE_EARLY",
        "CERTIFICATE_REFUSED",
        "OWN_KEYS",
        "TLS_OLD",
        "TLS"
      })
  @Verifies(negative = PLT_UPD_212)
  void does_not_excuse_what_may_be_the_releases_work(Kind kind) throws Exception {
    // given
    way.reached();
    trial();

    // when
    way.failed(failure(kind));

    // then
    assertThat(way.look()).isEqualTo(Finding.bad("download.example: as told. Look."));
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
        "SERVER_CERTIFICATE_EXPIRED",
        "CERTIFICATE_STRIPPED",
        "REDIRECTED",
        "BROKEN_OFF",
        "ANSWER_UNUSABLE",
        "SERVER_BUSY"
      })
  @Verifies(positive = PLT_UPD_212)
  void excuses_what_lies_outside_of_the_device(Kind kind) throws Exception {
    // given
    way.reached();
    trial();

    // when
    way.failed(failure(kind));

    // then
    assertThat(way.look()).isEqualTo(Finding.excused("download.example: as told. Look."));
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

  @Test
  void does_not_take_what_came_with_the_trial_for_what_was_before() throws Exception {
    // given
    way.reached();
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
    way.reached();
    assertThat(way.look()).isEqualTo(Finding.GOOD);
  }
}
