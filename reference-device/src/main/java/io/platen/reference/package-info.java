/**
 * The command line of the reference device: the example of how the SDK is used. Start with {@link
 * io.platen.reference.Main}, which lists the commands; each is a class of its own.
 */
@NullMarked
package io.platen.reference;

import org.jspecify.annotations.NullMarked;
