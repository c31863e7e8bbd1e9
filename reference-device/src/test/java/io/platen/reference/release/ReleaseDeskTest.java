package io.platen.reference.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.link.Backoff;
import io.platen.device.port.FileSlots;
import io.platen.device.port.FolderStorage;
import io.platen.device.port.SlotStorage;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.update.content.ContentOrder;
import io.platen.device.update.content.ContentSource;
import io.platen.device.update.content.ContentUpdate;
import io.platen.device.update.content.DataBudget;
import io.platen.device.update.content.Downloads;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.ReleaseCheck;
import io.platen.protocol.release.Target;
import io.platen.reference.testing.CommandRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk by its commands, and what a device makes of what it publishes. */
class ReleaseDeskTest {
  @TempDir private static Path all;
  private static TestDesk made;

  @TempDir private Path folder;
  private TestDesk desk;
  private Path image;

  @BeforeAll
  static void makeKeys() throws IOException {
    made = TestDesk.made(all);
  }

  @BeforeEach
  void copy() throws IOException {
    desk = made.copy(folder);
    image = image("app.img", 1, 400_000);
  }

  @Test
  void a_device_finds_checks_and_installs_what_was_added_signed_and_published() throws Exception {
    // given
    Path old = image("old.img", 1, 300_000);
    desk.add("2026.2", "application:2.4.0:17", old);
    desk.add("2026.3", "application:2.4.1:17", image);
    desk.signTargets();
    desk.does(
        "pair",
        desk.folder(),
        "--release",
        "2026.3",
        "--hardware",
        "pl-100",
        "--component",
        "application",
        "--old",
        old,
        "--new",
        image);
    Path web = folder.resolve("web");
    // when
    desk.does("publish", desk.folder(), "--to", web);
    // then
    Release release = TestDesk.find(web, root(), "pl-100", "2026.3").orElseThrow();
    assertThat(
            ReleaseCheck.of(
                release, new Target("pl-100", 3, Map.of(ComponentName.APPLICATION, 16), 0)))
        .isEmpty();
    Path slot = bring(web, release.component(ComponentName.APPLICATION).orElseThrow(), old);
    assertThat(Files.mismatch(slot, image)).isEqualTo(-1);
  }

  @Test
  void says_how_many_signatures_are_missing_and_whose_they_may_be() {
    // given
    desk.add("2026.3", "application:2.4.1:17", image);
    desk.does("sign", desk.folder(), "--key", desk.key("targets-2"));
    // when
    CommandRun check = desk.run("check", desk.folder());
    // then
    assertThat(check.status()).isEqualTo(1);
    assertThat(check.out())
        .contains(
            "1 of 2 signatures with ml-dsa-65 (targets-2); 1 missing: targets-1, targets-3 can"
                + " sign")
        .contains("2 missing.");
  }

  @Test
  void counts_no_key_twice_and_no_key_of_another_role() {
    // given
    desk.add("2026.3", "application:2.4.1:17", image);
    desk.does("sign", desk.folder(), "--key", desk.key("targets-1"));
    // when
    desk.does("sign", desk.folder(), "--key", desk.key("targets-1"));
    CommandRun root = desk.run("sign", desk.folder(), "--key", desk.key("root-1"));
    // then
    assertThat(root.status()).isEqualTo(1);
    assertThat(root.err()).contains("Nothing is drafted that these keys may sign");
    assertThat(desk.metadata().resolve("1.targets.xml")).doesNotExist();
  }

  @Test
  void publishes_what_is_signed_while_a_draft_waits() throws Exception {
    // given
    desk.add("2026.2", "application:2.4.0:17", image);
    desk.signTargets();
    desk.add("2026.3", "application:2.4.1:17", image);
    // when
    String out = desk.does("publish", desk.folder(), "--to", folder.resolve("web"));
    // then
    assertThat(out).contains("targets 1 with 1 release,").contains("A draft of the targets stays");
    assertThat(TestDesk.find(folder.resolve("web"), root(), "pl-100", "2026.2")).isPresent();
    assertThat(TestDesk.find(folder.resolve("web"), root(), "pl-100", "2026.3")).isEmpty();
  }

