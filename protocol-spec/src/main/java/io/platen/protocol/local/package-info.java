/**
 * What a device and a local agent say to each other (chapter LPA), and how they come to know each
 * other. Start with {@link io.platen.protocol.local.PairingCode}.
 */
@NullMarked
package io.platen.protocol.local;

import org.jspecify.annotations.NullMarked;
