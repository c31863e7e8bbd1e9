/**
 * The documents of the live channel (chapter LIV). Start with {@link
 * io.platen.protocol.live.LiveMessage}.
 */
@NullMarked
package io.platen.protocol.live;

import org.jspecify.annotations.NullMarked;
