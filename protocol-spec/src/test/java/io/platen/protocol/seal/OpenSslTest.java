package io.platen.protocol.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.SealedHeaderCodec;
import io.platen.protocol.xml.BoundedGzip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code openssl cms} opens our test vectors, and we open what it makes of the same reports, by the
 * commands that chapter SEA shows. The vectors also go into {@code target/seal-vectors}.
 */
class OpenSslTest {
  private static final int LIMIT = 262_144;
  private static final Path VECTORS = Path.of("target/seal-vectors");

  @TempDir private Path folder;

  @BeforeAll
  static void needs_openssl() throws IOException {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(each -> Files.isExecutable(Path.of(each, "openssl")));
    if ("true".equals(System.getenv("PLATEN_PEERS_REQUIRED"))) {
      assertThat(there).as("openssl is installed").isTrue();
    }
    Assumptions.assumeTrue(there, "No openssl: apt-get install openssl; its test is skipped");
    Files.createDirectories(VECTORS);
  }

  static Stream<SealVector> vectors() {
    return IntStream.rangeClosed(1, SealVector.COUNT).mapToObj(SealVector::of);
  }

  @Test
  void has_twenty_vectors() {
    assertThat(vectors()).hasSize(20);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  @Verifies(positive = {Requirement.PLT_SEA_011, Requirement.PLT_SEA_012})
  void opens_our_vector(SealVector vector) throws Exception {
    // given
    write(vector);
    Path envelope = folder.resolve("report.p7m");
    Files.write(envelope, vector.sealed());
    Files.write(VECTORS.resolve("valid-%02d.p7m".formatted(vector.number())), vector.sealed());

    // when
    openssl(
        "cms",
        "-decrypt",
        "-inform",
        "DER",
        "-in",
        "report.p7m",
        "-inkey",
        "sealing.key",
        "-binary",
        "-out",
        "signed.der");
    openssl(
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "signed.der",
        "-certfile",
        "device.pem",
        "-CAfile",
        "device.pem",
        "-purpose",
        "any",
        "-out",
        "content");

    // then
    assertThat(Files.readAllBytes(folder.resolve("content"))).isEqualTo(content(vector));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  @Verifies(positive = Requirement.PLT_SEA_021)
  void makes_what_we_open(SealVector vector) throws Exception {
    // given
    write(vector);
    Files.write(folder.resolve("content"), content(vector));

    // when
    openssl(
        "cms",
        "-sign",
        "-binary",
        "-nodetach",
        "-nocerts",
        "-keyid",
        "-md",
        "sha256",
        "-signer",
        "device.pem",
        "-inkey",
        "device.key",
        "-in",
        "content",
        "-outform",
        "DER",
        "-out",
        "signed.der");
    openssl(
        "cms",
        "-encrypt",
        "-binary",
        "-keyid",
        "-aes-256-gcm",
        "-recip",
        "sealing.pem",
        "-keyopt",
        "ecdh_kdf_md:sha256",
        "-in",
        "signed.der",
        "-outform",
        "DER",
        "-out",
        "report.p7m");
    byte[] envelope = Files.readAllBytes(folder.resolve("report.p7m"));
    Opener.Opened opened =
        vector.opener().open(envelope, vector.header().device(), vector.certificates());

    // then
    Files.write(VECTORS.resolve("openssl-%02d.p7m".formatted(vector.number())), envelope);
    assertThat(opened.header()).isEqualTo(vector.header());
    assertThat(BoundedGzip.inflate(opened.packed(), LIMIT)).isEqualTo(vector.document());
  }

  private static byte[] content(SealVector vector) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(SealedHeaderCodec.write(vector.header()));
    content.write('\n');
    content.writeBytes(BoundedGzip.deflate(vector.document()));
    return content.toByteArray();
  }

  private void write(SealVector vector) throws IOException {
    pem("device.pem", vector.device().certificate());
    pem("device.key", new PemObject("PRIVATE KEY", vector.device().key().getEncoded()));
    pem("sealing.pem", vector.server().certificate());
    pem("sealing.key", new PemObject("PRIVATE KEY", vector.server().key().getEncoded()));
  }

  private void pem(String name, Object content) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(content);
    }
    Files.writeString(folder.resolve(name), text.toString());
  }

  private void openssl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int status = process.waitFor();
    assertThat(status).as(Files.readString(log, StandardCharsets.UTF_8)).isZero();
  }
}
