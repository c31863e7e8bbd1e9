package io.platen.reference.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UserOptionsTest {
  private final StringWriter errors = new StringWriter();

  @TempDir private Path folder;

  @Test
  void names_the_algorithms_when_it_does_not_know_one() {
    assertThat(run("--user", "fleet", "--auth", "sha-3")).isEqualTo(2);
    assertThat(errors.toString())
        .contains("'sha-3' is none of --auth's: none, md5, sha-1, sha-224")
        .doesNotContain("Exception");
  }

  @Test
  void asks_for_authentication_where_something_is_encrypted() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "long-enough\n");
    assertThat(
            run(
                "--user",
                "fleet",
                "--priv",
                "aes-128",
                "--priv-password-file",
                password.toString()))
        .isEqualTo(2);
    assertThat(errors.toString()).contains("Encryption needs authentication");
  }

  @Test
  void says_which_password_is_too_short_and_never_shows_it() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "short\n");
    assertThat(run("--user", "fleet", "--auth", "md5", "--auth-password-file", password.toString()))
        .isEqualTo(2);
    assertThat(errors.toString())
        .contains("The password for authentication has at least 8 characters")
        .doesNotContain("short");
  }

  @Test
  void says_which_file_cannot_be_read() {
    assertThat(run("--user", "fleet", "--auth", "md5", "--auth-password-file", "/no/such/file"))
        .isEqualTo(2);
    assertThat(errors.toString()).contains("No password can be read from /no/such/file");
  }

  @Test
  void refuses_a_context_without_a_user() {
    assertThat(run("--context", "Jetdirect")).isEqualTo(2);
    assertThat(errors.toString()).contains("belong to a --user");
  }

  private int run(String... options) {
    String[] words = java.util.Arrays.copyOf(options, options.length + 1);
    words[options.length] = "127.0.0.1:9";
    return new CommandLine(new ReadCommand()).setErr(new PrintWriter(errors, true)).execute(words);
  }
}
