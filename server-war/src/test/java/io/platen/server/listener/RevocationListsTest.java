package io.platen.server.listener;

import static io.platen.protocol.Requirement.PLT_TLS_051;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.server.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationListsTest {
  @TempDir private Path folder;
  private Path file;
  private TestAuthority authority;
  private X509Certificate first;
  private X509Certificate second;

  @BeforeEach
  void issue() throws Exception {
    file = folder.resolve("devices.crl");
    authority = TestAuthority.named("Devices");
    first = (X509Certificate) authority.issue("first").getCertificate("key");
    second = (X509Certificate) authority.issue("second").getCertificate("key");
  }

  private RevocationLists lists() throws IOException {
    return new RevocationLists(file, () -> List.of(authority.certificate()));
  }

  @Test
  @Verifies(positive = PLT_TLS_051)
  void know_what_was_revoked_since_the_last_request() throws Exception {
    // given
    Files.write(file, authority.revocationList(first));
    RevocationLists lists = lists();
    assertThat(lists.haveRevoked(first)).isTrue();
    assertThat(lists.haveRevoked(second)).isFalse();

    // when
    Files.write(file, authority.revocationList(first, second));

    // then
    assertThat(lists.haveRevoked(second)).isTrue();
  }

  @Test
  @Verifies(negative = PLT_TLS_051)
  void go_on_with_what_is_known_while_the_file_is_broken() throws Exception {
    // given
    Files.write(file, authority.revocationList(first));
    RevocationLists lists = lists();

    // when
    Files.writeString(file, "-----BEGIN X509 CRL-----\nhalf a fi");

    // then
    assertThat(lists.haveRevoked(first)).isTrue();

    // when: it is good again
    Files.write(file, authority.revocationList(second));

    // then
    assertThat(lists.haveRevoked(first)).isFalse();
    assertThat(lists.haveRevoked(second)).isTrue();
  }

  @Test
  void take_no_list_that_somebody_else_has_signed() throws Exception {
    // given: by the same name
    Files.write(file, TestAuthority.named("Devices").revocationList(first));

    // then
    assertThatThrownBy(this::lists).isInstanceOf(IOException.class).hasMessageContaining("crl");
  }

  @Test
  void take_no_list_of_an_authority_that_is_not_trusted() throws Exception {
    // given
    Files.write(file, TestAuthority.named("Another").revocationList(first));

    // then
    assertThatThrownBy(this::lists).hasMessageContaining("CN=Another is no authority");
  }
}
