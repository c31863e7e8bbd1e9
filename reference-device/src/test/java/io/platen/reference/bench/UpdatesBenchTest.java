package io.platen.reference.bench;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UpdatesBenchTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();

  private int bench(String... arguments) {
    return new CommandLine(new BenchCommand()).setOut(new PrintWriter(out)).execute(arguments);
  }

  @Test
  void brings_the_new_image_in_processes_of_their_own_and_says_what_was_fetched() throws Exception {
    // given
    byte[] image = new byte[600_000];
    new Random(3).nextBytes(image);
    Path old = Files.write(folder.resolve("old"), image);
    for (int i = 100_000; i < 300_000; i += 1_000) {
      image[i]++;
    }
    Path changed = Files.write(folder.resolve("new"), image);

    // when
    int status = bench("updates", old.toString(), changed.toString());

    // then
    assertThat(status).isZero();
    String last = out.toString().strip().lines().reduce("", (before, line) -> line);
    JsonObject json = Json.createReader(new StringReader(last)).readObject();
    assertThat(json.getBoolean("identical")).isTrue();
    assertThat(json.getInt("fullBytes")).isGreaterThan(600_000);
    assertThat(json.getInt("chunkBytes")).isBetween(200_000, 500_000);
    assertThat(json.getInt("pairBytes")).isLessThan(20_000);
    assertThat(json.getInt("applyRssKb")).isPositive();
    assertThat(json).containsKeys("xdelta3Bytes", "casyncBytes", "bsdiffBytes", "zstdBytes");
  }
}
