/** Walks the addresses of discovery entries and finds printers. Start with Scanner. */
@NullMarked
package io.platen.device.discovery;

import org.jspecify.annotations.NullMarked;
