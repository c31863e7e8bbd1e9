package io.platen.device.printer.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.profile.ProfileCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MakerNamesTest {
  private final MakerNames makers = ProfileSet.bundled().makers();

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Hewlett-Packard QLaser 9,HP",
    "hp qlaser 9,HP",
    "FUJI XEROX QPort C9,Fuji Xerox",
    "Xerox QPort C9,Xerox",
    "TA_UTAX Printing System,UTAX",
    "Develop ineo+ 9,Develop",
    "KONICA MINOLTA q9,Konica Minolta",
    "Panasonic KX-Q9,Panasonic",
    "SAVIN Q9 / RICOH Network Printer,Savin",
    "Pantum Q9,Pantum"
  })
  void finds_the_name_that_comes_first(String text, String name) {
    assertThat(makers.named(text)).contains(name);
  }

  @Test
  void finds_no_name_within_a_word() {
    assertThat(makers.named("Cannon sharpened hpux qhp")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "1.3.6.1.4.1.1602.4.7,Canon",
    "1.3.6.1.4.1.5447.1,Olivetti",
    "1.3.6.1.4.1.1347.41,Kyocera",
    "1.3.6.1.4.1.10669.9,SATO",
    "1.3.6.1.4.1.258,Panasonic"
  })
  void knows_makers_by_their_number(String objectId, String name) {
    assertThat(makers.numbered(objectId)).contains(name);
  }

  @Test
  void knows_nobody_by_a_number_that_only_begins_like_another() {
    assertThat(makers.numbered("1.3.6.1.4.1.16021.4")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "HP HP QLaser 9,QLaser 9",
    "Hewlett-Packard HP QLaser 9,QLaser 9",
    "KONICA MINOLTA qizhub 9,qizhub 9",
    "HPQ 9,HPQ 9",
    "ineo+ 9,ineo+ 9",
    "Canon,Canon"
  })
  void cuts_the_makers_name_from_a_model(String text, String model) {
    assertThat(makers.without(text)).isEqualTo(model);
  }

  @Test
  void takes_new_names_from_a_profile_that_is_delivered() throws Exception {
    // given
    String acme =
        """
        <profile xmlns="urn:platen:printer-profile:1" id="acme" version="1" maker="Acme">
          <sources><source id="test" confidence="low">Invented</source></sources>
          <spelling text="A.C.M.E."/>
          <spelling text="Acme Corporation"/>
          <brand name="Emca" pattern="^Emca\\b" objectId="1.3.6.1.4.1.99998"/>
          <recognise from="test"><objectId prefix="1.3.6.1.4.1.99999"/></recognise>
        </profile>
        """;
    // when
    MakerNames more = ProfileSet.bundled().with(ProfileCodec.read(acme.getBytes(UTF_8))).makers();
    // then
    assertThat(makers.named("A.C.M.E. Q1")).isEmpty();
    assertThat(more.named("A.C.M.E. Q1")).contains("Acme");
    assertThat(more.without("A.C.M.E. Q1")).isEqualTo("Q1");
    assertThat(more.without("Acme Corporation Q1")).isEqualTo("Q1");
    assertThat(more.numbered("1.3.6.1.4.1.99999.4")).contains("Acme");
    assertThat(more.numbered("1.3.6.1.4.1.99998")).contains("Emca");
    assertThat(more.isName("emca")).isTrue();
  }
}
