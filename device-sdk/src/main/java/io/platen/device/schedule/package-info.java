/** When the device works: window, interval, fixed phase, random delay (chapter LNK). */
@NullMarked
package io.platen.device.schedule;

import org.jspecify.annotations.NullMarked;
