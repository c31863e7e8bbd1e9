package io.platen.reference.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.ReleaseCheck;
import io.platen.protocol.release.Target;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.reference.testing.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases of one hardware model that people of its own sign (PLT-UPD-050 and the following). */
class DelegationTest {
  @TempDir private static Path all;
  private static TestDesk made;

  @TempDir private Path folder;
  private TestDesk desk;
  private Path image;
  private Path web;

  /** The keys of pl-200's people are made once, too; each test signs what is drafted. */
  @BeforeAll
  static void delegate() throws IOException {
    made = TestDesk.made(all);
    made.does("delegate", made.folder(), "--hardware", "pl-200");
    made.openKeys();
  }

  @BeforeEach
  void copy() throws IOException {
    desk = made.copy(folder);
    image = Files.writeString(folder.resolve("app.img"), "an application");
    web = folder.resolve("web");
  }

  @Test
  void a_device_of_the_model_updates_through_it_and_one_of_another_model_does_not()
      throws Exception {
    // given
    add("2026.1", "pl-200");
    sign("pl-200-1", "pl-200-2");
    desk.signTargets();
    // when
    String out = desk.does("publish", desk.folder(), "--to", web);
    // then
    assertThat(out).contains("targets 1 with 1 release,");
    Release release = TestDesk.find(web, root(), "pl-200", "2026.1").orElseThrow();
    assertThat(ReleaseCheck.of(release, device("pl-200"))).isEmpty();
    assertThat(ReleaseCheck.of(release, device("pl-100"))).isNotEmpty();
    assertThat(TestDesk.find(web, root(), "pl-100", "2026.1")).isEmpty();
    assertThat(Files.readString(web.resolve("updates/acme/1.targets.xml")))
        .contains("releases/pl-200/*")
        .doesNotContain("2026.1");
  }

  @Test
  void a_release_for_two_models_is_signed_by_the_people_of_each() throws Exception {
    // given
    String drafted = add("2026.1", "pl-100", "pl-200");
    // when
    desk.signTargets();
    sign("pl-200-1", "pl-200-3");
    desk.does("publish", desk.folder(), "--to", web);
    // then
    assertThat(drafted)
        .contains("draft of targets, edition 1,", "draft of releases of pl-200, edition 1,");
    assertThat(TestDesk.find(web, root(), "pl-100", "2026.1")).isPresent();
    assertThat(TestDesk.find(web, root(), "pl-200", "2026.1")).isPresent();
  }

  @Test
  void no_release_of_another_model_that_its_people_sign_is_found() throws Exception {
    // given a list in which they name a release of pl-100, too
    add("2026.1", "pl-200");
    Desk at = Desk.open(desk.folder(), Clock.systemUTC());
    Editions editions = new Editions(at);
    DeskRole role = DeskRole.ofModel("pl-200");
    TargetsMetadata list = editions.toChange(role);
    Map<String, TargetFile> targets = new TreeMap<>(list.targets());
    TargetFile own = list.targets().get("releases/pl-200/2026.1.xml");
    targets.put(
        "releases/pl-100/2026.1.xml",
        new TargetFile("releases/pl-100/2026.1.xml", own.length(), own.hashes()));
    editions.propose(role, list.withTargets(targets));
    sign("pl-200-1", "pl-200-2");
    desk.signTargets();
    // when
    desk.does("publish", desk.folder(), "--to", web);
    // then
    assertThat(TestDesk.find(web, root(), "pl-200", "2026.1")).isPresent();
    assertThat(TestDesk.find(web, root(), "pl-100", "2026.1")).isEmpty();
  }

  @Test
  void says_whose_signatures_are_missing_and_files_neither_without_the_other() {
    // given
    add("2026.1", "pl-200");
    desk.signTargets();
    sign("pl-200-2");
    // when
    CommandRun check = desk.run("check", desk.folder());
    CommandRun publish = desk.run("publish", desk.folder(), "--to", web);
    // then
    assertThat(check.status()).isEqualTo(1);
    assertThat(check.out())
        .contains("Drafted targets: 2 of 2 signatures with ml-dsa-65 (targets-1, targets-2)")
        .contains(
            "Missing: for the drafted releases of pl-200, 1 of 2 signatures with ml-dsa-65"
                + " (pl-200-2); 1 missing: pl-200-1, pl-200-3 can sign (release sign)");
    assertThat(desk.metadata().resolve("1.targets.xml")).doesNotExist();
    assertThat(publish.err()).contains("No release is signed yet");
  }

  @Test
  void people_of_a_model_and_of_the_targets_sign_for_nobody_else() {
    // given
    desk.signTargets();
    // when
    sign("pl-200-1", "pl-200-2");
    desk.add("2026.1", "application:1.0:1", image);
    CommandRun strange = desk.run("sign", desk.folder(), "--key", desk.key("pl-200-1"));
    add("2026.2", "pl-200");
    CommandRun other = desk.run("sign", desk.folder(), "--key", desk.key("targets-1"));
    // then
    assertThat(strange.err()).contains("Nothing is drafted that these keys may sign");
    assertThat(other.out()).contains("new: releases/pl-100/2026.1.xml").doesNotContain("2026.2");
  }

