/**
 * The release desk of an OEM: keys, images, signatures, and what a server or a folder gets of it
 * (chapter UPD). A desk is a folder; read {@link io.platen.reference.release.Desk} first.
 */
@NullMarked
package io.platen.reference.release;

import org.jspecify.annotations.NullMarked;
