package io.platen.server;

/** TBD. */
final class Server {
  private Server() {}
}
