package io.platen.reference.testing;

import io.platen.device.testing.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A device's configuration with its keys, in a folder of a test. */
public final class DeviceFiles {
  public static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");

  private final Path folder;
  private final TestAuthority authority;

  public DeviceFiles(Path folder, TestAuthority authority) {
    this.folder = folder;
    this.authority = authority;
  }

  public Path data() {
    return folder.resolve("data");
  }

  /** Writes it for a device that reports to {@code host}. */
  public Path write(URI host, String... moreLines)
      throws IOException, CertificateEncodingException {
    TestAuthority.Issued own = authority.device(ID);
    pem("authority.pem", "CERTIFICATE", authority.certificate().getEncoded());
    pem("device.pem", "CERTIFICATE", own.certificate().getEncoded());
    pem("device.key", "PRIVATE KEY", own.key().getEncoded());
    List<String> lines = new ArrayList<>();
    lines.add("device.id = " + ID);
    lines.add("data = data");
    lines.add("update1 = " + host);
    lines.add("download = " + host);
    lines.add("authority = authority.pem");
    lines.add("certificate = device.pem");
    lines.add("key = device.key");
    lines.addAll(List.of(moreLines));
    return Files.write(folder.resolve("device.properties"), lines);
  }

  private void pem(String name, String type, byte[] content) {
    TestAuthority.writePem(folder.resolve(name), type, content);
  }
}