  @Test
  void devices_follow_when_keys_of_root_targets_and_timestamp_change() throws Exception {
    // given a published release, and three people who come
    desk.add("2026.2", "application:2.4.0:17", image);
    desk.signTargets();
    Path web = folder.resolve("web");
    desk.does("publish", desk.folder(), "--to", web);
    Path dora = folder.resolve("dora.key");
    desk.does("key", dora);
    Path emil = folder.resolve("emil.key");
    desk.does("key", emil);
    desk.does("rotate", desk.folder(), "--role", "root", "--out", "root-1", "--in", pub(dora));
    desk.does(
        "rotate", desk.folder(), "--role", "targets", "--out", "targets-1", "--in", pub(emil));
    desk.does("rotate", desk.folder(), "--role", "timestamp");
    // when root-1 and root-2 sign for the old root, root-2 and dora for the new
    desk.does("sign", desk.folder(), "--key", desk.key("root-2"), "--key", desk.key("root-1"));
    assertThat(desk.metadata().resolve("2.root.xml")).doesNotExist();
    desk.does("sign", desk.folder(), "--key", dora);
    assertThat(desk.metadata().resolve("2.root.xml")).exists();
    CommandRun gone = desk.run("sign", desk.folder(), "--key", desk.key("targets-1"));
    desk.does("sign", desk.folder(), "--key", emil, "--key", desk.key("targets-3"));
    desk.does("publish", desk.folder(), "--to", web);
    // then
    assertThat(gone.status()).isEqualTo(1);
    assertThat(TestDesk.find(web, root(), "pl-100", "2026.2")).isPresent();
    assertThat(desk.does("check", desk.folder())).contains("Nothing is missing.");
  }

  @Test
  void says_well_before_it_that_something_expires() {
    // given
    desk.add("2026.3", "application:2.4.1:17", image);
    desk.signTargets();
    desk.does("publish", desk.folder(), "--to", folder.resolve("web"));
    // then
    assertThat(missing(Duration.ofDays(3))).isEmpty();
    assertThat(missing(Duration.ofDays(6)))
        .singleElement()
        .asString()
        .startsWith("a new edition: timestamp 1 expires in");
    assertThat(missing(Duration.ofDays(8)))
        .singleElement()
        .asString()
        .contains("No device would take this. timestamp: ");
    assertThat(missing(Duration.ofDays(150)))
        .anySatisfy(line -> assertThat(line).contains("(release renew --targets, then sign)"));
  }

  private List<String> missing(Duration later) {
    Clock clock = Clock.offset(Clock.systemUTC(), later);
    return new CheckCommand().missing(Desk.open(desk.folder(), clock));
  }

  @Test
  void publishes_nothing_of_which_an_object_is_damaged() throws IOException {
    // given
    desk.add("2026.3", "application:2.4.1:17", image);
    desk.signTargets();
    Path largest;
    try (Stream<Path> objects = Files.list(desk.folder().resolve("repository/objects"))) {
      largest = objects.max(Comparator.comparingLong(each -> each.toFile().length())).orElseThrow();
    }
    Files.write(largest, new byte[1]);
    // when
    CommandRun publish = desk.run("publish", desk.folder(), "--to", folder.resolve("web"));
    // then
    assertThat(publish.status()).isEqualTo(1);
    assertThat(publish.err())
        .contains("It is not published: Release 2026.3 for pl-100, pack of the application should");
    assertThat(folder.resolve("web/updates/acme/timestamp.xml")).doesNotExist();
  }

  @Test
  void never_changes_an_edition_that_was_published() throws IOException {
    // given
    desk.add("2026.3", "application:2.4.1:17", image);
    desk.signTargets();
    Path web = folder.resolve("web");
    desk.does("publish", desk.folder(), "--to", web);
    Files.write(web.resolve("updates/acme/1.targets.xml"), new byte[1]);
    // when
    CommandRun publish = desk.run("publish", desk.folder(), "--to", web);
    // then
    assertThat(publish.err()).contains("an edition never changes");
  }

