/**
 * Fetches the content of updates into a slot (chapter UPD, "Content"). Read {@link
 * io.platen.device.update.content.ContentUpdate} first.
 */
@NullMarked
package io.platen.device.update.content;

import org.jspecify.annotations.NullMarked;
