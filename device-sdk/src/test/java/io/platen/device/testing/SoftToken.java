package io.platen.device.testing;

import io.platen.device.port.Pkcs11Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.opentest4j.TestAbortedException;

/**
 * A token of SoftHSM, a PKCS#11 module in software. Its configuration is where the build has said
 * in SOFTHSM2_CONF. The module looks for tokens once a process, so all are made before the first is
 * opened, and each test class takes some.
 */
public final class SoftToken {
  private static final List<Path> MODULES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"));

  private static final String PIN = "271828";
  private static final int TOKENS = 8;
  private static final Queue<SoftToken> UNUSED = new ArrayDeque<>();

  private final String name;
  private final Path module;

  private SoftToken(String name, Path module) {
    this.name = name;
    this.module = module;
  }

  /** Without SoftHSM the test is skipped with a line that says so, unless it is demanded. */
  public static synchronized SoftToken take() throws IOException, InterruptedException {
    Path module = MODULES.stream().filter(Files::exists).findFirst().orElse(null);
    String configuration = System.getenv("SOFTHSM2_CONF");
    if (module == null || configuration == null) {
      String line = "No SoftHSM: apt-get install softhsm2, and let Maven run the tests";
      if ("true".equals(System.getenv("PLATEN_PEERS_REQUIRED"))) {
        throw new IllegalStateException(line);
      }
      System.err.println("A test with a token is skipped. " + line);
      throw new TestAbortedException(line);
    }
    if (UNUSED.isEmpty()) {
      makeAll(module, Path.of(configuration));
    }
    return UNUSED.remove();
  }

  private static void makeAll(Path module, Path file) throws IOException, InterruptedException {
    Path tokens = file.resolveSibling("tokens");
    Files.createDirectories(tokens);
    Files.writeString(
        file, "directories.tokendir = " + tokens.toAbsolutePath() + "\nlog.level = ERROR\n");
    for (int i = 0; i < TOKENS; i++) {
      SoftToken token = new SoftToken("platen-" + System.nanoTime(), module);
      token.initialise();
      UNUSED.add(token);
    }
  }

  private void initialise() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                name,
                "--pin",
                PIN,
                "--so-pin",
                PIN)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  /** As a program does that starts. */
  public Pkcs11Keys open() throws IOException, InterruptedException {
    return open(PIN);
  }

  public Pkcs11Keys open(String pin) throws IOException, InterruptedException {
    return Pkcs11Keys.open(configuration(), pin.toCharArray());
  }

  /** As in docs/how-to/keep-keys-in-a-token.md, with a slot of its own. */
  private String configuration() throws IOException, InterruptedException {
    return """
        --name = %s
        library = %s
        slot = %s
        attributes(generate,CKO_PRIVATE_KEY,*) = {
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_DERIVE = true
        }
        attributes(generate,CKO_SECRET_KEY,CKK_GENERIC_SECRET) = {
          CKA_SENSITIVE = false
          CKA_EXTRACTABLE = true
        }
        """
        .formatted(name, module, slot());
  }

  private String slot() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("softhsm2-util", "--show-slots").redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .toList();
    process.waitFor();
    String slot = "";
    for (String line : lines) {
      if (line.matches("Slot \\d+")) {
        slot = line.substring(5);
      } else if (line.startsWith("Label:") && line.endsWith(name)) {
        return slot;
      }
    }
    throw new IllegalStateException("No token " + name + " in " + lines);
  }
}
