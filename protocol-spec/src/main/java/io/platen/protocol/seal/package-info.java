/**
 * Envelopes that only the right server can open: signed by the device, then encrypted for the
 * server (chapter SEA). Read {@link io.platen.protocol.seal.Sealer} and {@link
 * io.platen.protocol.seal.Opener} first.
 */
@NullMarked
package io.platen.protocol.seal;

import org.jspecify.annotations.NullMarked;
