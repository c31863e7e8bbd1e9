package io.platen.device.link;

/**
 * Who vouches for a certificate.
 *
 * @param name the issuer's, in RFC 2253 form
 * @param key SHA-256 of the SubjectPublicKeyInfo, in hexadecimal, of the topmost certificate that
 *     was shown: the issuer's own, unless that was kept back
 */
public record Voucher(String name, String key) {}
