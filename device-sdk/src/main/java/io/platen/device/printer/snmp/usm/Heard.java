package io.platen.device.printer.snmp.usm;

import io.platen.device.printer.Refusal;
import org.snmp4j.PDU;

/** What a datagram from an engine turned out to be. */
public sealed interface Heard {

  /** The answer to the request. */
  record Response(PDU pdu) implements Heard {}

  /** The engine told what we did not know, its id or its time: ask the same again. */
  record AskAgain() implements Heard {}

  /** The engine does not take the request, and asking again changes nothing. */
  record Refused(Refusal why) implements Heard {}

  /** No message for us: of another engine or request, changed on its way, or no message at all. */
  record Nothing() implements Heard {}
}
