package io.platen.server.listener;

/**
 * The stores that the listeners use.
 *
 * @param keyStore PKCS#12 file with the server's key
 * @param alias of that key
 * @param trustStore PKCS#12 file with the authorities of devices
 * @param enrolmentTrustStore the same with those that count for enrolment only
 * @param password of all three
 */
public record KeyStores(
    String keyStore,
    String alias,
    String trustStore,
    String enrolmentTrustStore,
    String password) {}
