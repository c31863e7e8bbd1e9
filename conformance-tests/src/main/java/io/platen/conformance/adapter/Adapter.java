package io.platen.conformance.adapter;

import java.nio.file.Path;
import java.util.List;

/** Drives a device under test, one command at a time. */
@FunctionalInterface
public interface Adapter {
  /**
   * @param session the folder of one test: how the device reaches its hosts, and room for the
   *     adapter's own files
   * @throws AdapterFault where the adapter crashes, hangs or prints what is no answer
   */
  Reply run(AdapterCommand command, Path session, List<String> arguments);
}
