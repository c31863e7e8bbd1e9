/**
 * The device's durable memory: one MVStore file through the file port, every value encrypted under
 * the device's own key. Start with {@link io.platen.device.store.DeviceStore}.
 */
@NullMarked
package io.platen.device.store;

import org.jspecify.annotations.NullMarked;
