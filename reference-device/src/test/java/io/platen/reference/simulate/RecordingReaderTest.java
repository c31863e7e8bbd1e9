package io.platen.reference.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.smi.AbstractVariable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

class RecordingReaderTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "2,-3,Integer32,-3",
    "4,Ready,OCTET STRING,Ready",
    "4x,024E6F,OCTET STRING,02:4e:6f",
    "6,1.3.6.1,OBJECT IDENTIFIER,1.3.6.1",
    "64,192.0.2.7,IpAddress,192.0.2.7",
    "64x,C0000207,IpAddress,192.0.2.7",
    "65,4294967295,Counter,4294967295",
    "66,7,Gauge,7",
    "70,18446744073709551615,Counter64,18446744073709551615"
  })
  void reads_each_type(String type, String value, String syntax, String read) {
    // when
    Variable variable = only("1.3.6.1.9|" + type + "|" + value);
    // then
    assertThat(AbstractVariable.getSyntaxString(variable.getSyntax())).isEqualTo(syntax);
    assertThat(variable).hasToString(read);
  }

  @Test
  void reads_ticks() {
    assertThat(only("1.3.6.1.9|67|8640000").toLong()).isEqualTo(8_640_000);
  }

  @Test
  void reads_escapes() {
    // when
    OctetString text = (OctetString) only("1.3.6.1.9|4e|a\\x1b\\r\\n\\\\|\\0");
    // then
    assertThat(text.getValue()).containsExactly('a', 0x1b, '\r', '\n', '\\', '|', 0);
  }

  @Test
  void keeps_octets_of_any_charset(@TempDir Path folder) throws IOException {
    // given
    Files.write(
        folder.resolve("a.snmprec"), new byte[] {'1', '.', '3', '|', '4', '|', (byte) 0xC5});
    // when
    Recording recording = Recordings.of(folder).get(0);
    // then
    assertThat(((OctetString) recording.objects().get(new OID("1.3"))).getValue())
        .containsExactly((byte) 0xC5);
  }

  @Test
  void reads_the_agents_behaviour_from_the_head() {
    // when
    Behaviour behaviour =
        RecordingReader.read(
                "slow",
                List.of("# A slow one", "# delay=400ms", "# no-bulk", "# max-size=484", "1.3|2|1"))
            .behaviour();
    // then
    assertThat(behaviour.delay()).isEqualTo(Duration.ofMillis(400));
    assertThat(behaviour.bulk()).isFalse();
    assertThat(behaviour.maxSize()).isEqualTo(484);
    assertThat(behaviour.community()).isEqualTo("public");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "1.3.6.1|2; form OID",
        "one.two|2|3; not an object identifier",
        "1.3.6|99|3; is no type",
        "1.3.6|2|many; many",
        "1.3.6|4x|0; ",
        "1.3.6|4e|a\\q; no escape",
        "# max-size=4; 100 to 65507",
        "# delay=soon; 400ms"
      })
  void names_the_line_that_it_does_not_understand(String line, String why) {
    assertThatThrownBy(() -> RecordingReader.read("broken", List.of("# head", line)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("Line 2 of the recording broken")
        .hasMessageContaining(why == null ? "" : why);
  }

  @Test
  void refuses_a_recording_without_objects() {
    assertThatThrownBy(() -> RecordingReader.read("empty", List.of("# nothing")))
        .hasMessageContaining("has no object");
  }

  @Test
  void refuses_a_folder_without_recordings(@TempDir Path folder) {
    assertThatThrownBy(() -> Recordings.of(folder)).hasMessageContaining("holds no file *.snmprec");
    assertThatThrownBy(() -> Recordings.of(folder.resolve("none")))
        .hasMessageContaining("is no folder");
  }

  private static Variable only(String line) {
    return RecordingReader.read("one", List.of(line)).objects().firstEntry().getValue();
  }
}
