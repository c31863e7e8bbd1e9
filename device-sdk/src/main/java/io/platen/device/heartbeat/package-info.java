/**
 * Tells by DNS that the device lives (chapter HBT); needs dnsjava on the class path. Start with
 * {@link io.platen.device.heartbeat.HeartbeatSender}.
 */
@NullMarked
package io.platen.device.heartbeat;

import org.jspecify.annotations.NullMarked;
