package io.platen.reference.device;

import io.platen.device.DeviceStatus;
import io.platen.device.LastMessage;
import io.platen.device.ObstacleStatus;
import io.platen.device.printer.profile.ProfileState;
import io.platen.device.update.UpdateStatus;
import io.platen.protocol.report.Obstacle;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells how the device is, also while it runs in another process. */
@Command(
    name = "status",
    description = "Tells what the device did last, what waits, and what failed.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class StatusCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The device's configuration, device.properties.")
  private Path config;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--last-message",
      description = {
        "Prints the last report as it was sent, unpacked, and nothing else;"
            + " when, where to, and what the answer was goes to standard error."
      })
  private boolean lastMessage;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    DeviceProperties properties = DeviceProperties.read(config);
    List<String> closed = properties.outside().closed();
    Path data = properties.data();
    if (lastMessage) {
      return printLastMessage(data);
    }
    DeviceStatus status =
        read(data)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "No device has run with the data folder "
                            + data
                            + " yet; start one with platen-device run"));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(status, closed, updates(data)));
    } else {
      print(out, status);
      closed.forEach(each -> out.println("From outside     no " + each + ": closed by the site"));
      updates(data).ifPresent(each -> UpdateText.lines(each).forEach(out::println));
    }
    out.flush();
    return 0;
  }

  /** What left the network, for the one whose network it is. PLT-PRV-003. */
  private int printLastMessage(Path data) {
    LastMessage message =
        lastMessage(data)
            .orElseThrow(
                () -> new CommandFailure("The device of " + data + " has sent no report yet"));
    PrintWriter err = spec.commandLine().getErr();
    err.println("Sent    " + message.sent());
    err.println("To      " + message.host());
    err.println("Answer  " + message.answer());
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.println(message.body());
    out.flush();
    return 0;
  }

  private static Optional<LastMessage> lastMessage(Path data) {
    try {
      return Files.isDirectory(data) ? LastMessage.read(data) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      throw new CommandFailure(
          "The last message in "
              + data
              + " cannot be read: "
              + e.getMessage()
              + ". Run this as the account that the device runs as",
          e);
    }
  }

  private static Optional<DeviceStatus> read(Path data) {
    try {
      return Files.isDirectory(data) ? DeviceStatus.read(data) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      throw new CommandFailure("The status in " + data + " cannot be read: " + e, e);
    }
  }

  /** Empty where the device has no updater. */
  private static Optional<UpdateStatus> updates(Path data) {
    try {
      return UpdateStatus.read(data);
    } catch (IOException | RuntimeException e) {
      throw new CommandFailure(
          "What the device noted of updates in " + data + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void print(PrintWriter out, DeviceStatus status) {
    out.println("Device           " + status.device());
    out.println("Last sync        " + orNever(status.lastSync()));
    out.println("Last upload      " + orNever(status.lastUpload()));
    out.println("Printers         " + status.printers());
    out.println("Reports waiting  " + status.waiting());
    out.println("Next cycle       " + (status.nextCycle() == null ? "-" : status.nextCycle()));
    out.println(
        "Last problem     "
            + (status.lastProblem() == null
                ? "none"
                : status.lastProblem() + " (" + status.lastProblemAt() + ")"));
    status.obstacles().forEach(obstacle -> out.println("In the way       " + line(obstacle)));
    status.profiles().forEach(profile -> out.println("Printer profile  " + line(profile)));
  }

  private static String line(ProfileState profile) {
    String held = profile.version() == 0 ? "none holds" : "version " + profile.version() + " holds";
    String refusal = profile.refusal();
    return profile.id() + ": " + held + (refusal == null ? "" : "; the listed one: " + refusal);
  }

  /** PLT-TLS-043. */
  private static String line(ObstacleStatus each) {
    return each.explanation()
        + " ("
        + each.obstacle().times()
        + " times since "
        + each.obstacle().first()
        + ")";
  }

  private static String orNever(@Nullable Object time) {
    return time == null ? "never" : time.toString();
  }

  private static String json(
      DeviceStatus status, List<String> closed, Optional<UpdateStatus> updates) {
    return "{\"device\":"
        + text(status.device())
        + ",\"lastSync\":"
        + text(status.lastSync())
        + ",\"lastUpload\":"
        + text(status.lastUpload())
        + ",\"printers\":"
        + status.printers()
        + ",\"waiting\":"
        + status.waiting()
        + ",\"nextCycle\":"
        + text(status.nextCycle())
        + ",\"lastProblem\":"
        + text(status.lastProblem())
        + ",\"lastProblemAt\":"
        + text(status.lastProblemAt())
        + ",\"profiles\":["
        + status.profiles().stream().map(StatusCommand::json).collect(Collectors.joining(","))
        + "],\"obstacles\":["
        + status.obstacles().stream().map(StatusCommand::json).collect(Collectors.joining(","))
        + "],\"closed\":["
        + closed.stream().map(StatusCommand::text).collect(Collectors.joining(","))
        + "],\"update\":"
        + updates.map(UpdateText::json).orElse("null")
        + "}";
  }

  private static String json(ObstacleStatus each) {
    Obstacle obstacle = each.obstacle();
    return "{\"host\":"
        + text(obstacle.host())
        + ",\"kind\":"
        + text(obstacle.kind())
        + ",\"issuer\":"
        + text(obstacle.issuer())
        + ",\"key\":"
        + text(obstacle.key())
        + ",\"first\":"
        + text(obstacle.first())
        + ",\"last\":"
        + text(obstacle.last())
        + ",\"times\":"
        + obstacle.times()
        + ",\"explanation\":"
        + text(each.explanation())
        + "}";
  }

  private static String json(ProfileState profile) {
    return "{\"id\":"
        + text(profile.id())
        + ",\"version\":"
        + profile.version()
        + ",\"refusal\":"
        + text(profile.refusal())
        + "}";
  }

  static String text(@Nullable Object value) {
    return value == null ? "null" : "\"" + escaped(value.toString()) + "\"";
  }

  /** RFC 8259 section 7. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        escaped.append('\\').append(each);
      } else if (each < ' ') {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
      } else {
        escaped.append(each);
      }
    }
    return escaped.toString();
  }
}
