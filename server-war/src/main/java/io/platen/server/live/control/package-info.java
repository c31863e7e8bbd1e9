/**
 * The channels of this node, and how nodes reach each other. Start with {@link
 * io.platen.server.live.control.Channels}.
 */
@NullMarked
package io.platen.server.live.control;

import org.jspecify.annotations.NullMarked;
