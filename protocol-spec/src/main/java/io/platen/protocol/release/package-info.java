/**
 * What a release is, and whether a device may install it (chapter UPD); start with {@link
 * io.platen.protocol.release.Release}.
 */
@NullMarked
package io.platen.protocol.release;

import org.jspecify.annotations.NullMarked;
