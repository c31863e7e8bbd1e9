package io.platen.server.listener;

/**
 * What devices may take of the container.
 *
 * @param bodyBytes longest body of a request
 * @param threads that answer devices; each keeps some 115 KB
 */
public record DeviceLimits(int bodyBytes, int threads) {
  /** Of the data source, where nothing else is configured. */
  static final int CONNECTIONS = 32;

  private static final int TRANSFERS = 64;

  /** As the keys of the server have it by themselves; the WAR holds the limit of bodies. */
  static final DeviceLimits OF_A_BARE_WAR =
      DeviceLimits.of(Integer.MAX_VALUE, TRANSFERS, CONNECTIONS);

  /**
   * As many threads as find work: more than there are connections to the database wait for one, and
   * so many devices may ask for an object, which then goes by a thread of the server's own. A body
   * that trickles holds one, too, and no more than 30 seconds: then Grizzly interrupts the thread
   * ({@code request-timeout-seconds} of the listener), whose read fails.
   *
   * @param bodyBytes longest body of a request
   * @param transfers objects that may be on their way at once
   * @param connections of the data source
   */
  public static DeviceLimits of(int bodyBytes, int transfers, int connections) {
    return new DeviceLimits(
        bodyBytes, (int) Math.min(Integer.MAX_VALUE, (long) transfers + connections));
  }
}
