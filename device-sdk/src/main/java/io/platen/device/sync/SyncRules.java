package io.platen.device.sync;

import io.platen.device.link.Hosts;
import io.platen.protocol.sync.PolicyRules;
import io.platen.protocol.sync.SyncDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a document must hold beyond its schema before a device works by it. PLT-SYN-011,
 * PLT-SYN-013, PLT-SYN-014.
 */
final class SyncRules {
  private SyncRules() {}

  /** All violations, empty where the document can be worked by. */
  static List<String> violations(SyncDocument document, UUID device) {
    List<String> found = new ArrayList<>();
    if (!document.device().equals(device)) {
      found.add("it is for the device " + document.device());
    }
    PolicyRules.violations(document.policy()).forEach(violation -> found.add(violation.toString()));
    if (document.hosts() != null) {
      hosts(document.hosts(), found);
    }
    return found;
  }

  private static void hosts(SyncDocument.Hosts hosts, List<String> found) {
    Stream.concat(hosts.update().stream(), hosts.download().stream())
        .filter(host -> !Hosts.isBare(host))
        .forEach(host -> found.add("it names a host that is not https://host[:port]: " + host));
  }
}
