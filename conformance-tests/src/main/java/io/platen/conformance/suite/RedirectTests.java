package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_CMD_024;
import static io.platen.protocol.Requirement.PLT_CMD_025;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.problem.ProblemType;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What a server does while a device goes over to another one. */
final class RedirectTests {
  private static final String GONE = "Nobody must wait for a device that is another server's.";
  private static final String SECRET = "Whoever reads the code can enrol in the device's place.";
  private static final String ELSEWHERE = "https://elsewhere.invalid";

  private final ActivationCode code = ActivationCode.draw(new SecureRandom());

  @Verifies(positive = PLT_CMD_024)
  void closes_the_record_of_a_device_that_has_gone_over(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    UUID command = confirmed(server, orders, true);
    try {
      // when
      orders.post(LiveDevice.piece(server.device(), command, 1, Stage.DONE));
      Exchange after = server.send(Request.get(server.sync()));
      // then
      checks.problem(PLT_CMD_024, after, ProblemType.DEVICE_INACTIVE, GONE);
    } finally {
      orders.operator().activate(server.device());
    }
  }

  @Verifies(negative = PLT_CMD_024)
  void closes_no_record_of_a_device_that_stays_or_that_it_shall_wait_for(
      ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    try {
      // when
      UUID stays = confirmed(server, orders, true);
      orders.post(LiveDevice.piece(server.device(), stays, 1, Stage.REFUSED));
      Exchange refused = server.send(Request.get(server.sync()));
      UUID back = confirmed(server, orders, false);
      orders.post(LiveDevice.piece(server.device(), back, 1, Stage.DONE));
      Exchange done = server.send(Request.get(server.sync()));
      // then
      checks.status(PLT_CMD_024, refused, 200, "It has refused to go.");
      checks.status(PLT_CMD_024, done, 200, "The command did not say deactivate.");
    } finally {
      orders.operator().activate(server.device());
    }
  }

  @Verifies(positive = PLT_CMD_025)
  void shows_a_redirect_without_its_code(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    // when
    UUID command = ordered(server, orders, false);
    // then
    hidden(checks, "to who has ordered it", orders.operator().shown(server.device(), command));
    // when
    orders.operator().confirm(server.device(), command);
    orders.waiting(0);
    orders.post(LiveDevice.piece(server.device(), command, 1, Stage.REFUSED));
    // then
    hidden(checks, "after its end", orders.operator().shown(server.device(), command));
  }

  @Verifies(negative = PLT_CMD_025)
  void shows_the_code_not_even_to_who_confirms(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    UUID command = ordered(server, orders, false);
    // when
    String told = orders.operator().confirm(server.device(), command);
    // then
    hidden(checks, "to who confirms it", told);
    orders.waiting(0);
    orders.post(LiveDevice.piece(server.device(), command, 1, Stage.REFUSED));
  }

  private void hidden(Checks checks, String when, String shown) {
    boolean hidden = !shown.contains(code.text()) && !shown.contains(plain(code.text()));
    checks.that(
        PLT_CMD_025,
        hidden,
        "a redirect, shown " + when,
        hidden ? "no code" : "its code",
        "all but its code",
        SECRET);
  }

  private static String plain(String code) {
    return code.replace("-", "");
  }

  private UUID confirmed(ServerUnderTest server, Orders orders, boolean deactivate) {
    UUID command = ordered(server, orders, deactivate);
    orders.operator().confirm(server.device(), command);
    orders.waiting(0);
    return command;
  }

  private UUID ordered(ServerUnderTest server, Orders orders, boolean deactivate) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("update", ELSEWHERE);
    parameters.put("download", ELSEWHERE);
    parameters.put("enrolment", ELSEWHERE);
    parameters.put("code", code.text());
    parameters.put("authority", authority(server));
    parameters.put("deactivate", Boolean.toString(deactivate));
    return orders.operator().order(server.device(), "redirect", parameters, Orders.MINUTES).id();
  }

  private static String authority(ServerUnderTest server) {
    try {
      return Base64.getEncoder().encodeToString(server.authorities().get(0).getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
