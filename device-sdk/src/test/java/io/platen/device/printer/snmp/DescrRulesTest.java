package io.platen.device.printer.snmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.testing.PrinterAgents;
import io.platen.device.testing.SimulatedAgent;
import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.profile.ProfileCodec;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What printers say of themselves in sysDescr, by the rules of profiles. */
class DescrRulesTest {
  private static final InetSocketAddress PLACE = new InetSocketAddress("192.0.2.7", 161);
  private static final String ACME =
      """
      <profile xmlns="urn:platen:printer-profile:1" id="acme" version="1" maker="Acme">
        <sources><source id="test" confidence="low">Invented</source></sources>
        <recognise from="test"><objectId prefix="1.3.6.1.4.1.99999"/></recognise>
        <quirks>
          <noModel pattern="^print box$" from="test"/>
          <inDescr what="model" pattern="#m=([^#]+)" from="test"/>
          <inDescr what="serial" pattern="#id=([^# ]+)" from="test"/>
          <inDescr what="firmware" pattern="#fw=([^# ]+)" from="test"/>
        </quirks>
      </profile>
      """;
  private static final String DESCR = "Acme print box; V9.9.9 #m=Quill 9 #id=QX417 #fw=3.4";

  private final SimulatedNetwork network = new SimulatedNetwork();

  @Test
  void reads_what_a_profile_finds_there_before_what_all_others_may_mean() throws Exception {
    // given
    ProfileSet profiles = ProfileSet.bundled().with(ProfileCodec.read(ACME.getBytes(UTF_8)));
    // when
    PrinterIdentity identity = read(PrinterAgents.bare(DESCR, "Acme print box", ""), profiles);
    // then
    assertThat(identity.model()).isEqualTo("Quill 9");
    assertThat(identity.serial()).isEqualTo("QX417");
    assertThat(identity.firmware()).isEqualTo("3.4");
  }

  @Test
  void believes_an_object_more_than_a_description() throws Exception {
    // given
    ProfileSet profiles = ProfileSet.bundled().with(ProfileCodec.read(ACME.getBytes(UTF_8)));
    SimulatedAgent agent = PrinterAgents.bare(DESCR, "Acme Quill 7", "QX-000417");
    // when
    PrinterIdentity identity = read(agent, profiles);
    // then
    assertThat(identity.model()).isEqualTo("Quill 7");
    assertThat(identity.serial()).isEqualTo("QX-000417");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'Acme Q9; V1.02.03.04 Sep-27;S/N QX99000417',1.02.03.04,QX99000417",
    "'Acme Q9 version QX.01.P7 kernel 3',QX.01.P7,",
    "'Acme Q9; Net 9.26, Controller 200709, Engine 05.09',200709,",
    "'Acme Q9, Firmware Ver.2.10, MLETVOID',2.10,"
  })
  void reads_the_common_forms_of_printers_without_a_profile(
      String descr, String firmware, String serial) throws Exception {
    // when
    PrinterIdentity identity = read(PrinterAgents.bare(descr, "Acme Q9", ""), ProfileSet.bundled());
    // then
    assertThat(identity.firmware()).isEqualTo(firmware);
    assertThat(identity.serial()).isEqualTo(serial);
  }

  private PrinterIdentity read(SimulatedAgent agent, ProfileSet profiles) throws Exception {
    network.with(PLACE, agent);
    PrinterTarget target = new PrinterTarget(PLACE, new SnmpAccess(Version.V2C, "public", 161));
    Instant now = Instant.parse("2026-03-01T08:00:00Z");
    return new SnmpReader(network, () -> now, new Random(17), Patience.POLLING, () -> profiles)
        .read(target)
        .facts()
        .orElseThrow()
        .identity();
  }
}
