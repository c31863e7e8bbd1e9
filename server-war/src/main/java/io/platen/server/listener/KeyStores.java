package io.platen.server.listener;

/**
 * The stores that the listeners use.
 *
 * @param keyStore PKCS#12 file with the server's key
 * @param alias of that key
 * @param trustStore PKCS#12 file with the authorities of devices
 * @param password of both
 */
public record KeyStores(String keyStore, String alias, String trustStore, String password) {}
