/** TBD. */
@NullMarked
package io.platen.server;

import org.jspecify.annotations.NullMarked;
