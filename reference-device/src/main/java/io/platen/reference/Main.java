package io.platen.reference;

/** TBD. */
final class Main {
  private Main() {}
}
