package io.platen.reference.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.reference.testing.DemoStack;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** Server and database killed at random moments, with the packaged server. */
@Execution(ExecutionMode.CONCURRENT)
class KillBenchIT {
  @Test
  void nothing_that_was_acknowledged_is_lost_or_doubled() {
    // given
    StringWriter out = new StringWriter();
    CommandLine bench = new CommandLine(new BenchCommand()).setOut(new PrintWriter(out));
    // when
    int status =
        bench.execute(
            "kill", "--times=5", "--server-jar=" + DemoStack.packaged("platen.server.jar"));
    // then
    assertThat(status).as(out.toString()).isZero();
    JsonObject result = lastLine(out.toString());
    assertThat(result.getInt("kills")).isEqualTo(5);
    assertThat(result.getInt("postgresKills")).isEqualTo(1);
    assertThat(result.getInt("acknowledged")).isGreaterThanOrEqualTo(100);
    assertThat(result.getInt("lost")).isZero();
    assertThat(result.getInt("doubled")).isZero();
  }

  private static JsonObject lastLine(String output) {
    List<String> lines = output.lines().toList();
    try (var reader = Json.createReader(new StringReader(lines.get(lines.size() - 1)))) {
      return reader.readObject();
    }
  }
}
