package io.platen.conformance.peers;

import io.platen.protocol.Requirement;

/** One thing that a fake does wrong, and the sentence that it breaks by that. */
public sealed interface Mutation permits Fault, DeviceFault {
  String name();

  Requirement requirement();
}
