package io.platen.device.port;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** Where the device's operational key and certificate come from, and whom it trusts. */
public interface Keys {
  /**
   * Reads all of it anew: a renewed certificate is there at the next connection.
   *
   * @throws GeneralSecurityException when something is missing, broken or does not fit together;
   *     the message says what, where, and what to do
   */
  Material load() throws GeneralSecurityException;

  /**
   * What a TLS connection needs.
   *
   * @param key the private key; its type may keep the bytes in a secure element
   * @param chain the device's certificate first
   * @param authorities the only ones that a server's certificate may come from
   */
  record Material(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {
    public Material {
      chain = List.copyOf(chain);
      authorities = List.copyOf(authorities);
    }

    public X509Certificate certificate() {
      return chain.get(0);
    }
  }
}
