package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LNK_032;
import static io.platen.protocol.Requirement.PLT_LNK_033;
import static io.platen.protocol.Requirement.PLT_LNK_034;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.FakeProxy;
import io.platen.conformance.peers.FakeProxy.Login;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import java.util.List;

/** How a device goes through the proxy of a site. */
final class DeviceProxyTests {
  /** Sync and report, with two hosts each: what a device may ask in one cycle. */
  private static final int A_CYCLE = 4;

  @Verifies(positive = {PLT_LNK_032, PLT_LNK_034})
  void goes_through_a_proxy_by_digest(DeviceUnderTest device, Checks checks) {
    // given
    FakeProxy proxy = device.ground().proxy(Login.DIGEST);
    device.init();
    // when
    device.report();
    // then
    through(device, checks, proxy, "Digest");
    checks.that(
        PLT_LNK_034,
        proxy.hasHeardInClear() == false && !proxy.opened().isEmpty(),
        "a proxy that takes the login",
        proxy.opened().size() + " tunnels",
        "at least one",
        "A login that is right is no reason to stop.");
  }

  @Verifies(
      positive = {PLT_LNK_032, PLT_LNK_033},
      negative = PLT_LNK_032)
  void goes_through_a_proxy_by_basic_where_it_may(DeviceUnderTest device, Checks checks) {
    // given
    FakeProxy proxy = device.ground().proxy(Login.BASIC);
    device.ground().with("proxy.basic-in-clear", "true");
    device.init();
    // when
    device.report();
    // then
    through(device, checks, proxy, "Basic, which the device may use");
    checks.that(
        PLT_LNK_033,
        proxy.hasHeardInClear(),
        "a proxy that knows Basic only, and proxy.basic-in-clear=true",
        "logins: " + kinds(proxy),
        "the password by Basic",
        "Somebody at the site has allowed it.");
  }

  @Verifies(negative = PLT_LNK_033)
  void sends_no_password_in_clear_text_unless_it_may(DeviceUnderTest device, Checks checks) {
    // given
    FakeProxy proxy = device.ground().proxy(Login.BASIC);
    device.init();
    // when
    device.report();
    // then
    checks.that(
        PLT_LNK_033,
        !proxy.hasHeardInClear() && device.exchanges().isEmpty(),
        "a proxy that knows Basic only",
        "logins: " + kinds(proxy) + "; " + device.exchanges().size() + " requests at the hosts",
        "no login, and no way around the proxy",
        "Whoever is on the way to the proxy would read the password.");
  }

  @Verifies(negative = PLT_LNK_034)
  void does_not_repeat_a_login_that_was_refused(DeviceUnderTest device, Checks checks) {
    // given
    FakeProxy proxy = device.ground().proxy(Login.REFUSES);
    device.init();
    // when
    device.report();
    // then
    int logins = proxy.logins().size();
    checks.that(
        PLT_LNK_034,
        logins > 0 && logins <= 2,
        "a proxy that refuses every login",
        logins + " logins in one cycle",
        "one for the sync and one for the report at most",
        "Sites lock an account after some wrong logins.");
  }

  private static void through(
      DeviceUnderTest device, Checks checks, FakeProxy proxy, String login) {
    int taken = (int) ReportSeen.by(device).stream().filter(DeviceProxyTests::isTaken).count();
    int tunnels = proxy.opened().size();
    checks.that(
        PLT_LNK_032,
        taken > 0 && tunnels > 0 && tunnels <= A_CYCLE,
        "a proxy that asks for a login by " + login,
        taken + " reports taken, " + tunnels + " tunnels",
        "the report taken, through the proxy",
        "Answer the proxy's 407 as RFC 7616 and RFC 7617 have it.");
  }

  private static boolean isTaken(ReportSeen report) {
    return report.exchange().status() == 200;
  }

  private static List<String> kinds(FakeProxy proxy) {
    return proxy.logins().stream().map(each -> each.split(" ", 2)[0]).toList();
  }
}
