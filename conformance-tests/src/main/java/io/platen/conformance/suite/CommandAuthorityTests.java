package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_CMD_026;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.live.LiveMessage;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Whom a device can know by its own certificate: the authority that comes along with a command. */
final class CommandAuthorityTests {
  private static final String WHY =
      "A device that enrolled by EST has its own certificate, and not that of its authority.";

  @Verifies(positive = PLT_CMD_026)
  void sends_the_authority_of_the_key_along(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    try (LiveDevice device = LiveDevice.byWebSocket(server, 0)) {
      // when
      UUID command = orders.read();
      device.until(command);
      // then
      List<String> alone = new ArrayList<>();
      for (LiveMessage.Commands document : device.documents()) {
        keys(document).stream()
            .filter(key -> authorities(document).stream().noneMatch(each -> isBy(key, each)))
            .forEach(key -> alone.add(name(key)));
      }
      checks.that(
          PLT_CMD_026,
          !device.documents().isEmpty() && alone.isEmpty(),
          "an order of " + command,
          alone.isEmpty() ? "each with its authority" : "without their authority: " + alone,
          "with each key's certificate that of the authority that has issued it",
          WHY);
    }
  }

  @Verifies(negative = PLT_CMD_026)
  void sends_no_other_authority_along(ServerUnderTest server, Checks checks) {
    // given
    Orders orders = new Orders(server);
    try (LiveDevice device = LiveDevice.byWebSocket(server, 0)) {
      // when
      UUID command = orders.read();
      device.until(command);
      // then
      List<String> strange = new ArrayList<>();
      int all = 0;
      for (LiveMessage.Commands document : device.documents()) {
        all += authorities(document).size();
        authorities(document).stream()
            .filter(each -> keys(document).stream().noneMatch(key -> isBy(key, each)))
            .forEach(each -> strange.add(name(each)));
      }
      checks.that(
          PLT_CMD_026,
          all > 0 && strange.isEmpty(),
          "an order of " + command,
          all == 0 ? "no authority" : "of no key in it: " + strange,
          "the authorities of the keys, and none beside them",
          WHY);
    }
  }

  private static List<X509Certificate> keys(LiveMessage.Commands document) {
    return document.certificates().stream().filter(each -> each.getBasicConstraints() < 0).toList();
  }

  private static List<X509Certificate> authorities(LiveMessage.Commands document) {
    return document.certificates().stream()
        .filter(each -> each.getBasicConstraints() >= 0)
        .toList();
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static boolean isBy(X509Certificate issued, X509Certificate issuer) {
    try {
      issued.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
