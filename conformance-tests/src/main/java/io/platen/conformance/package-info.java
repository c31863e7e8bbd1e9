/**
 * The command line of the suite; each command is a class. Start with {@link
 * io.platen.conformance.RunServerCommand}. The suite knows the protocol and neither implementation.
 */
@NullMarked
package io.platen.conformance;

import org.jspecify.annotations.NullMarked;
