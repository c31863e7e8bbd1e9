package io.platen.conformance.adapter;

/** The adapter crashed, hung or printed no answer: nothing is known of the device. */
public final class AdapterFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AdapterFault(String what) {
    super(what);
  }
}
