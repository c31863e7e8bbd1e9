package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.peers.PeerPki;
import io.platen.conformance.testing.ShellAdapter;
import io.platen.conformance.wire.Identity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void packs_all_of_it_into_one_file_that_verifies_like_the_folder() throws Exception {
    // when
    int signed = sign("signer.pem", "signer.key", "--bundle", file("results.zip"));
    byte[] bundle = Files.readAllBytes(folder.resolve("results.zip"));
    // then
    assertThat(signed).as(err.toString()).isZero();
    assertThat(names(bundle))
        .contains("summary.json", "summary.json.p7s", "results.json", "junit.xml", "ixit.xml")
        .contains("report.html", "results.schema.json")
        .anyMatch(each -> each.startsWith("transcripts/"));
    assertThat(execute("verify", file("results.zip"), "--signer", file("vendor.pem"))).isZero();
    assertThat(execute("verify", file("results.zip"), "--signer", file("other.pem"))).isEqualTo(1);
    assertThat(out.toString()).contains("Bundle: ", "for whom CN=Other does not vouch");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          junit.xml  | junit.xml  | x | junit.xml was changed
          junit.xml  |            |   | junit.xml is missing
          junit.xml  | ../up.xml  | x | ../up.xml was added
          junit.xml  | ../up.xml  | x | ../up.xml is no name of a file of results
          summary.json.p7s | summary.json.p7s | x | is no signature of this summary
          """)
  void says_in_plain_words_what_is_wrong_with_a_bundle(
      String name, String instead, String content, String said) throws Exception {
    // given
    sign("signer.pem", "signer.key", "--bundle", file("results.zip"));
    // when
    rewrite(folder.resolve("results.zip"), name, instead, content);
    // then
    assertThat(execute("verify", file("results.zip"))).isEqualTo(1);
    assertThat(out.toString()).contains(said).doesNotContain("Signed by CN=signer;");
  }

  @Test
  void finds_a_bundle_whose_table_is_not_that_of_its_files() throws Exception {
    // given
    sign("signer.pem", "signer.key", "--bundle", file("results.zip"));
    Path zip = folder.resolve("results.zip");
    String octets = Files.readString(zip, StandardCharsets.ISO_8859_1);
    int inTable = octets.lastIndexOf("junit.xml");
    // when
    String other = octets.substring(0, inTable) + "other.xml" + octets.substring(inTable + 9);
    Files.writeString(zip, other, StandardCharsets.ISO_8859_1);
    // then
    assertThat(execute("verify", file("results.zip"))).isEqualTo(1);
    assertThat(out.toString()).contains("table of contents is not that of its files");
  }

  @Test
  void takes_what_is_no_bundle_or_is_cut_off_for_a_wrong_file() throws Exception {
    // given
    sign("signer.pem", "signer.key", "--bundle", file("results.zip"));
    byte[] whole = Files.readAllBytes(folder.resolve("results.zip"));
    Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(folder.resolve("rubbish.zip"), "rubbish");
    // then
    for (String each : List.of("cut.zip", "rubbish.zip", "absent.zip")) {
      assertThat(execute("verify", file(each))).as(each).isEqualTo(2);
    }
    assertThat(err.toString())
        .contains(
            "rubbish.zip", "neither a folder of results nor a whole bundle", "does not exist");
  }

  @Test
  void packs_no_bundle_into_the_folder_that_it_packs() {
    // when
    int status =
        sign("signer.pem", "signer.key", "--bundle", results.resolve("all.zip").toString());
    // then
    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("name a file beside");
  }

  @Test
  void declares_nothing_of_a_run_without_an_ics() {
    // then
    assertThat(execute("declare", results.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("No declaration can be made", "run again with --ics");
    assertThat(execute("declare", folder.toString())).isEqualTo(2);
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

  private static List<String> names(byte[] zip) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
        names.add(each.getName());
        assertThat(each.getTimeLocal().getYear()).as("says nothing of when").isEqualTo(1980);
      }
    }
    return names;
  }

  /** The same bundle with another file in the place of one, or with none. */
  private static void rewrite(Path zip, String name, @Nullable String instead, String content)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip));
        ZipOutputStream to = new ZipOutputStream(bytes)) {
      for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
        if (!each.getName().equals(name)) {
          to.putNextEntry(new ZipEntry(each.getName()));
          in.transferTo(to);
        } else if (instead != null) {
          to.putNextEntry(new ZipEntry(instead));
          to.write(content.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    Files.write(zip, bytes.toByteArray());
  }

  private int sign(String certificate, String key, String... more) {
    List<String> command = new ArrayList<>(List.of("sign", results.toString()));
    command.addAll(List.of("--certificate", file(certificate), "--key", file(key)));
    command.addAll(List.of(more));
    return execute(command.toArray(String[]::new));
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
