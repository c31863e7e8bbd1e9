package io.platen.server.enrolment.control;

import static io.platen.protocol.Requirement.PLT_SYN_025;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.Verifies;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.server.enrolment.control.EntryCheck.TypedAccess;
import io.platen.server.enrolment.control.EntryCheck.TypedEntry;
import io.platen.server.enrolment.entity.CheckedEntry;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryCheckTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "network, 192.0.2.0/24, 192.0.2.0/24",
    "NETWORK, ' 10.0.0.0/16 ', 10.0.0.0/16",
    "network, 192.0.2.7/32, 192.0.2.7/32",
    "range, 192.0.2.10-192.0.2.99, 192.0.2.10-192.0.2.99",
    "range, 192.0.2.10 - 99, 192.0.2.10-192.0.2.99",
    "range, 255.255.255.255-255, 255.255.255.255-255.255.255.255",
    "host, 192.0.2.7, 192.0.2.7",
    "host, Printer.Example.ORG, printer.example.org",
  })
  @Verifies(positive = PLT_SYN_025)
  void takes_the_forms_of_a_target(String kind, String target, String expected) {
    // when
    CheckedEntry entry = EntryCheck.check(TypedEntry.of(kind, target, null, null));

    // then
    assertThat(entry.target()).isEqualTo(expected);
    assertThat(entry.access()).containsExactly(SnmpAccess.PUBLIC);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "network, 192.0.2.5/24, did you mean 192.0.2.0/24",
    "network, 10.0.0.0/8, is not from /16 to /32",
    "network, 192.0.2.0/33, is not from /16 to /32",
    "network, 192.0.2.0, no prefix length",
    "network, 192.0.2/24, no IPv4 address",
    "network, 192.0.2.0/-1, is not from /16 to /32",
    "range, 192.0.2.99-192.0.2.10, before it starts",
    "range, 10.0.0.0-10.1.0.0, 65537 addresses",
    "range, 192.0.2.1, not two addresses",
    "range, 192.0.2.1-256, above 255",
    "range, -, no IPv4 address",
    "host, 192.0.2.256, above 255",
    "host, 010.0.0.1, no IPv4 address",
    "host, -printer, no host name",
    "host, prin ter, no host name",
    "host, '', no host name",
  })
  @Verifies(negative = PLT_SYN_025)
  void explains_a_target_that_it_refuses(String kind, String target, String reason) {
    // when
    List<FieldError> errors = errors(TypedEntry.of(kind, target, null, null));

    // then
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).field()).isEqualTo("target");
    assertThat(errors.get(0).reason()).contains(reason);
    assertThat(errors.get(0).accepted()).containsAnyOf("192.0.2", "host name");
  }

  @Test
  void tells_all_that_is_wrong_at_once() {
    // when
    List<FieldError> errors =
        errors(
            TypedEntry.of(
                "subnet",
                "192.0.2.0/24",
                List.of("192.0.2.1", "x", "192.0.2.1/24"),
                List.of(TypedAccess.by("4", "", 0))));

    // then
    assertThat(errors)
        .extracting(FieldError::field)
        .containsExactly(
            "kind",
            "exclusions",
            "exclusions",
            "access.version",
            "access.community",
            "access.port");
  }

  @Test
  void takes_an_empty_body_as_wrong_and_not_as_a_failure() {
    assertThat(errors(TypedEntry.of(null, null, null, null)))
        .extracting(FieldError::field)
        .containsExactly("kind");
  }

  @Test
  void tells_all_that_is_wrong_with_a_user_and_no_password() {
    // when
    List<FieldError> errors = errors(host(user("", "sha-3", "secret1", "rot13", "secret2")));

    // then
    assertThat(errors)
        .extracting(FieldError::field)
        .containsExactly(
            "access.user",
            "access.auth",
            "access.priv",
            "access.authPassword",
            "access.privPassword");
    assertThat(errors.toString())
        .doesNotContain("secret")
        .contains("sha-256")
        .contains("aes-256-c");
  }

  @Test
  void refuses_encryption_without_authentication() {
    assertThat(errors(host(user("u", "none", null, "aes-128", "password"))))
        .extracting(FieldError::reason)
        .containsExactly("Encryption needs authentication");
  }

  @Test
  void keeps_passwords_where_user_and_algorithms_are_the_same() {
    // given
    CheckedEntry kept =
        EntryCheck.check(host(user("u", "sha-256", "password1", "aes-128", "password2")));

    // when
    TypedEntry same = host(user("u", "sha-256", null, "aes-128", ""));
    TypedEntry other = host(user("u", "sha-512", null, "aes-128", ""));

    // then
    assertThat(EntryCheck.check(same, before(kept)).access()).isEqualTo(kept.access());
    assertThat(errors(other, kept))
        .extracting(FieldError::field)
        .containsExactly("access.authPassword", "access.privPassword");
  }

  @ParameterizedTest(name = "{0} {1} after network 192.0.2.0/24 without 192.0.2.9: {3}")
  @CsvSource({
    "network, 192.0.2.0/24, 192.0.2.9, true",
    "network, 192.0.2.0/25, 192.0.2.9, true",
    "range, 192.0.2.1-192.0.2.255, 192.0.2.9, true",
    "host, 192.0.2.7, 192.0.2.9, true",
    "network, 192.0.2.0/24, 192.0.2.1, false",
    "network, 192.0.2.0/23, 192.0.2.9, false",
    "range, 192.0.1.255-192.0.2.1, 192.0.2.9, false",
    "host, 198.51.100.7, 192.0.2.9, false",
    "host, printer.example, 192.0.2.9, false",
  })
  void keeps_passwords_only_where_the_entry_looks_nowhere_else(
      String kind, String target, String exclusion, boolean keeps) {
    // given
    List<TypedAccess> typed = List.of(user("u", "sha-256", "password1", "none", null));
    CheckedEntry kept =
        EntryCheck.check(TypedEntry.of("network", "192.0.2.0/24", List.of("192.0.2.9"), typed));

    // when
    TypedEntry changed =
        TypedEntry.of(
            kind, target, List.of(exclusion), List.of(user("u", "sha-256", null, "none", null)));

    // then
    if (keeps) {
      assertThat(EntryCheck.check(changed, before(kept)).access()).isEqualTo(kept.access());
    } else {
      assertThat(errors(changed, kept))
          .extracting(FieldError::field)
          .containsExactly("access.authPassword");
    }
  }

  @Test
  void refuses_readers_by_which_no_device_finds_a_printer() {
    // given
    List<String> ipp = List.of("ipp");
    // when, then
    assertThat(errors(new TypedEntry("network", "192.0.2.0/24", null, null, ipp, false)))
        .extracting(FieldError::field)
        .containsExactly("readers");
    assertThat(errors(new TypedEntry("host", "192.0.2.7", null, null, List.of("web"), true)))
        .extracting(FieldError::field)
        .containsExactly("readers");
    assertThat(
            EntryCheck.check(new TypedEntry("network", "192.0.2.0/24", null, null, ipp, true))
                .readers())
        .containsExactly("ipp");
  }

  @Test
  void takes_readers_of_the_registry_and_no_others() {
    // when
    TypedEntry some =
        new TypedEntry("host", "192.0.2.7", null, null, List.of("PJL", " ipp "), true);
    TypedEntry wrong = new TypedEntry("host", "192.0.2.7", null, null, List.of("telnet"), null);

    // then
    assertThat(EntryCheck.check(some).readers()).containsExactlyInAnyOrder("ipp", "pjl");
    assertThat(EntryCheck.check(some).mdns()).isTrue();
    assertThat(EntryCheck.check(TypedEntry.of("host", "192.0.2.7", null, null)).mdns()).isFalse();
    assertThat(EntryCheck.check(TypedEntry.of("host", "192.0.2.7", null, null)).readers())
        .isEqualTo(DiscoveryEntry.DEFAULT_READERS);
    assertThat(errors(wrong)).extracting(FieldError::field).containsExactly("readers");
  }

  private static DiscoveryEntry before(CheckedEntry entry) {
    return new DiscoveryEntry(
        "e1", entry.kind(), entry.target(), entry.exclusions(), entry.access());
  }

  private static List<FieldError> errors(TypedEntry typed, CheckedEntry kept) {
    return catchThrowableOfType(InvalidException.class, () -> EntryCheck.check(typed, before(kept)))
        .errors();
  }

  private static TypedEntry host(TypedAccess access) {
    return TypedEntry.of("host", "192.0.2.7", null, List.of(access));
  }

  private static TypedAccess user(
      String name,
      String auth,
      @Nullable String authPassword,
      String priv,
      @Nullable String privPassword) {
    return new TypedAccess("3", null, null, name, auth, authPassword, priv, privPassword, null);
  }

  private static List<FieldError> errors(TypedEntry typed) {
    return catchThrowableOfType(InvalidException.class, () -> EntryCheck.check(typed)).errors();
  }
}
