/** What the SDK needs from outside, one interface each, each with an adapter to the JDK. */
@NullMarked
package io.platen.device.port;

import org.jspecify.annotations.NullMarked;
