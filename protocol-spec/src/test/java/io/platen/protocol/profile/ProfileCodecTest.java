package io.platen.protocol.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.profile.PrinterProfile.Cell;
import io.platen.protocol.profile.PrinterProfile.ObjectPlace;
import io.platen.protocol.profile.PrinterProfile.PageKind;
import io.platen.protocol.profile.PrinterProfile.WebRule;
import io.platen.protocol.xml.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileCodecTest {
  private static final String WHOLE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <profile xmlns="urn:platen:printer-profile:1" id="acme" version="3" maker="Acme">
        <sources><source id="mib" confidence="high">ACME-PRINTER-MIB</source></sources>
        <recognise from="mib"><objectId prefix="1.3.6.1.4.1.99999"/><descr pattern="^Acme"/></recognise>
        <table id="counters" keys="1.3.6.1.4.1.99999.1.2" values="1.3.6.1.4.1.99999.1.3" from="mib"/>
        <blob id="state" oid="1.3.6.1.4.1.99999.2.0" form="A" from="mib"/>
        <meter name="total-impressions" from="mib">
          <cell table="counters" key="10"/>
          <sum><object oid="1.3.6.1.4.1.99999.3.1.0"/><object oid="1.3.6.1.4.1.99999.3.2.0"/></sum>
        </meter>
        <supply row="1" type="toner" colorant="black" description="Toner" from="mib">
          <level as="percent"><item blob="state" id="6F" length="4"/></level>
        </supply>
        <web reader="brother-maintenance-csv" path="/etc/a.csv" cookie="en=1" model="^Q" from="mib"/>
        <quirks><receptacle level="filled" from="mib"/></quirks>
      </profile>
      """;

  @Test
  void reads_a_profile() throws Exception {
    // when
    PrinterProfile profile = ProfileCodec.read(WHOLE.getBytes(UTF_8));
    // then
    assertThat(profile.maker()).isEqualTo("Acme");
    assertThat(profile.version()).isEqualTo(3);
    assertThat(profile.meters().get(0).ways())
        .containsExactly(
            List.of(new Cell("counters", "10", null, null)),
            List.of(
                new ObjectPlace("1.3.6.1.4.1.99999.3.1.0", null),
                new ObjectPlace("1.3.6.1.4.1.99999.3.2.0", null)));
    assertThat(profile.web())
        .containsExactly(
            new WebRule(
                PageKind.BROTHER_MAINTENANCE_CSV,
                "/etc/a.csv",
                "en=1",
                SafePattern.of("^Q"),
                "mib",
                null));
    assertThat(profile.quirks().receptacles().get(0).filled()).isTrue();
    assertThat(profile.source("mib").orElseThrow().title()).isEqualTo("ACME-PRINTER-MIB");
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "version=\"3\"|version=\"many\"|2",
        "from=\"mib\"><objectId|from=\"hearsay\"><objectId|4",
        "prefix=\"1.3.6.1.4.1.99999\"|prefix=\"1.3.6.1.4.1.x\"|4",
        "^Acme|^Acme(|4",
        "total-impressions|all-pages|7",
        "<cell table=\"counters\"|<cell table=\"nowhere\"|8",
        "type=\"toner\"|type=\"dust\"|11",
        "length=\"4\"|length=\"9\"|12",
        "<item blob=\"state\"|<item blob=\"nowhere\"|12",
        "reader=\"brother-maintenance-csv\"|reader=\"any-page\"|14",
        "path=\"/etc/a.csv\"|path=\"/etc/reset.cgi\"|14",
        "path=\"/etc/a.csv\"|path=\"//evil.example/etc/a.csv\"|14",
        "cookie=\"en=1\"|cookie=\"a=b; session=1\"|14",
        "level=\"filled\"|level=\"half\"|15",
        "</profile>|<script/></profile>|16",
      })
  void refuses_a_profile_with_the_line_that_is_wrong(String right, String wrong, int line) {
    // when
    String changed = WHOLE.replace(right, wrong);
    ProtocolException refusal =
        catchThrowableOfType(
            ProtocolException.class, () -> ProfileCodec.read(changed.getBytes(UTF_8)));
    // then
    assertThat(refusal.line()).isEqualTo(line);
    assertThat(refusal.getMessage()).isNotBlank();
  }

  @Test
  void gives_up_a_pattern_that_takes_too_many_steps() {
    // given
    SafePattern bad = SafePattern.of("(a+)+$");
    String text = "a".repeat(500) + "!";
    // then
    assertThat(bad.isIn(text)).isFalse();
  }

  @Test
  void survives_a_pattern_that_needs_too_deep_a_stack() {
    assertThat(SafePattern.of("^(a|b|ab)*$").isIn("ab".repeat(512))).isIn(true, false);
  }

  @Test
  void takes_the_first_group_of_a_pattern() {
    assertThat(SafePattern.of("^([0-9]+) inches").take("1920 INCHES, 4876")).hasValue("1920");
    assertThat(SafePattern.of("\\s+series$").cutFrom("HQ-1200 series")).isEqualTo("HQ-1200");
  }
}
