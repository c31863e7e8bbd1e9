package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.command.control.Csv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br|true",
        "br;q=1.0, gzip;q=0.8|true",
        "gzip;q=0|false",
        "gzip; q=0.0|false",
        "identity|false",
        "x-gzipped|false",
      })
  void packs_for_those_who_take_it(String header, boolean packs) {
    assertThat(Bodies.takesGzip(header)).isEqualTo(packs);
  }

  @Test
  void packs_nothing_unasked() {
    assertThat(Bodies.takesGzip(null)).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"=1+1", "+1", "-1", "@SUM(A1)"})
  void makes_no_formula_of_what_a_printer_says(String cell) {
    assertThat(Csv.harmless(cell)).isEqualTo("'" + cell);
    assertThat(Csv.harmless("A7PU-1")).isEqualTo("A7PU-1");
  }
}
