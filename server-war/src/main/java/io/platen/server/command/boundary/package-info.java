/** REST calls about commands. */
@NullMarked
package io.platen.server.command.boundary;

import org.jspecify.annotations.NullMarked;