  @Test
  void tells_what_is_wrong_with_what_was_typed() throws IOException {
    // given
    String at = desk.folder().toString();
    Path empty = Files.createFile(folder.resolve("empty.img"));
    // then
    assertWrong(2, "A component is NAME:VERSION:COUNTER=FILE", add(at, "application=" + image));
    assertWrong(2, "There is no component \"kernel\"", add(at, "kernel:1:1=" + image));
    assertWrong(2, "A version is one to four numbers", add(at, "application:v1:1=" + image));
    assertWrong(1, "there is no such file", add(at, "application:1:1=" + folder.resolve("none")));
    assertWrong(1, "empty.img is empty", add(at, "application:1:1=" + empty));
    assertWrong(1, "is no release desk", desk.run("check", folder.resolve("other")));
    assertWrong(
        1, "Say where: --to FOLDER, or --server", desk.run("publish", at, "--authority", "x"));
    assertWrong(
        1,
        "requires the operating-system in version 12.8, and the release has not got it",
        desk.run(
            "add",
            at,
            "--release",
            "1",
            "--hardware",
            "pl-100",
            "--component",
            "application:1:1=" + image,
            "--requires",
            "application:operating-system:12.8"));
    assertWrong(
        1,
        "no private key",
        desk.run("sign", at, "--key", desk.folder().resolve("keys/root-1.pub")));
    assertWrong(1, "and not empty", desk.run("init", at, "--repository", "acme"));
    assertWrong(
        1,
        "up to 40 of a-z, 0-9 and -",
        desk.run("init", folder.resolve("new"), "--repository", "Acme Inc."));
    Path anna = folder.resolve("anna.key");
    desk.does("key", anna);
    Path secret = Files.writeString(folder.resolve("other-passphrase"), "something else here");
    desk.add("2026.3", "application:2.4.1:17", image);
    assertWrong(
        1,
        "the passphrase does not open it",
        CommandRun.of(
            new picocli.CommandLine(new ReleaseCommand())
                .setExecutionExceptionHandler(
                    (failure, command, parsed) -> {
                      command.getErr().println(failure.getMessage());
                      return 1;
                    }),
            "sign",
            at,
            "--key",
            anna,
            "--passphrase-file",
            secret));
    assertWrong(
        1, "There is a release 2026.3 for pl-100 already", add(at, "application:3:1=" + image));
  }

  private CommandRun add(String at, String component) {
    return desk.run(
        "add", at, "--release", "2026.3", "--hardware", "pl-100:2-5", "--component", component);
  }

  private static void assertWrong(int status, String text, CommandRun run) {
    assertThat(run.err()).contains(text);
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.err()).doesNotContain("Exception");
  }

  private static Path pub(Path key) {
    return KeyFiles.publicFile(key);
  }

  private Path image(String name, long seed, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return Files.write(folder.resolve(name), bytes);
  }

  private Path root() {
    return desk.metadata().resolve("1.root.xml");
  }

  private Path bring(Path web, Component component, Path old) throws Exception {
    Path slot = folder.resolve("slot");
    ContentOrder order =
        new ContentOrder(
            Sha256.parse(component.chunks().sha256()),
            component.chunks().length(),
            pair(web, component));
    SlotStorage slots =
        new FileSlots(
            Map.of(
                "a", new FileSlots.Place(old, Files.size(old)),
                "b", new FileSlots.Place(slot, 1_000_000)));
    try (ThreadScheduler scheduler = new ThreadScheduler("release-desk");
        SlotStorage.Slot running = slots.open("a");
        SlotStorage.Slot into = slots.open("b")) {
      Downloads downloads =
          new Downloads(
              List.of(URI.create("https://folder.invalid")),
              (host, object, from, to) ->
                  part(TestDesk.read(web.resolve("objects").resolve(object.toString())), from),
              DataBudget.UNLIMITED,
              scheduler,
              new Backoff(new Random(1)),
              Duration.ofHours(1));
      new ContentUpdate(downloads, new FolderStorage(folder.resolve("data")))
          .bring(order, into, running, done -> {});
    }
    return slot;
  }

  private Optional<ContentOrder.Pair> pair(Path web, Component component) throws IOException {
    return Pairs.of(Desk.open(desk.folder(), Clock.systemUTC())).stream()
        .filter(pair -> pair.list().equals(component.chunks().sha256()))
        .map(pair -> web.resolve("objects").resolve(pair.object()))
        .map(
            file ->
                new ContentOrder.Pair(
                    Sha256.parse(file.getFileName().toString()), file.toFile().length()))
        .findFirst();
  }

  private static ContentSource.Body part(byte[] object, long from) {
    return new ContentSource.Body() {
      private int at = (int) from;

      @Override
      public int read(byte[] into, int offset, int length) {
        int count = Math.min(length, object.length - at);
        System.arraycopy(object, at, into, offset, count);
        at += count;
        return count;
      }

      @Override
      public void close() {}
    };
  }
}
