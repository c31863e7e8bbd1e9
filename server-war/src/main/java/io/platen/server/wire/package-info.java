/** What every answer to a device carries. */
@NullMarked
package io.platen.server.wire;

import org.jspecify.annotations.NullMarked;
