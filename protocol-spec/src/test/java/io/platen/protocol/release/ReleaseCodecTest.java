package io.platen.protocol.release;

import static io.platen.protocol.Requirement.PLT_UPD_100;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.xml.ProtocolException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseCodecTest {
  private static final String HASH = "5c0e".repeat(16);
  private static final String DOCUMENT =
      """
      <release xmlns="urn:platen:update:1" id="2026.3" dataReads="4" dataWrites="6">
        <hardware model="pl-100" from="2"/>
        <component name="application" version="2.4.1" counter="17" length="19400000" sha256="HASH">
          <chunks length="24000" sha256="HASH"/>
          <requires component="operating-system" version="12.8"/>
        </component>
        <component name="operating-system" version="12.8.1" counter="9" length="97280000" sha256="HASH">
          <chunks length="115000" sha256="HASH"/>
        </component>
      </release>
      """
          .replace("HASH", HASH);

  @Test
  void reads_what_it_writes() throws Exception {
    // when
    Release release = ReleaseCodec.read(DOCUMENT.getBytes(UTF_8));
    // then
    assertThat(release.hardware()).containsExactly(new Hardware("pl-100", 2, Integer.MAX_VALUE));
    assertThat(release.data()).isEqualTo(new DataForms(4, 6));
    assertThat(release.component(ComponentName.APPLICATION).orElseThrow().chunks().length())
        .isEqualTo(24_000);
    assertThat(ReleaseCodec.read(ReleaseCodec.write(release))).isEqualTo(release);
  }

  @Test
  @Verifies(positive = PLT_UPD_100, negative = PLT_UPD_100)
  void is_only_what_metadata_names_at_the_path_of_its_model() throws Exception {
    // given
    byte[] document = DOCUMENT.getBytes(UTF_8);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
    TargetFile named =
        new TargetFile(Release.path("pl-100", "2026.3"), document.length, Map.of("sha256", sha256));
    // then
    assertThat(named.path()).isEqualTo("releases/pl-100/2026.3.xml");
    assertThat(named.matches(document)).isTrue();
    assertThat(named.matches(DOCUMENT.replace("17", "16").getBytes(UTF_8))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id=\"2026.3\"|id=\"../2026.3\"",
        "counter=\"17\"|counter=\"-1\"",
        "version=\"2.4.1\"|version=\"2.4.1-beta\"",
        "name=\"application\"|name=\"firmware\"",
        "name=\"application\"|name=\"operating-system\"",
        "from=\"2\"|from=\"2\" to=\"1\"",
        "dataReads=\"4\"|dataReads=\"7\"",
        "length=\"24000\"|length=\"-24000\"",
        "<hardware model=\"pl-100\" from=\"2\"/>|"
      })
  void refuses_what_cannot_be(String change) {
    // given
    String[] parts = change.split("\\|", -1);
    byte[] wrong = DOCUMENT.replace(parts[0], parts[1]).getBytes(UTF_8);
    // then
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> ReleaseCodec.read(wrong));
  }
}
