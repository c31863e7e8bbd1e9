package io.platen.reference.powercut;

/** The device did what it may not do, or lost what it had kept. */
final class BrokenPromiseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenPromiseException(String message) {
    super(message);
  }
}
