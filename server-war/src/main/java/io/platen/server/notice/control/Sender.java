package io.platen.server.notice.control;

/** A way out: the port to mail servers and webhooks. Throws nothing: each failure is an outcome. */
public interface Sender {
  Outcome send(Letter letter);
}
