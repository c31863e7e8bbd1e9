package io.platen.reference.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.release.Release;
import io.platen.protocol.update.HybridSignatures;
import io.platen.protocol.update.MetadataUpdater;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TrustedFiles;
import io.platen.reference.CommandFailure;
import io.platen.reference.testing.CommandRun;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import picocli.CommandLine;

/**
 * A desk in a folder, worked by its commands. Making keys takes seconds, so one is copied; and so
 * does opening them by a passphrase, so they are kept open.
 */
final class TestDesk {
  private final Path folder;
  private final Path passphrase;

  private TestDesk(Path folder, Path passphrase) {
    this.folder = folder;
    this.passphrase = passphrase;
  }

  static TestDesk made(Path in) throws IOException {
    Path passphrase = Files.writeString(in.resolve("passphrase"), "correct horse battery\n");
    TestDesk desk = new TestDesk(in.resolve("desk"), passphrase);
    desk.does("init", desk.folder, "--repository", "acme");
    desk.openKeys();
    return desk;
  }

  /** Writes all keys without a passphrase, as openssl would make them. */
  void openKeys() throws IOException {
    Passphrase opens =
        CommandLine.populateCommand(new Passphrase(), "--passphrase-file", passphrase.toString());
    for (Path file : Desk.list(folder.resolve("keys"))) {
      if (file.toString().endsWith(".key")) {
        StringWriter text = new StringWriter();
        try (PemWriter pem = new PemWriter(text)) {
          for (SigningKey key : KeyFiles.read(file, opens)) {
            pem.writeObject(new PemObject("PRIVATE KEY", key.pkcs8()));
          }
        }
        Files.writeString(file, text.toString());
      }
    }
  }

  TestDesk copy(Path in) throws IOException {
    Path to = in.resolve("desk");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(folder.relativize(file)));
      }
    }
    return new TestDesk(to, passphrase);
  }

  Path folder() {
    return folder;
  }

  Path metadata() {
    return folder.resolve("repository/updates/acme");
  }

  Path key(String name) {
    return folder.resolve("keys").resolve(name + ".key");
  }

  /** What came of a command; most have to be told of the passphrase. */
  CommandRun run(Object... words) {
    boolean isAsked =
        List.of("init", "key", "sign", "publish", "rotate", "delegate").contains(words[0]);
    Object[] all =
        isAsked
            ? Stream.concat(Stream.of(words), Stream.of("--passphrase-file", passphrase)).toArray()
            : words;
    CommandLine line =
        new CommandLine(new ReleaseCommand())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  if (!(failure instanceof CommandFailure)) {
                    throw failure;
                  }
                  command.getErr().println(failure.getMessage());
                  return 1;
                });
    return CommandRun.of(line, all);
  }

  /** The same, where it must succeed. */
  String does(Object... words) {
    CommandRun run = run(words);
    if (run.status() != 0) {
      throw new AssertionError(List.of(words) + ": " + run.out() + run.err());
    }
    return run.out();
  }

  String add(String release, String component, Path image) {
    return does(
        "add",
        folder,
        "--release",
        release,
        "--hardware",
        "pl-100:2-5",
        "--component",
        component + "=" + image);
  }

  void signTargets() {
    does("sign", folder, "--key", key("targets-1"));
    does("sign", folder, "--key", key("targets-2"));
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a device of a model makes of what was published, by the procedure of the protocol. */
  static Optional<Release> find(Path web, Path root, String model, String id) throws Exception {
    Map<String, byte[]> trusted = new HashMap<>(Map.of("root", Files.readAllBytes(root)));
    MetadataUpdater updater =
        new MetadataUpdater(
            files(trusted),
            (name, most) -> {
              Path file = web.resolve("updates/acme").resolve(name);
              return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
            },
            new XmlMetadata(),
            new HybridSignatures(),
            Instant.now());
    updater.refresh();
    Optional<TargetFile> target = updater.find(Release.path(model, id));
    if (target.isEmpty()) {
      return Optional.empty();
    }
    byte[] document =
        Files.readAllBytes(web.resolve("objects").resolve(target.get().hashes().get("sha256")));
    assertThat(target.get().matches(document)).isTrue();
    return Optional.of(ReleaseCodec.read(document));
  }

  private static TrustedFiles files(Map<String, byte[]> trusted) {
    return new TrustedFiles() {
      @Override
      public Optional<byte[]> read(String role) {
        return Optional.ofNullable(trusted.get(role));
      }

      @Override
      public void write(String role, byte[] file) {
        trusted.put(role, file);
      }

      @Override
      public void remove(String role) {
        trusted.remove(role);
      }
    };
  }
}
