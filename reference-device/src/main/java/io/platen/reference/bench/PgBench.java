package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import io.platen.reference.stack.ServerAddresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's own limit: pgbench inserts the rows of an upload in one transaction, with nothing of
 * ours in between.
 */
final class PgBench {
  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial");

  private final Path program;
  private final ServerAddresses addresses;
  private final String password;
  private final Path script;

  private PgBench(Path program, ServerAddresses addresses, String password, Path script) {
    this.program = program;
    this.addresses = addresses;
    this.password = password;
    this.script = script;
  }

  /** The newest pgbench of this machine. */
  static Optional<Path> findProgram() {
    List<Path> candidates = new ArrayList<>();
    Path debian = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(debian)) {
      try (Stream<Path> versions = Files.list(debian)) {
        versions
            .sorted(Comparator.reverseOrder())
            .map(each -> each.resolve("bin").resolve("pgbench"))
            .forEach(candidates::add);
      } catch (IOException e) {
        throw new CommandFailure(debian + " cannot be read: " + e.getMessage(), e);
      }
    }
    candidates.add(Path.of("/usr/local/bin/pgbench"));
    candidates.add(Path.of("/usr/bin/pgbench"));
    return candidates.stream().filter(Files::isExecutable).findFirst();
  }

  static PgBench of(Path program, BenchServer server, ServerAddresses addresses, UUID device) {
    Path script = server.process().data().resolveSibling("rows.sql");
    try {
      Files.writeString(script, script(device));
    } catch (IOException e) {
      throw new CommandFailure(script + " cannot be written: " + e.getMessage(), e);
    }
    return new PgBench(program, addresses, server.process().databasePassword(), script);
  }

  /** The same rows as an upload's, with keys that no upload has. */
  private static String script(UUID device) {
    List<String> meters = new ArrayList<>();
    for (int i = 0; i < SampleReports.PRINTERS * SampleReports.METERS; i++) {
      meters.add("(1, -:meter::bigint - " + i + ", clock_timestamp(), :sequence)");
    }
    List<String> supplies = new ArrayList<>();
    for (int i = 0; i < SampleReports.PRINTERS; i++) {
      for (int row = 1; row <= SampleReports.SUPPLIES; row++) {
        supplies.add(
            "(1, -:meter::bigint - "
                + i
                + ", '1."
                + row
                + "', clock_timestamp(), 'MEASURED', 500, 50)");
      }
    }
    return String.join(
        "\n",
        "\\set meter random(1, 4000000000000) * 100",
        "\\set sequence random(1, 1000000000000000000)",
        "BEGIN;",
        "INSERT INTO report_seen (tenant, device, epoch, sequence, body, receipt, received)",
        "VALUES (1, '" + device + "', gen_random_uuid(), :sequence,",
        "  sha256(convert_to(:meter::text, 'UTF8')), repeat('x', 200), clock_timestamp());",
        "INSERT INTO meter_reading (tenant, meter, read_at, value) VALUES",
        String.join(",\n", meters) + ";",
        "INSERT INTO supply_reading",
        "  (tenant, printer, row_index, read_at, level_kind, amount, percent) VALUES",
        String.join(",\n", supplies) + ";",
        "COMMIT;",
        "");
  }

  /** Transactions a second. */
  double measure(int connections, Duration time) throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "--no-vacuum",
            "--protocol=prepared",
            "--host=127.0.0.1",
            "--port=" + addresses.databasePort(),
            "--username=platen",
            "--client=" + connections,
            "--jobs=" + Math.min(2, connections),
            "--time=" + time.toSeconds(),
            "--file=" + script,
            "platen");
    builder.environment().put("PGPASSWORD", password);
    try {
      Process process = builder.redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = TPS.matcher(output);
      if (process.waitFor() != 0 || !matcher.find()) {
        throw new CommandFailure("pgbench says:\n" + output.strip());
      }
      return Double.parseDouble(matcher.group(1));
    } catch (IOException e) {
      throw new CommandFailure(program + " cannot be started: " + e.getMessage(), e);
    }
  }
}
