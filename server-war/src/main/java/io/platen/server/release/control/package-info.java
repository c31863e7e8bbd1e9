/**
 * Makers' releases (chapter UPD, "What a server serves"): their metadata to the byte, the objects
 * that it leads to, and pair packs. Read {@link io.platen.server.release.control.Publishing} first.
 */
@NullMarked
package io.platen.server.release.control;

import org.jspecify.annotations.NullMarked;
