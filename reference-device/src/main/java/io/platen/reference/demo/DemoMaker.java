package io.platen.reference.demo;

import io.platen.protocol.release.ComponentName;
import io.platen.protocol.update.SigningKey;
import io.platen.reference.CommandFailure;
import io.platen.reference.device.SimulatedFlash;
import io.platen.reference.device.SimulatedImage;
import io.platen.reference.release.ReleaseCommand;
import io.platen.reference.stack.Pem;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerApi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * The OEM of the demo's device: keys that are made anew and thrown away, and a release of all three
 * components. It does what an OEM would type: {@code platen-device release ...}.
 */
final class DemoMaker {
  static final String REPOSITORY = "demo";
  static final String RELEASE = "2.0";

  private final Path desk;
  private final Path passphrase;
  private final Path token;
  private final Path images;
  private final Path keys;

  DemoMaker(DemoFolder folder) {
    this.desk = folder.file("desk");
    this.images = folder.folder("images");
    this.keys = folder.folder("keys");
    this.passphrase = folder.file("desk.passphrase");
    this.token = folder.file("desk.token");
  }

  /** Makes the keys and the first root, before the device that trusts it. */
  void begin() {
    Pem.writePrivate(passphrase, Passwords.make());
    List<Object> words = new ArrayList<>(List.of("init", desk, "--repository", REPOSITORY));
    words.addAll(List.of("--passphrase-file", passphrase));
    for (String role : List.of("root", "targets")) {
      for (Path key : keysOf(role)) {
        words.addAll(List.of("--" + role + "-key", makeKeys(key)));
      }
    }
    release(words.toArray());
    sign("root");
  }

  /** Two people sign each. */
  private List<Path> keysOf(String role) {
    return List.of(keys.resolve(role + "-1.key"), keys.resolve(role + "-2.key"));
  }

  /**
   * Keys in clear, as nobody needs them tomorrow: no time goes into a passphrase.
   *
   * @return the file of the public ones
   */
  private static Path makeKeys(Path file) {
    SecureRandom random = new SecureRandom();
    List<SigningKey> pair = List.of(SigningKey.ecdsa(random), SigningKey.mldsa(random));
    Path open = file.resolveSibling(file.getFileName().toString().replace(".key", ".pub"));
    Pem.writePrivate(file, text(pair, key -> Pem.text("PRIVATE KEY", key.pkcs8())));
    Pem.writePrivate(open, text(pair, key -> Pem.text("PUBLIC KEY", key.key().encoded())));
    return open;
  }

  private static String text(List<SigningKey> keys, Function<SigningKey, String> form) {
    return keys.stream().map(form).collect(Collectors.joining());
  }

  private void sign(String role) {
    for (Path key : keysOf(role)) {
      release("sign", desk, "--key", key);
    }
  }

  /** What the device is made with. */
  Path root() {
    return desk.resolve("repository/updates").resolve(REPOSITORY).resolve("1.root.xml");
  }

  /** Cuts, packs and signs the release. */
  void sign() {
    List<Object> words = new ArrayList<>();
    words.addAll(List.of("add", desk, "--release", RELEASE));
    words.addAll(List.of("--hardware", SimulatedFlash.MODEL));
    for (ComponentName each : ComponentName.values()) {
      Path image = images.resolve(each.token());
      write(image, SimulatedImage.of(each, RELEASE));
      words.add("--component");
      words.add(each.token() + ":" + RELEASE + ":2=" + image);
    }
    release(words.toArray());
    sign("targets");
  }

  /** Gives it to the server. */
  void publish(ServerAddresses addresses, String apiToken) {
    Pem.writePrivate(token, apiToken);
    URI server = addresses.api().resolve("/");
    release(
        "publish",
        desk,
        "--server",
        server.toString().replaceAll("/$", ""),
        "--token-file",
        token,
        "--authority",
        addresses.authority(),
        "--passphrase-file",
        passphrase);
  }

  /** Lets it go to all devices at once; answers the rollout's id. */
  String rollOut(ServerApi api) throws InterruptedException {
    JsonObject all = Json.createObjectBuilder().add("name", "all").build();
    JsonObject plan =
        Json.createObjectBuilder()
            .add("name", "Demo " + RELEASE)
            .add("repository", REPOSITORY)
            .add("hardware", SimulatedFlash.MODEL)
            .add("release", RELEASE)
            .add("waves", Json.createArrayBuilder().add(all))
            .build();
    return api.post("/rollouts", plan).getString("id");
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void release(Object... words) {
    StringWriter said = new StringWriter();
    PrintWriter to = new PrintWriter(said);
    String[] typed = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      typed[i] = words[i].toString();
    }
    int status =
        new CommandLine(new ReleaseCommand())
            .setOut(to)
            .setErr(to)
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  to.println(failure.getMessage());
                  return 1;
                })
            .execute(typed);
    if (status != 0) {
      throw new CommandFailure("release " + words[0] + " failed: " + said.toString().strip());
    }
  }
}
