package io.platen.server.release.entity;

import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release.Bytes;

/**
 * A pair pack that is there.
 *
 * @param oldImage SHA-256 of the image that a device has
 * @param pack the object
 */
public record StoredPair(ComponentName component, String oldImage, Bytes pack) {}
