package io.platen.conformance.suite;

import io.platen.conformance.subject.ToolMissing;
import io.platen.conformance.wire.Tool;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemGenerationException;

/** A folder in which the tools of others work, for one test. */
final class Workshop implements AutoCloseable {
  static final Tool SSLSCAN = new Tool("sslscan", "sslscan");
  static final Tool TESTSSL = new Tool("testssl", "testssl.sh");
  static final Tool OPENSSL = new Tool("openssl", "openssl");
  static final Tool PKI = new Tool("pki", "strongswan-pki libcharon-extra-plugins");
  static final Tool XMLLINT = new Tool("xmllint", "libxml2-utils");

  private static final List<String> SCHEMAS =
      List.of(
          "protocol",
          "command",
          "live",
          "local",
          "problem",
          "report",
          "seal",
          "sync",
          "types",
          "update",
          "update-order");

  private final Path folder;

  Workshop() {
    try {
      folder = Files.createTempDirectory("platen-gate");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws ToolMissing where it says nothing, for it is not here
   */
  Tool.Said run(Tool tool, String... arguments) {
    return run(tool, Map.of(), arguments);
  }

  Tool.Said run(Tool tool, Map<String, String> environment, String... arguments) {
    try {
      return tool.run(folder, environment, List.of(arguments));
    } catch (Tool.Missing e) {
      throw new ToolMissing(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a file there. */
  void put(String name, byte[] content) {
    try {
      Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a certificate there, or what else is PEM. */
  void putPem(String name, Object piece) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(piece);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    put(name, text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  /** Puts a private key there, as PKCS#8. */
  void putKey(String name, PrivateKey key) {
    try {
      putPem(name, new JcaPKCS8Generator(key, null));
    } catch (PemGenerationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts certificates there, a file each, and says their names. */
  List<String> putAll(List<X509Certificate> certificates) {
    List<String> names = new ArrayList<>();
    for (X509Certificate each : certificates) {
      String name = "authority-" + names.size() + ".pem";
      putPem(name, each);
      names.add(name);
    }
    return names;
  }

  /** Puts the schemas of the protocol there; {@code protocol.xsd} has the others. */
  void putSchemas() {
    for (String each : SCHEMAS) {
      String name = each + ".xsd";
      try (InputStream in = Requirement.class.getResourceAsStream("schema/" + name)) {
        put(name, Objects.requireNonNull(in, name).readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What a tool left there; empty where it left nothing. */
  byte[] take(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " stays", e);
    }
  }
}
