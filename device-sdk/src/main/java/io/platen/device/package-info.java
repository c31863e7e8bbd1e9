/**
 * The whole entry surface of the SDK. Start with {@link io.platen.device.Device}: its main flow is
 * sync, scan, read, compare, outbox, upload.
 */
@NullMarked
package io.platen.device;

import org.jspecify.annotations.NullMarked;
