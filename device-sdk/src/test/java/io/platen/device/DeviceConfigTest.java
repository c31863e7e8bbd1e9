package io.platen.device;

import static io.platen.protocol.Requirement.PLT_TLS_020;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.device.testing.TestAuthority;
import io.platen.protocol.Verifies;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceConfigTest {
  private static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final URI HOST = URI.create("https://localhost:8443");

  @TempDir private Path folder;

  private DeviceConfig.Builder good() throws CertificateEncodingException {
    TestAuthority.Issued own = AUTHORITY.device(ID);
    return DeviceConfig.builder()
        .device(ID.toString())
        .data(folder.resolve("data"))
        .updateHosts(HOST)
        .downloadHosts(HOST)
        .authority(
            TestAuthority.writePem(
                folder.resolve("ca.pem"), "CERTIFICATE", AUTHORITY.certificate().getEncoded()))
        .certificate(
            TestAuthority.writePem(
                folder.resolve("device.pem"), "CERTIFICATE", own.certificate().getEncoded()),
            TestAuthority.writePem(
                folder.resolve("device-key.pem"), "PRIVATE KEY", own.key().getEncoded()));
  }

  private static String message(DeviceConfig.Builder builder) {
    InvalidConfigException thrown =
        catchThrowableOfType(InvalidConfigException.class, builder::build);
    assertThat(thrown).isNotNull();
    return String.valueOf(thrown.getMessage());
  }

  @Test
  @Verifies(positive = PLT_TLS_020)
  void takes_settings_that_fit_together() throws Exception {
    assertThat(good().build().device()).isEqualTo(ID);
  }

  @Test
  void names_every_fault_at_once() {
    assertThat(
            message(
                DeviceConfig.builder()
                    .device("Device 7")
                    .updateHosts(URI.create("http://localhost"))
                    .enrolmentHost(URI.create("localhost:8445"))
                    .proxy(URI.create("http://user:secret@proxy.example:3128"), null, null)))
        .contains(
            "device.id:",
            "update1:",
            "download:",
            "enrolment:",
            "data:",
            "activation:",
            "proxy.url:")
        .doesNotContain("secret");
  }

  @Test
  @Verifies(negative = PLT_TLS_020)
  void refuses_a_certificate_of_another_device() throws Exception {
    assertThat(message(good().device(UUID.randomUUID().toString())))
        .startsWith("certificate: is for CN=" + ID);
  }

  @Test
  void refuses_a_key_that_does_not_belong_to_the_certificate() throws Exception {
    // given
    DeviceConfig.Builder builder = good();

    // when
    TestAuthority.writePem(
        folder.resolve("device-key.pem"), "PRIVATE KEY", AUTHORITY.device(ID).key().getEncoded());

    // then
    assertThat(message(builder)).contains("does not belong to the certificate");
  }

  @Test
  void names_the_file_that_cannot_be_read_and_the_one_that_is_damaged() throws Exception {
    // given
    DeviceConfig.Builder builder = good();

    // when
    Files.writeString(folder.resolve("ca.pem"), "no certificate");
    String damaged = message(builder);
    Files.delete(folder.resolve("device-key.pem"));
    String missing = message(builder);

    // then
    assertThat(damaged).contains("ca.pem holds no").contains("PEM");
    assertThat(missing).contains("device-key.pem cannot be read");
  }

  @Test
  void refuses_a_data_folder_that_is_a_file() throws IOException, CertificateEncodingException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(message(good().data(file.resolve("data")))).startsWith("data: cannot be used");
  }
}
