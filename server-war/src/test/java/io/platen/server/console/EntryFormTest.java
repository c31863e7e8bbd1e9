package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.server.console.view.Words;
import io.platen.server.enrolment.control.EntryCsv;
import io.platen.server.problem.InvalidException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EntryFormTest {
  private static final Words GERMAN =
      Words.in(Locale.GERMAN, ZoneOffset.UTC, Instant.parse("2026-11-25T12:00:00Z"));
  private static final String HEADER = "kind,target,exclusions,version,port,community\n";

  @Test
  void explains_each_wrong_line_of_a_file_in_the_readers_language() {
    // given
    String csv =
        HEADER
            + "network,10.8.2.41/24,,2c,161,public\n"
            + "area,10.8.2.0/24,,2c,161,public\n"
            + "host,printer.example,300.1.1.1,4,99999,public\n";

    // when
    InvalidException invalid =
        catchThrowableOfType(InvalidException.class, () -> EntryCsv.read(csv));

    // then
    assertThat(EntryForm.importErrors(invalid.errors(), GERMAN).values())
        .containsExactly(
            "Zeile 2: „10.8.2.41/24“ nennt einen Rechner in einem Netz. Das Netz ist 10.8.2.0/24.",
            "Zeile 3: „area“ ist keines von network, range und host.",
            "Zeile 4: „300.1.1.1“: Auslassen lassen sich Adressen, Bereiche"
                + " (192.0.2.10-192.0.2.20) oder Netze (192.0.2.16/28), durch Kommas getrennt.",
            "Zeile 4: „4“ ist keine Version, die hier gesprochen wird. Möglich sind 1, 2c und 3.",
            "Zeile 4: „99999“ ist kein Port. Nehmen Sie eine Zahl von 1 bis 65535; SNMP hat 161.");
  }

  @Test
  void explains_a_wrong_header_in_the_readers_language() {
    // when
    InvalidException invalid =
        catchThrowableOfType(InvalidException.class, () -> EntryCsv.read("a,b\n1,2\n"));

    // then
    assertThat(EntryForm.importErrors(invalid.errors(), GERMAN).values())
        .containsExactly(
            "Zeile 1: Die erste Zeile lautet „a, b“. Sie muss lauten: kind, target, exclusions,"
                + " version, port, community[, user, auth, authPassword, priv, privPassword, context][, readers[, mdns]].");
  }

  @Test
  void explains_what_is_wrong_with_a_user_in_the_readers_language() {
    // given
    String csv =
        HEADER.strip()
            + ",user,auth,authPassword,priv,privPassword,context\n"
            + "host,192.0.2.7,,3,161,,,sha-256,,none,,\n"
            + "host,192.0.2.8,,3,161,,u,none,,des,password,\n";

    // when
    InvalidException invalid =
        catchThrowableOfType(InvalidException.class, () -> EntryCsv.read(csv));

    // then
    assertThat(EntryForm.importErrors(invalid.errors(), GERMAN).values())
        .containsExactly(
            "Zeile 2: Geben Sie den Benutzer von SNMP v3 an, und nur dort: 1 bis 32 Bytes ohne"
                + " Steuerzeichen.",
            "Zeile 2: Authentifizierung braucht ein Passwort von 8 bis 255 druckbaren Zeichen; ohne"
                + " sie gibt es keines.",
            "Zeile 3: Verschlüsselung braucht Authentifizierung: Wählen Sie eine, oder keine"
                + " Verschlüsselung.");
  }
}
