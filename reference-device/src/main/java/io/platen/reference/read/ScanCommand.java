package io.platen.reference.read;

import io.platen.device.discovery.LifeSigns;
import io.platen.device.discovery.Pace;
import io.platen.device.discovery.ScanListener;
import io.platen.device.discovery.ScanPatience;
import io.platen.device.discovery.Scanner;
import io.platen.device.discovery.SignOfLife;
import io.platen.device.port.HostNames;
import io.platen.device.port.JdkDatagrams;
import io.platen.device.port.JdkEcho;
import io.platen.device.port.JdkStreams;
import io.platen.device.port.Scheduler;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Refusal;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds printers in networks and prints one line each. */
@Command(
    name = "scan",
    header = "Finds printers by SNMP: one small request an address, one more where it is silent.",
    description = {
      "",
      "Prints one line a printer; progress goes to standard error. Exit status 1 when none was found.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class ScanCommand implements Callable<Integer> {
  private static final Pattern RANGE = Pattern.compile("[0-9.]+\\s*-.*|[0-9A-Fa-f:]*:.*-.*");

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Option(
      names = "--community",
      paramLabel = "C",
      description = {
        "A community to try, in the order given (default: public).",
        "A second one is tried only where something shows that it is there: an engine of SNMP v3, port"
            + " 631 or 443, or a ping where this process may send one."
      })
  private List<String> communities = List.of();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where the printers answer (default: ${DEFAULT-VALUE}).")
  private int port = SnmpAccess.PUBLIC.port();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Packets a second (default: ${DEFAULT-VALUE}).")
  private int rate = 400;

  @Option(
      names = "--exclude",
      paramLabel = "TARGET",
      description = "An address, a range or a network that is left alone.")
  private List<String> exclusions = List.of();

  @Option(
      names = "--mdns",
      description =
          "Asks for announced printers too, on the links that this machine stands in itself.")
  private boolean mdns;

  @Mixin private UserOptions user = new UserOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "TARGET",
      description = "A network (192.0.2.0/24), a range (192.0.2.5-192.0.2.9) or a host.")
  private List<String> targets = List.of();

  @Override
  public Integer call() throws InterruptedException {
    if (rate < 1 || port < 1 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--rate is 1 at least, and --port is from 1 to 65535");
    }
    Progress progress = new Progress();
    List<PrinterTarget> found = scan(progress);
    progress.end(found.size());
    if (found.isEmpty()) {
      throw new CommandFailure(
          "No printer was found. Check the network, the community and that SNMP is on.");
    }
    return 0;
  }

  private List<PrinterTarget> scan(Progress progress) throws InterruptedException {
    try (Scheduler threads = new ThreadScheduler("platen-scan")) {
      LifeSigns signs = new LifeSigns(new JdkStreams(), new JdkEcho(), threads);
      return new Scanner(
              new JdkDatagrams(), HostNames.JDK, new SecureRandom(), ScanPatience.DEFAULT, signs)
          .scan(entries(), new Pace(rate, Long.MAX_VALUE), progress);
    }
  }

  private List<DiscoveryEntry> entries() {
    List<SnmpAccess> access = new ArrayList<>();
    user.user().ifPresent(known -> access.add(SnmpAccess.of(known, port)));
    for (String community :
        communities.isEmpty() && access.isEmpty() ? List.of("public") : communities) {
      access.add(new SnmpAccess(Version.V2C, community, port));
      access.add(new SnmpAccess(Version.V1, community, port));
    }
    return targets.stream().map(target -> entry(target, access)).toList();
  }

  private DiscoveryEntry entry(String target, List<SnmpAccess> access) {
    return new DiscoveryEntry(
        target, kind(target), target, exclusions, access, DiscoveryEntry.DEFAULT_READERS, mdns);
  }

  private static Kind kind(String target) {
    if (target.contains("/")) {
      return Kind.NETWORK;
    }
    return RANGE.matcher(target).matches() ? Kind.RANGE : Kind.HOST;
  }

  private final class Progress implements ScanListener {
    private final PrintWriter out = spec.commandLine().getOut();
    private final PrintWriter err = spec.commandLine().getErr();
    private int tenths;
    private int addresses;
    private int unsent;

    @Override
    public void progress(int done, int total, int found) {
      addresses = total;
      int reached = total == 0 ? 0 : 10 * done / total;
      if (reached > tenths && done < total) {
        tenths = reached;
        err.printf(Locale.ROOT, "%d of %d addresses, %d printers%n", done, total, found);
        err.flush();
      }
    }

    @Override
    public void found(PrinterTarget target, PrinterIdentity identity) {
      out.println(json ? object(target, identity) : line(target, identity));
      out.flush();
    }

    @Override
    public void refused(String entry, String reason) {
      throw new CommandFailure(reason);
    }

    @Override
    public void refusedAccess(PrinterTarget target, Refusal why) {
      err.printf(
          Locale.ROOT, "%s refuses: %s%n", target.address().getHostString(), why.explanation());
      err.flush();
    }

    @Override
    public void unread(InetAddress address, SignOfLife sign) {
      err.printf(
          Locale.ROOT, "%s: %s, and no credential fits%n", address.getHostAddress(), sign.words());
      err.flush();
    }

    @Override
    public void unsent(InetSocketAddress address, String reason) {
      if (unsent == 0) {
        err.printf(Locale.ROOT, "Nothing can be sent to %s: %s%n", address.getHostString(), reason);
      }
      unsent++;
    }

    void end(int found) {
      err.printf(Locale.ROOT, "%d addresses, %d printers%n", addresses, found);
      err.flush();
    }
  }

  private static String line(PrinterTarget target, PrinterIdentity identity) {
    String name =
        Stream.of(identity.vendor(), identity.model(), identity.serial())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return String.format(
        Locale.ROOT, "%-15s  %s", identity.address(), name.isEmpty() ? target : name);
  }

  private static String object(PrinterTarget target, PrinterIdentity identity) {
    return new JsonLine()
        .text("address", identity.address())
        .number("port", target.access().port())
        .text("community", target.access().community())
        .text("version", target.access().version().token())
        .text("vendor", identity.vendor())
        .text("model", identity.model())
        .text("serial", identity.serial())
        .text("sysObjectId", identity.sysObjectId())
        .text("sysDescr", identity.sysDescr())
        .toString();
  }
}
