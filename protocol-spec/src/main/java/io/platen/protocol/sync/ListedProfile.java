package io.platen.protocol.sync;

/**
 * A printer profile that a device is to read by (PLT-SYN-040).
 *
 * @param id of the profile that it takes the place of, or its own
 * @param sha256 of its bytes, in lower case hexadecimal: what it is fetched by
 * @param length in bytes
 */
public record ListedProfile(String id, int version, String sha256, int length) {}