  @Test
  void devices_follow_when_other_people_sign_for_the_model() throws Exception {
    // given
    published("2026.1");
    desk.does("key", folder.resolve("dora.key"));
    Path dora = folder.resolve("dora.pub");
    desk.does("delegate", desk.folder(), "--hardware", "pl-200", "--key", dora, "--threshold", "1");
    // when
    desk.signTargets();
    desk.does("publish", desk.folder(), "--to", web);
    boolean sawBefore = TestDesk.find(web, root(), "pl-200", "2026.1").isPresent();
    CommandRun gone = desk.run("sign", desk.folder(), "--key", desk.key("pl-200-1"));
    desk.does("sign", desk.folder(), "--key", folder.resolve("dora.key"));
    desk.does("publish", desk.folder(), "--to", web);
    // then
    assertThat(sawBefore).isTrue();
    assertThat(gone.err()).contains("Nothing is drafted that these keys may sign");
    assertThat(desk.metadata().resolve("2.targets.xml")).exists();
    assertThat(TestDesk.find(web, root(), "pl-200", "2026.1")).isPresent();
    assertThat(desk.does("check", desk.folder()))
        .contains("The releases of pl-200 are signed by 1 of dora", "Nothing is missing.");
  }

  @Test
  void says_how_to_renew_a_list_that_expires_soon() throws Exception {
    // given
    published("2026.1");
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofDays(150));
    // then
    assertThat(new CheckCommand().missing(Desk.open(desk.folder(), late)))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("releases of pl-200 1 expires in")
                    .contains("(release renew --hardware pl-200, then sign)"));
    assertThat(desk.does("renew", desk.folder(), "--hardware", "pl-200")).contains("Drafted");
    assertThat(desk.does("sign", desk.folder(), "--key", desk.key("pl-200-1")))
        .contains("releases of pl-200, edition 2");
  }

  @Test
  void takes_one_release_back_and_in_the_end_the_whole_delegation() throws Exception {
    // given
    published("2026.1");
    // when
    desk.does("withdraw", desk.folder(), "--release", "2026.1");
    sign("pl-200-1", "pl-200-2");
    desk.does("publish", desk.folder(), "--to", web);
    boolean isThere = TestDesk.find(web, root(), "pl-200", "2026.1").isPresent();
    CommandRun again = tryAdd("2026.1", "pl-200");
    desk.does("delegate", desk.folder(), "--hardware", "pl-200", "--end");
    add("2026.2", "pl-200");
    desk.signTargets();
    desk.does("publish", desk.folder(), "--to", web);
    // then
    assertThat(isThere).isFalse();
    assertThat(again.err()).contains("was a release 2026.1 for pl-200, withdrawn since");
    assertThat(TestDesk.find(web, root(), "pl-200", "2026.2")).isPresent();
    assertThat(Files.readString(desk.metadata().resolve("2.targets.xml")))
        .doesNotContain("delegation");
  }

  @Test
  void tells_what_is_wrong_with_what_was_typed() {
    // given
    String at = desk.folder().toString();
    // then
    assertWrong("up to 58 of a-z", desk.run("delegate", at, "--hardware", "pl/200"));
    assertWrong(
        "--threshold is 1 to the number of people (3, as no --key is named)",
        desk.run("delegate", at, "--hardware", "pl-300", "--threshold", "4"));
    assertWrong(
        "The releases of pl-300 are not delegated; those of: pl-200",
        desk.run("delegate", at, "--hardware", "pl-300", "--end"));
    assertWrong(
        "The releases of pl-100 are among the targets: --targets",
        desk.run("renew", at, "--hardware", "pl-100"));
  }

  private static void assertWrong(String text, CommandRun run) {
    assertThat(run.err()).contains(text).doesNotContain("Exception");
    assertThat(run.status()).isEqualTo(1);
  }

  private void published(String release) {
    add(release, "pl-200");
    sign("pl-200-1", "pl-200-2");
    desk.signTargets();
    desk.does("publish", desk.folder(), "--to", web);
  }

  private String add(String release, String... models) {
    CommandRun run = tryAdd(release, models);
    assertThat(run.err()).doesNotContain("There ");
    assertThat(run.status()).isZero();
    return run.out();
  }

  private CommandRun tryAdd(String release, String... models) {
    List<Object> words = new ArrayList<>();
    words.addAll(List.of("add", desk.folder(), "--release", release));
    words.addAll(List.of("--component", "application:1.0:1=" + image));
    for (String model : models) {
      words.addAll(List.of("--hardware", model));
    }
    return desk.run(words.toArray());
  }

  private void sign(String... people) {
    for (String name : people) {
      desk.does("sign", desk.folder(), "--key", desk.key(name));
    }
  }

  private Path root() {
    return desk.metadata().resolve("1.root.xml");
  }

  private static Target device(String model) {
    return new Target(model, 3, Map.of(ComponentName.APPLICATION, 0), 0);
  }
}
