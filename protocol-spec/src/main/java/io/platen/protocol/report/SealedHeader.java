package io.platen.protocol.report;

import java.time.Instant;
import java.util.UUID;

/**
 * What the content of an envelope says first: whose it is, which one, and for whom (chapter SEA).
 *
 * @param audience the server that it is for, by the common name of its sealing certificate
 * @param type the name of the document's first element, such as {@code report}
 * @param created by the device's clock
 */
public record SealedHeader(
    UUID device, UUID epoch, long sequence, String audience, String type, Instant created) {}
