package io.platen.server.operation;

import static io.platen.protocol.Requirement.PLT_TLS_051;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.server.testing.Peer;
import io.platen.server.testing.SharedServer;
import io.platen.server.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Authorities and revocation lists that change while the server runs. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@ExtendWith(SharedServer.class)
class ReloadIT {
  private final SharedServer server = SharedServer.get();
  private final Path folder = server.folder();
  private final Peer shell = new Peer(folder);

  @BeforeEach
  void demand() {
    Peer.demand("curl", "curl");
  }

  private X509Certificate device(String name, TestAuthority authority) throws Exception {
    KeyStore key = authority.issue(server.newDevice(name));
    TestAuthority.writePem(key, folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    return (X509Certificate) key.getCertificate("key");
  }

  /** Status of a request, at once or with patience; 000 where TLS gives none. */
  private String status(String name, String... more) throws Exception {
    String url = server.addresses().getProperty("device.url") + "/download/v1/sync";
    return shell
        .tried(
            java.util.Map.of(),
            "sh",
            "-c",
            "curl -s -o /dev/null -w %{http_code} --cacert authority.pem --cert "
                + name
                + ".pem --key "
                + name
                + ".key "
                + String.join(" ", more)
                + " "
                + url)
        .said();
  }

  @Test
  void lets_devices_of_an_authority_in_that_was_added_while_it_runs() throws Exception {
    // given
    TestAuthority later = TestAuthority.named("Later");
    device("later", later);
    assertThat(status("later")).isEqualTo("000");

    // when
    Path added = folder.resolve("added.pem");
    TestAuthority.writePem(later.certificate(), added);
    Files.write(
        folder.resolve("devices.pem"), Files.readAllBytes(added), StandardOpenOption.APPEND);

    // then
    assertThat(status("later", "--retry 60 --retry-all-errors --retry-delay 1")).endsWith("200");
    device("before", server.devices());
    assertThat(status("before")).isEqualTo("200");
    device("stranger", TestAuthority.named("Stranger"));
    assertThat(status("stranger")).isEqualTo("000");
  }

  @Test
  @Verifies(positive = PLT_TLS_051)
  void refuses_a_certificate_with_the_next_request_that_was_revoked_while_it_runs()
      throws Exception {
    // given
    X509Certificate revoked = device("revoked", server.devices());
    device("good", server.devices());
    assertThat(status("revoked")).isEqualTo("200");

    // when
    Files.write(folder.resolve("devices.crl"), server.devices().revocationList(revoked));

    // then
    assertThat(status("revoked")).isEqualTo("403");
    assertThat(status("good")).isEqualTo("200");
  }
}
