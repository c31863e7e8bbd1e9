package io.platen.device.link;

import java.net.URI;
import java.util.List;

/**
 * Knows all hosts of a device and hears how asking each went: one refused certificate alone does
 * not tell an interceptor from a server at fault.
 */
public interface LinkWatch {

  /** All of them: what a site has to exempt from inspection together. */
  List<URI> hosts();

  /**
   * Whether another host was answered by its own server, and none shows a certificate by the same
   * voucher.
   */
  boolean isAlone(URI host, Voucher voucher);

  /** The host itself answered. */
  void answered(URI host);

  /** It did not. */
  void failed(LinkFailure failure);
}
