package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SYN_040;
import static io.platen.protocol.Requirement.PLT_SYN_041;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.ListedProfile;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The printer profiles that a download host lists and gives. */
final class ProfileTests {
  private static final String OF_NOTHING = "0".repeat(64);

  @Verifies(positive = PLT_SYN_040, negative = PLT_SYN_041)
  void gives_each_profile_that_it_lists(ServerUnderTest server, Checks checks) {
    // given
    List<ListedProfile> listed = listed(server, checks);
    for (ListedProfile profile : listed) {
      // when
      Exchange exchange = server.send(Request.get(profile(server, profile.sha256())));
      // then
      checks.status(PLT_SYN_041, exchange, 200, "What the sync document lists is there.");
      isWhatIsListed(profile, exchange, checks);
    }
  }

  @Verifies(negative = PLT_SYN_040)
  void gives_the_same_bytes_whatever_else_the_request_asks_for(
      ServerUnderTest server, Checks checks) {
    // given
    ListedProfile profile = listed(server, checks).get(0);
    URI other = URI.create(profile(server, profile.sha256()) + "?version=" + profile.version() + 1);
    // when
    Exchange exchange = server.send(Request.get(other).with("If-None-Match", "\"another\""));
    // then
    isWhatIsListed(profile, exchange, checks);
  }

  @Verifies(positive = PLT_SYN_041)
  void gives_nothing_under_a_digest_that_it_does_not_list(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.send(Request.get(profile(server, OF_NOTHING)));
    // then
    isNotFound(exchange, checks);
  }

  @Verifies(positive = PLT_SYN_041)
  void gives_nothing_under_a_name_that_is_no_digest(ServerUnderTest server, Checks checks) {
    for (String name : List.of("generic", OF_NOTHING + "0")) {
      // when
      Exchange exchange = server.send(Request.get(profile(server, name)));
      // then
      isNotFound(exchange, checks);
    }
  }

  private static void isNotFound(Exchange exchange, Checks checks) {
    checks.problem(
        PLT_SYN_041,
        exchange,
        ProblemType.NOT_FOUND,
        "Only what the sync document of this device lists has a name here.");
  }

  private static void isWhatIsListed(ListedProfile profile, Exchange exchange, Checks checks) {
    byte[] bytes =
        exchange.outcome().answer().map(response -> response.body().bytes()).orElse(new byte[0]);
    checks.that(
        PLT_SYN_040,
        bytes.length == profile.length() && sha256(bytes).equals(profile.sha256()),
        exchange,
        profile.length() + " bytes whose SHA-256 is " + profile.sha256(),
        "Give the bytes as they were taken; found: " + bytes.length + " bytes, " + sha256(bytes));
  }

  private static List<ListedProfile> listed(ServerUnderTest server, Checks checks) {
    Exchange exchange = server.send(Request.get(server.sync()));
    List<ListedProfile> listed = List.of();
    try {
      byte[] document =
          exchange.outcome().answer().map(response -> response.body().bytes()).orElse(new byte[0]);
      listed = SyncCodec.read(document).profiles();
    } catch (ProtocolException e) {
      checks.need(false, "The server gave no valid sync document: " + e.getMessage());
    }
    checks.need(!listed.isEmpty(), "The server lists no printer profile for this device");
    return listed;
  }

  private static URI profile(ServerUnderTest server, String name) {
    return server.onDownloadHost("/download/v1/profiles/" + name);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
