package io.platen.device.printer.web;

import io.platen.device.printer.Traffic;

/** What came of a request. */
public sealed interface WebResult permits WebPage, WebFailure {
  /** What it cost: requests of HTTP, and bytes of TCP each way, those of TLS included. */
  Traffic traffic();
}
