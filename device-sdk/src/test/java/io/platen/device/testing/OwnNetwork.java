package io.platen.device.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs scripts in namespaces of their own, so that nobody else sees what they start. */
public final class OwnNetwork {
  private OwnNetwork() {}

  /**
   * Puts files of a test's resources where a script finds them.
   *
   * @param resources their folder, e.g. {@code /io/platen/device/link/}
   */
  public static void lay(Path folder, String resources, String... names) throws IOException {
    for (String name : names) {
      try (InputStream file = OwnNetwork.class.getResourceAsStream(resources + name)) {
        Files.copy(Objects.requireNonNull(file, name), folder.resolve(name));
      }
    }
  }

  /**
   * Puts the script {@code printer.sh} there with what it needs: a printer of CUPS at a port.
   * Without the programs the test is skipped.
   */
  public static void layPrinter(Path folder) throws IOException {
    ForeignProcess.demand("cups-ipp-utils", "ippeveprinter");
    ForeignProcess.demand("avahi-daemon", "avahi-daemon");
    ForeignProcess.demand("dbus", "dbus-daemon");
    ForeignProcess.demand("iproute2", "ss");
    lay(
        folder,
        "/io/platen/device/printer/ipp/",
        "printer.sh",
        "quill.conf",
        "bus.conf",
        "avahi.conf");
  }

  /**
   * The words of a command that runs a script of the folder, which is its first argument.
   *
   * @param namespaces as unshare calls them, besides those of mounts and processes
   */
  public static List<String> command(Path folder, List<String> namespaces, String script) {
    List<String> command = new ArrayList<>();
    command.add(ForeignProcess.demand("util-linux", "unshare").toString());
    boolean root = "root".equals(System.getProperty("user.name"));
    command.addAll(root ? List.of() : List.of("--map-root-user"));
    command.addAll(namespaces);
    command.addAll(List.of("--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "sh"));
    command.addAll(List.of(folder.resolve(script).toString(), folder.toString()));
    return command;
  }

  /**
   * Runs a script with arguments, and behind those a class of the tests, whose first argument is a
   * file.
   *
   * @return what that class has written
   */
  public static String read(Path folder, List<String> script, Class<?> main, String... arguments)
      throws Exception {
    Path facts = folder.resolve("facts");
    List<String> command = command(folder, List.of("--net"), script.get(0));
    command.addAll(script.subList(1, script.size()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(main.getName(), facts.toString()));
    command.addAll(List.of(arguments));
    try (ForeignProcess all = ForeignProcess.start(folder, Map.of(), command)) {
      all.await();
    }
    assertThat(facts).as(Files.readString(folder.resolve("log"))).exists();
    return Files.readString(facts);
  }
}
