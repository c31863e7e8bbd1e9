/**
 * The registry of heartbeats (chapter HBT): a name server for one zone, which learns from the
 * questions that devices live. Off without {@code platen.heartbeat.zone}. Start with {@link
 * io.platen.server.heartbeat.RegistryAnswers}.
 */
@NullMarked
package io.platen.server.heartbeat;

import org.jspecify.annotations.NullMarked;
