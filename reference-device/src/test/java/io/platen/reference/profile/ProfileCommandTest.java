package io.platen.reference.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.profile.ProfileSet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProfileCommandTest {
  private static final String RIGHT =
      """
      <profile xmlns="urn:platen:printer-profile:1" id="acme" version="1" maker="Acme">
        <sources><source id="mib" confidence="high">ACME-PRINTER-MIB</source></sources>
        <meter name="total-impressions" from="mib"><object oid="1.3.6.1.4.1.99999.3.1.0"/></meter>
      </profile>
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void says_that_a_profile_is_right() throws Exception {
    // when
    int status = run("check", file("acme.xml", RIGHT));
    // then
    assertThat(status).isZero();
    assertThat(out.toString()).contains("acme.xml: right: acme version 1 (Acme), 1 meters");
  }

  @Test
  void says_file_line_and_reason_of_a_profile_that_is_wrong() throws Exception {
    // given
    String wrong = file("bad.xml", RIGHT.replace("total-impressions", "all-pages"));
    // when
    int status = run("check", file("acme.xml", RIGHT), wrong);
    // then
    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("bad.xml:3: ").contains("all-pages");
    assertThat(out.toString()).contains("acme.xml: right");
  }

  @Test
  void says_that_a_file_is_not_there() {
    // when
    int status = run("check", folder.resolve("none.xml").toString());
    // then
    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("none.xml: there is no such file");
  }

  @Test
  void asks_what_to_do_where_nothing_was_said() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("check")).isEqualTo(2);
  }

  @Test
  void lists_each_maker() {
    // when
    int status = run("list");
    // then
    assertThat(status).isZero();
    assertThat(out.toString()).contains("canon version ", "(Konica Minolta)", "(all others)");
  }

  @Test
  void the_page_of_what_is_read_is_current() throws Exception {
    // given
    Path page = Path.of("..", "docs", "reference", "printers.md");
    // then
    assertThat(Files.readString(page))
        .as("make it by: platen-device profile list --markdown > docs/reference/printers.md")
        .isEqualTo(PrinterTable.of(ProfileSet.bundled()));
  }

  private String file(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private int run(String... words) {
    return new CommandLine(new ProfileCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
