package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_ENR_001;
import static io.platen.protocol.Requirement.PLT_ENR_004;
import static io.platen.protocol.Requirement.PLT_SYN_002;
import static io.platen.protocol.Requirement.PLT_TLS_002;
import static io.platen.protocol.Requirement.PLT_TLS_057;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.engine.Unless;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.ToolMissing;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.conformance.wire.Tool;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.enrolment.ActivationCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What tools of others find. A tool that is not installed says nothing, and does not count. */
final class GateTests {
  private static final Pattern ENABLED =
      Pattern.compile("<protocol type=\"(\\w+)\" version=\"([\\d.]+)\" enabled=\"1\"");
  private static final Pattern FINDING =
      Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"[^}]*?\"severity\"\\s*:\\s*\"([A-Z]+)\"");
  private static final List<String> ABOVE_INFO = List.of("LOW", "MEDIUM", "HIGH", "CRITICAL");
  private static final String STRONGSWAN =
      """
      libtls {
        version_max = 1.3
      }
      """;

  @Unless("legacy-tls")
  @Verifies(
      positive = PLT_TLS_002,
      negative = {PLT_TLS_002, PLT_TLS_057})
  void sslscan_finds_tls_1_3_and_nothing_else(ServerUnderTest server, Checks checks) {
    try (Workshop shop = new Workshop()) {
      scan(shop, server.reports(), PLT_TLS_002, checks);
      scan(shop, server.sync(), PLT_TLS_002, checks);
      scan(shop, server.diagnosis(), PLT_TLS_057, checks);
    }
  }

  private static void scan(Workshop shop, URI host, Requirement requirement, Checks checks) {
    Tool.Said said = shop.run(Workshop.SSLSCAN, "--no-colour", "--xml=-", place(host));
    String found =
        String.join(
            ", ",
            new TreeSet<>(
                ENABLED
                    .matcher(said.text())
                    .results()
                    .map(each -> each.group(1) + " " + each.group(2))
                    .toList()));
    if (said.status() != 0 || found.isEmpty()) {
      throw new ToolMissing("sslscan saw no TLS: " + said.shortly());
    }
    checks.that(
        requirement,
        found.equals("tls 1.3"),
        "sslscan " + place(host),
        found,
        "tls 1.3",
        "Enable TLS 1.3 and nothing else on this listener.");
  }

  @Unless("legacy-tls")
  @Verifies(negative = PLT_TLS_002)
  void testssl_finds_no_older_tls(ServerUnderTest server, Checks checks) {
    try (Workshop shop = new Workshop()) {
      Tool.Said said =
          shop.run(
              Workshop.TESTSSL,
              "--protocols",
              "--quiet",
              "--warnings",
              "batch",
              "--color",
              "0",
              "--nodns",
              "none",
              "--jsonfile",
              "found.json",
              "https://" + place(server.sync()));
      List<MatchResult> found =
          FINDING
              .matcher(new String(shop.take("found.json"), StandardCharsets.UTF_8))
              .results()
              .toList();
      boolean looked = found.stream().anyMatch(each -> each.group(1).equals("TLS1_3"));
      if (!looked) {
        throw new ToolMissing("testssl.sh saw no TLS: " + said.shortly());
      }
      List<String> bad =
          found.stream()
              .filter(each -> ABOVE_INFO.contains(each.group(2)))
              .map(each -> each.group(1) + " " + each.group(2))
              .toList();
      // 1.2 is no finding to it, so it is asked for by its own line.
      boolean older = said.text().lines().anyMatch(GateTests::offersOlder);
      checks.that(
          PLT_TLS_002,
          bad.isEmpty() && !older,
          "testssl --protocols " + place(server.sync()),
          bad + (older ? ", older versions are offered" : ""),
          "nothing above INFO, and no version before 1.3",
          "Enable TLS 1.3 and nothing else on this listener.");
    }
  }

  private static boolean offersOlder(String line) {
    return line.strip().matches("(SSLv2|SSLv3|TLS 1|TLS 1\\.1|TLS 1\\.2)\\s+offered.*");
  }

  @Verifies(positive = PLT_SYN_002)
  void xmllint_finds_the_sync_document_valid(ServerUnderTest server, Checks checks) {
    try (Workshop shop = new Workshop()) {
      Exchange exchange = server.send(Request.get(server.sync()));
      checks.need(exchange.status() == 200, "The server gives no sync document");
      shop.put("sync.xml", body(exchange));
      shop.putSchemas();
      Tool.Said said =
          shop.run(Workshop.XMLLINT, "--nonet", "--noout", "--schema", "protocol.xsd", "sync.xml");
      String hint = "The document must follow protocol.xsd; xmllint says where it does not.";
      checks.that(
          PLT_SYN_002,
          said.status() == 0,
          "xmllint --schema protocol.xsd sync.xml",
          said.shortly(),
          "sync.xml validates",
          hint);
    }
  }

  @Verifies(positive = PLT_ENR_001)
  void openssl_reads_the_authorities(ServerUnderTest server, Checks checks) {
    try (Workshop shop = new Workshop()) {
      Exchange exchange = server.send(null, Request.get(server.est("cacerts")));
      shop.put("authorities.p7", decoded(exchange));
      Tool.Said said =
          shop.run(
              Workshop.OPENSSL,
              "cms",
              "-cmsout",
              "-print",
              "-inform",
              "DER",
              "-in",
              "authorities.p7");
      checks.that(
          PLT_ENR_001,
          said.status() == 0
              && said.text().contains("pkcs7-signedData")
              && said.text().contains("certificates:"),
          exchange.sent() + ", then openssl cms -cmsout -print",
          exchange.outcome() + ", " + said.shortly(),
          "SignedData with certificates",
          "RFC 7030 section 4.1.3: certs-only, in Base64.");
    }
  }

  @Verifies(positive = {PLT_ENR_001, PLT_ENR_004})
  void strongswan_enrols_by_a_code(ServerUnderTest server, Checks checks) {
    try (Workshop shop = new Workshop()) {
      Exchange plain =
          server.send(null, Request.get(server.onEnrolmentHost("/.well-known/est/cacerts")));
      if (plain.status() != 200) {
        throw new ToolMissing("pki knows no label, and the server answers none without one");
      }
      List<String> command = new ArrayList<>(List.of("--est", "--url", base(server)));
      ActivationCode code = server.newCode();
      Applicant applicant = new Applicant(server);
      shop.put("request.der", Base64.getMimeDecoder().decode(applicant.request()));
      shop.put("strongswan.conf", STRONGSWAN.getBytes(StandardCharsets.US_ASCII));
      Exchange authorities = server.send(null, Request.get(server.est("cacerts")));
      List<X509Certificate> trusted = new ArrayList<>(server.authorities());
      trusted.addAll(Applicant.certificates(authorities));
      shop.putAll(trusted).forEach(each -> command.addAll(List.of("--cacert", each)));
      command.addAll(List.of("--in", "request.der", "--outform", "pem", "--userpass"));
      command.add(code.selector() + ":" + code.secret());
      Map<String, String> environment = Map.of("STRONGSWAN_CONF", "strongswan.conf");
      Tool.Said said = shop.run(Workshop.PKI, environment, command.toArray(String[]::new));
      for (Requirement each : List.of(PLT_ENR_001, PLT_ENR_004)) {
        checks.that(
            each,
            said.status() == 0 && said.text().contains("BEGIN CERTIFICATE"),
            "pki --est --url " + base(server) + " with an activation code",
            said.shortly(),
            "a certificate",
            "A client of somebody else must be able to enrol: RFC 7030, without a label.");
      }
    }
  }

  private static String base(ServerUnderTest server) {
    URI host = server.est("cacerts");
    return host.getScheme() + "://" + host.getRawAuthority();
  }

  private static String place(URI host) {
    return host.getHost() + ":" + (host.getPort() < 0 ? 443 : host.getPort());
  }

  private static byte[] body(Exchange exchange) {
    return exchange
        .outcome()
        .answer()
        .map(Response::body)
        .map(it -> it.bytes())
        .orElse(new byte[0]);
  }

  private static byte[] decoded(Exchange exchange) {
    try {
      return Base64.getMimeDecoder().decode(body(exchange));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
