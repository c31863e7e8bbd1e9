/**
 * Heartbeats as names and texts of the DNS (chapter HBT): what both sides compute the same. Start
 * with {@link io.platen.protocol.heartbeat.HeartbeatKeys}.
 */
@NullMarked
package io.platen.protocol.heartbeat;

import org.jspecify.annotations.NullMarked;
