package io.platen.device.printer.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.FolderStorage;
import io.platen.device.printer.profile.ProfileStore.Installed;
import io.platen.device.printer.profile.ProfileStore.Refused;
import io.platen.protocol.profile.PrinterProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileStoreTest {
  private static final Traits ACME = new Traits("1.3.6.1.4.1.99999.4.1", "Acme Q1", null, null);

  @TempDir private Path folder;

  @Test
  void has_a_profile_for_each_maker_and_one_for_all_others() throws Exception {
    // when
    ProfileSet set = open().current();
    // then
    assertThat(set.all())
        .extracting(PrinterProfile::id)
        .contains("brother", "canon", "hp", "konica-minolta", "kyocera", "lexmark", "ricoh")
        .contains("xerox", "fujifilm", "sharp", "toshiba", "oki", "epson", "samsung", "dell")
        .contains("zebra", "generic")
        .doesNotHaveDuplicates();
    assertThat(set.match(ACME).id()).isEqualTo("generic");
    assertThat(set.match(new Traits("1.3.6.1.4.1.3670.1", null, null, null)).id())
        .isEqualTo("generic");
    assertThat(set.match(new Traits("1.3.6.1.4.1.367.1.1", null, null, null)).id())
        .isEqualTo("ricoh");
    assertThat(set.match(new Traits(null, "TA_UTAX Printing System", null, null)).id())
        .isEqualTo("kyocera");
    assertThat(set.match(new Traits(null, null, "Brother", "HQ-1")).id()).isEqualTo("brother");
  }

  @Test
  void takes_a_delivered_profile_at_once_and_keeps_it_over_a_restart() throws Exception {
    // given
    ProfileStore store = open();
    // when
    ProfileStore.Outcome outcome = store.install("acme.xml", acme(2));
    // then
    assertThat(outcome).isEqualTo(new Installed("acme", 2));
    assertThat(store.current().match(ACME).id()).isEqualTo("acme");
    assertThat(open().current().match(ACME).id()).isEqualTo("acme");
  }

  @Test
  void refuses_a_bad_profile_with_file_line_and_reason_and_keeps_the_old_one() throws Exception {
    // given
    ProfileStore store = open();
    store.install("acme.xml", acme(2));
    String bad = new String(acme(3), UTF_8).replace("total-impressions", "all-pages");
    // when
    ProfileStore.Outcome outcome = store.install("acme.xml", bad.getBytes(UTF_8));
    // then
    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(outcome.toString()).startsWith("acme.xml:4: ").contains("all-pages");
    assertThat(store.current().match(ACME).version()).isEqualTo(2);
    assertThat(open().current().match(ACME).version()).isEqualTo(2);
  }

  @Test
  void refuses_an_older_version_than_the_one_that_holds() throws Exception {
    // given
    ProfileStore store = open();
    store.install("acme.xml", acme(2));
    // when
    ProfileStore.Outcome outcome = store.install("acme.xml", acme(1));
    // then
    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(store.current().match(ACME).version()).isEqualTo(2);
  }

  @Test
  void sets_a_delivered_profile_aside() throws Exception {
    // given
    ProfileStore store = open();
    store.install("acme.xml", acme(2));
    // when
    boolean gone = store.withdraw("acme");
    // then
    assertThat(gone).isTrue();
    assertThat(store.withdraw("canon")).isFalse();
    assertThat(store.current().match(ACME).id()).isEqualTo("generic");
    assertThat(open().current().match(ACME).id()).isEqualTo("generic");
  }

  @Test
  void starts_with_the_built_in_profiles_where_a_stored_one_was_spoilt() throws Exception {
    // given
    open().install("acme.xml", acme(2));
    Files.writeString(folder.resolve("profile-acme.xml"), "<profile");
    // when
    ProfileSet set = open().current();
    // then
    assertThat(set.match(ACME).id()).isEqualTo("generic");
    assertThat(set.find("canon")).isPresent();
  }

  private ProfileStore open() throws Exception {
    return ProfileStore.open(new FolderStorage(folder));
  }

  private static byte[] acme(int version) {
    return """
    <profile xmlns="urn:platen:printer-profile:1" id="acme" version="%d" maker="Acme">
      <sources><source id="mib" confidence="high">ACME-PRINTER-MIB</source></sources>
      <recognise from="mib"><objectId prefix="1.3.6.1.4.1.99999.4"/></recognise>
      <meter name="total-impressions" from="mib"><object oid="1.3.6.1.4.1.99999.3.1.0"/></meter>
    </profile>
    """
        .replace("%d", Integer.toString(version))
        .getBytes(UTF_8);
  }
}
