package io.platen.reference.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.reference.testing.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithdrawTest {
  @TempDir private static Path all;
  private static TestDesk made;

  @TempDir private Path folder;
  private TestDesk desk;

  @BeforeAll
  static void makeKeys() throws IOException {
    made = TestDesk.made(all);
  }

  @BeforeEach
  void publishTwo() throws IOException {
    desk = made.copy(folder);
    Path image = Files.writeString(folder.resolve("app.img"), "an application");
    desk.add("2026.2", "application:2.4.0:17", image);
    desk.add("2026.3", "application:2.4.1:17", image);
    desk.signTargets();
    desk.does("publish", desk.folder(), "--to", folder.resolve("web"));
  }

  @Test
  void takes_a_release_from_what_devices_see_once_enough_have_signed() {
    // when
    String out = desk.does("withdraw", desk.folder(), "--release", "2026.3");
    String unsigned = published(1);
    desk.signTargets();
    desk.does("publish", desk.folder(), "--to", folder.resolve("web"));
    // then
    assertThat(out).contains("Withdrawn in the draft: 2026.3 for pl-100", "release sign");
    assertThat(unsigned).contains("2026.3.xml");
    assertThat(published(2)).contains("releases/pl-100/2026.2.xml").doesNotContain("2026.3.xml");
    assertThat(desk.does("check", desk.folder())).contains("2026.2").doesNotContain("2026.3");
  }

  @Test
  void withdraws_from_one_hardware_model_and_leaves_the_others() throws IOException {
    // given
    Path image = Files.writeString(folder.resolve("other.img"), "another application");
    desk.does(
        "add",
        desk.folder(),
        "--release",
        "2026.4",
        "--hardware",
        "pl-100",
        "--hardware",
        "pl-200",
        "--component",
        "application:2.5:17=" + image);
    // when
    desk.does("withdraw", desk.folder(), "--release", "2026.4", "--hardware", "pl-200");
    desk.signTargets();
    // then
    assertThat(published(2)).contains("pl-100/2026.4.xml").doesNotContain("pl-200/2026.4.xml");
  }

  @Test
  void refuses_to_use_the_id_of_a_withdrawn_release_again() {
    // given
    desk.does("withdraw", desk.folder(), "--release", "2026.3");
    desk.signTargets();
    // when
    CommandRun again =
        desk.run(
            "add",
            desk.folder(),
            "--release",
            "2026.3",
            "--hardware",
            "pl-100",
            "--component",
            "application:2.5:17=" + folder.resolve("app.img"));
    // then
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("was a release 2026.3 for pl-100, withdrawn since");
  }

  @Test
  void names_those_that_there_are_where_there_is_none_of_that_id() {
    // when
    CommandRun strange = desk.run("withdraw", desk.folder(), "--release", "2026");
    CommandRun model =
        desk.run("withdraw", desk.folder(), "--release", "2026.3", "--hardware", "pl-300");
    // then
    assertThat(strange.status()).isEqualTo(1);
    assertThat(strange.err())
        .contains("There is no release 2026; there are: 2026.2 for pl-100, 2026.3 for pl-100");
    assertThat(model.err()).contains("no release 2026.3 for pl-300");
  }

  private String published(int edition) {
    return new String(
        TestDesk.read(desk.metadata().resolve(edition + ".targets.xml")), StandardCharsets.UTF_8);
  }
}
