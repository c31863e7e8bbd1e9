package io.platen.conformance;

/** TBD. */
final class Main {
  private Main() {}
}
