package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.BootControl;
import io.platen.device.port.FileSlots;
import io.platen.device.port.FolderStorage;
import io.platen.device.port.SlotName;
import io.platen.device.port.Storage;
import io.platen.device.port.StorageBootControl;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestUpdates;
import io.platen.device.update.Firmware;
import io.platen.device.update.Health;
import io.platen.device.update.Installed;
import io.platen.device.update.Next;
import io.platen.device.update.Probes;
import io.platen.device.update.Surroundings;
import io.platen.device.update.Terms;
import io.platen.device.update.Updater;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import io.platen.reference.testing.CommandRun;
import io.platen.reference.testing.DeviceFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What concerns updates on the command line. */
class UpdateCommandsTest {
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  @TempDir private Path folder;
  private TestServer server;
  private DeviceFiles files;
  private Path config;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), DeviceFiles.ID);
    files = new DeviceFiles(folder, AUTHORITY);
    config = files.write(server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static CommandRun run(Object... words) {
    return CommandRun.of(Main.commandLine(), words);
  }

  private void configure(String... lines) throws Exception {
    Files.write(config, List.of(lines), StandardOpenOption.APPEND);
  }

  /** A device that has fetched all of release 2 and waits for somebody at the site. */
  private void awaitConsent() throws Exception {
    Storage storage = new FolderStorage(files.data());
    TestUpdates images = new TestUpdates();
    Release release = TestUpdates.of("2", images.part(ComponentName.APPLICATION, "2", 7));
    StorageBootControl boot =
        new StorageBootControl(
            storage, "boot-application", Set.of(ComponentName.APPLICATION), SlotName.A);
    Surroundings around =
        new Surroundings(
            storage,
            new FileSlots(
                Map.of(
                    "application-a", new FileSlots.Place(folder.resolve("a"), 4096),
                    "application-b", new FileSlots.Place(folder.resolve("b"), 4096))),
            List.<BootControl>of(boot),
            new Firmware(
                "pl-100", 2, 0, Map.of(ComponentName.APPLICATION, Installed.atFactory("1", 5))),
            InstantSource.system(),
            () -> Duration.ZERO);
    Updater updater = new Updater(around, images, new Health(List.of(Probes.disk(storage))));
    updater.assign(release, new Terms(true, Optional.empty()));
    Next next = updater.step();
    while (next instanceof Next.Again) {
      next = updater.step();
    }
    assertThat(next).isEqualTo(new Next.Consent("2"));
  }

  @Test
  void agrees_to_the_release_that_waits_for_it() throws Exception {
    // given
    server.withEntries();
    assertThat(run("run", "--once", "--config", config).status()).isZero();
    awaitConsent();
    assertThat(run("status", "--config", config).out())
        .contains("Update           2, verified", "Waits for        somebody at the site");

    // when
    CommandRun agreed = run("agree", "--config", config);

    // then
    assertThat(agreed.status()).isZero();
    assertThat(agreed.out()).contains("Agreed to release 2");
    assertThat(files.data().resolve("update-consent")).hasContent("2");
  }

  @Test
  void has_nothing_to_agree_to_where_nothing_waits() throws Exception {
    // when
    CommandRun none = run("agree", "--config", config);

    // then
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).contains("has no updates");
  }

  @Test
  void has_a_flash_where_the_configuration_names_a_repository() throws Exception {
    // given
    Path root = Files.writeString(folder.resolve("1.root.xml"), "not looked at before an update");
    configure("updates.repository=acme", "updates.root=" + root, "updates.trial.seconds=60");

    // when
    CommandRun once = run("run", "--once", "--config", config);

    // then
    assertThat(once.status()).as(once.err()).isZero();
    assertThat(once.out()).contains("Starts the operating-system from slot A");
    assertThat(files.data().resolve("flash").resolve("bootloader-a")).isNotEmptyFile();
  }

  @Test
  void says_what_is_wrong_with_the_settings_for_updates() throws Exception {
    // given
    configure("updates.repository=acme");

    // when
    CommandRun alone = run("run", "--once", "--config", config);
    configure("updates.root=1.root.xml", "updates.trial.seconds=soon");
    Files.writeString(folder.resolve("1.root.xml"), "a root");
    CommandRun wrong = run("run", "--once", "--config", config);

    // then
    assertThat(alone.status()).isEqualTo(1);
    assertThat(alone.err()).contains("updates.root", "belong together");
    assertThat(wrong.err()).contains("updates.trial.seconds", "\"soon\"");
  }
}
