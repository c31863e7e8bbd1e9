package io.platen.device.printer.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.profile.PrinterProfile.BlobForm;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobReaderTest {
  @Test
  void reads_values_of_one_two_and_four_bytes_by_their_length_byte() {
    // when
    BlobReader records = form(BlobForm.A, "41010103" + "a101020414" + "6f010400001c20" + "ff");
    // then
    assertThat(records.find(0x41, 1)).hasValue(3);
    assertThat(records.find(0xA1, 2)).hasValue(0x0414);
    assertThat(records.find(0x6F, 4)).hasValue(7200);
    assertThat(records.all()).hasSize(3);
  }

  @Test
  void reads_records_without_a_kind() {
    // when
    BlobReader records = form(BlobForm.B, "820100" + "a00103" + "a1040000000f" + "0002050d" + "ff");
    // then
    assertThat(records.find(0xA0, 1)).hasValue(3);
    assertThat(records.find(0xA1, 4)).hasValue(15);
    assertThat(records.find(0x00, 2)).hasValue(0x050D);
  }

  @Test
  void tells_the_same_id_at_two_lengths_apart() {
    // when
    BlobReader records = form(BlobForm.A, "41010103" + "41010400002260" + "ff");
    // then
    assertThat(records.find(0x41, 1)).hasValue(3);
    assertThat(records.find(0x41, 4)).hasValue(8800);
    assertThat(records.find(0x41, 2)).isEmpty();
  }

  @Test
  void takes_bytes_above_7F_as_they_are() {
    // when
    BlobReader records = form(BlobForm.A, "000104ffffffff" + "ff");
    // then
    assertThat(records.find(0, 4)).hasValue(4_294_967_295L);
  }

  @ParameterizedTest(name = "of {0}")
  @ValueSource(strings = {"", "ff", "00", "0001", "000104", "0001040000", "000104000000"})
  void finds_nothing_in_what_is_empty_or_cut_off(String hex) {
    assertThat(form(BlobForm.A, hex).all()).isEmpty();
  }

  @Test
  void keeps_what_was_whole_before_the_end_that_is_missing() {
    // when
    BlobReader records = form(BlobForm.A, "000104000003da" + "0101040000");
    // then
    assertThat(records.all()).containsExactlyEntriesOf(Map.of(new BlobReader.Key(0, 4), 986L));
  }

  @Test
  void ends_at_a_length_that_lies() {
    assertThat(form(BlobForm.A, "0001fe0000000101").all()).isEmpty();
  }

  private static BlobReader form(BlobForm form, String hex) {
    return BlobReader.of(HexFormat.of().parseHex(hex), form);
  }
}
