package io.platen.server.enrolment.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.EstBody;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.server.testing.Peer;
import io.platen.server.testing.SharedServer;
import io.platen.server.testing.TestAuthority;
import io.platen.server.testing.TestEnrolment;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.est.CSRRequestResponse;
import org.bouncycastle.est.ESTService;
import org.bouncycastle.est.EnrollmentResponse;
import org.bouncycastle.est.jcajce.JcaHttpAuthBuilder;
import org.bouncycastle.est.jcajce.JsseESTServiceBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients of others enrol at the real server, and renew. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolmentPeersIT {
  private static final String LABEL = "/.well-known/est/platen/";

  @TempDir private static Path folder;
  private Properties addresses;
  private Peer shell;
  private String token;

  @BeforeAll
  void start() throws Exception {
    Peer.demand("curl", "curl");
    Peer.demand("openssl", "openssl");
    addresses = SharedServer.get().addresses();
    shell = new Peer(folder);
    Files.copy(Path.of(addresses.getProperty("authority.pem")), folder.resolve("authority.pem"));
    token = SharedServer.get().token();
  }

  @Test
  void curl_with_openssl_enrols_reports_for_itself_and_renews() throws Exception {
    // given: as in docs/how-to/add-a-device.md
    Created device = create("curl", false);
    newRequest("a");
    String est = addresses.getProperty("est.url") + LABEL;

    // when
    shell.run("sh", "-c", curl("-o ca.p7 " + est + "cacerts"));
    shell.run(
        "sh",
        "-c",
        "openssl base64 -d -A -in ca.p7 | openssl pkcs7 -inform DER" + " -print_certs -out ca.pem");
    String[] parts = device.code().split("-", 2);
    shell.run(
        "sh",
        "-c",
        curl(post("a") + " -u " + parts[0] + ":" + parts[1] + " -o a.p7 " + est + "simpleenroll"));
    shell.run("sh", "-c", unpack("a"));

    // then
    assertThat(
            shell.run("openssl", "verify", "-CAfile", "ca.pem", "-purpose", "sslclient", "a.pem"))
        .contains("a.pem: OK");
    assertThat(shell.run("openssl", "x509", "-in", "a.pem", "-noout", "-subject"))
        .contains(device.id());
    assertThat(status("a", sync())).isEqualTo("200");

    // when
    newRequest("b");
    shell.run(
        "sh",
        "-c",
        curl(post("b") + " --cert a.pem --key a.key -o b.p7 " + est + "simplereenroll"));
    shell.run("sh", "-c", unpack("b"));

    // then: both until the new one has come, and then only that
    assertThat(status("a", sync())).isEqualTo("200");
    assertThat(status("b", sync())).isEqualTo("200");
    assertThat(status("a", sync())).isEqualTo("403");

    // when
    long before = System.nanoTime();
    api("/devices/" + device.id() + "/deactivate", "{}");

    // then
    assertThat(status("b", sync())).isEqualTo("403");
    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(20));
    assertThat(body("b", est + "simplereenroll", post("a"))).contains("device-inactive");
  }

  @Test
  void curl_hears_why_it_gets_no_certificate() throws Exception {
    // given
    newRequest("c");
    String est = addresses.getProperty("est.url") + LABEL;

    // then
    assertThat(said(curlAny(post("c") + " -i " + est + "simpleenroll")))
        .containsIgnoringCase("WWW-Authenticate: Basic")
        .contains("HTTP/1.1 401");
    assertThat(said(curlAny(post("c") + " -u 0000:000000000000 " + est + "simpleenroll")))
        .contains("code-refused");
    assertThat(said(curlAny(post("c") + " " + est + "simplereenroll")))
        .contains("certificate-unknown");
    assertThat(said(curlAny(est + "serverkeygen"))).contains("not-found");
    assertThat(said(curlAny("-X POST -H Content-Type:text/plain -d x " + est + "simpleenroll")))
        .contains("unsupported-media-type");
  }

  @Test
  void the_client_of_bouncycastle_enrols_and_renews() throws Exception {
    // given
    Created device = create("bouncycastle", false);
    String[] parts = device.code().split("-", 2);
    X509TrustManager trusting = trusting();
    KeyPair first = TestEnrolment.newKey();
    String host = addresses.getProperty("est.url").replace("https://", "");

    // when
    ESTService service = new JsseESTServiceBuilder(host, trusting).withLabel("platen").build();
    CSRRequestResponse attributes = service.getCSRAttributes();
    EnrollmentResponse enrolled =
        service.simpleEnroll(
            false,
            request(first, ""),
            new JcaHttpAuthBuilder("platen", parts[0], parts[1].toCharArray())
                .setNonceGenerator(new java.security.SecureRandom())
                .build());

    // then
    assertThat(attributes.hasAttributesResponse()).isTrue();
    assertThat(service.getCACerts().getCertificateStore().getMatches(null)).hasSize(2);
    assertThat(enrolled.isCompleted()).isTrue();
    X509CertificateHolder certificate = enrolled.getStore().getMatches(null).iterator().next();
    assertThat(certificate.getSubject()).isEqualTo(new X500Name("CN=" + device.id()));

    // when
    KeyPair second = TestEnrolment.newKey();
    ESTService own =
        new JsseESTServiceBuilder(host, trusting)
            .withKeyManagers(managers(first, certificate))
            .withLabel("platen")
            .build();
    EnrollmentResponse renewed =
        own.simpleEnroll(true, request(second, certificate.getSubject().toString()), null);

    // then
    X509CertificateHolder next = renewed.getStore().getMatches(null).iterator().next();
    assertThat(next.getSubject()).isEqualTo(certificate.getSubject());
    assertThat(next.getSubjectPublicKeyInfo().getEncoded())
        .isEqualTo(second.getPublic().getEncoded());
  }

  @Test
  void the_client_of_strongswan_enrols_waits_for_a_person_and_renews() throws Exception {
    // given
    Peer.demand("strongswan-pki libcharon-extra-plugins", "pki");
    Created device = create("strongswan", true);
    newRequest("s");
    newRequest("t");
    Files.writeString(folder.resolve("strongswan.conf"), STRONGSWAN);
    Map<String, String> environment =
        Map.of("STRONGSWAN_CONF", folder.resolve("strongswan.conf").toString());
    String[] parts = device.code().split("-", 2);
    String url = addresses.getProperty("est.url"); // it adds the path, without a label
    shell.run("sh", "-c", curl("-o sca.p7 " + url + "/.well-known/est/cacerts"));
    shell.run(
        "sh",
        "-c",
        "openssl base64 -d -A -in sca.p7 | openssl pkcs7 -inform DER"
            + " -print_certs -out sca.pem && csplit -z -s -f sca- sca.pem '/^subject/' '{*}'");

    // when
    Peer.Run waiting =
        shell.tried(
            environment,
            "pki",
            "--est",
            "--url",
            url,
            "--in",
            "s.der",
            "--cacert",
            "sca-00",
            "--cacert",
            "sca-01",
            "--userpass",
            parts[0] + ":" + parts[1],
            "--interval",
            "1",
            "--maxpolltime",
            "2",
            "--outform",
            "pem");
    String words = found("\"words\":\"([^\"]+)\"", get("/devices/" + device.id() + "/activation"));
    api("/devices/" + device.id() + "/approve", "{\"words\":\"" + words + "\"}");
    String enrolled = pki(environment, "s", url, "--userpass", parts[0] + ":" + parts[1]);

    // then
    assertThat(waiting.status()).as(waiting.said()).isNotZero();
    X509Certificate certificate = certificate(enrolled);
    assertThat(KeyPrint.of(certificate.getPublicKey()).words()).isEqualTo(words);
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + device.id());

    // when
    Files.writeString(folder.resolve("s.pem"), pem(enrolled));
    String renewed = pki(environment, "t", url, "--cert", "s.pem", "--key", "s.key");

    // then
    assertThat(certificate(renewed).getSubjectX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
    assertThat(certificate(renewed).getPublicKey()).isNotEqualTo(certificate.getPublicKey());
  }

  @Test
  void makes_many_devices_from_a_file_and_gives_their_codes() throws Exception {
    // given
    Files.writeString(folder.resolve("in.csv"), "name,approval\nCellar,yes\nAttic,no\n");

    // when
    String csv =
        shell.run(
            "sh",
            "-c",
            "curl -sS --fail-with-body --cacert authority.pem -H 'Authorization: Bearer "
                + token
                + "' -H Content-Type:text/csv --data-binary @in.csv "
                + addresses.getProperty("api.url")
                + "/devices/import");

    // then
    String[] lines = csv.strip().split("\\R", -1);
    assertThat(lines).hasSize(3);
    assertThat(lines[0]).isEqualTo("name,id,activationCode,activationString,expires");
    assertThat(ActivationCode.parse(lines[1].split(",", -1)[2])).isPresent();
    assertThat(lines[2]).startsWith("Attic,").contains("platen://localhost:");
  }

  private static final String STRONGSWAN =
      """
      libtls {
        version_max = 1.3
      }
      pki {
        load = random pem sha1 sha2 hmac kdf aes gcm openssl x509 pkcs1 pkcs7 pkcs8 pubkey curl revocation constraints nonce gmp
      }
      """;

  private String pki(Map<String, String> environment, String request, String url, String... who)
      throws Exception {
    java.util.List<String> command =
        new java.util.ArrayList<>(
            java.util.List.of(
                "pki",
                "--est",
                "--url",
                url,
                "--in",
                request + ".der",
                "--cacert",
                "sca-00",
                "--cacert",
                "sca-01",
                "--outform",
                "pem"));
    command.addAll(java.util.List.of(who));
    Peer.Run run = shell.tried(environment, command.toArray(new String[0]));
    assertThat(run.status()).as(run.said()).isZero();
    return run.said();
  }

  private static String pem(String said) {
    return said.substring(said.indexOf("-----BEGIN CERTIFICATE-----"));
  }

  private static X509Certificate certificate(String said) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(pem(said).getBytes(StandardCharsets.US_ASCII)));
  }

  private record Created(String id, String code) {}

  private Created create(String name, boolean approval) throws Exception {
    String answer = api("/devices", "{\"name\":\"" + name + "\",\"approval\":" + approval + "}");
    return new Created(
        found("\"id\":\"([^\"]+)\"", answer), found("\"activationCode\":\"([^\"]+)\"", answer));
  }

  private String api(String path, String json) throws Exception {
    return shell.run(
        "sh",
        "-c",
        "curl -sS --fail-with-body --cacert authority.pem"
            + (token == null ? "" : " -H 'Authorization: Bearer " + token + "'")
            + " -H Content-Type:application/json -d '"
            + json
            + "' "
            + addresses.getProperty("api.url")
            + path);
  }

  private String get(String path) throws Exception {
    return shell.run(
        "sh",
        "-c",
        "curl -sS --fail-with-body --cacert authority.pem -H 'Authorization: Bearer "
            + token
            + "' "
            + addresses.getProperty("api.url")
            + path);
  }

  private void newRequest(String name) throws Exception {
    shell.run(
        "sh",
        "-c",
        "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj / -keyout "
            + name
            + ".key -outform DER -out "
            + name
            + ".der && openssl base64 -in "
            + name
            + ".der -out "
            + name
            + ".b64");
  }

  private static String curl(String rest) {
    return "curl -sS --fail-with-body --cacert authority.pem " + rest;
  }

  private static String curlAny(String rest) {
    return "curl -sS --cacert authority.pem " + rest;
  }

  private String said(String command) throws Exception {
    return shell.run("sh", "-c", command);
  }

  private static String post(String request) {
    return "-H Content-Type:application/pkcs10 --data-binary @" + request + ".b64";
  }

  private static String unpack(String name) {
    return "openssl base64 -d -A -in "
        + name
        + ".p7 | openssl pkcs7 -inform DER -print_certs -out "
        + name
        + ".pem";
  }

  private String sync() {
    return addresses.getProperty("device.url") + "/download/v1/sync";
  }

  private String status(String who, String url) throws Exception {
    return said(
        curlAny(
            "-o /dev/null -w '%{http_code}' --cert " + who + ".pem --key " + who + ".key " + url));
  }

  private String body(String who, String url, String more) throws Exception {
    return said(curlAny(more + " --cert " + who + ".pem --key " + who + ".key " + url));
  }

  private X509Certificate authority() throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(Files.readAllBytes(folder.resolve("authority.pem"))));
  }

  private X509TrustManager trusting() throws Exception {
    KeyStore trust = TestAuthority.emptyStore();
    trust.setCertificateEntry("authority", authority());
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    return (X509TrustManager) managers.getTrustManagers()[0];
  }

  private static PKCS10CertificationRequest request(KeyPair key, String subject) throws Exception {
    return new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), key.getPublic())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()));
  }

  private static javax.net.ssl.KeyManager[] managers(KeyPair key, X509CertificateHolder certificate)
      throws Exception {
    X509Certificate own = EstBody.readCertificates(EstBody.encode(certificate.getEncoded())).get(0);
    KeyStore store = TestAuthority.emptyStore();
    store.setKeyEntry(
        "key", key.getPrivate(), new char[0], new java.security.cert.Certificate[] {own});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, new char[0]);
    return managers.getKeyManagers();
  }

  private static String found(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern + " in " + text).isTrue();
    return found.group(1);
  }
}
