package io.platen.protocol.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has kept a device from one of its hosts (PLT-TLS-044).
 *
 * @param host its name, and its port where that is not 443
 * @param kind a token of the registry of obstacles
 * @param issuer the name of who vouches for the certificate that was refused, in RFC 2253 form;
 *     null where none was shown
 * @param key SHA-256 of the issuer's SubjectPublicKeyInfo, in lower case hexadecimal; null as above
 * @param first when it was met first, by the device's time
 * @param last when it was met last
 * @param times how often
 */
public record Obstacle(
    String host,
    String kind,
    @Nullable String issuer,
    @Nullable String key,
    Instant first,
    Instant last,
    long times) {}
