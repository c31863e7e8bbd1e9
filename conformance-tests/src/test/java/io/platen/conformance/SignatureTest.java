package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.peers.PeerPki;
import io.platen.conformance.testing.ShellAdapter;
import io.platen.conformance.wire.Identity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SignatureTest {
  private static final PeerPki VENDOR = PeerPki.named("Inkwell");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path results;

  @BeforeEach
  void run_and_make_a_key() throws Exception {
    results = folder.resolve("results");
    String adapter = ShellAdapter.of("echo '{\"outcome\":\"done\"}'", folder).toString();
    execute(
        "run",
        "device",
        "--adapter",
        adapter,
        "--select",
        "PLT-SYN-001",
        "--out",
        results.toString());
    Identity signer = VENDOR.device("signer");
    PeerPki.write(signer, folder.resolve("signer.pem"), folder.resolve("signer.key"));
    Files.writeString(folder.resolve("vendor.pem"), PeerPki.pem(List.of(VENDOR.certificate())));
    Files.writeString(
        folder.resolve("other.pem"), PeerPki.pem(List.of(PeerPki.named("Other").certificate())));
  }

  @Test
  void signs_results_and_verifies_whose_they_are() {
    // when
    int signed = sign("signer.pem", "signer.key");
    // then
    assertThat(signed).as(err.toString()).isZero();
    assertThat(verify()).isZero();
    assertThat(verify("--signer", file("signer.pem"))).isZero();
    assertThat(verify("--signer", file("vendor.pem"))).isZero();
    assertThat(out.toString()).contains("Signed by CN=signer", "files are as the summary says");
  }

  @Test
  void refuses_the_signature_of_another_and_a_folder_without_one() {
    // when
    int unsigned = verify("--signer", file("vendor.pem"));
    sign("signer.pem", "signer.key");
    int other = verify("--signer", file("other.pem"));
    // then
    assertThat(unsigned).isEqualTo(1);
    assertThat(other).isEqualTo(1);
    assertThat(out.toString())
        .contains("nobody has signed the summary")
        .contains("signed by CN=signer, for whom CN=Other does not vouch");
  }

  @Test
  void finds_a_summary_that_was_written_anew_under_an_old_signature() throws Exception {
    // given
    sign("signer.pem", "signer.key");
    Path summary = results.resolve("summary.json");
    // when
    Files.writeString(summary, Files.readString(summary).replace("not-conformant", "conformant"));
    // then
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString()).contains("summary.json.p7s is no signature of this summary");
    // when
    Files.writeString(results.resolve("summary.json.p7s"), "rubbish");
    // then
    assertThat(verify()).isEqualTo(1);
  }

  @Test
  void signs_neither_a_folder_that_was_changed_nor_with_the_key_of_another_certificate()
      throws Exception {
    // when
    int wrongKey = sign("other.pem", "signer.key");
    Files.writeString(results.resolve("junit.xml"), "<testsuite/>");
    int changed = sign("signer.pem", "signer.key");
    // then
    assertThat(wrongKey).isEqualTo(2);
    assertThat(changed).isEqualTo(2);
    assertThat(err.toString())
        .contains("The certificate is not one for this key")
        .contains("is not as the run left it: junit.xml was changed");
    assertThat(results.resolve("summary.json.p7s")).doesNotExist();
  }

  private int sign(String certificate, String key) {
    return execute(
        "sign", results.toString(), "--certificate", file(certificate), "--key", file(key));
  }

  private int verify(String... more) {
    String[] all = new String[2 + more.length];
    all[0] = "verify";
    all[1] = results.toString();
    System.arraycopy(more, 0, all, 2, more.length);
    return execute(all);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private int execute(String... command) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(command);
  }
}
