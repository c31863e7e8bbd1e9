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
  void leaves_nothing_behind_that_was_delivered() throws Exception {
    // given
    open().install("acme.xml", acme(2));

    // when
    ProfileStore.delete(new FolderStorage(folder));

    // then
    assertThat(folder).isEmptyDirectory();
    assertThat(open().current().match(ACME).id()).isEqualTo("generic");
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

  @Test
  void keeps_the_other_delivered_profiles_where_one_cannot_be_read() throws Exception {
    // given: a folder has the place of a file
    ProfileStore first = open();
    first.install("aaa.xml", profile("aaa", 1));
    first.install("acme.xml", acme(2));
    Files.delete(folder.resolve("profile-aaa.xml"));
    Files.createDirectory(folder.resolve("profile-aaa.xml"));
    // when
    ProfileStore store = open();
    ProfileStore.Outcome outcome = store.install("bbb.xml", profile("bbb", 1));
    // then
    assertThat(store.current().match(ACME).id()).isEqualTo("acme");
    assertThat(outcome).isInstanceOf(Installed.class);
    assertThat(open().current().find("acme")).isPresent();
  }

  @Test
  void forgets_no_delivered_profile_where_the_list_of_them_cannot_be_read() throws Exception {
    // given
    open().install("acme.xml", acme(2));
    Path index = folder.resolve("profiles.index");
    byte[] list = Files.readAllBytes(index);
    Files.delete(index);
    Files.createDirectory(index);
    ProfileStore store = open();
    // when
    ProfileStore.Outcome outcome = store.install("bbb.xml", profile("bbb", 1));
    Files.delete(index);
    Files.write(index, list);
    ProfileStore.Outcome later = store.install("bbb.xml", profile("bbb", 1));
    // then
    assertThat(outcome).isInstanceOf(ProfileStore.Failed.class);
    assertThat(later).isInstanceOf(Installed.class);
    assertThat(store.current().all()).extracting(PrinterProfile::id).endsWith("acme", "bbb");
    assertThat(open().current().all()).isEqualTo(store.current().all());
  }

  @Test
  void sets_a_spoilt_profile_aside() throws Exception {
    // given
    open().install("acme.xml", acme(2));
    Files.writeString(folder.resolve("profile-acme.xml"), "<profile");
    // when
    boolean gone = open().withdraw("acme");
    // then
    assertThat(gone).isTrue();
    assertThat(folder.resolve("profile-acme.xml")).doesNotExist();
  }

  @Test
  void puts_a_built_in_profile_back_in_its_place() throws Exception {
    // given
    ProfileStore store = open();
    store.install("canon.xml", profile("canon", 999));
    // when
    store.withdraw("canon");
    // then
    assertThat(store.current().all()).isEqualTo(ProfileSet.bundled().all());
  }

  @Test
  void has_the_same_order_after_a_restart() throws Exception {
    // given
    ProfileStore store = open();
    // when
    store.install("bbb.xml", profile("bbb", 1));
    store.install("aaa.xml", profile("aaa", 1));
    // then
    assertThat(store.current().all()).isEqualTo(open().current().all());
  }

  private ProfileStore open() throws Exception {
    return ProfileStore.open(new FolderStorage(folder));
  }

  private static byte[] profile(String id, int version) {
    return new String(acme(version), UTF_8)
        .replace("\"acme\"", '"' + id + '"')
        .replace("99999.4", "99999." + id.length() + id.charAt(0) % 32)
        .getBytes(UTF_8);
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
