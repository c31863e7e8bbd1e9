/** What tests of the device stand on: keys, a server, printers, time and a disk that can fail. */
@NullMarked
package io.platen.device.testing;

import org.jspecify.annotations.NullMarked;
