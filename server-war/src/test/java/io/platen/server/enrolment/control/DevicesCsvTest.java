package io.platen.server.enrolment.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.server.problem.InvalidException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesCsvTest {
  @Test
  void reads_a_name_a_line_with_what_may_follow_it() {
    assertThat(DevicesCsv.read("name\nCellar\n Attic \n"))
        .containsExactly(
            new Devices.Wanted("Cellar", false, ""), new Devices.Wanted("Attic", false, ""));
    assertThat(DevicesCsv.read("\ufeffName;Approval;Serial\r\nCellar;Yes;A-17\r\n"))
        .containsExactly(new Devices.Wanted("Cellar", true, "A-17"));
  }

  @Test
  void names_all_wrong_lines_and_takes_none() {
    // when
    InvalidException refusal =
        catchThrowableOfType(
            InvalidException.class,
            () -> DevicesCsv.read("name,approval\nCellar,perhaps\nAttic,no\nAttic,no\n"));

    // then
    assertThat(refusal.errors()).extracting(each -> each.line()).containsExactly(2L, 4L);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "name\n", "device\nCellar\n", "name,serial\nCellar,A-17\n"})
  void refuses_a_file_of_another_form(String text) {
    assertThat(catchThrowableOfType(InvalidException.class, () -> DevicesCsv.read(text)).errors())
        .hasSize(1);
  }

  @Test
  void writes_what_a_spreadsheet_reads() {
    assertThat(DevicesCsv.write(List.of(List.of("Cellar, left", "id", "code", "", ""))))
        .startsWith("name,id,activationCode,activationString,expires")
        .contains("\"Cellar, left\",id,code,,");
  }
}
