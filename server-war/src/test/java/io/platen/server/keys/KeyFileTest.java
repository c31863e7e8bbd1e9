package io.platen.server.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.platen.server.testing.TestEnrolment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final String SECRET = "a secret that is long enough";

  @TempDir private Path folder;

  @Test
  void reads_what_it_has_encrypted() throws Exception {
    // given
    PrivateKey key = TestEnrolment.newKey().getPrivate();

    // when
    Path file = Files.write(folder.resolve("a.key"), KeyFile.encrypted(key, SECRET));

    // then
    assertThat(KeyFile.read(file, SECRET)).isEqualTo(key);
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> KeyFile.read(file, SECRET + "!"));
  }

  @Test
  void can_be_taken_elsewhere_with_openssl_and_brought_from_there() throws Exception {
    // given
    PrivateKey key = TestEnrolment.newKey().getPrivate();
    Path own = Files.write(folder.resolve("own.key"), KeyFile.encrypted(key, SECRET));
    Path plain = folder.resolve("plain.key");
    Path theirs = folder.resolve("theirs.key");

    // when
    openssl("pkcs8", "-in", own, "-passin", "pass:" + SECRET, "-out", plain);
    openssl("pkcs8", "-topk8", "-in", plain, "-passout", "pass:" + SECRET, "-out", theirs);

    // then
    assertThat(KeyFile.read(plain, "")).isEqualTo(key);
    assertThat(KeyFile.read(theirs, SECRET)).isEqualTo(key);
  }

  @Test
  void refuses_a_file_without_a_key() throws Exception {
    // given
    Path file = Files.writeString(folder.resolve("a.key"), "hello");

    // then
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> KeyFile.read(file, SECRET))
        .withMessageContaining("PRIVATE KEY");
  }

  private static void openssl(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("openssl"));
    List.of(arguments).forEach(each -> command.add(each.toString()));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "There is no openssl here");
      throw e;
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
