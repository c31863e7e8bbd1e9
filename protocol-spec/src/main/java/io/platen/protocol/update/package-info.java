/**
 * Which software may be installed (chapter UPD): signed metadata in the four roles of The Update
 * Framework, and the procedure by which a device comes to trust it. Read {@link
 * io.platen.protocol.update.MetadataUpdater} first; it follows the numbered steps of the chapter.
 */
@NullMarked
package io.platen.protocol.update;

import org.jspecify.annotations.NullMarked;
