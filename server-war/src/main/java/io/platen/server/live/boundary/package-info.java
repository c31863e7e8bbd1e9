/** The channel's forms: WebSocket, server-sent events, long poll (chapter LIV). */
@NullMarked
package io.platen.server.live.boundary;

import org.jspecify.annotations.NullMarked;
