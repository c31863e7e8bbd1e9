package io.platen.conformance.suite;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer.Responder;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Requirement;
import java.util.List;
import java.util.Optional;

/** What tests of a device do again and again: scripting both of its hosts, and looking back. */
final class DevicePlay {
  private DevicePlay() {}

  /** From now on both hosts answer a path like this. */
  static void answer(DeviceUnderTest device, String path, Reaction reaction) {
    device.first().when(path, reaction);
    device.second().when(path, reaction);
  }

  static void answer(DeviceUnderTest device, String path, Responder responder) {
    device.first().when(path, responder);
    device.second().when(path, responder);
  }

  /** From now on both keep to the protocol there. */
  static void behave(DeviceUnderTest device, String path) {
    device.first().behave(path);
    device.second().behave(path);
  }

  /** What came to a path of either host, in order. */
  static List<Exchange> seen(DeviceUnderTest device, String path) {
    return device.exchanges().stream()
        .filter(each -> each.request().uri().getPath().equals(path))
        .toList();
  }

  static Optional<String> header(Request request, String name) {
    return request.headers().stream()
        .filter(each -> each.name().equalsIgnoreCase(name))
        .map(Request.Header::value)
        .findFirst();
  }

  /** One check for each of several sentences that one observation is about. */
  static void all(
      Checks checks,
      boolean holds,
      String sent,
      String received,
      String expected,
      String hint,
      Requirement... requirements) {
    for (Requirement each : requirements) {
      checks.that(each, holds, sent, received, expected, hint);
    }
  }
}
