package io.platen.server.launcher;

/** The reference page of all keys, made from {@link ServerKey}. */
final class ConfigurationPage {
  private ConfigurationPage() {}

  static String text() {
    StringBuilder text =
        new StringBuilder(
            """
            # Configuration of the server

            This page is made from the list `ServerKey` in the code; a test fails when they differ.
            `java -jar platen-server.jar --keys` prints it.

            A key is taken from the first of these that has it:

            1. the command line: `--data FOLDER` (the key `platen.data`);
            2. a system property of the Java process: `-Dplaten.console.port=9444`;
            3. an environment variable: `PLATEN_CONSOLE_PORT=9444`;
            4. the properties file that `--config FILE` names: `platen.console.port=9444`;
            5. the default.

            A key that does not exist, or a value that cannot be right, is named at start with what
            to do, all of them at once; nothing is started then and the exit status is 2. An
            environment variable that begins with `PLATEN_` but is no key is only mentioned, unless
            it looks like a typing error.

            Ports or a data folder that are taken end the start with status 3, everything else that
            hinders it with 1. After Ctrl-C or SIGTERM everything is stopped in order; the Java
            virtual machine then gives its own status for the signal, 130 or 143.

            | key | variable | type | default | what it does |
            |---|---|---|---|---|
            """);
    for (ServerKey key : ServerKey.values()) {
      text.append("| `")
          .append(key.key())
          .append("` | `")
          .append(key.variable())
          .append("` | ")
          .append(key.type().title())
          .append(" | ")
          .append(key.defaultValue().isEmpty() ? "" : "`" + key.defaultValue() + "`")
          .append(" | ")
          .append(key.description())
          .append(" |\n");
    }
    return text.toString();
  }
}
