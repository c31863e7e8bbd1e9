package io.platen.conformance.wire;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of somebody else that may be installed here.
 *
 * @param command its name
 * @param pack in which package of Debian it comes
 */
public record Tool(String command, String pack) {
  /** For a machine that is busy with other things; a scan of a port takes a second or two. */
  private static final long LIMIT_SECONDS = 300;

  /** A peer that hangs up early must not end a scanner. */
  private static final String NO_PIPE = "trap '' PIPE; exec \"$0\" \"$@\"";

  /**
   * What it printed, to either stream.
   *
   * @param status its exit status
   */
  public record Said(int status, String text) {
    /** For a report: the last lines, on one. */
    public String shortly() {
      String last = text.strip().replaceAll("\\s+", " ");
      int from = Math.max(0, last.length() - 300);
      return "exit status " + status + (last.isEmpty() ? "" : ": " + last.substring(from));
    }
  }

  /** It is not here, or does not come to an end here. */
  public static final class Missing extends IOException {
    private static final long serialVersionUID = 1L;

    Missing(String what) {
      super(what);
    }
  }

  /**
   * @param folder in which it works
   * @throws Missing where nothing is known of what it would have said
   */
  public Said run(Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException {
    if (!isInstalled()) {
      throw new Missing(command + " is not installed; apt-get install " + pack);
    }
    List<String> line = new ArrayList<>(List.of("sh", "-c", NO_PIPE, command));
    line.addAll(arguments);
    Path out = Files.createTempFile(folder, command, ".out");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    await(process);
    String text = new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
    return new Said(process.exitValue(), text);
  }

  private void await(Process process) throws IOException {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new Missing(command + " did not end within " + LIMIT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Missing("The suite was ended during " + command);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  public boolean isInstalled() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(each -> Files.isExecutable(Path.of(each, command)));
  }
}
