/**
 * Envelopes that are made by another library than {@link io.platen.protocol.seal.Sealer}, good ones
 * and such with exactly one flaw: for tests of who opens. Read {@link
 * io.platen.protocol.seal.forge.Flaw} first.
 */
@NullMarked
package io.platen.protocol.seal.forge;

import org.jspecify.annotations.NullMarked;
