package io.platen.conformance.peers;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.adapter.Reply.Outcome;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.sync.PolicyRules;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the fake device gets its sync document. */
final class FakeSync {
  private final FakeDeviceSetup setup;
  private final FakeWire wire;
  private final Optional<DeviceFault> fault;
  private String tag;
  private boolean done;
  private int status;
  private Optional<SyncDocument> document = Optional.empty();

  FakeSync(FakeDeviceSetup setup, FakeWire wire, Optional<DeviceFault> fault) {
    this.setup = setup;
    this.wire = wire;
    this.fault = fault;
    this.tag = has(DeviceFault.INVENTS_A_TAG) ? "\"invented\"" : "";
  }

  Reply sync() {
    if (done && has(DeviceFault.SYNCS_ONCE)) {
      return Reply.of(Outcome.DONE, "once is enough");
    }
    done = true;
    Request request = Request.get(wire.at(ScriptedServer.SYNC));
    boolean tagged = !tag.isEmpty() && !has(DeviceFault.SENDS_NO_TAG);
    Optional<Response> answer = wire.send(tagged ? request.with("If-None-Match", tag) : request);
    status = answer.map(Response::status).orElse(-1);
    if (status == 304 && has(DeviceFault.TAKES_NO_304)) {
      return lost(Outcome.FAILED, "no document");
    }
    if (status == 304 && (tagged || has(DeviceFault.BELIEVES_ANY_304))) {
      return Reply.of(Outcome.DONE, "nothing new");
    }
    if (status != 200) {
      return lost(Outcome.FAILED, "no document: " + status);
    }
    return read(answer.orElseThrow());
  }

  /** That of the updates, whose name has nothing to do with heartbeats. */
  URI host() {
    return setup.updates().get(0);
  }

  /** What the last host answered; -1 for nothing. */
  int status() {
    return status;
  }

  /** What it works by; empty until it has one. */
  Optional<SyncDocument> document() {
    return document;
  }

  private Reply read(Response response) {
    try {
      String text = response.body().text();
      boolean refuses =
          has(DeviceFault.TAKES_NO_DOCUMENTS)
              || (has(DeviceFault.REFUSES_LATER_MINOR_VERSIONS) && text.contains(" v=\"1.7\""));
      if (refuses) {
        return lost(Outcome.REFUSED, "not that one");
      }
      SyncDocument read = SyncCodec.read(response.body().bytes());
      if (!read.device().equals(setup.device()) && !has(DeviceFault.TAKES_DOCUMENTS_OF_OTHERS)) {
        return lost(Outcome.REFUSED, "PLT-SYN-013: a document for another device");
      }
      List<PolicyRules.Violation> beyond = PolicyRules.violations(read.policy());
      if (!beyond.isEmpty() && has(DeviceFault.CRASHES_ON_WRONG_DOCUMENTS)) {
        return Reply.of(Outcome.CRASHED, "core dumped");
      }
      boolean blind =
          has(DeviceFault.TAKES_DOCUMENTS_BEYOND_THE_TABLE) || has(DeviceFault.TAKES_ANY_MASK);
      if (isOddlyHosted(read) && !has(DeviceFault.TAKES_ANY_HOST)) {
        return lost(Outcome.REFUSED, "PLT-SYN-014: an odd host");
      }
      if (!beyond.isEmpty() && !blind) {
        return lost(Outcome.REFUSED, "PLT-SYN-011: " + beyond);
      }
      document = Optional.of(read);
      wire.adopt(read.hosts());
    } catch (ProtocolException e) {
      if (has(DeviceFault.TAKES_ODD_XML) || has(DeviceFault.TAKES_ANY_HOST)) {
        return Reply.of(Outcome.DONE, "");
      }
      return lost(Outcome.REFUSED, String.valueOf(e.getMessage()));
    }
    String next = response.header("ETag").orElse("");
    tag = has(DeviceFault.TAKES_NO_SECOND_DOCUMENT) && !tag.isEmpty() ? tag : next;
    return Reply.of(Outcome.DONE, "");
  }

  private static boolean isOddlyHosted(SyncDocument read) {
    SyncDocument.Hosts hosts = read.hosts();
    return hosts != null
        && Stream.of(hosts.update(), hosts.download())
            .flatMap(List::stream)
            .anyMatch(each -> each.getRawUserInfo() != null);
  }

  private Reply lost(Outcome outcome, String why) {
    if (has(DeviceFault.FORGETS_ITS_DOCUMENT)) {
      tag = "";
    }
    return Reply.of(outcome, why);
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
