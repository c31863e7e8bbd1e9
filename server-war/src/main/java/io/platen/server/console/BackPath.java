package io.platen.server.console;

/** Where a form leads back to. */
final class BackPath {
  private BackPath() {}

  /** The path if it is one of this console, else the overview: nobody is led to another site. */
  static String of(String path) {
    boolean ours =
        path.startsWith("/")
            && !path.startsWith("//")
            && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    return ours ? path : "/overview";
  }
}
