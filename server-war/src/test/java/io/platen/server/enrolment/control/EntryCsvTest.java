package io.platen.server.enrolment.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.server.enrolment.entity.CheckedEntry;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryCsvTest {
  private static final String HEADER = "kind,target,exclusions,version,port,community\n";

  @Test
  void reads_back_what_it_wrote() {
    // given
    DiscoveryEntry entry =
        new DiscoveryEntry(
            "e1",
            DiscoveryEntry.Kind.NETWORK,
            "192.0.2.0/24",
            List.of("192.0.2.1", "192.0.2.8-192.0.2.9"),
            List.of(
                new SnmpAccess(Version.V2C, "a \"quoted\", long one", 161),
                new SnmpAccess(Version.V1, "second", 1161)));
    DiscoveryEntry host =
        new DiscoveryEntry("e2", DiscoveryEntry.Kind.HOST, "192.0.2.77", List.of(), List.of());

    // when
    List<CheckedEntry> read = EntryCsv.read(EntryCsv.write(List.of(entry, host)));

    // then
    assertThat(read)
        .containsExactly(
            new CheckedEntry(entry.kind(), entry.target(), entry.exclusions(), entry.access()),
            new CheckedEntry(host.kind(), host.target(), host.exclusions(), host.access()));
  }

  @Test
  void reads_back_the_readers_that_it_wrote() {
    // given
    DiscoveryEntry entry =
        new DiscoveryEntry(
            "e1",
            DiscoveryEntry.Kind.HOST,
            "192.0.2.7",
            List.of(),
            List.of(),
            java.util.Set.of("ipp", "pjl"));

    // when
    String csv = EntryCsv.write(List.of(entry));

    // then
    assertThat(csv).startsWith(HEADER.strip() + ",readers\r\n").contains(",ipp pjl\r\n");
    assertThat(EntryCsv.read(csv).get(0).readers()).containsExactlyInAnyOrder("ipp", "pjl");
  }

  @Test
  void reads_back_which_entries_look_for_announced_printers() {
    // given
    DiscoveryEntry deaf =
        new DiscoveryEntry("e1", DiscoveryEntry.Kind.HOST, "192.0.2.7", List.of(), List.of());
    DiscoveryEntry hearing =
        new DiscoveryEntry(
            "e2",
            DiscoveryEntry.Kind.NETWORK,
            "198.51.100.0/24",
            List.of(),
            List.of(),
            java.util.Set.of("ipp"),
            true);

    // when
    String csv = EntryCsv.write(List.of(deaf, hearing));

    // then
    assertThat(csv).startsWith(HEADER.strip() + ",readers,mdns\r\n").contains(",ipp,mdns\r\n");
    assertThat(EntryCsv.read(csv)).extracting(CheckedEntry::mdns).containsExactly(false, true);
  }

  @Test
  void refuses_another_word_in_the_column_of_announcements() {
    assertThat(
            catchThrowableOfType(
                    InvalidException.class,
                    () ->
                        EntryCsv.read(
                            HEADER.strip()
                                + ",readers,mdns\r\nhost,192.0.2.7,,2c,161,public,,maybe\r\n"))
                .errors())
        .extracting(FieldError::field)
        .containsExactly("mdns");
  }

  @Test
  void takes_what_a_spreadsheet_saves_with_semicolons_and_a_byte_order_mark() {
    // when
    List<CheckedEntry> read =
        EntryCsv.read("\ufeff" + HEADER.replace(',', ';') + "host;192.0.2.7;;;;\r\n");

    // then
    assertThat(read).hasSize(1);
    assertThat(read.get(0).access()).containsExactly(SnmpAccess.PUBLIC);
  }

  @Test
  void names_the_line_of_each_error_and_takes_nothing() {
    // when
    List<FieldError> errors =
        errors(
            HEADER
                + "host,192.0.2.7,,2c,161,public\n"
                + "network,192.0.2.5/24,,2c,161,public\n"
                + "host,192.0.2.8,,2c,many,public\n"
                + "host,192.0.2.9\n"
                + "range,192.0.2.9-1,,5,161,public\n");

    // then
    assertThat(errors)
        .extracting(error -> error.line() + " " + error.field())
        .containsExactlyInAnyOrder(
            "3 target", "4 access.port", "5 row", "6 target", "6 access.version");
  }

  @Test
  void refuses_a_file_with_another_header() {
    assertThat(errors("ip,community\n192.0.2.7,public\n"))
        .extracting(FieldError::field)
        .containsExactly("header");
  }

  @Test
  void refuses_a_file_without_rows() {
    assertThat(errors(HEADER)).extracting(FieldError::field).containsExactly("file");
    assertThat(errors("")).extracting(FieldError::field).containsExactly("file");
  }

  @Test
  void refuses_a_file_with_an_open_quote() {
    assertThat(errors(HEADER + "host,\"192.0.2.7,,,,\n")).isNotEmpty();
  }

  @Test
  void writes_users_without_passwords_and_refuses_them_so_by_line() {
    // given
    String row = "host,192.0.2.7,,3,161,,u,sha-256,password1,aes-128,password2,floor\r\n";
    String head = HEADER.strip() + ",user,auth,authPassword,priv,privPassword,context\r\n";
    List<SnmpAccess> access = EntryCsv.read(head + row).get(0).access();

    // when
    String csv =
        EntryCsv.write(
            List.of(
                new DiscoveryEntry(
                    "e1", DiscoveryEntry.Kind.HOST, "192.0.2.7", List.of(), access)));

    // then
    assertThat(csv).isEqualTo(head + row.replaceAll("password.", ""));
    assertThat(errors(csv))
        .extracting(error -> error.line() + " " + error.field())
        .containsExactly("2 access.authPassword", "2 access.privPassword");
  }

  private static List<FieldError> errors(String csv) {
    return catchThrowableOfType(InvalidException.class, () -> EntryCsv.read(csv)).errors();
  }
}
