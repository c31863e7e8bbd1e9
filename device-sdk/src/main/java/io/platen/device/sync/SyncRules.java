package io.platen.device.sync;

import io.platen.protocol.sync.PolicyRules;
import io.platen.protocol.sync.SyncDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a document must hold beyond its schema before a device works by it. PLT-SYN-011. */
final class SyncRules {
  private SyncRules() {}

  /** All violations, empty where the document can be worked by. */
  static List<String> violations(SyncDocument document, UUID device) {
    List<String> found = new ArrayList<>();
    if (!document.device().equals(device)) {
      found.add("it is for the device " + document.device());
    }
    PolicyRules.violations(document.policy()).forEach(violation -> found.add(violation.toString()));
    return found;
  }
}
