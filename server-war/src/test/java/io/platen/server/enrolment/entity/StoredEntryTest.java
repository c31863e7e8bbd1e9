package io.platen.server.enrolment.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.protocol.sync.SnmpUser;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredEntryTest {
  private static final String PRINTABLE =
      IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());

  @Test
  void keeps_users_with_blanks_and_any_printable_character_beside_communities() {
    // given
    List<SnmpAccess> access =
        List.of(
            SnmpAccess.of(
                new SnmpUser(
                    " a user ",
                    SnmpUser.Auth.SHA_256,
                    PRINTABLE,
                    SnmpUser.Priv.AES_256_C,
                    "  über % + 𝄞  ",
                    "floor 2 + 3"),
                1161),
            SnmpAccess.of(
                new SnmpUser("x", SnmpUser.Auth.NONE, "", SnmpUser.Priv.NONE, "", ""), 161),
            new SnmpAccess(Version.V2C, " 100%25 a+b ", 161));

    // when
    StoredEntry row =
        new StoredEntry(
            1,
            new UUID(0, 1),
            new CheckedEntry(
                Kind.HOST, "192.0.2.7", List.of(), access, Set.of("snmp", "pjl"), true),
            Instant.EPOCH);

    // then
    assertThat(row.entry().mdns()).isTrue();
    assertThat(row.entry().readers()).containsExactlyInAnyOrder("snmp", "pjl");
    assertThat(row.entry().access()).isEqualTo(access);
  }

  @Test
  void reads_the_lines_of_rows_from_before_there_were_users() {
    assertThat(AccessLine.read("V2C 161 two  words %41+"))
        .isEqualTo(new SnmpAccess(Version.V2C, "two  words %41+", 161));
    assertThat(AccessLine.read("V1 1161 public"))
        .isEqualTo(new SnmpAccess(Version.V1, "public", 1161));
  }
}
