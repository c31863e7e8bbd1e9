/** Who the device is: its key and certificate (PEM files), and the key that never leaves it. */
@NullMarked
package io.platen.device.identity;

import org.jspecify.annotations.NullMarked;
